// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/backuprow.h"

#include "core/catalog/statement.h"
#include "core/catalog/words.h"

using namespace Qt::Literals::StringLiterals;

namespace holdfast {

const QString kBackupColumns =
    u"id, phone_id, phone_name, serial, name, description, owner, group_name, status, whole, paths, "
    "excludes, apps, android_version, sdk, model, abi, store_name, object_key, location, size_bytes, "
    "stored_bytes, file_count, warning_count, sha256, created_at, modified_at, finished_at, verified_at, "
    "error, app_labels, check_level"_s;

// A look into an index for each row that is read; `id` is the row's.
const QString kBackupFields = QString(
    kBackupColumns % u", (SELECT group_concat(tag, ',') FROM backup_tag WHERE backup_id = id) AS tags"_s);

void bindBackup(Statement &statement, const BackupRecord &b)
{
    statement.bind(b.id.value).bind(b.phone.value).bind(b.phoneName).bind(b.serial.value).bind(b.name);
    statement.bind(b.description).bind(b.owner).bind(b.groupName).bind(toText(b.status)).bind(b.whole);
    statement.bind(b.paths).bind(b.excludes).bind(b.apps).bind(b.androidVersion).bind(b.sdk).bind(b.model);
    statement.bind(b.abi).bind(b.storeName).bind(b.objectKey).bind(b.location).bind(b.sizeBytes);
    statement.bind(b.storedBytes).bind(b.fileCount).bind(b.warningCount).bind(b.sha256).bind(b.createdAt);
    statement.bind(b.modifiedAt).bind(b.finishedAt).bind(b.verifiedAt).bind(errorToText(b.error));
    statement.bind(b.appLabels).bind(b.checkedBy ? toText(*b.checkedBy) : QString()).bind(b.manifest);
}

BackupRecord backupFrom(const Statement &row, int skipped)
{
    BackupRecord b;
    b.id = {row.text(skipped)};
    b.phone = {row.text(skipped + 1)};
    b.phoneName = row.text(skipped + 2);
    b.serial = {row.text(skipped + 3)};
    b.name = row.text(skipped + 4);
    b.description = row.text(skipped + 5);
    b.owner = row.text(skipped + 6);
    b.groupName = row.text(skipped + 7);
    b.status = backupStatusFromText(row.text(skipped + 8)).value_or(BackupStatus::Damaged);
    b.whole = row.flag(skipped + 9);
    b.paths = row.list(skipped + 10);
    b.excludes = row.list(skipped + 11);
    b.apps = row.list(skipped + 12);
    b.androidVersion = row.text(skipped + 13);
    b.sdk = int(row.number(skipped + 14));
    b.model = row.text(skipped + 15);
    b.abi = row.text(skipped + 16);
    b.storeName = row.text(skipped + 17);
    b.objectKey = row.text(skipped + 18);
    b.location = row.text(skipped + 19);
    b.sizeBytes = row.number(skipped + 20);
    b.storedBytes = row.number(skipped + 21);
    b.fileCount = row.number(skipped + 22);
    b.warningCount = row.number(skipped + 23);
    b.sha256 = row.text(skipped + 24);
    b.createdAt = row.time(skipped + 25);
    b.modifiedAt = row.time(skipped + 26);
    b.finishedAt = row.time(skipped + 27);
    b.verifiedAt = row.time(skipped + 28);
    b.error = errorFromText(row.text(skipped + 29));
    b.appLabels = row.list(skipped + 30);
    b.checkedBy = checkLevelFromText(row.text(skipped + 31));
    b.tags = row.text(skipped + 32).split(u',', Qt::SkipEmptyParts);
    b.tags.sort();
    return b;
}

} // namespace holdfast
