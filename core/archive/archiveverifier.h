// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/archive/archivereader.h"

namespace holdfast {

/// What ArchiveReader::verify() does.
Result<VerifyReport> verifyArchive(RandomAccess &object, const ArchiveLayout &layout,
                                   const QByteArray &expectedSha256, ProgressCounters *progress,
                                   const CancelToken &cancel);

/// What ArchiveReader::verifySample() does.
Result<VerifyReport> verifyArchiveSample(RandomAccess &object, const ArchiveLayout &layout, qint64 frames,
                                         ProgressCounters *progress, const CancelToken &cancel);

} // namespace holdfast
