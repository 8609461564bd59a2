// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/catalog/catalog.h"
#include "core/engine/engine.h"
#include "core/jobs/jobrunner.h"
#include "core/jobs/speedlimits.h"
#include "core/phone/adbserver.h"

#include <atomic>

namespace holdfast {

/// What the services of one engine share. Safe to use from any thread.
struct EngineContext
{
    explicit EngineContext(const EngineOptions &engineOptions);

    EngineOptions options;
    QString catalogPath;
    SystemClock systemClock;
    const Clock &clock; ///< That of the options, else the machine's.
    ProcessIdentity process;
    AdbServer adb;
    /// The driver of policies that leads in this engine; the lease tells processes apart, not drivers.
    std::atomic<const void *> leadingDriver = nullptr;
    /// Of all connections to the catalog.
    std::shared_ptr<SearchVocabulary> vocabulary = std::make_shared<SearchVocabulary>();
    std::shared_ptr<SpeedLimits> speed = std::make_shared<SpeedLimits>();
    JobRunner runner; ///< Last: its jobs use the rest.

    /// A connection for the calling thread.
    [[nodiscard]] Result<std::unique_ptr<Catalog>> openCatalog() const
    {
        return Catalog::open(catalogPath, vocabulary);
    }
    /// The connection that this worker thread keeps as long as it lives, with all that it has read: searches
    /// that come with each key would read the same columns again. The main thread keeps none: it lives too
    /// long.
    [[nodiscard]] Result<std::shared_ptr<Catalog>> keptCatalog() const;
    [[nodiscard]] JobEnvironment jobEnvironment() const;
};

} // namespace holdfast
