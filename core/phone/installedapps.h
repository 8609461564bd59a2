// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/phone/phoneagent.h"

namespace holdfast {

/// One APK of an installed app, as it lies on the phone.
struct InstalledApk
{
    QByteArray path; ///< Raw bytes. Not stable: Android names the folder anew at each installation.
    QString split;   ///< Empty for the base.
    qint64 size = 0;

    friend bool operator==(const InstalledApk &, const InstalledApk &) = default;
};

/// What an app takes on the phone, in bytes; -1 where it cannot be told (without root).
struct AppSizes
{
    qint64 apks = -1;
    qint64 data = -1;         ///< Credential-encrypted data: /data/user/N/PACKAGE, caches included.
    qint64 deviceData = -1;   ///< Device-encrypted data: /data/user_de/N/PACKAGE.
    qint64 externalData = -1; ///< Android/data/PACKAGE on the shared storage; so obb and media.
    qint64 obb = -1;
    qint64 media = -1;

    friend bool operator==(const AppSizes &, const AppSizes &) = default;
};

/// One app as the phone's package manager tells of it, for one Android user.
struct InstalledApp
{
    QString package;
    qint64 versionCode = -1; ///< -1 where the package manager does not tell it (before Android 8).
    int uid = -1;
    bool system = false;
    bool enabled = true;
    QString installer;        ///< Package that installed it; empty: unknown.
    QList<InstalledApk> apks; ///< The base first; empty when its APK is not there.
    AppSizes sizes;

    friend bool operator==(const InstalledApp &, const InstalledApp &) = default;
};

enum class AppScope {
    User,   ///< Installed by somebody, updates of system apps not included.
    System, ///< Came with the image, updated or not.
    All,
};

/// What is measured of apps.
enum class AppMeasuring {
    All,
    Packages, ///< The APKs only, which takes a moment; sizes of data are -1.
};

/// The apps of one Android user (0 is the owner) on a phone, by package. Blocks, for worker threads. Asks the
/// package manager and the agent once each, whatever the number of apps. @p packages, if any, are the only
/// ones.
///
/// PhoneRefused when the package manager does not answer as it should, also for a user that does not exist.
Result<QList<InstalledApp>> listInstalledApps(const PhoneSession &session, const PhoneAgent &agent, int user,
                                              AppScope scope, const QStringList &packages,
                                              AppMeasuring measuring, const CancelToken &cancel);

/// Lines of `pm list packages -f -U -i --show-versioncode`, in whatever order the parts come; lines that are
/// none are passed over, as the phone's tools mix warnings in. The APK's size is not known yet. Of an uid
/// list
/// (`uid:10123,1010123`) the one of @p user is taken.
QList<InstalledApp> parsePackageList(QByteArrayView output, int user);

} // namespace holdfast
