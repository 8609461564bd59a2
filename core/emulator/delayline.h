// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace holdfast {

/// A long line: what goes in comes out a while later, in order, without slowing down what follows. Without a
/// delay it hands over at once, in the caller's thread.
template <class Item>
class DelayLine
{
public:
    explicit DelayLine(std::function<void(Item)> deliver) : m_deliver(std::move(deliver)) {}

    /// What is still on its way is lost.
    ~DelayLine()
    {
        {
            const std::scoped_lock lock(m_mutex);
            m_ended = true;
        }
        m_changed.notify_all();
        if (m_thread.joinable())
            m_thread.join();
    }
    DelayLine(const DelayLine &) = delete;
    DelayLine &operator=(const DelayLine &) = delete;

    /// Called by one thread only.
    void add(Item item, std::chrono::milliseconds delay)
    {
        std::unique_lock lock(m_mutex);
        if (delay.count() == 0 && m_items.empty() && !m_delivering) {
            lock.unlock();
            m_deliver(std::move(item));
            return;
        }
        m_items.push_back({std::chrono::steady_clock::now() + delay, std::move(item)});
        if (!m_thread.joinable())
            m_thread = std::thread([this] { run(); });
        lock.unlock();
        m_changed.notify_all();
    }

private:
    struct Waiting
    {
        std::chrono::steady_clock::time_point due;
        Item item;
    };

    void run()
    {
        std::unique_lock lock(m_mutex);
        while (!m_ended) {
            if (m_items.empty()) {
                m_changed.wait(lock);
            } else if (const auto due = m_items.front().due; due > std::chrono::steady_clock::now()) {
                m_changed.wait_until(lock, due);
            } else {
                Item item = std::move(m_items.front().item);
                m_items.pop_front();
                m_delivering = true;
                lock.unlock();
                m_deliver(std::move(item));
                lock.lock();
                m_delivering = false;
            }
        }
    }

    const std::function<void(Item)> m_deliver;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Waiting> m_items;
    bool m_delivering = false;
    bool m_ended = false;
    std::thread m_thread;
};

} // namespace holdfast
