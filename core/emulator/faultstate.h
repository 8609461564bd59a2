// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/emulator/emulatorsettings.h"

#include <atomic>
#include <chrono>
#include <mutex>

namespace holdfast {

/// The faults that a running emulated phone obeys now. Safe to use from any thread.
class FaultState
{
public:
    [[nodiscard]] EmulatorFaults current() const;
    /// Takes new faults; the budget of cutAfterBytes starts afresh.
    void set(const EmulatorFaults &faults);

    [[nodiscard]] bool frozen() const { return m_frozen.load(std::memory_order_relaxed); }
    [[nodiscard]] qint64 bytesPerSecond() const { return m_rate.load(std::memory_order_relaxed); }

    /// What a packet from the host is late by: the whole round trip, since the host sees only the sum.
    [[nodiscard]] std::chrono::milliseconds latency() const
    {
        return std::chrono::milliseconds(m_latency.load(std::memory_order_relaxed));
    }

    /// How many of @p wanted bytes may still be sent before the link is cut; 0: cut it now. The fault is
    /// spent by that.
    qint64 takeFromCut(qint64 wanted);

private:
    mutable std::mutex m_mutex;
    EmulatorFaults m_faults;
    std::atomic_bool m_frozen{false};
    std::atomic<qint64> m_rate{0};
    std::atomic<qint64> m_latency{0};
    std::atomic<qint64> m_cutLeft{-1};
};

/// One direction of one connection: asks before bytes move. Used by one thread at a time.
class LinkThrottle
{
public:
    explicit LinkThrottle(FaultState &faults) : m_faults(faults) {}

    /// Waits as faults demand (freeze, speed) and returns how many of @p wanted bytes may move now (at least
    /// 1), or 0 when @p dropped became true.
    qint64 permit(qint64 wanted, const std::atomic_bool &dropped);

private:
    FaultState &m_faults;
    std::chrono::steady_clock::time_point m_next;
};

} // namespace holdfast
