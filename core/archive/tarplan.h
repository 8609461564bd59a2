// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/archive/archivelayout.h"
#include "core/archive/indexentry.h"

#include <vector>

namespace holdfast {

/// One stretch of the tar that tarStream() makes.
struct TarPiece
{
    enum class Kind {
        Copy,   ///< The tar bytes at offset as they are; may span many entries.
        AsFile, ///< The entry at offset (a file) under the name `name`.
        AsLink, ///< The entry at offset (a hard link), pointing to `name`.
    } kind = Kind::Copy;
    qint64 offset = 0;
    qint64 length = 0;
    QByteArray name{};
};

/// Which pieces make up the entries that @p select takes, in the order of the tar. Neighbours are joined, so
/// that memory is small when whole folders are taken.
Result<std::vector<TarPiece>> planTar(RandomAccess &object, const ArchiveLayout &layout,
                                      const EntryFilter &select, const CancelToken &cancel);

} // namespace holdfast
