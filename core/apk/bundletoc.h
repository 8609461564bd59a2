// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStringList>

namespace holdfast {

/// Where bundletool looks for the table of contents of an `.apks` file.
inline constexpr char kBundleTocEntry[] = "toc.pb";

/// The table of contents without which bundletool's `install-apks` refuses a set of APKs: a BuildApksResult
/// (bundletool's commands.proto) with one variant and the one module `base`, delivered at install time. It
/// has no targeting, for the set was made for one phone: each phone gets all of it. @p fileNames are the APKs
/// (`base.apk`, `split_NAME.apk`), at the top of the zip.
QByteArray bundleToc(const QString &package, const QStringList &fileNames);

} // namespace holdfast
