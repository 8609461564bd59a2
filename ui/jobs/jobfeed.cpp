// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/jobfeed.h"

#include "core/engine/engine.h"
#include "ui/shell/enginelink.h"

#include <algorithm>

namespace holdfast::ui {
namespace {

constexpr int kBusyInterval = 250;
constexpr int kIdleInterval = 1000;

} // namespace

JobFeed::JobFeed(EngineLink &engine, QObject *parent) : QObject(parent), m_engine(engine)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &JobFeed::refresh);
    m_clock.start();
}

void JobFeed::start()
{
    refresh();
}

void JobFeed::refresh()
{
    if (m_asking) {
        m_askAgain = true;
        return;
    }
    m_asking = true;
    m_engine.ask(
        EngineLink::Lane::Catalog, this,
        [](Engine &engine, const CancelToken &) { return engine.jobs().list({}, kMostJobs); },
        [this](const Result<QList<JobRecord>> &jobs) {
            m_asking = false;
            // A catalog that is busy for a moment is asked again by the timer.
            if (jobs)
                take(*jobs);
            const bool busy = active().total > 0;
            m_timer.start(std::exchange(m_askAgain, false) ? 0 : busy ? kBusyInterval : kIdleInterval);
        });
}

void JobFeed::take(const QList<JobRecord> &jobs)
{
    QHash<JobId, JobStatus> before;
    for (const JobRecord &job : std::as_const(m_jobs))
        before.insert(job.id, job.status);
    const bool same = m_loaded && jobs == m_jobs;
    m_jobs = jobs;
    QHash<JobId, RateMeter> meters;
    for (const JobRecord &job : jobs) {
        if (job.status != JobStatus::Processing)
            continue;
        RateMeter meter = m_meters.value(job.id);
        meter.add(m_clock.elapsed(), job.progress.bytesDone);
        meters.insert(job.id, meter);
    }
    m_meters = meters;
    noteSpeeds();
    const bool first = !std::exchange(m_loaded, true);
    if (!same || !m_meters.isEmpty())
        Q_EMIT changed();
    if (first)
        return;
    for (const JobRecord &job : jobs) {
        const auto known = before.constFind(job.id);
        if (hasEnded(job.status) && (known == before.constEnd() || !hasEnded(*known)))
            Q_EMIT jobEnded(job);
    }
}

void JobFeed::noteSpeeds()
{
    QHash<BatchId, SpeedHistory::Speed> speeds; // Of batches that are not over, also while they wait.
    for (const JobRecord &job : std::as_const(m_jobs)) {
        if (hasEnded(job.status))
            continue;
        SpeedHistory::Speed &speed = speeds[job.batch];
        const bool checks = job.progress.phase == Phase::Verifying || job.progress.phase == Phase::Comparing;
        (checks ? speed.checked : speed.copied) += m_meters.value(job.id).latest();
    }
    for (auto it = speeds.cbegin(); it != speeds.cend(); ++it)
        m_speeds[it.key()].add(m_clock.elapsed(), it.value());
}

const JobRecord *JobFeed::activeOn(const Serial &phone) const
{
    const JobRecord *found = nullptr;
    for (const JobRecord &job : m_jobs) {
        const bool restsOnPhone =
            job.kind == JobKind::Backup || job.kind == JobKind::Restore || job.kind == JobKind::Install;
        if (!restsOnPhone || job.serial != phone || hasEnded(job.status))
            continue;
        if (!found || job.status == JobStatus::Processing)
            found = &job;
    }
    return found;
}

QList<JobRecord> JobFeed::batch(const BatchId &id) const
{
    QList<JobRecord> jobs;
    std::copy_if(m_jobs.begin(), m_jobs.end(), std::back_inserter(jobs),
                 [&](const JobRecord &job) { return job.batch == id; });
    return jobs;
}

BatchSummary JobFeed::active() const
{
    QList<JobRecord> jobs;
    std::copy_if(m_jobs.begin(), m_jobs.end(), std::back_inserter(jobs),
                 [](const JobRecord &job) { return !hasEnded(job.status); });
    return summarize(jobs, m_meters);
}

} // namespace holdfast::ui
