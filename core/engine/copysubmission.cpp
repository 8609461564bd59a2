// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/copysubmission.h"

#include "core/jobs/objectname.h"
#include "core/jobs/storedobject.h"

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

/// After that many it is rather begun anew.
constexpr int kMostInterruptions = 5;
constexpr int kDays = 7;

/// By their originals.
using Copies = QHash<QString, BackupRecord>;

/// Copies that were interrupted and that the store can go on with.
Result<Copies> unfinishedCopies(Catalog &catalog, const ObjectStore &target, const QString &store,
                                const QDateTime &now)
{
    Copies copies;
    QHash<QString, int> interruptions;
    JobFilter filter;
    filter.kinds = {JobKind::Copy};
    filter.statuses = {JobStatus::Failed};
    filter.createdSince = now.addDays(-kDays);
    PageRequest page{.limit = PageRequest::kMaxLimit, .token = {}, .withTotal = false};
    do {
        const auto jobs = catalog.jobs().list(filter, page);
        if (!jobs)
            return tl::unexpected(jobs.error());
        for (const JobRecord &job : jobs->rows) {
            const QString source = job.request.value("source"_L1).toString();
            const auto copy = catalog.backups().get(job.backup);
            if (!copy || copy->status != BackupStatus::Failed || copy->storeName != store)
                continue;
            if (++interruptions[copy->id.value] > kMostInterruptions)
                copies.remove(source);
            else if (!copies.contains(source) && target.hasUnfinished(copy->objectKey))
                copies.insert(source, *copy);
        }
        page.token = jobs->nextToken;
    } while (!page.token.isEmpty());
    return copies;
}

/// What is known of the original and holds for the copy too.
BackupRecord copyOf(const BackupRecord &original, const BackupRecord &earlier, const QString &store,
                    const QString &folder)
{
    BackupRecord copy = original;
    const bool goesOn =
        !earlier.id.isEmpty() && archiveKey(folder, copy.name, earlier.id) == earlier.objectKey;
    copy.id = goesOn ? earlier.id : newBackupId();
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
                            const QString &folder, JobPriority priority, const AlsoWrite &also)
{
    if (sources.isEmpty())
        return fail(Errc::InvalidArgument, u"no backup was named"_s);
    const auto catalog = context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    const auto target = openCatalogStore(**catalog, store);
    if (!target)
        return tl::unexpected(target.error());
    const auto unfinished = unfinishedCopies(**catalog, **target, store, context.clock.now());
    if (!unfinished)
        return tl::unexpected(unfinished.error());
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
        BackupRecord copy = copyOf(*original, unfinished->value(id.value), store, folder);
        if (auto valid = checkKey(copy.objectKey); !valid)
            return tl::unexpected(valid.error());
        copy.location = (*target)->location(copy.objectKey);
        // The phone does not matter for work on stores, and must not hold it up.
        JobRecord job =
            jobFor(context, JobKind::Copy, original->serial, PhoneRecord{}, {{u"source"_s, id.value}});
        job.backup = copy.id;
        job.priority = priority;
        jobs.append(job);
        copies.append(copy);
    }
    return queueJobs(context, {.id = {}, .kind = JobKind::Copy, .createdAt = {}, .request = {}}, jobs, copies,
                     also);
}

} // namespace holdfast
