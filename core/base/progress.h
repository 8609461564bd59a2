// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/outage.h"

#include <QtGlobal>

#include <atomic>

namespace holdfast {

/// What a job is doing now. Shown in words (see phaseText in core/jobs).
enum class Phase {
    Waiting,
    Connecting,
    Scanning,
    Copying,
    Finishing,
    Verifying,
    Comparing,
    Deleting,
    Hook, ///< A command of the operator's runs.
    Done
};

/// Counters that a worker bumps and anybody may read; nobody is called, so a thousand jobs cost nothing.
/// Totals are -1 until known.
struct ProgressCounters
{
    std::atomic<Phase> phase{Phase::Waiting};
    std::atomic<qint64> bytesDone{0};
    std::atomic<qint64> bytesTotal{-1};
    std::atomic<qint64> filesDone{0};
    std::atomic<qint64> filesTotal{-1};
    OutageNote outage{}; ///< Of a store that the job waits for.
};

} // namespace holdfast
