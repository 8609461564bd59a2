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
    qint64 blocks = 0;        ///< Bytes on disk, in whole blocks.
    bool needsRoot = false;   ///< Something of it belongs where the shell user may not write.
    qint64 identityFiles = 0; ///< Left out, so that the phone stays known as itself.

    /// Whether the entry itself was asked for.
    [[nodiscard]] bool takes(const IndexEntry &entry) const;
    /// Also the folders on the way, which are made only where they are missing.
    [[nodiscard]] bool sends(const IndexEntry &entry) const;
};

/// What a backup holds: the paths that it was asked for, and what belongs to its apps.
Result<PathSelection> backupSelection(const OpenArchive &archive);

/// What becomes of the files that identityPatterns() select.
enum class Identity {
    Take, ///< They come along: back to the same phone, or into a folder of this machine.
    Leave ///< Left out, but for what is asked for by its name.
};

/// Plans the restore of @p paths (PathPattern texts; all for none) out of @p archive. NothingSelected where
/// they match nothing, InvalidArgument for a bad pattern.
Result<RestorePlan> planRestore(OpenArchive &archive, const QStringList &paths, Identity identity,
                                const CancelToken &cancel);

/// Plans the restore of everything but the apps that the backup was asked for by name.
Result<RestorePlan> planRestoreWithoutApps(OpenArchive &archive, Identity identity,
                                           const CancelToken &cancel);

} // namespace holdfast
