// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/verifyjob.h"

#include "core/jobs/speedlimits.h"
#include "core/jobs/storedobject.h"

namespace holdfast {
namespace {

Result<VerifyReport> checkObject(JobContext &context, const BackupRecord &backup)
{
    auto store = openLimitedStore(context, backup.storeName);
    if (!store)
        return tl::unexpected(store.error());
    StoredObject object(**store, backup.objectKey, context.cancel);
    auto reader = ArchiveReader::open(object, backup.location, context.cancel);
    if (!reader)
        return tl::unexpected(reader.error());
    context.progress.bytesTotal = (*reader)->objectBytes();
    context.progress.filesTotal = (*reader)->entryCount();
    return (*reader)->verify(QByteArray::fromHex(backup.sha256.toLatin1()), &context.progress,
                             context.cancel);
}

/// What a failed check says about the backup; nothing when it says nothing.
std::optional<BackupStatus> verdictOf(Errc code)
{
    switch (code) {
    case Errc::ArchiveDamaged:
    case Errc::ArchiveTruncated:
        return BackupStatus::Damaged;
    case Errc::ObjectNotFound:
        return BackupStatus::Missing;
    default:
        return std::nullopt;
    }
}

} // namespace

Result<JobOutcome> runVerify(JobContext &context)
{
    const auto backup = context.catalog.backups().get(context.record.backup);
    if (!backup)
        return tl::unexpected(backup.error());
    context.progress.phase = Phase::Verifying;
    const auto report = checkObject(context, *backup);

    BackupChange change;
    if (report) {
        change.status = BackupStatus::Available;
        change.verifiedAt = context.environment.clock.now();
        change.checkedBy = CheckLevel::EveryByte;
        // A scan that looked at samples only could not know it.
        if (backup->sha256.isEmpty())
            change.sha256 = QString::fromLatin1(report->objectSha256.toHex());
        change.error = std::optional<Error>();
    } else if (const auto verdict = verdictOf(report.error().code)) {
        change.status = *verdict;
        change.error = report.error();
    } else {
        return tl::unexpected(report.error());
    }
    const auto changed =
        context.catalog.backups().update(backup->id, change, context.environment.clock.now());
    if (!changed)
        return tl::unexpected(changed.error());
    if (!report)
        return tl::unexpected(report.error());
    return JobOutcome{.partly = false,
                      .problem = {},
                      .details = {{QStringLiteral("entries"), report->entryCount},
                                  {QStringLiteral("contentBytes"), report->contentBytes},
                                  {QStringLiteral("objectBytes"), report->objectBytes}}};
}

} // namespace holdfast
