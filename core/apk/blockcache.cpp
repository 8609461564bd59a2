// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apk/blockcache.h"

#include "core/apk/chunkchain.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {

Result<std::unique_ptr<BlockCache>> BlockCache::open(RandomAccess &access, const CancelToken &cancel)
{
    const auto size = access.size();
    if (!size)
        return tl::unexpected(size.error());
    return std::unique_ptr<BlockCache>(new BlockCache(access, *size, cancel));
}

Result<void> BlockCache::read(qint64 offset, qint64 length, char *data)
{
    while (length > 0) {
        const qint64 block = offset / kBlock;
        auto found = m_blocks.constFind(block);
        if (found == m_blocks.constEnd()) {
            // Longer pieces come in one range; each step of this loop then finds its block.
            const qint64 wanted = std::max((offset + length - 1) / kBlock, block + kReadAhead / kBlock - 1);
            const qint64 last = std::min({wanted, block + kCapacity / kBlock / 2, (m_size - 1) / kBlock});
            if (auto done = fetchBlocks(block, last); !done)
                return done;
            found = m_blocks.constFind(block);
        }
        const qint64 skip = offset - block * kBlock;
        const qint64 take = std::min(length, found->size() - skip);
        std::copy_n(found->constData() + skip, take, data);
        data += take;
        offset += take;
        length -= take;
    }
    return {};
}

Result<void> BlockCache::prefetch(qint64 offset, qint64 length)
{
    length = std::min({length, m_size - offset, kCapacity / 2});
    if (offset < 0 || length <= 0)
        return {};
    qint64 first = offset / kBlock;
    qint64 last = (offset + length - 1) / kBlock;
    while (first <= last && m_blocks.contains(first))
        ++first;
    while (last >= first && m_blocks.contains(last))
        --last;
    return first <= last ? fetchBlocks(first, last) : Result<void>();
}

Result<std::optional<QByteArray>> BlockCache::chain(qint64 offset, qint64 length, qint64 head)
{
    auto *source = dynamic_cast<ChunkChainSource *>(&m_access);
    if (source == nullptr)
        return std::optional<QByteArray>();
    return source->chain(offset, length, head).map([this](QByteArray &&heads) {
        m_fetched += heads.size();
        return std::optional(std::move(heads));
    });
}

Result<void> BlockCache::fetchBlocks(qint64 first, qint64 last)
{
    const qint64 offset = first * kBlock;
    const qint64 length = std::min((last + 1) * kBlock, m_size) - offset;
    const auto source = m_access.range(offset, length, m_cancel);
    if (!source)
        return tl::unexpected(source.error());
    for (qint64 block = first; block <= last; ++block) {
        QByteArray bytes(qsizetype(std::min(kBlock, m_size - block * kBlock)), Qt::Uninitialized);
        for (qsizetype filled = 0; filled < bytes.size();) {
            const auto got = (*source)->read(bytes.data() + filled, bytes.size() - filled);
            if (!got)
                return tl::unexpected(got.error());
            if (*got == 0)
                return fail(Errc::Internal, u"a range ended early"_s);
            filled += *got;
        }
        m_fetched += bytes.size();
        keep(block, std::move(bytes));
    }
    return {};
}

void BlockCache::keep(qint64 block, QByteArray bytes)
{
    if (!m_blocks.contains(block))
        m_order.enqueue(block);
    m_blocks.insert(block, std::move(bytes));
    while (m_order.size() > kCapacity / kBlock)
        m_blocks.remove(m_order.dequeue());
}

} // namespace holdfast
