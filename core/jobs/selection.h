// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/base/pathselection.h"

#include <QStringList>

namespace holdfast {

/// Reads what an operator asked for. With @p whole the selection is /data without caches and without
/// Holdfast's own files, and @p paths must be empty. With @p apps there may be neither: apps are selected
/// besides. A bad pattern gives InvalidArgument that names it and says why.
Result<PathSelection> makeSelection(const QStringList &paths, const QStringList &excludes, bool whole,
                                    bool apps = false);

/// The part of a backup that @p paths ask for: where a path asked for lies above what the backup was asked
/// for, the backup's own pattern counts, so that folders which are in the archive as mere parents stay mere
/// parents. All of @p backup for no paths. InvalidArgument for a bad pattern.
Result<PathSelection> narrowSelection(const PathSelection &backup, const QStringList &paths);

/// What phones and the services behind their apps tell a phone by: the settings that hold its android_id and
/// the ids made of it for each app, the keys that only its own hardware can use, and its accounts' tokens.
/// Two phones with the same ones are taken for one; with another phone's keys an app cannot open its data.
QStringList identityPatterns();

/// The patterns that a whole-phone backup leaves out: caches, which Android makes anew, and Holdfast's own
/// files.
QStringList wholePhoneExcludes();

} // namespace holdfast
