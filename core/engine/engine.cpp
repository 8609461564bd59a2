// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/engine.h"

#include "core/engine/appservice.h"
#include "core/engine/backupservice.h"
#include "core/engine/catalogservice.h"
#include "core/engine/drillservice.h"
#include "core/engine/emulatorservice.h"
#include "core/engine/enginecontext.h"
#include "core/engine/jobservice.h"
#include "core/engine/metricsservice.h"
#include "core/engine/notifyservice.h"
#include "core/engine/phoneservice.h"
#include "core/engine/policyservice.h"
#include "core/engine/recovery.h"
#include "core/engine/storeservice.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QProcessEnvironment>
#include <QStandardPaths>
#include <QThread>

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

AdbTimeouts timeoutsFor(const EngineOptions &options)
{
    AdbTimeouts timeouts;
    timeouts.inactivity = static_cast<int>(options.inactivityTimeout.count());
    timeouts.ping = std::min(timeouts.ping, timeouts.inactivity);
    return timeouts;
}

/// The first of @p candidates (relative to the program's folder) that exists; the first if none does, so that
/// messages name where it should be.
QString firstExisting(const QStringList &candidates)
{
    const QDir program(QCoreApplication::applicationDirPath());
    for (const QString &candidate : candidates) {
        if (QFileInfo::exists(program.absoluteFilePath(candidate)))
            return QDir::cleanPath(program.absoluteFilePath(candidate));
    }
    return QDir::cleanPath(program.absoluteFilePath(candidates.first()));
}

Result<void> makePrivateFolder(const QString &path)
{
    constexpr auto kOwnerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner;
    const ErrorContext context{.phone = {}, .path = path, .object = {}};
    if (QFileInfo(path).isDir())
        return {};
    if (!QDir().mkpath(path))
        return fail(Errc::LocalDenied, u"the data directory could not be made"_s, context);
    if (!QFile::setPermissions(path, kOwnerOnly))
        return fail(Errc::LocalDenied, u"the data directory could not be made private"_s, context);
    return {};
}

} // namespace

EngineContext::EngineContext(const EngineOptions &engineOptions)
    : options(engineOptions),
      catalogPath(engineOptions.dataDirectory % u"/catalog.sqlite"),
      clock(engineOptions.clock ? *engineOptions.clock : systemClock),
      process(currentProcess()),
      adb(engineOptions.adb, {.timeouts = timeoutsFor(engineOptions)}),
      runner(jobEnvironment(), engineOptions.parallelJobs)
{}

Result<std::shared_ptr<Catalog>> EngineContext::keptCatalog() const
{
    struct Kept
    {
        QString path;
        std::weak_ptr<SearchVocabulary> owner; ///< Tells engines apart.
        std::shared_ptr<Catalog> catalog;
    };
    thread_local Kept kept;
    if (kept.catalog && kept.path == catalogPath && kept.owner.lock() == vocabulary)
        return kept.catalog;
    kept = {};
    auto opened = openCatalog();
    if (!opened)
        return tl::unexpected(opened.error());
    const std::shared_ptr<Catalog> catalog = std::move(*opened);
    if (QThread::currentThread() != QCoreApplication::instance()->thread())
        kept = {catalogPath, vocabulary, catalog};
    return catalog;
}

JobEnvironment EngineContext::jobEnvironment() const
{
    return {.adb = options.adb,
            .timeouts = timeoutsFor(options),
            .agentDirectory = options.agentDirectory,
            .catalogPath = catalogPath,
            .process = process,
            .clock = clock,
            .speed = speed,
            .adoptsJobs = options.adoptsJobs,
            .keepsJobs = options.keepsJobs};
}

Result<EngineOptions> EngineOptions::forThisProgram()
{
    const auto adb = AdbAddress::fromEnvironment(QProcessEnvironment::systemEnvironment());
    if (!adb)
        return tl::unexpected(adb.error());
    EngineOptions options;
    options.adb = *adb;
    options.dataDirectory = qEnvironmentVariable("HOLDFAST_DATA_DIR");
    if (options.dataDirectory.isEmpty()) {
        options.dataDirectory =
            QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) % u"/holdfast";
    }
    if (const int seconds = qEnvironmentVariableIntValue("HOLDFAST_INACTIVITY_SECONDS"); seconds > 0)
        options.inactivityTimeout = std::chrono::seconds(seconds);
    // Installed: bin/ beside lib/holdfast/; built: app/cli/ in the build tree.
    options.agentDirectory = firstExisting({u"../lib/holdfast/agents"_s, u"../../agents"_s});
    options.emulatorProgram = firstExisting({u"holdfast-emulator"_s, u"../emulator/holdfast-emulator"_s});
    return options;
}

struct Engine::Parts
{
    explicit Parts(const EngineOptions &options)
        : context(options),
          phones(context),
          emulators(context),
          stores(context),
          backups(context),
          apps(context),
          jobs(context),
          catalog(context),
          policies(context),
          drills(context),
          metrics(context),
          notifications(context)
    {}

    EngineContext context;
    PhoneService phones;
    EmulatorService emulators;
    StoreService stores;
    BackupService backups;
    AppService apps;
    JobService jobs;
    CatalogService catalog;
    PolicyService policies;
    DrillService drills;
    MetricsService metrics;
    NotifyService notifications;
};

Result<std::unique_ptr<Engine>> Engine::open(const EngineOptions &options)
{
    if (auto made = makePrivateFolder(options.dataDirectory); !made)
        return tl::unexpected(made.error());
    // Opened here once, so that what is wrong with it is told before anything starts.
    if (const auto catalog = Catalog::open(options.dataDirectory % u"/catalog.sqlite",
                                           std::make_shared<SearchVocabulary>(), options.catalogProgress);
        !catalog)
        return tl::unexpected(catalog.error());
    auto parts = std::make_unique<Parts>(options);
    if (auto settled = settleInterruptedJobs(parts->context); !settled)
        return tl::unexpected(settled.error());
    return std::unique_ptr<Engine>(new Engine(std::move(parts)));
}

Engine::Engine(std::unique_ptr<Parts> parts) : m_parts(std::move(parts)) {}

Engine::~Engine() = default;

const EngineOptions &Engine::options() const
{
    return m_parts->context.options;
}

PhoneService &Engine::phones()
{
    return m_parts->phones;
}

EmulatorService &Engine::emulators()
{
    return m_parts->emulators;
}

StoreService &Engine::stores()
{
    return m_parts->stores;
}

BackupService &Engine::backups()
{
    return m_parts->backups;
}

AppService &Engine::apps()
{
    return m_parts->apps;
}

JobService &Engine::jobs()
{
    return m_parts->jobs;
}

CatalogService &Engine::catalog()
{
    return m_parts->catalog;
}

PolicyService &Engine::policies()
{
    return m_parts->policies;
}

DrillService &Engine::drills()
{
    return m_parts->drills;
}

NotifyService &Engine::notifications()
{
    return m_parts->notifications;
}

MetricsService &Engine::metrics()
{
    return m_parts->metrics;
}

} // namespace holdfast
