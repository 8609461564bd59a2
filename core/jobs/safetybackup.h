// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/catalog/backuprecord.h"
#include "core/jobs/job.h"
#include "core/jobs/requests.h"

namespace holdfast {

/// The backup of what @p restore would replace with @p backup, to the place that it names, without phones.
BackupRequest safetyBackupFor(const RestoreRequest &restore, const BackupRecord &backup);

/// Whether the restore that @p context runs may begin: SafetyBackup where it comes after a backup that did
/// not become AVAILABLE or misses files. A phone that has nothing of what is restored needs none.
Result<void> checkSafetyBackup(JobContext &context);

} // namespace holdfast
