// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/emulator/packagerecord.h"

namespace holdfast {

/// The SELinux label of an app's files: categories of its user id and of user 0 (AOSP, seapp_context_lookup);
/// apps for Android 8 and before have the user's only.
QByteArray appDataLabel(int uid, int targetSdk);

/// Makes the app's own folders under @p root, credential and device encrypted, with their caches, as installd
/// does; those that are there stay.
Result<void> makeAppData(const QString &root, const PackageRecord &package);

/// Removes the app's own folders and those on shared storage.
void removeAppData(const QString &root, const QString &package);

/// Makes a folder with everything that Android gives it; one that is there stays as it is.
Result<void> makeLabelledFolder(const QString &path, unsigned owner, unsigned group, unsigned mode,
                                const QByteArray &label);

/// Removes @p path and everything below, with names that are no text too.
void removeTree(const QString &path);

} // namespace holdfast
