// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace holdfast::agent {

/// Threads with a queue each. What goes to one queue is done in the order it came.
template <class Job>
class WorkerPool
{
public:
    /// @p run is called with the index of the thread. Each queue takes @p maxJobs jobs and @p maxBytes.
    WorkerPool(size_t threads, size_t maxJobs, size_t maxBytes, std::function<void(size_t, Job &)> run)
        : m_maxJobs(maxJobs), m_maxBytes(maxBytes), m_run(std::move(run))
    {
        for (size_t i = 0; i < threads; ++i)
            m_workers.push_back(std::make_unique<Worker>());
        for (size_t i = 0; i < threads; ++i)
            m_workers[i]->thread = std::thread([this, i] { work(i); });
    }
    ~WorkerPool()
    {
        for (const auto &worker : m_workers) {
            {
                const std::lock_guard lock(worker->mutex);
                worker->closed = true;
            }
            worker->changed.notify_all();
            worker->thread.join();
        }
    }
    WorkerPool(const WorkerPool &) = delete;
    WorkerPool &operator=(const WorkerPool &) = delete;

    [[nodiscard]] size_t size() const { return m_workers.size(); }

    /// Blocks while the queue is full.
    void submit(size_t index, Job job, size_t bytes)
    {
        Worker &worker = *m_workers[index];
        {
            std::unique_lock lock(worker.mutex);
            worker.changed.wait(lock, [&] {
                return worker.jobs.empty() ||
                       (worker.jobs.size() < m_maxJobs && worker.bytes + bytes <= m_maxBytes);
            });
            worker.jobs.emplace_back(std::move(job), bytes);
            worker.bytes += bytes;
            if (worker.jobs.size() > 1)
                return; // It is at work already.
        }
        worker.changed.notify_all();
    }

    /// Returns when everything in one queue is done.
    void drain(size_t index)
    {
        Worker &worker = *m_workers[index];
        std::unique_lock lock(worker.mutex);
        worker.changed.wait(lock, [&] { return worker.jobs.empty(); });
    }

    void drainAll()
    {
        for (size_t i = 0; i < m_workers.size(); ++i)
            drain(i);
    }

private:
    struct Worker
    {
        std::mutex mutex;
        std::condition_variable changed;
        std::deque<std::pair<Job, size_t>> jobs; ///< The first is being done.
        size_t bytes = 0;
        bool closed = false;
        std::thread thread;
    };

    void work(size_t index)
    {
        Worker &worker = *m_workers[index];
        std::unique_lock lock(worker.mutex);
        for (;;) {
            worker.changed.wait(lock, [&] { return !worker.jobs.empty() || worker.closed; });
            if (worker.jobs.empty())
                return;
            // References into a deque stay valid while others are added at its end.
            auto &[job, bytes] = worker.jobs.front();
            lock.unlock();
            m_run(index, job);
            lock.lock();
            worker.bytes -= bytes;
            worker.jobs.pop_front();
            if (worker.jobs.empty() || worker.jobs.size() == m_maxJobs / 2 || worker.bytes < m_maxBytes / 2)
                worker.changed.notify_all();
        }
    }

    const size_t m_maxJobs;
    const size_t m_maxBytes;
    const std::function<void(size_t, Job &)> m_run;
    std::vector<std::unique_ptr<Worker>> m_workers;
};

} // namespace holdfast::agent
