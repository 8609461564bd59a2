// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/appinstall.h"

namespace holdfast {

/// Writes the packages of @p app to the file @p path as a set of APKs that split installers read: a zip with
/// `base.apk` and `split_*.apk` at its top, stored as they are, and bundletool's table of contents. It is
/// written beside, read back and compared, and only then takes the place of what was there. Returns its size.
/// Local*, CompareFailed, and what reading the packages returns.
Result<qint64> exportPackages(const PackageSet &app, const QString &path, ProgressCounters &progress,
                              const CancelToken &cancel);

/// The packages of @p package as they are installed on @p phone, which outlives the set. AppNotInstalled.
Result<PackageSet> installedPackages(const PhoneSession &session, const PhoneAgent &agent,
                                     const QString &package, const CancelToken &cancel);

} // namespace holdfast
