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

/// The patterns that a whole-phone backup leaves out: caches, which Android makes anew, and Holdfast's own
/// files.
QStringList wholePhoneExcludes();

} // namespace holdfast
