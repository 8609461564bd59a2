// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/apk/chunkbytes.h"
#include "core/base/cancel.h"

#include <QString>
#include <QStringList>

namespace holdfast {

/// A text that stands in the manifest itself, or the id of the resource that holds it.
struct ApkText
{
    QString text;
    quint32 resource = 0; ///< 0: text is all there is.

    [[nodiscard]] bool isEmpty() const { return text.isEmpty() && resource == 0; }
    friend bool operator==(const ApkText &, const ApkText &) = default;
};

/// What AndroidManifest.xml of one APK says. A split has a package, a version code and a name; the rest is
/// the base's business.
struct ApkManifest
{
    QString packageName;
    qint64 versionCode =
        0; ///< With versionCodeMajor in the upper 32 bits, as PackageInfo.getLongVersionCode().
    ApkText versionName;
    QString split;          ///< Empty for the base.
    QString configForSplit; ///< Whose configuration this split is; empty: the base's, or it is none.
    bool featureSplit = false;
    bool splitRequired = false; ///< Does not run without (some) splits.
    QStringList requiredSplitTypes;
    QStringList splitTypes;
    QString sharedUserId;
    int minSdk = 1;
    int targetSdk = 1; ///< minSdk where the manifest names none. Code names of unreleased versions are 10000.
    bool debuggable = false;
    bool testOnly = false;
    ApkText label;    ///< Of the application.
    quint32 icon = 0; ///< Resource id, 0: none.
    quint32 roundIcon = 0;
    QString launcherActivity; ///< Class name of the first activity that a launcher shows; empty: none.
    ApkText launcherLabel;    ///< Empty: as the application.
    quint32 launcherIcon = 0;

    /// The label, else the launcher activity's; may be empty.
    [[nodiscard]] const ApkText &shownLabel() const { return label.isEmpty() ? launcherLabel : label; }
    /// The icon that a launcher shows, 0: none.
    [[nodiscard]] quint32 shownIcon() const { return launcherIcon != 0 ? launcherIcon : icon; }

    friend bool operator==(const ApkManifest &, const ApkManifest &) = default;
};

/// Reads a binary AndroidManifest.xml. ApkInvalid when it is not well formed, or has no valid package name.
Result<ApkManifest> readApkManifest(ChunkBytes &bytes, const CancelToken &cancel);

} // namespace holdfast
