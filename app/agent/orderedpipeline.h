// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace holdfast::agent {

/// Batches are worked on by several threads and delivered by one more in the order they were submitted. At
/// most @p window batches are under way, which bounds the memory.
///
/// Batch needs no locking: one thread has it at a time.
template <class Batch>
class OrderedPipeline
{
public:
    using Step = std::function<void(Batch &)>;

    OrderedPipeline(size_t workers, size_t window, Step work, Step deliver)
        : m_window(window), m_work(std::move(work)), m_deliver(std::move(deliver))
    {
        for (size_t i = 0; i < workers; ++i)
            m_threads.emplace_back([this] { runWorker(); });
        m_threads.emplace_back([this] { runDelivery(); });
    }
    ~OrderedPipeline() { finish(); }
    OrderedPipeline(const OrderedPipeline &) = delete;
    OrderedPipeline &operator=(const OrderedPipeline &) = delete;

    /// Blocks while the window is full.
    void submit(Batch batch)
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_slots.size() < m_window; });
        m_slots.push_back(std::make_unique<Slot>(Slot{std::move(batch), State::Waiting}));
        lock.unlock();
        m_changed.notify_all();
    }

    /// Returns when everything is delivered. Nothing can be submitted afterwards.
    void finish()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_closed = true;
        }
        m_changed.notify_all();
        for (std::thread &thread : m_threads)
            thread.join();
        m_threads.clear();
    }

private:
    enum class State { Waiting, Working, Ready };
    struct Slot
    {
        Batch batch;
        State state;
    };

    Slot *nextWaiting()
    {
        for (const auto &slot : m_slots) {
            if (slot->state == State::Waiting)
                return slot.get();
        }
        return nullptr;
    }

    void runWorker()
    {
        std::unique_lock lock(m_mutex);
        for (;;) {
            Slot *slot = nullptr;
            m_changed.wait(lock, [&] { return (slot = nextWaiting()) != nullptr || m_closed; });
            if (!slot)
                return;
            slot->state = State::Working;
            lock.unlock();
            m_work(slot->batch);
            lock.lock();
            slot->state = State::Ready;
            m_changed.notify_all();
        }
    }

    void runDelivery()
    {
        std::unique_lock lock(m_mutex);
        for (;;) {
            m_changed.wait(
                lock, [this] { return m_slots.empty() ? m_closed : m_slots.front()->state == State::Ready; });
            if (m_slots.empty())
                return;
            Slot &slot = *m_slots.front();
            lock.unlock();
            m_deliver(slot.batch);
            lock.lock();
            m_slots.pop_front();
            m_changed.notify_all();
        }
    }

    const size_t m_window;
    const Step m_work;
    const Step m_deliver;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<std::unique_ptr<Slot>> m_slots;
    bool m_closed = false;
    std::vector<std::thread> m_threads; ///< Last: it uses all of the above.
};

} // namespace holdfast::agent
