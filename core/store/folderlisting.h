// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/objectstore.h"

#include <QFileInfo>

namespace holdfast {

/// The name of the folder for unfinished puts, at the store's root; never listed.
inline constexpr QStringView kTemporaryFolder = u".holdfast-tmp";

/// One page of the files below @p root in the order of their keys' bytes, after the key @p after. Only the
/// folders that lead to the page are read; symbolic links to folders are not followed.
Result<ObjectPage> listFolder(const QString &root, const QString &prefix, const QString &after, int maxKeys,
                              const CancelToken &cancel);

/// What a file says of the object it is.
ObjectInfo describeFile(const QString &key, const QFileInfo &file);

} // namespace holdfast
