// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/apk/apksigning.h"
#include "core/apk/appicon.h"
#include "core/base/randomaccess.h"

#include <QMap>
#include <QStringList>

namespace holdfast {

/// What the APKs of one installed app tell about it.
struct AppMetadata
{
    QString packageName;
    qint64 versionCode = 0;
    QString versionName;
    QString label;                 ///< In the app's own language; empty: it has none.
    QMap<QString, QString> labels; ///< By locale (`en`, `zh-CN`), where another than @ref label.
    AppIcon icon;                  ///< Empty: none, or none that is understood.
    QString iconProblem;           ///< Why the icon is empty, English; empty where it simply has none.
    ApkSigning signing;            ///< Of the base.
    QStringList abis;              ///< Of all APKs together; empty: runs on any.
    int minSdk = 1;
    int targetSdk = 1;
    QString sharedUserId;
    bool debuggable = false;
    bool testOnly = false;
    bool splitRequired = false;

    friend bool operator==(const AppMetadata &, const AppMetadata &) = default;
};

/// One APK of an app and a way to its bytes.
struct ApkSource
{
    QString split; ///< As in the manifest or the file's name; empty: the base.
    RandomAccess *access = nullptr;
};

/// Locales for which labels are read besides the app's own language.
QStringList labelLocales();

/// Whether a split of this name may bring labels or icons, or native code: the others need not be opened.
bool bringsMetadata(const QString &split);

/// Reads some hundred KB of the base and of those splits that bringsMetadata(). ApkInvalid when the base is
/// none, or the splits are not its own; the label and icon may be empty. @p sources: the base comes first.
Result<AppMetadata> readAppMetadata(const QList<ApkSource> &sources, const CancelToken &cancel);

} // namespace holdfast
