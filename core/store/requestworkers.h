// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/httpconnection.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace holdfast {

/// Threads that hold a connection each. They start when there is work for them and end with this object.
/// Safe to use from any thread.
class RequestWorkers
{
public:
    using Work = std::function<void(HttpConnection &)>;

    /// At most @p most threads.
    RequestWorkers(int most, const HttpTimeouts &timeouts) : m_most(most), m_timeouts(timeouts) {}
    /// Waits for all work that was handed over.
    ~RequestWorkers();
    RequestWorkers(const RequestWorkers &) = delete;
    RequestWorkers &operator=(const RequestWorkers &) = delete;

    /// Work is begun in the order in which it is handed over.
    void start(Work work);

private:
    void run();

    const int m_most;
    const HttpTimeouts m_timeouts;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Work> m_waiting;
    std::vector<std::thread> m_threads;
    int m_idle = 0;
    bool m_ending = false;
};

} // namespace holdfast
