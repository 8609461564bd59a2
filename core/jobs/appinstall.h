// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/archivedapps.h"
#include "core/jobs/joblog.h"
#include "core/jobs/workingphone.h"

namespace holdfast {

/// Whether the phone has exactly the packages of @p app installed already.
Result<bool> isInstalledAlike(const WorkingPhone &phone, const ArchivedApp &app,
                              const QStringList &installedApks, const CancelToken &cancel);

/// Installs the packages of @p app out of the archive, all splits in one session, for user 0. The journal
/// (apphold.h) names the session while it is open; after a failure it is abandoned. Errors: Android's reason
/// as AppDowngrade, AppSignature, AppAbi, AppSdk, AppSplits, PhoneSpace or AppInstallFailed.
Result<void> installApp(const WorkingPhone &phone, ArchiveReader &archive, const ArchivedApp &app,
                        ProgressCounters &progress, const CancelToken &cancel);

} // namespace holdfast
