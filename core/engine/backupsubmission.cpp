// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/backupsubmission.h"

#include "core/jobs/backedupapp.h"
#include "core/jobs/nametemplate.h"
#include "core/jobs/objectname.h"
#include "core/jobs/selection.h"
#include "core/jobs/storedobject.h"
#include "core/policy/speedrules.h"

#include <map>

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr qsizetype kMaxText = 1024;

Result<void> checkTexts(const BackupRequest &request)
{
    if (request.name.size() > kMaxText || request.description.size() > kMaxText ||
        request.owner.size() > kMaxText) {
        return fail(Errc::InvalidArgument,
                    u"name, description and owner have at most 1024 characters each"_s);
    }
    if (request.compressionLevel < 1 || request.compressionLevel > 19)
        return fail(Errc::InvalidArgument, u"the compression level is from 1 to 19"_s);
    if (const auto name = expandName(request.name, {}); !name)
        return tl::unexpected(name.error());
    return {};
}

} // namespace

Result<void> checkPackages(const QStringList &packages)
{
    for (const QString &package : packages) {
        if (!isPackageName(package))
            return fail(Errc::InvalidArgument, u"'%1' is no name of an app's package"_s.arg(package));
    }
    return {};
}

Result<void> checkBackupWords(const BackupRequest &request)
{
    return checkTexts(request)
        .and_then([&]() -> Result<void> {
            const auto selection =
                makeSelection(request.paths, request.excludes, request.whole, !request.apps.isEmpty());
            return selection ? Result<void>() : tl::unexpected(selection.error());
        })
        .and_then([&] { return checkPackages(request.apps); })
        .and_then([&] { return checkQueue(request.queue); })
        .and_then([&]() -> Result<void> {
            const auto rules = SpeedRules::parse(request.speed);
            return rules ? Result<void>() : tl::unexpected(rules.error());
        })
        .and_then([&] { return request.hooks.check(); });
}

Result<void> checkBackupRequest(EngineContext &context, const BackupRequest &request)
{
    if (auto checked = checkBackupWords(request); !checked)
        return checked;
    return checkStoreReached(context, request.store);
}

Result<void> checkStoreReached(EngineContext &context, const QString &name)
{
    const auto catalog = context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    const auto store = openCatalogStore(**catalog, name);
    if (!store)
        return tl::unexpected(store.error());
    if (auto reached = (*store)->freeSpace(); !reached)
        return tl::unexpected(reached.error());
    return {};
}

BackupRecord backupOf(const BackupRequest &request, const PhoneRecord &phone, const Serial &serial)
{
    BackupRecord backup;
    backup.phone = phone.id;
    backup.phoneName = phone.name;
    backup.serial = serial;
    backup.name = request.name;
    backup.description = request.description;
    backup.owner = request.owner;
    backup.groupName = phone.groupName;
    backup.whole = request.whole;
    backup.paths = request.paths;
    backup.excludes = request.excludes;
    backup.apps = request.apps;
    backup.apps.removeDuplicates();
    backup.androidVersion = phone.androidVersion;
    backup.sdk = phone.sdk;
    backup.model = phone.model;
    backup.abi = phone.abi;
    return backup;
}

Result<void> addBackup(PlannedBackups &planned, EngineContext &context, const BackupRequest &request,
                       const ObjectStore &store, const Serial &serial, const Result<PhoneRecord> &phone)
{
    JobRecord job = jobFor(context, JobKind::Backup, serial, phone, toJson(request));
    if (phone) {
        BackupRecord backup = backupOf(request, *phone, serial);
        backup.id = newBackupId();
        backup.name = backupName(request.name, *phone, job.createdAt);
        backup.storeName = request.store;
        backup.objectKey = archiveKey(request.folder, backup.name, backup.id);
        backup.location = store.location(backup.objectKey);
        backup.createdAt = job.createdAt;
        if (auto valid = checkKey(backup.objectKey); !valid)
            return valid;
        job.backup = backup.id;
        applyQueue(context, request.queue, job);
        planned.backups.append(backup);
    }
    planned.jobs.append(job);
    return {};
}

Result<BatchId> queueBackups(EngineContext &context, const BackupRequest &request,
                             const QList<Serial> &serials, const QList<Result<PhoneRecord>> &phones,
                             const AlsoWrite &also)
{
    return queueBackups(context, QList<BackupRequest>(phones.size(), request), serials, phones, also);
}

Result<BatchId> queueBackups(EngineContext &context, const QList<BackupRequest> &requests,
                             const QList<Serial> &serials, const QList<Result<PhoneRecord>> &phones,
                             const AlsoWrite &also)
{
    const auto catalog = context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    std::map<QString, std::unique_ptr<ObjectStore>> stores;
    PlannedBackups planned;
    bool same = true;
    for (qsizetype i = 0; i < phones.size(); ++i) {
        std::unique_ptr<ObjectStore> &store = stores[requests[i].store];
        if (!store) {
            auto opened = openCatalogStore(**catalog, requests[i].store);
            if (!opened)
                return tl::unexpected(opened.error());
            store = *std::move(opened);
        }
        if (auto done = addBackup(planned, context, requests[i], *store, serials[i], phones[i]); !done)
            return tl::unexpected(done.error());
        same = same && planned.jobs.last().request == planned.jobs.first().request;
    }
    const QJsonObject json = same && !planned.jobs.isEmpty() ? planned.jobs.first().request : QJsonObject();
    return queueJobs(context, {.id = {}, .kind = JobKind::Backup, .createdAt = {}, .request = json},
                     planned.jobs, planned.backups, also);
}

} // namespace holdfast
