// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/apk/apkmanifest.h"
#include "core/base/error.h"

#include <QString>
#include <QStringList>

namespace holdfast {

/// An APK on this machine's disk and what installing needs to know of it.
struct StagedApk
{
    QString path;
    ApkManifest manifest;
    QString versionName;   ///< Empty where the manifest names a resource.
    QStringList abis{};    ///< Of its native code.
    QString certificate{}; ///< SHA-256 in hex digits; empty: not signed.

    [[nodiscard]] bool isBase() const { return manifest.split.isEmpty(); }
    /// As the package manager calls it in the app's folder.
    [[nodiscard]] QString fileName() const
    {
        return isBase() ? QStringLiteral("base.apk") : QStringLiteral("split_%1.apk").arg(manifest.split);
    }
};

/// Reads the APK at @p path. ApkInvalid for what is none; LocalFailed.
Result<StagedApk> readStagedApk(const QString &path);

} // namespace holdfast
