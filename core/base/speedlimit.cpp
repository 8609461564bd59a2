// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/speedlimit.h"

#include "core/base/bytestream.h"

#include <algorithm>

namespace holdfast {

using namespace std::chrono_literals;

void SpeedLimit::setBytesPerSecond(qint64 speed)
{
    {
        const std::scoped_lock lock(m_mutex);
        if (speed == m_speed)
            return;
        fill();
        m_speed = std::max<qint64>(0, speed);
    }
    m_changed.notify_all();
}

qint64 SpeedLimit::bytesPerSecond() const
{
    const std::scoped_lock lock(m_mutex);
    return m_speed;
}

qint64 SpeedLimit::piece() const
{
    constexpr qint64 kLeast = 1024;
    const qint64 speed = bytesPerSecond();
    return speed == 0 ? kStreamBlock : std::clamp(speed / 20, kLeast, kStreamBlock);
}

/// To be called with the mutex held.
void SpeedLimit::fill()
{
    const auto now = Clock::now();
    const std::chrono::duration<double> passed = now - m_filledAt;
    m_filledAt = now;
    const auto speed = static_cast<double>(m_speed);
    m_bytes = std::min(speed / 10, m_bytes + passed.count() * speed);
}

Result<void> SpeedLimit::take(qint64 bytes, const CancelToken &cancel)
{
    std::unique_lock lock(m_mutex);
    while (m_speed > 0) {
        fill();
        if (m_bytes >= 0) {
            m_bytes -= static_cast<double>(bytes);
            return {};
        }
        if (auto going = cancel.check(); !going)
            return going;
        const std::chrono::duration<double> missing(-m_bytes / static_cast<double>(m_speed));
        m_changed.wait_for(lock, std::min<std::chrono::duration<double>>(missing, 50ms));
    }
    return {};
}

} // namespace holdfast
