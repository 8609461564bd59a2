// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/progress.h"
#include "core/phone/phoneagent.h"

#include <thread>

namespace holdfast {

/// Counts what a request selects while its files are copied already, so that nobody waits for the totals of
/// the progress bar. What it cannot count is not its matter: the copying says what is wrong.
class SelectionCount
{
public:
    /// Starts to count in a thread of its own. @p agent and @p progress outlive this object.
    SelectionCount(const PhoneAgent &agent, AgentRequest request, ProgressCounters &progress);
    /// Gives up if it is not done, and waits for that.
    ~SelectionCount();
    SelectionCount(const SelectionCount &) = delete;
    SelectionCount &operator=(const SelectionCount &) = delete;

private:
    CancelSource m_stop;
    std::thread m_thread;
};

} // namespace holdfast
