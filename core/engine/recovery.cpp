// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/recovery.h"

#include "core/engine/enginecontext.h"
#include "core/jobs/storedobject.h"

#include <QLoggingCategory>
#include <QSet>

namespace holdfast {
namespace {

Q_LOGGING_CATEGORY(engineLog, "holdfast.engine")

/// The object of a backup that did not come to its end: there if the process died between its last byte and
/// its last check.
void removeUnchecked(Catalog &catalog, const BackupId &id)
{
    const auto backup = catalog.backups().get(id);
    if (!backup || backup->status != BackupStatus::Failed || backup->objectKey.isEmpty())
        return;
    const auto store = openCatalogStore(catalog, backup->storeName);
    if (!store)
        return;
    const auto removed = (*store)->remove(backup->objectKey, CancelToken());
    if (!removed && removed.error().code != Errc::ObjectNotFound)
        qCWarning(engineLog).noquote() << "a leftover could not be removed:" << userText(removed.error());
}

} // namespace

Result<void> settleInterruptedJobs(EngineContext &context)
{
    auto catalog = context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    const auto interrupted = (*catalog)->jobs().markInterrupted(livenessOf, context.clock.now());
    if (!interrupted)
        return tl::unexpected(interrupted.error());
    QSet<QString> stores;
    for (const JobRecord &job : *interrupted) {
        qCWarning(engineLog).noquote() << job.id.value << "was interrupted";
        if (job.kind != JobKind::Backup && job.kind != JobKind::Copy)
            continue;
        removeUnchecked(**catalog, job.backup);
        if (const auto backup = (*catalog)->backups().get(job.backup))
            stores.insert(backup->storeName);
    }
    for (const QString &name : std::as_const(stores)) {
        const auto store = openCatalogStore(**catalog, name);
        if (!store)
            continue;
        if (const auto swept = (*store)->sweep(CancelToken()); !swept)
            qCWarning(engineLog).noquote() << "temporaries were not swept:" << userText(swept.error());
    }
    return {};
}

} // namespace holdfast
