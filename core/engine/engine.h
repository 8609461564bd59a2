// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/phone/adbaddress.h"

#include <QString>

#include <chrono>
#include <functional>
#include <memory>

namespace holdfast {

class AppService;
class BackupService;
class CatalogService;
class Clock;
class DrillService;
class EmulatorService;
class JobService;
class MetricsService;
class NotifyService;
class PhoneService;
class PolicyService;
class StoreService;

/// Where an engine lives and what it may use.
struct EngineOptions
{
    QString dataDirectory;   ///< Catalog, logs, emulated phones; made (0700) when missing.
    QString agentDirectory;  ///< Holds `ABI/holdfast-agent`.
    QString emulatorProgram; ///< Path of `holdfast-emulator`.
    AdbAddress adb;
    int parallelJobs = 4;                                ///< Jobs that run at once, where no limit is set.
    std::chrono::milliseconds inactivityTimeout{60'000}; ///< A phone silent for longer has failed.
    /// For programs that stay: also runs durable jobs that nobody owns, and those that it submits are
    /// durable.
    bool adoptsJobs = false;
    /// At its end durable jobs are not cancelled but wait for the next program that adopts them.
    bool keepsJobs = false;
    const Clock *clock = nullptr; ///< Outlives the engine; null: the machine's.
    /// Told by Engine::open(), in its thread, how many backups of how many are done, while it brings the
    /// catalog of an earlier program up to date; an error ends the opening.
    std::function<Result<void>(qint64 done, qint64 total)> catalogProgress{};

    /// The options of an installed or built program: the platform's data directory (HOLDFAST_DATA_DIR wins),
    /// the agents and the emulator beside the program or in its build tree, the adb server that the
    /// environment names; HOLDFAST_INACTIVITY_SECONDS changes inactivityTimeout. InvalidArgument where the
    /// environment names the server in words that adb does not know.
    static Result<EngineOptions> forThisProgram();
};

/// The one door to everything that Holdfast does; the GUI, the CLI and the HTTP API use nothing else.
///
/// Several engines, also in different processes, may share a data directory. The services live as long as the
/// engine. Their functions may block and are safe to call from any thread but the GUI's; jobs run on the
/// engine's own pool. The destructor cancels the jobs of this engine and waits until they have cleaned up.
class Engine
{
public:
    /// Opens (or creates) the data directory and its catalog, and settles what dead processes left behind.
    static Result<std::unique_ptr<Engine>> open(const EngineOptions &options);
    ~Engine();
    Engine(const Engine &) = delete;
    Engine &operator=(const Engine &) = delete;

    [[nodiscard]] const EngineOptions &options() const;
    [[nodiscard]] PhoneService &phones();
    [[nodiscard]] EmulatorService &emulators();
    [[nodiscard]] StoreService &stores();
    [[nodiscard]] BackupService &backups();
    [[nodiscard]] AppService &apps();
    [[nodiscard]] JobService &jobs();
    [[nodiscard]] CatalogService &catalog();
    [[nodiscard]] PolicyService &policies();
    [[nodiscard]] DrillService &drills();
    [[nodiscard]] MetricsService &metrics();
    [[nodiscard]] NotifyService &notifications();

private:
    struct Parts;
    explicit Engine(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

} // namespace holdfast
