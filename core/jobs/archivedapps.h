// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/pathselection.h"
#include "core/jobs/backedupapp.h"
#include "core/jobs/storedobject.h"

namespace holdfast {

/// An app as a backup holds it.
struct ArchivedApp
{
    BackedUpApp app;
    QList<IndexEntry> apks;     ///< The base first.
    QList<AppPartKind> covered; ///< What the backup would hold if it was there: also what is not.
    qint64 files = 0;           ///< Of the data.
    qint64 bytes = 0;
    qint64 blocks = 0; ///< Bytes on disk of data and APKs, in whole blocks.
};

/// Finds @p packages in @p archive: by its manifest; in a backup of paths or of the whole phone by the
/// folders of the app that were selected whole, with the facts out of its base APK. AppNotInBackup.
Result<QList<ArchivedApp>> findArchivedApps(OpenArchive &archive, const QStringList &packages,
                                            const CancelToken &cancel);

/// Which entries of an archive are the @p kind of data of @p package, without what Android makes anew.
PathSelection appPartSelection(AppPartKind kind, const QString &package);

} // namespace holdfast
