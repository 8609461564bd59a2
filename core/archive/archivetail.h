// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/archive/archivelayout.h"
#include "core/archive/archivewriter.h"

#include <QList>

namespace holdfast {

/// What the tail of an archive is made of.
struct TailParts
{
    const std::vector<ArchiveFrame> &frames;
    const QByteArray &index; ///< Compressed records.
    qint64 indexRawLength;
    QByteArray dataSha256; ///< Over all frames' stored bytes.
    const ArchiveOptions &options;
};

/// The pieces that follow the frames, in order: index, manifest, seek table. Puts the archive's own facts
/// into
/// @p summary's manifest (key "archive") first.
Result<QList<QByteArray>> buildTail(const TailParts &parts, ArchiveSummary &summary);

} // namespace holdfast
