// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/catalog/eventrepository.h"
#include "core/catalog/jobrecord.h"
#include "core/jobs/jobretry.h"
#include "core/jobs/phasetext.h"

#include <QList>

#include <chrono>

namespace holdfast {

struct EngineContext;

/// Following and stopping jobs, of this process and of others on the same data directory.
class JobService
{
public:
    explicit JobService(EngineContext &context) : m_context(context) {}

    /// The jobs that @p filter wants, newest first, at most @p limit (any number from 1); running jobs of
    /// this process carry their live counters.
    Result<QList<JobRecord>> list(const JobFilter &filter = {}, int limit = 100);
    Result<JobRecord> get(const JobId &id);
    /// The jobs of a batch in the order of their request, with live counters.
    Result<QList<JobRecord>> batch(const BatchId &id);
    /// What happened to files and phones in a job, oldest first.
    Result<QList<EventRecord>> log(const JobId &id);
    /// Asks the jobs to stop, wherever they run. Returns at once; they end within seconds. Those that have
    /// ended stay as they are.
    Result<void> cancel(const QList<JobId> &jobs);
    Result<void> cancelBatch(const BatchId &id);
    /// Keeps waiting jobs from being begun; those that run go on to their end.
    Result<void> pause(const QList<JobId> &jobs);
    /// Lets paused jobs wait for their turn again.
    Result<void> resume(const QList<JobId> &jobs);

    /// How many jobs run at once in all programs on this data directory. Set, they hold at once.
    Result<JobLimits> limits();
    Result<void> setLimits(const JobLimits &limits);

    /// What retry() began and what it could not.
    struct Retried
    {
        QList<BatchId> batches{};
        QList<Error> errors{};
    };
    /// Begins what failed or was cancelled among @p jobs again, as planRetry() has it. Asks the phones.
    Retried retry(const QList<JobRecord> &jobs, const CancelToken &cancel);
    /// Waits until every job of the batch that this process runs has ended, at most @p timeout. True when
    /// ended.
    bool waitFor(const BatchId &id, std::chrono::milliseconds timeout);

private:
    Result<void> setPaused(const QList<JobId> &jobs, bool paused);

    EngineContext &m_context;
};

} // namespace holdfast
