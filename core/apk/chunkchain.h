// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QByteArray>

namespace holdfast {

/// What a RandomAccess may be besides: a place that follows a chain of chunks by itself. A resource table of
/// a large app has thousands of them, and asking for each over a far link would take minutes.
class ChunkChainSource
{
public:
    virtual ~ChunkChainSource() = default;
    ChunkChainSource() = default;
    ChunkChainSource(const ChunkChainSource &) = delete;
    ChunkChainSource &operator=(const ChunkChainSource &) = delete;

    /// The first @p head bytes (8 to 4096) of each chunk from @p offset on, all of a shorter one; ends at the
    /// first that is smaller than 8 bytes or reaches over @p length. Chunks are as in chunkbytes.h.
    virtual Result<QByteArray> chain(qint64 offset, qint64 length, qint64 head) = 0;
};

} // namespace holdfast
