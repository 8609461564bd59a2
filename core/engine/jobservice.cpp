// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/jobservice.h"

#include "core/engine/backupservice.h"
#include "core/engine/enginecontext.h"

#include <QDeadlineTimer>

#include <algorithm>

namespace holdfast {
namespace {

/// How often the catalog is asked where another process's jobs cannot wake us.
constexpr std::chrono::milliseconds kAskAgain{200};

/// All jobs that @p filter wants, newest first, at most @p limit.
Result<QList<JobRecord>> collect(Catalog &catalog, const JobFilter &filter, int limit)
{
    QList<JobRecord> jobs;
    PageRequest request{.limit = 0, .token = {}, .withTotal = false};
    do {
        request.limit = std::min<int>(PageRequest::kMaxLimit, limit - static_cast<int>(jobs.size()));
        const auto page = catalog.jobs().list(filter, request);
        if (!page)
            return tl::unexpected(page.error());
        jobs.append(page->rows);
        request.token = page->nextToken;
    } while (!request.token.isEmpty() && jobs.size() < limit);
    return jobs;
}

/// Name, remark and owner are with the backup that failed. A name that the engine made is made anew.
BackupRequest withTexts(BackupRequest request, const BackupRecord &failed)
{
    request.description = failed.description;
    request.owner = failed.owner;
    // A template is in the request itself.
    if (request.name.isEmpty() && !failed.name.startsWith(failed.phoneName + u' '))
        request.name = failed.name;
    return request;
}

} // namespace

Result<QList<JobRecord>> JobService::list(const JobFilter &filter, int limit)
{
    if (limit < 1)
        return fail(Errc::InvalidArgument, QStringLiteral("the limit is at least 1"));
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    auto jobs = collect(**catalog, filter, limit);
    if (!jobs)
        return jobs;
    for (JobRecord &job : *jobs) {
        if (const auto live = m_context.runner.progress(job.id))
            job.progress = *live;
    }
    return jobs;
}

Result<JobRecord> JobService::get(const JobId &id)
{
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    auto job = (*catalog)->jobs().get(id);
    if (job) {
        if (const auto live = m_context.runner.progress(id))
            job->progress = *live;
    }
    return job;
}

Result<QList<JobRecord>> JobService::batch(const BatchId &id)
{
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    if (auto known = (*catalog)->jobs().getBatch(id); !known)
        return tl::unexpected(known.error());
    JobFilter filter;
    filter.batch = id;
    auto jobs = list(filter, std::numeric_limits<int>::max());
    if (jobs)
        std::reverse(jobs->begin(), jobs->end());
    return jobs;
}

Result<QList<EventRecord>> JobService::log(const JobId &id)
{
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    if (auto known = (*catalog)->jobs().get(id); !known)
        return tl::unexpected(known.error());
    QList<EventRecord> events;
    PageRequest request{.limit = PageRequest::kMaxLimit, .token = {}, .withTotal = false};
    do {
        const auto page = (*catalog)->events().list(id, request);
        if (!page)
            return tl::unexpected(page.error());
        events.append(page->rows);
        request.token = page->nextToken;
    } while (!request.token.isEmpty());
    return events;
}

Result<void> JobService::cancel(const QList<JobId> &jobs)
{
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    for (const JobId &job : jobs) {
        if (const auto status = (*catalog)->jobs().requestCancel(job, m_context.clock.now()); !status)
            return tl::unexpected(status.error());
    }
    m_context.runner.wake();
    return {};
}

Result<void> JobService::cancelBatch(const BatchId &id)
{
    const auto jobs = batch(id);
    if (!jobs)
        return tl::unexpected(jobs.error());
    QList<JobId> ids;
    for (const JobRecord &job : *jobs)
        ids.append(job.id);
    return cancel(ids);
}

Result<void> JobService::pause(const QList<JobId> &jobs)
{
    return setPaused(jobs, true);
}

Result<void> JobService::resume(const QList<JobId> &jobs)
{
    return setPaused(jobs, false);
}

Result<void> JobService::setPaused(const QList<JobId> &jobs, bool paused)
{
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    for (const JobId &job : jobs) {
        if (const auto set = (*catalog)->jobs().setPaused(job, paused); !set)
            return tl::unexpected(set.error());
    }
    m_context.runner.wake();
    return {};
}

Result<JobLimits> JobService::limits()
{
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    return (*catalog)->jobs().limits();
}

Result<void> JobService::setLimits(const JobLimits &limits)
{
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    auto set = (*catalog)->jobs().setLimits(limits);
    m_context.runner.wake();
    return set;
}

JobService::Retried JobService::retry(const QList<JobRecord> &jobs, const CancelToken &cancel)
{
    const RetryPlan plan = planRetry(jobs);
    BackupService backups(m_context);
    Retried retried;
    const auto take = [&retried](const Result<BatchId> &batch) {
        if (batch)
            retried.batches.append(*batch);
        else
            retried.errors.append(batch.error());
    };
    for (const RetryPlan::Backup &backup : plan.backups) {
        const auto failed = backups.get(backup.failed);
        take(backups.startBackup(failed ? withTexts(backup.request, *failed) : backup.request, cancel));
    }
    if (!plan.restores.isEmpty())
        take(backups.startRestores(plan.restores, cancel));
    if (!plan.verifies.isEmpty())
        take(backups.startVerify(plan.verifies));
    return retried;
}

bool JobService::waitFor(const BatchId &id, std::chrono::milliseconds timeout)
{
    const QDeadlineTimer deadline(timeout);
    for (;;) {
        const auto jobs = batch(id);
        if (jobs && std::all_of(jobs->begin(), jobs->end(),
                                [](const JobRecord &job) { return hasEnded(job.status); }))
            return true;
        if (deadline.hasExpired())
            return false;
        m_context.runner.waitForChange(
            std::min(kAskAgain, std::chrono::milliseconds(deadline.remainingTime())));
    }
}

} // namespace holdfast
