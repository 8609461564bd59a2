// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/deletejob.h"

#include "core/jobs/storedobject.h"

namespace holdfast {
namespace {

Result<void> setStatus(JobContext &context, BackupStatus status)
{
    BackupChange change;
    change.status = status;
    const auto changed =
        context.catalog.backups().update(context.record.backup, change, context.environment.clock.now());
    if (!changed)
        return tl::unexpected(changed.error());
    return {};
}

} // namespace

Result<JobOutcome> runDelete(JobContext &context)
{
    context.progress.phase = Phase::Deleting;
    const auto backup = context.catalog.backups().get(context.record.backup);
    if (!backup)
        return tl::unexpected(backup.error());
    if (auto marked = setStatus(context, BackupStatus::Deleting); !marked)
        return tl::unexpected(marked.error());
    // A backup that failed before it had a place has no object.
    if (!backup->objectKey.isEmpty()) {
        auto store = openCatalogStore(context.catalog, backup->storeName);
        if (!store)
            return tl::unexpected(store.error());
        (*store)->tellOutages(context.progress.outage);
        const auto removed = (*store)->remove(backup->objectKey, context.cancel);
        if (!removed && removed.error().code != Errc::ObjectNotFound)
            return tl::unexpected(removed.error());
    }
    if (auto removed = context.catalog.files().remove(backup->id); !removed)
        return tl::unexpected(removed.error());
    if (auto marked = setStatus(context, BackupStatus::Deleted); !marked)
        return tl::unexpected(marked.error());
    return JobOutcome{
        .partly = false, .problem = {}, .details = {{QStringLiteral("freedBytes"), backup->storedBytes}}};
}

} // namespace holdfast
