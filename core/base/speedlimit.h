// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace holdfast {

/// Lets bytes pass at a limited speed, together for all streams that use it: a bucket that fills at the
/// limit, holds a tenth of a second of it, and may be overdrawn by one piece. Over ten seconds it is right
/// within 5 %. Safe to use from any thread.
class SpeedLimit
{
public:
    /// 0 is without limit. Takes effect at once, on streams that wait too.
    void setBytesPerSecond(qint64 speed);
    [[nodiscard]] qint64 bytesPerSecond() const;

    /// The most bytes to move at once: a twentieth of a second's, 1 KiB to kStreamBlock.
    [[nodiscard]] qint64 piece() const;
    /// Waits until @p bytes (at most piece() for accuracy) may pass. Cancelled within 100 ms of being asked.
    Result<void> take(qint64 bytes, const CancelToken &cancel);

private:
    using Clock = std::chrono::steady_clock;

    void fill();

    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    qint64 m_speed = 0;
    double m_bytes = 0; ///< In the bucket; below zero what was taken ahead.
    Clock::time_point m_filledAt = Clock::now();
};

} // namespace holdfast
