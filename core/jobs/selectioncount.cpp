// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/selectioncount.h"

namespace holdfast {

SelectionCount::SelectionCount(const PhoneAgent &agent, AgentRequest request, ProgressCounters &progress)
{
    m_thread = std::thread([&agent, &progress, request = std::move(request), stop = m_stop.token()] {
        // Losses are told when the files are copied; here they would be told twice.
        const auto summary = agent.scanSummary(request, {}, stop);
        if (!summary)
            return;
        progress.filesTotal = summary->files;
        progress.bytesTotal = summary->bytes;
    });
}

SelectionCount::~SelectionCount()
{
    m_stop.cancel();
    m_thread.join();
}

} // namespace holdfast
