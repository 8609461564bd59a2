// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace holdfast {

/// An app that is installed on an emulated phone, as its package manager knows it. There is one user, 0.
struct PackageRecord
{
    QString name;
    QString codePath; ///< Absolute on the phone: the folder of its APKs.
    qint64 versionCode = 0;
    QString versionName{};
    int uid = 0;
    QString sharedUser{};  ///< android:sharedUserId; empty for most.
    QString installer{};   ///< Package that installed it; empty: nobody told.
    QString certificate{}; ///< SHA-256 of the signer's certificate, hex digits; empty for sample apps.
    int minSdk = 24;
    int targetSdk = 34;
    QString abi{};        ///< Of its native code; empty: it has none.
    QStringList splits{}; ///< Names as in the APKs' manifests, without the base.
    bool debuggable = false;
    bool enabled = true;
    bool stopped = true;
    bool suspended = false;
    qint64 firstInstall = 0; ///< Milliseconds since 1970, as lastUpdate.
    qint64 lastUpdate = 0;

    [[nodiscard]] bool isSystem() const { return !codePath.startsWith(QLatin1String("/data/")); }
};

/// android_filesystem_config.h: an app's private group for caches is as far from its user id as this.
inline constexpr int kFirstAppUid = 10000;
inline constexpr int kCacheGidOffset = 10000;

} // namespace holdfast
