// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/safetybackup.h"

namespace holdfast {

using namespace Qt::Literals::StringLiterals;

BackupRequest safetyBackupFor(const RestoreRequest &restore, const BackupRecord &backup)
{
    const StorePlace place = restore.safetyBackup.value_or(StorePlace());
    const bool all = restore.paths.isEmpty() && restore.apps.isEmpty();
    BackupRequest request;
    request.whole = all && backup.whole;
    request.paths = all ? backup.paths : restore.paths;
    // Of a whole phone the row holds what was installed there; its files are restored, not its apps.
    request.apps = !all ? restore.apps : backup.whole ? QStringList() : backup.apps;
    request.excludes = backup.excludes;
    request.store = place.store;
    request.folder = place.folder;
    request.description = u"Made before %1 (%2) was restored"_s.arg(backup.name, backup.id.value);
    request.onlyWhatIsThere = true;
    request.queue = restore.queue;
    return request;
}

Result<void> checkSafetyBackup(JobContext &context)
{
    if (context.record.after.isEmpty())
        return {};
    const auto before = context.catalog.jobs().get(context.record.after);
    if (before && before->status == JobStatus::Skipped) {
        context.log.info(u"safety"_s, u"the phone has nothing that would be replaced"_s);
        return {};
    }
    const auto backup =
        before ? context.catalog.backups().get(before->backup) : tl::unexpected(before.error());
    if (!backup)
        return tl::unexpected(backup.error());
    if (before->status == JobStatus::Finished && backup->status == BackupStatus::Available) {
        context.log.info(u"safety"_s, u"what will be replaced is in backup %1"_s.arg(backup->id.value));
        return {};
    }
    return fail(Errc::SafetyBackup,
                before->error ? userText(*before->error)
                              : u"its job ended as %1, the backup is %2"_s.arg(toText(before->status),
                                                                               toText(backup->status)),
                {.phone = context.record.serial.value, .path = {}, .object = backup->id.value});
}

} // namespace holdfast
