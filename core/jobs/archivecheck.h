// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/archive/archivereader.h"
#include "core/base/checklevel.h"
#include "core/catalog/storerecord.h"

namespace holdfast {

/// By this name an archive's SHA-256, in hex, is written to its object (see ObjectStore::metadata()).
inline constexpr QLatin1String kSha256Metadata{"sha256"};

/// How thoroughly a new object of @p store is looked at before its backup counts as AVAILABLE: as the store's
/// option `check` says; else by samples in buckets where the object is large and @p confirmedByStore (see
/// ObjectInfo), and to the last byte everywhere else. Without that word the option `store` means samples.
CheckLevel checkLevelFor(const StoreRecord &store, qint64 objectBytes, bool confirmedByStore);

/// The same for an object that a scan finds: large ones in buckets are sampled unless the option wants every
/// byte, for a catalog that is lost must come back within the hour.
CheckLevel scanLevelFor(const StoreRecord &store, qint64 objectBytes);

/// Looks at @p archive as thoroughly as @p level says. @p sha256 (may be empty) is the object's, held against
/// its bytes where all are read. @p progress as in ArchiveReader::verify(). Archive*.
Result<VerifyReport> checkArchive(ArchiveReader &archive, CheckLevel level, const QByteArray &sha256,
                                  ProgressCounters *progress, const CancelToken &cancel);

/// What the object's metadata says of its SHA-256, raw; empty where it says nothing that can be one. A claim:
/// who reads every byte knows better.
QByteArray statedSha256(const QMap<QString, QString> &metadata);

} // namespace holdfast
