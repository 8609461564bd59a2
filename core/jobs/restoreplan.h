// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/pathselection.h"
#include "core/jobs/storedobject.h"

namespace holdfast {

/// What of an archive is brought back, to a phone or to this machine.
struct RestorePlan
{
    PathSelection selection;
    qint64 files = 0;
    qint64 bytes = 0;
    qint64 blocks = 0;      ///< Bytes on disk, in whole blocks.
    bool needsRoot = false; ///< Something of it belongs where the shell user may not write.

    /// Whether the entry itself was asked for.
    [[nodiscard]] bool takes(const IndexEntry &entry) const;
    /// Also the folders on the way, which are made only where they are missing.
    [[nodiscard]] bool sends(const IndexEntry &entry) const;
};

/// Plans the restore of @p paths (PathPattern texts; all for none) out of @p archive. NothingSelected where
/// they match nothing, InvalidArgument for a bad pattern.
Result<RestorePlan> planRestore(OpenArchive &archive, const QStringList &paths, const CancelToken &cancel);

} // namespace holdfast
