// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/emulator/faultstate.h"

#include <algorithm>
#include <thread>

namespace holdfast {

using namespace std::chrono_literals;

EmulatorFaults FaultState::current() const
{
    const std::scoped_lock lock(m_mutex);
    return m_faults;
}

void FaultState::set(const EmulatorFaults &faults)
{
    const std::scoped_lock lock(m_mutex);
    m_faults = faults;
    m_frozen = faults.freeze;
    m_rate = faults.bytesPerSecond;
    m_latency = std::clamp<qint64>(faults.latencyMs, 0, 10'000);
    m_cutLeft = faults.cutAfterBytes;
}

qint64 FaultState::takeFromCut(qint64 wanted)
{
    qint64 left = m_cutLeft.load(std::memory_order_relaxed);
    while (left >= 0) {
        const qint64 taken = qMin(left, wanted);
        const qint64 after = left == 0 ? -1 : left - taken;
        if (m_cutLeft.compare_exchange_weak(left, after))
            return taken;
    }
    return wanted;
}

qint64 LinkThrottle::permit(qint64 wanted, const std::atomic_bool &dropped)
{
    while (m_faults.frozen() && !dropped)
        std::this_thread::sleep_for(10ms);
    const qint64 rate = m_faults.bytesPerSecond();
    if (rate > 0) {
        wanted = qMin(wanted, qMax<qint64>(1, rate / 20));
        const auto now = std::chrono::steady_clock::now();
        m_next = std::max(m_next, now) + std::chrono::nanoseconds(wanted * 1'000'000'000 / rate);
        while (std::chrono::steady_clock::now() < m_next && !dropped)
            std::this_thread::sleep_for(
                std::min<std::chrono::nanoseconds>(50ms, m_next - std::chrono::steady_clock::now()));
    }
    return dropped ? 0 : wanted;
}

} // namespace holdfast
