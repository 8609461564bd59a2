// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/archive/archivereader.h"
#include "core/base/checklevel.h"
#include "core/catalog/storerecord.h"

namespace holdfast {

/// How thoroughly an object of @p store is looked at before its backup counts as AVAILABLE: as the store's
/// option `check` says, else to the last byte in folders and where the object is small, and by samples in
/// buckets. @p confirmedByStore as in ObjectInfo: without it the store's word does not count.
CheckLevel checkLevelFor(const StoreRecord &store, qint64 objectBytes, bool confirmedByStore);

/// Looks at @p archive as thoroughly as @p level says. @p sha256 (may be empty) is the object's, held against
/// its bytes where all are read. @p progress as in ArchiveReader::verify(). Archive*.
Result<VerifyReport> checkArchive(ArchiveReader &archive, CheckLevel level, const QByteArray &sha256,
                                  ProgressCounters *progress, const CancelToken &cancel);

} // namespace holdfast
