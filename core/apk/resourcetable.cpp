// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apk/resourcetable.h"

#include <QtEndian>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

constexpr quint16 kTable = 0x0002;
constexpr quint16 kPackage = 0x0200;
constexpr quint16 kType = 0x0201;
constexpr qint64 kTypeHeader = 20; ///< Without its configuration.
constexpr quint8 kSparse = 0x01;
constexpr quint8 kShortOffsets = 0x02;
constexpr quint16 kBag = 0x0001;
constexpr quint16 kCompact = 0x0008;
/// What is read of each part of a package. The heads of sets have 84 bytes with all that is known today.
constexpr qint64 kHead = 96;
/// Large apps have some thousand.
constexpr int kMaximumSets = 50'000;

} // namespace

Result<std::unique_ptr<ResourceTable>> ResourceTable::open(std::unique_ptr<ChunkBytes> bytes,
                                                           const CancelToken &cancel)
{
    std::unique_ptr<ResourceTable> table(new ResourceTable(std::move(bytes)));
    if (const auto done = table->readParts(cancel); !done)
        return tl::unexpected(done.error());
    return table;
}

Result<void> ResourceTable::readParts(const CancelToken &cancel)
{
    const auto table = readChunk(*m_bytes, 0, m_bytes->size());
    if (!table)
        return tl::unexpected(table.error());
    if (table->type != kTable || table->headerSize < 12)
        return apkInvalid(u"this is no resource table, but type %1"_s.arg(table->type, 0, 16));
    bool pooled = false;
    for (qint64 at = table->body(); at < table->end();) {
        const auto chunk = readChunk(*m_bytes, at, table->end());
        if (!chunk)
            return tl::unexpected(chunk.error());
        if (chunk->type == StringPool::kChunkType && !pooled) {
            auto pool = StringPool::open(*m_bytes, *chunk);
            if (!pool)
                return tl::unexpected(pool.error());
            m_strings = *pool;
            pooled = true;
        } else if (chunk->type == kPackage) {
            if (auto done = readPackage(*chunk, cancel); !done)
                return done;
        }
        at = chunk->end();
    }
    return {};
}

Result<void> ResourceTable::readPackage(const Chunk &package, const CancelToken &cancel)
{
    if (package.headerSize < 12)
        return apkInvalid(u"the package at %1 is too short"_s.arg(package.offset));
    const auto id = m_bytes->u32(package.offset + 8);
    if (!id)
        return tl::unexpected(id.error());
    const auto heads = m_bytes->chain(package.body(), package.end(), kHead);
    if (!heads)
        return tl::unexpected(heads.error());
    MemoryBytes read(*heads);
    qint64 offset = package.body();
    for (qint64 at = 0; offset < package.end();) {
        if (auto cancelled = cancel.check(); !cancelled)
            return cancelled;
        const auto chunk = chunkAt(read, at, offset, package.end());
        if (!chunk)
            return tl::unexpected(chunk.error());
        if (chunk->type == kType) {
            if (auto done = readSet(*id, *chunk, read, at); !done)
                return done;
        }
        at += std::min(kHead, chunk->size);
        offset = chunk->end();
    }
    return {};
}

Result<void> ResourceTable::readSet(quint32 packageId, const Chunk &chunk, ChunkBytes &head, qint64 at)
{
    if (++m_setCount > kMaximumSets)
        return apkInvalid(u"the resource table has more than %1 sets of values"_s.arg(kMaximumSets));
    if (chunk.headerSize < kTypeHeader || chunk.headerSize > kHead)
        return apkInvalid(
            u"the set of values at %1 has a head of %2 bytes"_s.arg(chunk.offset).arg(chunk.headerSize));
    char raw[kTypeHeader];
    if (auto done = head.copy(at, sizeof raw, raw); !done)
        return done;
    auto config = ResourceConfig::read(head, at + kTypeHeader, chunk.headerSize - kTypeHeader);
    if (!config)
        return tl::unexpected(config.error());
    const quint32 type = quint8(raw[8]);
    const Set set{.config = std::move(*config),
                  .offsets = chunk.body(),
                  .entries = chunk.offset + qint64(qFromLittleEndian<quint32>(raw + 16)),
                  .end = chunk.end(),
                  .count = qFromLittleEndian<quint32>(raw + 12),
                  .flags = quint8(raw[9])};
    const qint64 width = (set.flags & kShortOffsets) != 0 && (set.flags & kSparse) == 0 ? 2 : 4;
    if (set.entries > set.end || set.entries < set.offsets ||
        qint64(set.count) * width > set.entries - set.offsets)
        return apkInvalid(u"the set of %1 values at %2 reaches over its %3 bytes"_s.arg(set.count)
                              .arg(chunk.offset)
                              .arg(chunk.size));
    m_sets[packageId << 8U | type].append(set);
    return {};
}

Result<std::optional<ResourceTable::Value>> ResourceTable::find(quint32 id, const ResourceChoice &choice)
{
    std::optional<Value> best;
    const auto sets = m_sets.constFind(id >> 16U);
    if (sets == m_sets.constEnd())
        return best;
    for (const Set &set : *sets) {
        if (!set.config.fits(choice) || (best && !set.config.isBetterThan(best->config, choice)))
            continue;
        const auto offset = entryOffset(set, quint16(id));
        if (!offset)
            return tl::unexpected(offset.error());
        if (!*offset)
            continue;
        auto value = valueAt(set, **offset);
        if (!value)
            return tl::unexpected(value.error());
        best = std::move(*value);
    }
    return best;
}

Result<std::optional<qint64>> ResourceTable::entryOffset(const Set &set, quint16 entry)
{
    if ((set.flags & kSparse) != 0)
        return sparseOffset(set, entry);
    if (entry >= set.count)
        return std::optional<qint64>();
    if ((set.flags & kShortOffsets) != 0) {
        return m_bytes->u16(set.offsets + qint64(entry) * 2).map([&](quint16 offset) {
            return offset == 0xFFFF ? std::nullopt : std::optional(set.entries + qint64(offset) * 4);
        });
    }
    return m_bytes->u32(set.offsets + qint64(entry) * 4).map([&](quint32 offset) {
        return offset == 0xFFFFFFFF ? std::nullopt : std::optional(set.entries + qint64(offset));
    });
}

Result<std::optional<qint64>> ResourceTable::sparseOffset(const Set &set, quint16 entry)
{
    // Pairs of entry and offset / 4, sorted by entry.
    qint64 low = 0;
    qint64 high = set.count;
    while (low < high) {
        const qint64 middle = (low + high) / 2;
        const auto pair = m_bytes->u32(set.offsets + middle * 4);
        if (!pair)
            return tl::unexpected(pair.error());
        const auto here = quint16(*pair);
        if (here == entry)
            return std::optional(set.entries + qint64(*pair >> 16U) * 4);
        if (here < entry)
            low = middle + 1;
        else
            high = middle;
    }
    return std::optional<qint64>();
}

Result<ResourceTable::Value> ResourceTable::valueAt(const Set &set, qint64 offset)
{
    char raw[16] = {};
    if (offset > set.end - 8)
        return apkInvalid(u"a value at %1 lies outside of its set"_s.arg(offset));
    const qint64 size = std::min<qint64>(sizeof raw, set.end - offset);
    if (const auto done = m_bytes->copy(offset, size, raw); !done)
        return tl::unexpected(done.error());
    const auto flags = qFromLittleEndian<quint16>(raw + 2);
    Value value{.config = set.config, .value = {}, .bag = (flags & kBag) != 0};
    if ((flags & kCompact) != 0) {
        value.bag = false;
        value.value = {.type = quint8(flags >> 8U), .data = qFromLittleEndian<quint32>(raw + 4)};
        return value;
    }
    if (value.bag)
        return value;
    if (size < qint64(sizeof raw) || qFromLittleEndian<quint16>(raw) < 8)
        return apkInvalid(u"the value at %1 is cut short"_s.arg(offset));
    value.value = {.type = quint8(raw[11]), .data = qFromLittleEndian<quint32>(raw + 12)};
    return value;
}

} // namespace holdfast
