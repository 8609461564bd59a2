// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/randomaccess.h"

#include <QJsonObject>

#include <vector>

namespace holdfast {

/// Where one zstd frame of tar bytes lies.
struct ArchiveFrame
{
    qint64 objectOffset = 0;
    qint64 tarOffset = 0;
    quint32 objectLength = 0;
    quint32 tarLength = 0;
    quint32 checksum = 0; ///< Low 32 bits of the XXH64 of the tar bytes.
};

/// The parts of an archive as its tail describes them; checked for consistency, so that offsets and sums can
/// be relied on (what lies there may still be damaged).
struct ArchiveLayout
{
    qint64 objectBytes = 0;
    qint64 tarBytes = 0;
    std::vector<ArchiveFrame> frames; ///< Without gaps, from byte 0 of the object and of the tar.
    qint64 indexOffset = 0;           ///< Of the index's compressed bytes.
    qint64 indexLength = 0;
    qint64 indexRawLength = 0; ///< Uncompressed.
    qint64 entryCount = 0;
    QJsonObject manifest;
};

/// Reads and checks the tail of @p object.
Result<ArchiveLayout> readLayout(RandomAccess &object, const CancelToken &cancel);

} // namespace holdfast
