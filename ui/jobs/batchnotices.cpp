// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/batchnotices.h"

#include "ui/jobs/jobfeed.h"
#include "ui/shell/uisettings.h"

#include <algorithm>

namespace holdfast::ui {

BatchNotices::BatchNotices(UiContext &context, QObject *parent) : QObject(parent), m_context(context)
{
    connect(&context.jobs, &JobFeed::changed, this, &BatchNotices::look);
    connect(&context.jobs, &JobFeed::jobEnded, this, &BatchNotices::tell);
}

void BatchNotices::look()
{
    if (m_looked)
        return;
    m_looked = true;
    const QString told = m_context.settings.interruptionTold();
    QList<JobRecord> fresh;
    for (const JobRecord &job : m_context.jobs.jobs()) {
        if (job.id.value == told)
            break;
        if (job.error && job.error->code == Errc::JobInterrupted)
            fresh.append(job);
    }
    if (fresh.isEmpty())
        return;
    m_context.settings.setInterruptionTold(fresh.first().id.value);
    Q_EMIT interrupted(
        fresh.first().batch,
        tr("Holdfast was ended before %n job(s) could be completed. Nothing partial was kept in the "
           "stores. Begin again with Retry.",
           nullptr, static_cast<int>(fresh.size())));
}

void BatchNotices::tell(const JobRecord &job)
{
    if (m_told.contains(job.batch))
        return;
    const QList<JobRecord> jobs = m_context.jobs.batch(job.batch);
    if (!std::all_of(jobs.begin(), jobs.end(), [](const JobRecord &one) { return hasEnded(one.status); }))
        return;
    m_told.insert(job.batch);
    if (const QString problem = batchProblemText(jobs, m_names); !problem.isEmpty()) {
        Q_EMIT failed(job.batch, problem);
        return;
    }
    const bool well = std::all_of(jobs.begin(), jobs.end(), [](const JobRecord &one) {
        return one.status == JobStatus::Finished || one.status == JobStatus::PartFinished;
    });
    if (well)
        //: %1 is what was done, as in "Backup done: 3 jobs."
        Q_EMIT succeeded(
            job.batch,
            tr("%1 done: %n job(s).", nullptr, static_cast<int>(jobs.size())).arg(jobKindText(job.kind)));
}

} // namespace holdfast::ui
