// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/requestworkers.h"

namespace holdfast {

RequestWorkers::~RequestWorkers()
{
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
    }
    m_wake.notify_all();
    for (std::thread &thread : m_threads)
        thread.join();
}

void RequestWorkers::start(Work work)
{
    const std::lock_guard lock(m_mutex);
    m_waiting.push_back(std::move(work));
    if (int(m_waiting.size()) > m_idle && int(m_threads.size()) < m_most)
        m_threads.emplace_back([this] { run(); });
    else
        m_wake.notify_one();
}

void RequestWorkers::run()
{
    HttpConnection connection(m_timeouts);
    std::unique_lock lock(m_mutex);
    for (;;) {
        ++m_idle;
        m_wake.wait(lock, [this] { return m_ending || !m_waiting.empty(); });
        --m_idle;
        if (m_waiting.empty())
            return;
        const Work work = std::move(m_waiting.front());
        m_waiting.pop_front();
        lock.unlock();
        work(connection);
        lock.lock();
    }
}

} // namespace holdfast
