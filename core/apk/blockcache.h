// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/randomaccess.h"

#include <QHash>
#include <QQueue>

#include <optional>

namespace holdfast {

/// Reads small pieces of something far away with few and small ranges: what was fetched is kept in blocks,
/// the oldest are dropped above a limit. Used by one thread at a time; what it reads from outlives it.
class BlockCache
{
public:
    static constexpr qint64 kBlock = qint64{4} * 1024;
    /// What is fetched at least where something is missing, in bytes: asking once more costs more than this.
    static constexpr qint64 kReadAhead = qint64{8} * 1024;
    /// What it keeps at most, in bytes.
    static constexpr qint64 kCapacity = qint64{24} * 1024 * 1024;

    static Result<std::unique_ptr<BlockCache>> open(RandomAccess &access, const CancelToken &cancel);

    [[nodiscard]] qint64 size() const { return m_size; }
    /// Copies exactly @p length bytes at @p offset, which are inside size().
    Result<void> read(qint64 offset, qint64 length, char *data);
    /// Fetches at once what of these bytes is not here yet, so that reading them in small pieces asks no
    /// more. Parts outside of size(), and of more than half the capacity, are left out.
    Result<void> prefetch(qint64 offset, qint64 length);
    /// A chain of chunks by the place's own means (see ChunkChainSource); nothing where it has none.
    Result<std::optional<QByteArray>> chain(qint64 offset, qint64 length, qint64 head);
    /// Bytes that were fetched so far.
    [[nodiscard]] qint64 fetched() const { return m_fetched; }

private:
    BlockCache(RandomAccess &access, qint64 size, CancelToken cancel)
        : m_access(access), m_size(size), m_cancel(std::move(cancel))
    {}
    Result<void> fetchBlocks(qint64 first, qint64 last);
    void keep(qint64 block, QByteArray bytes);

    RandomAccess &m_access;
    qint64 m_size;
    CancelToken m_cancel;
    QHash<qint64, QByteArray> m_blocks;
    QQueue<qint64> m_order;
    qint64 m_fetched = 0;
};

} // namespace holdfast
