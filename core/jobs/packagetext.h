// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/apk/apkchoice.h"
#include "core/base/error.h"

#include <QByteArrayView>
#include <QString>
#include <QStringList>

/// What Android's package manager says, as pure functions. Formats: AOSP's PackageManagerShellCommand and
/// Settings.dumpPackagesLPr, Android 7 to 15.
namespace holdfast {

/// The parts of `dumpsys package P` that matter here.
struct PackageState
{
    bool installed = false; ///< For user 0.
    bool suspended = false;
    qint64 versionCode = 0;
    QString versionName{}; ///< Empty where Android knows none.
    int uid = -1;
    int minSdk = 0;
    int targetSdk = 0;
    QString sharedUser{};
    QString installer{};
};

/// Nothing installed when the phone does not know @p package. PhoneRefused when the output is none of
/// dumpsys.
Result<PackageState> parsePackageState(QByteArrayView output, const QString &package);

/// The paths that `pm path` printed, the base first; none for an app that is not installed.
QStringList parsePackagePaths(QByteArrayView output);

/// The number in `Success: created install session [N]`.
Result<qint64> parseSessionNumber(QByteArrayView output);

/// What `pm install-commit` said of @p package: success, or Android's reason as an error of the fitting code.
Result<void> parseInstallAnswer(QByteArrayView output, const QString &package);

/// What readPhoneTraits() asks for, a line each: the ABIs, the density as a property, what `wm density`
/// prints in one line, the user's locales, the system's locale twice. Lines may be empty or say `null`.
PhoneTraits parsePhoneTraits(QByteArrayView output);

} // namespace holdfast
