// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/appservice.h"

#include "core/engine/jobsubmission.h"
#include "core/engine/phonereader.h"
#include "core/jobs/appexport.h"
#include "core/jobs/archivedapps.h"
#include "core/jobs/installjob.h"
#include "core/jobs/localapps.h"
#include "core/phone/agentdeployer.h"

#include <QFileInfo>
#include <QJsonArray>

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

/// The job may run in another folder than the caller's.
QStringList absolute(const QStringList &files)
{
    QStringList paths;
    for (const QString &file : files)
        paths.append(QFileInfo(file).absoluteFilePath());
    return paths;
}

QJsonObject requestJson(const InstallRequest &request)
{
    return {{u"files"_s, QJsonArray::fromStringList(absolute(request.files))}};
}

} // namespace

Result<BatchId> AppService::startInstall(const InstallRequest &request, const CancelToken &cancel)
{
    if (request.files.isEmpty())
        return fail(Errc::InvalidArgument, u"no file was named"_s);
    // Read here too, so that a bad file is told before any phone is touched.
    auto local = LocalApps::open(absolute(request.files), cancel);
    if (!local)
        return tl::unexpected(local.error());
    if (auto checked = local->check(cancel); !checked)
        return tl::unexpected(checked.error());
    const auto serials = resolvePhones(m_context, request.phones, cancel);
    if (!serials)
        return tl::unexpected(serials.error());
    const auto phones = readPhones(m_context, *serials, cancel);
    if (phones.size() == 1 && !phones.first())
        return tl::unexpected(phones.first().error());
    const QJsonObject json = requestJson(request);
    QList<JobRecord> jobs;
    for (qsizetype i = 0; i < phones.size(); ++i)
        jobs.append(jobFor(m_context, JobKind::Install, (*serials)[i], phones[i], json));
    return queueJobs(m_context, {.id = {}, .kind = JobKind::Install, .createdAt = {}, .request = json}, jobs,
                     {});
}

Result<QList<PreflightFinding>> AppService::preflight(const InstallRequest &request, const Serial &phone,
                                                      const CancelToken &cancel)
{
    const auto serial = resolvePhone(m_context, phone.value, cancel);
    if (!serial)
        return tl::unexpected(serial.error());
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    JobRecord record;
    record.kind = JobKind::Install;
    record.serial = *serial;
    record.request = requestJson(request);
    JobLog log((*catalog)->events(), {}, m_context.clock); // Never flushed: nothing has happened.
    ProgressCounters progress;
    const JobEnvironment environment = m_context.jobEnvironment();
    JobContext context{.environment = environment,
                       .record = record,
                       .catalog = **catalog,
                       .log = log,
                       .progress = progress,
                       .cancel = cancel};
    return checkInstall(context);
}

Result<AppExportReport> AppService::exportApp(const AppExportRequest &request, ProgressCounters &progress,
                                              const CancelToken &cancel)
{
    if (!isPackageName(request.package))
        return fail(Errc::InvalidArgument, u"'%1' is no name of an app's package"_s.arg(request.package));
    return request.phone.isEmpty() ? exportFromBackup(request, progress, cancel)
                                   : exportFromPhone(request, progress, cancel);
}

Result<AppExportReport> AppService::exportFromPhone(const AppExportRequest &request,
                                                    ProgressCounters &progress, const CancelToken &cancel)
{
    const auto serial = resolvePhone(m_context, request.phone, cancel);
    if (!serial)
        return tl::unexpected(serial.error());
    progress.phase = Phase::Connecting;
    const auto session = PhoneSession::open(m_context.options.adb, *serial,
                                            {.timeouts = m_context.adb.timeouts(), .root = true}, cancel);
    if (!session)
        return tl::unexpected(session.error());
    const auto path = AgentDeployer(m_context.options.agentDirectory).deploy(**session, cancel);
    if (!path)
        return tl::unexpected(path.error());
    const PhoneAgent agent(**session, *path);
    const auto packages = installedPackages(**session, agent, request.package, cancel);
    if (!packages)
        return tl::unexpected(packages.error());
    const auto bytes = exportPackages(*packages, request.destination, progress, cancel);
    if (!bytes)
        return tl::unexpected(bytes.error());
    return AppExportReport{packages->packages.size(), *bytes};
}

Result<AppExportReport> AppService::exportFromBackup(const AppExportRequest &request,
                                                     ProgressCounters &progress, const CancelToken &cancel)
{
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    auto archive = openBackup(**catalog, request.backup, cancel);
    if (!archive)
        return tl::unexpected(archive.error());
    const auto apps = findArchivedApps(*archive, {request.package}, cancel);
    if (!apps)
        return tl::unexpected(apps.error());
    const ArchivedApp &app = apps->constFirst();
    const ErrorContext context{.phone = {}, .path = {}, .object = request.package};
    if (app.apks.isEmpty())
        return fail(Errc::AppNotInBackup, u"its packages are not in the backup"_s, context);
    if (app.apks.size() < app.app.apks.size())
        return fail(Errc::AppSplits, u"%1 of %2 packages"_s.arg(app.apks.size()).arg(app.app.apks.size()),
                    context);
    const PackageSet packages = packagesOf(*archive->reader, app, cancel);
    const auto bytes = exportPackages(packages, request.destination, progress, cancel);
    if (!bytes)
        return tl::unexpected(bytes.error());
    return AppExportReport{packages.packages.size(), *bytes};
}

} // namespace holdfast
