// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/console.h"
#include "core/base/progress.h"

#include <functional>
#include <future>

namespace holdfast::cli {

/// Shows how far work on another thread is, until @p ended (asked several times a second) says that it is
/// over.
/// @p verb begins the line: "Exporting"; @p thing is what filesDone counts, in the singular.
void showProgressUntil(Console &console, const QString &verb, const QString &thing,
                       const ProgressCounters &progress, const std::function<bool()> &ended);

/// Runs @p work on a thread of its own while this one shows its @p progress; returns what it returns.
template <class Work>
auto withProgress(Console &console, const QString &verb, const ProgressCounters &progress, Work work,
                  const QString &thing = QStringLiteral("file"))
{
    auto running = std::async(std::launch::async, std::move(work));
    showProgressUntil(console, verb, thing, progress, [&running] {
        return running.wait_for(std::chrono::milliseconds(150)) == std::future_status::ready;
    });
    return running.get();
}

} // namespace holdfast::cli
