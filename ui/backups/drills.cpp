// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/backups/drills.h"

#include "core/engine/engine.h"
#include "ui/jobs/jobfeed.h"
#include "ui/phones/phonespresenter.h"
#include "ui/shell/enginelink.h"
#include "ui/widgets/formats.h"

namespace holdfast::ui {
namespace {

/// Older ones say little more.
constexpr qsizetype kMostShown = 3;

QString wordsOf(const DrillRecord &drill)
{
    const QString when = exactTimeText(drill.at);
    if (drill.passed)
        return Drills::tr("%1: passed; %2 entries are as they were backed up")
            .arg(when, countText(drill.compared));
    if (drill.different > 0)
        return Drills::tr("%1: failed; %2 of %3 entries differ")
            .arg(when, countText(drill.different), countText(drill.compared));
    return drill.error ? Drills::tr("%1: failed. %2").arg(when, userText(*drill.error))
                       : Drills::tr("%1: failed").arg(when);
}

} // namespace

Drills::Drills(UiContext &context, QObject *parent) : QObject(parent), m_context(context) {}

bool Drills::arePossible()
{
    return PhonesPresenter::canEmulate();
}

void Drills::run(const BackupId &backup)
{
    begin([backup](Engine &engine, const CancelToken &cancel) {
        return engine.drills().run(backup, {}, cancel);
    });
}

void Drills::runSample(const QString &policy)
{
    begin([policy](Engine &engine, const CancelToken &cancel) -> Result<DrillRecord> {
        const auto backup = engine.drills().sampleOf(policy);
        if (!backup)
            return tl::unexpected(backup.error());
        return engine.drills().run(*backup, {}, cancel);
    });
}

void Drills::begin(Work work)
{
    if (m_running)
        return;
    m_running = true;
    Q_EMIT runningChanged();
    m_context.engine.ask(EngineLink::Lane::Phones, this, std::move(work),
                         [this](const Result<DrillRecord> &drill) { end(drill); });
}

void Drills::end(const Result<DrillRecord> &drill)
{
    m_running = false;
    m_context.jobs.refresh();
    if (!drill)
        Q_EMIT failed(userText(drill.error()));
    else if (drill->passed)
        Q_EMIT passed(
            tr("Restore drill of backup %1: it was restored to an emulated phone, and all %2 entries "
               "are as they were backed up.")
                .arg(drill->backup.value, countText(drill->compared)));
    else
        Q_EMIT failed(tr("Restore drill of backup %1, %2").arg(drill->backup.value, wordsOf(*drill)));
    Q_EMIT runningChanged();
}

void Drills::readCertificates(const BackupId &backup)
{
    m_reading.cancel();
    m_reading = m_context.engine.ask(
        EngineLink::Lane::Catalog, this,
        [backup](Engine &engine, const CancelToken &) { return engine.drills().of(backup); },
        [this, backup](const Result<QList<DrillRecord>> &drills) {
            if (drills)
                Q_EMIT certificatesRead(backup, *drills);
        });
}

QString certificateWords(const QList<DrillRecord> &drills)
{
    QStringList lines;
    for (const DrillRecord &drill : drills.mid(0, kMostShown))
        lines << wordsOf(drill);
    return lines.join(u'\n');
}

} // namespace holdfast::ui
