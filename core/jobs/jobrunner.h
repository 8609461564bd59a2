// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/job.h"

#include <QThreadPool>

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

namespace holdfast {

/// Runs the catalog's waiting jobs on a thread pool, one at a time per phone.
///
/// A thread of its own claims jobs, keeps their leases alive, writes their progress and passes on requests to
/// cancel, from this process or another. Limits of the catalog hold at once. A job whose phone or store is
/// away is put back into the queue as long as it has patience. All functions are safe from any thread; none
/// waits for a job but waitForChange() and the destructor, which ends what runs and waits until it has
/// cleaned up: durable jobs go back into the queue where the environment keeps jobs, all others are
/// cancelled.
class JobRunner
{
public:
    JobRunner(const JobEnvironment &environment, int parallelJobs);
    ~JobRunner();
    JobRunner(const JobRunner &) = delete;
    JobRunner &operator=(const JobRunner &) = delete;

    /// Jobs were queued or a cancellation was asked for: look at once.
    void wake();
    /// The live counters of a job that this process runs; nothing for others.
    [[nodiscard]] std::optional<JobProgress> progress(const JobId &id) const;
    /// Waits until some job of this process has ended since the call, at most @p timeout.
    void waitForChange(std::chrono::milliseconds timeout) const;

private:
    struct Running;
    class Worker;

    void schedule();
    void claimWaiting(Catalog &catalog);
    void beat(Catalog &catalog);
    void tellOutages(Catalog &catalog);
    void work(Running &running);
    Result<void> carryOut(Running &running);
    Result<void> settle(JobContext &context, const Result<JobOutcome> &result);
    void readLimits(Catalog &catalog);
    void start(JobRecord record);

    JobEnvironment m_environment;
    const size_t m_usualJobs; ///< At once, where no limit is set.
    size_t m_parallelJobs;    ///< Used by the scheduler alone, once it runs.
    QThreadPool m_pool;

    mutable std::mutex m_mutex;
    mutable std::condition_variable m_changed;
    std::map<QString, std::shared_ptr<Running>> m_running; ///< By job id.
    quint64 m_endedJobs = 0;
    bool m_wake = false;
    bool m_stopping = false;
    std::thread m_scheduler;
};

} // namespace holdfast
