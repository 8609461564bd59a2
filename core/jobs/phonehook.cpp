// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/phonehook.h"

#include "core/phone/adbtext.h"

#include <QElapsedTimer>

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr qsizetype kKeptOutput = qsizetype{16} * 1024;
constexpr int kKilled = 128 + 9;

/// The command has a process group of its own. Two watchers with groups of their own end it: one when its
/// time is over, one when the stream's input ends, which it does with the connection however that ends.
QByteArray guarded(const QByteArray &line, std::chrono::seconds timeout)
{
    return "exec 3<&0; "
           "setsid sh -c " +
           shellQuote(line) +
           " </dev/null 2>&1 3<&- & h=$!; "
           "setsid sh -c \"sleep " +
           QByteArray::number(qint64(timeout.count())) +
           "; kill -9 -$h\" </dev/null >/dev/null 2>&1 3<&- & t=$!; "
           "setsid sh -c \"cat >/dev/null; kill -9 -$h; kill -9 -$t\" <&3 >/dev/null 2>&1 3<&- & c=$!; "
           "exec 3<&-; wait $h; r=$?; kill -9 -$t -$c 2>/dev/null; exit $r";
}

QByteArray withVariables(const QString &command, const QMap<QString, QString> &variables)
{
    QByteArray line;
    for (auto it = variables.begin(); it != variables.end(); ++it)
        line += "export " + it.key().toUtf8() + '=' + shellQuote(it.value().toUtf8()) + "; ";
    return line + command.toUtf8();
}

} // namespace

Result<HookEnd> runPhoneHook(const PhoneSession &session, const QString &command,
                             const QMap<QString, QString> &variables, std::chrono::seconds timeout,
                             const CancelToken &cancel)
{
    QByteArray output;
    ShellStream::Options options;
    options.onStdout = [&](QByteArrayView data) -> Result<void> {
        output.append(data);
        if (output.size() > kKeptOutput)
            output = output.right(kKeptOutput);
        return {};
    };
    QElapsedTimer running;
    running.start();
    auto stream = session.stream(guarded(withVariables(command, variables), timeout), cancel, options);
    if (!stream)
        return tl::unexpected(stream.error());
    const auto exitCode = (*stream)->finish();
    if (!exitCode)
        return tl::unexpected(exitCode.error());
    HookEnd end{.problem = {}, .lastLines = lastLinesOf(output)};
    if (*exitCode == 0)
        return end;
    const bool late = *exitCode == kKilled && running.elapsed() >= std::chrono::milliseconds(timeout).count();
    const QString reason =
        late ? u"it was not done in %1 seconds"_s.arg(timeout.count()) : u"exit code %1"_s.arg(*exitCode);
    end.problem = end.lastLines.isEmpty() ? reason : QString(reason % u": "_s % end.lastLines);
    return end;
}

} // namespace holdfast
