// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/archive/archivereader.h"
#include "core/catalog/catalog.h"

namespace holdfast {

/// Copies the index of @p archive into the catalog, so that the files of @p backup can be browsed and found
/// without the store.
Result<void> indexFiles(Catalog &catalog, const BackupId &backup, ArchiveReader &archive,
                        const CancelToken &cancel);

/// The path on the phone of an archive's entry: absolute, without a slash at the end.
QByteArray phonePath(const IndexEntry &entry);

} // namespace holdfast
