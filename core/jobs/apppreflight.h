// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/backedupapp.h"
#include "core/jobs/packagetext.h"
#include "core/jobs/preflight.h"
#include "core/jobs/requests.h"

namespace holdfast {

/// What the check needs to know of one app.
struct AppPreflightFacts
{
    QString phone; ///< For messages.
    BackedUpApp app;
    qsizetype apkCount = 0; ///< That the backup holds.
    RestoreScope scope = RestoreScope::Both;
    PackageState installed{};
    QString installedCertificate{}; ///< Empty when unknown.
    int phoneSdk = 0;
    QStringList phoneAbis{};
    bool samePhone = false; ///< It goes back to where it came from.
};

/// The rules, without asking anybody. Refused: an older version over a newer one, another signer, code for
/// other processors, a minimum Android above the phone's, missing splits, data for an app that is not there.
/// Warned of: apps for very old Androids, data older than the app that gets it, and what stays behind.
QList<PreflightFinding> judgeApp(const AppPreflightFacts &facts);

} // namespace holdfast
