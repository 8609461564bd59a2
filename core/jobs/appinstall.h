// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/archivedapps.h"
#include "core/jobs/joblog.h"
#include "core/jobs/workingphone.h"

#include <functional>

namespace holdfast {

/// One package of an app, its base or a split, wherever it lies.
struct PackageSource
{
    QString fileName; ///< `base.apk`, `split_config.zh.apk`: as Android calls it in the app's folder.
    qint64 size = 0;
    std::function<Result<std::unique_ptr<ByteSource>>()> open; ///< All of its bytes; may be called again.
};

/// What is installed together.
struct PackageSet
{
    QString package;
    QString installer{}; ///< Package that is said to have installed it; may be empty.
    QList<PackageSource> packages;
};

/// The packages of @p app in @p archive, which outlives the set.
PackageSet packagesOf(ArchiveReader &archive, const ArchivedApp &app, const CancelToken &cancel);

/// Whether the phone has exactly the packages of @p app installed already.
Result<bool> isInstalledAlike(const WorkingPhone &phone, const ArchivedApp &app,
                              const QStringList &installedApks, const CancelToken &cancel);

/// Installs @p app, all packages in one session, for user 0. The journal (apphold.h) names the session while
/// it is open; after a failure it is abandoned. Errors: Android's reason as AppDowngrade, AppSignature,
/// AppAbi, AppSdk, AppSplits, PhoneSpace or AppInstallFailed.
Result<void> installApp(const WorkingPhone &phone, const PackageSet &app, ProgressCounters &progress,
                        const CancelToken &cancel);

} // namespace holdfast
