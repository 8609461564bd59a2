// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/selectioncount.h"

namespace holdfast {
namespace {

constexpr int kHeadStartMs = 2000;

} // namespace

SelectionCount::SelectionCount(const PhoneAgent &agent, AgentRequest request, ProgressCounters &progress)
{
    m_thread = std::thread([this, &agent, &progress, request = std::move(request)] {
        if (m_ended.tryAcquire(1, kHeadStartMs))
            return;
        // Losses are told when the files are copied; here they would be told twice.
        const auto summary = agent.scanSummary(request, {}, m_stop.token());
        if (!summary)
            return;
        progress.filesTotal = summary->files;
        progress.bytesTotal = summary->bytes;
    });
}

SelectionCount::~SelectionCount()
{
    m_stop.cancel();
    m_ended.release();
    m_thread.join();
}

} // namespace holdfast
