// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/copysubmission.h"

#include "core/jobs/objectname.h"
#include "core/jobs/storedobject.h"

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

/// What is known of the original and holds for the copy too.
BackupRecord copyOf(const BackupRecord &original, const QString &store, const QString &folder)
{
    BackupRecord copy = original;
    copy.id = newBackupId();
    copy.status = BackupStatus::Pending;
    copy.storeName = store;
    copy.objectKey = archiveKey(folder, copy.name, copy.id);
    copy.finishedAt = {};
    copy.verifiedAt = {};
    copy.checkedBy = {};
    copy.error = {};
    return copy;
}

} // namespace

Result<BatchId> queueCopies(EngineContext &context, const QList<BackupId> &sources, const QString &store,
                            const QString &folder, const QJsonObject &request, const AlsoWrite &also)
{
    if (sources.isEmpty())
        return fail(Errc::InvalidArgument, u"no backup was named"_s);
    const auto catalog = context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    const auto target = openCatalogStore(**catalog, store);
    if (!target)
        return tl::unexpected(target.error());
    QList<JobRecord> jobs;
    QList<BackupRecord> copies;
    for (const BackupId &id : sources) {
        const auto original = (*catalog)->backups().get(id);
        if (!original)
            return tl::unexpected(original.error());
        if (original->status != BackupStatus::Available) {
            return fail(Errc::BackupNotUsable, u"its state is %1"_s.arg(toText(original->status)),
                        {.phone = {}, .path = {}, .object = id.value});
        }
        BackupRecord copy = copyOf(*original, store, folder);
        if (auto valid = checkKey(copy.objectKey); !valid)
            return tl::unexpected(valid.error());
        copy.location = (*target)->location(copy.objectKey);
        QJsonObject what = request;
        what[u"source"_s] = id.value;
        // The phone does not matter for work on stores, and must not hold it up.
        JobRecord job = jobFor(context, JobKind::Copy, original->serial, PhoneRecord{}, what);
        job.backup = copy.id;
        jobs.append(job);
        copies.append(copy);
    }
    return queueJobs(context, {.id = {}, .kind = JobKind::Copy, .createdAt = {}, .request = request}, jobs,
                     copies, also);
}

} // namespace holdfast
