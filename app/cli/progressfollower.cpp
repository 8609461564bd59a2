// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/progressfollower.h"

#include "app/cli/textformat.h"
#include "core/jobs/phasetext.h"

#include <QElapsedTimer>

namespace holdfast::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kLineInterval = 5000;

QString progressLine(const QString &verb, const QString &thing, const ProgressCounters &progress)
{
    if (const auto outage = progress.outage.current())
        return u"%1  %2"_s.arg(verb, outageText(*outage));
    const qint64 total = progress.bytesTotal;
    const qint64 files = progress.filesTotal;
    const QString done = counted(progress.filesDone, thing);
    if (total < 0 && progress.bytesDone == 0)
        return u"%1  %2"_s.arg(verb, files > 0 ? u"%1 of %2"_s.arg(done).arg(files) : done);
    const QString bytes = total > 0 ? u"%1 of %2"_s.arg(sizeText(progress.bytesDone), sizeText(total))
                                    : sizeText(progress.bytesDone);
    return u"%1  %2, %3"_s.arg(verb, bytes, done);
}

} // namespace

void showProgressUntil(Console &console, const QString &verb, const QString &thing,
                       const ProgressCounters &progress, const std::function<bool()> &ended)
{
    QElapsedTimer sinceLine;
    sinceLine.start();
    while (!ended()) {
        if (console.errorsToTerminal()) {
            console.live(progressLine(verb, thing, progress));
        } else if (sinceLine.elapsed() >= kLineInterval) {
            console.note(progressLine(verb, thing, progress));
            sinceLine.restart();
        }
    }
    console.live({});
}

} // namespace holdfast::cli
