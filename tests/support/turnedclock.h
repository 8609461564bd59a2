// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <atomic>
#include <chrono>

namespace holdfast::test {

/// A clock that the test turns. Safe from any thread.
class TurnedClock final : public Clock
{
public:
    [[nodiscard]] QDateTime now() const override
    {
        return QDateTime::fromMSecsSinceEpoch(m_milliseconds.load(), Qt::UTC);
    }
    /// UTC, as `2024-06-01T12:00:00`.
    void set(const QString &text)
    {
        m_milliseconds = QDateTime::fromString(text % QLatin1Char('Z'), Qt::ISODate).toMSecsSinceEpoch();
    }
    void forward(std::chrono::seconds time) { m_milliseconds += time.count() * 1000; }

private:
    std::atomic<qint64> m_milliseconds{0};
};

} // namespace holdfast::test
