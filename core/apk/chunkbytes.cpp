// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apk/chunkbytes.h"

#include <QtEndian>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

constexpr qint64 kHeadSize = 8;
/// As much as one answer of a phone holds.
constexpr qint64 kMaximumChain = qint64{16} * 1024 * 1024;

} // namespace

tl::unexpected<Error> apkInvalid(const QString &detail)
{
    return fail(Errc::ApkInvalid, detail);
}

Result<void> ChunkBytes::copy(qint64 offset, qint64 length, char *data)
{
    if (offset < 0 || length < 0 || offset > size() || length > size() - offset)
        return apkInvalid(u"%1 bytes at %2 lie outside of %3 bytes"_s.arg(length).arg(offset).arg(size()));
    return fetch(offset, length, data);
}

Result<QByteArray> ChunkBytes::bytes(qint64 offset, qint64 length)
{
    // The place is checked before memory is taken: a length read from a file is anybody's guess.
    if (offset < 0 || length < 0 || offset > size() || length > size() - offset)
        return apkInvalid(u"%1 bytes at %2 lie outside of %3 bytes"_s.arg(length).arg(offset).arg(size()));
    QByteArray taken(qsizetype(length), Qt::Uninitialized);
    if (const auto done = fetch(offset, length, taken.data()); !done)
        return tl::unexpected(done.error());
    return taken;
}

template <class T>
Result<T> ChunkBytes::number(qint64 offset)
{
    char raw[sizeof(T)];
    if (const auto done = copy(offset, sizeof raw, raw); !done)
        return tl::unexpected(done.error());
    return qFromLittleEndian<T>(raw);
}

Result<quint8> ChunkBytes::u8(qint64 offset)
{
    return number<quint8>(offset);
}

Result<quint16> ChunkBytes::u16(qint64 offset)
{
    return number<quint16>(offset);
}

Result<quint32> ChunkBytes::u32(qint64 offset)
{
    return number<quint32>(offset);
}

Result<quint64> ChunkBytes::u64(qint64 offset)
{
    return number<quint64>(offset);
}

Result<QByteArray> ChunkBytes::chain(qint64 offset, qint64 end, qint64 head)
{
    QByteArray heads;
    char chunk[4096];
    while (end - offset >= kHeadSize && heads.size() < kMaximumChain) {
        const qint64 taken = std::min({head, end - offset, qint64(sizeof chunk)});
        if (const auto done = copy(offset, taken, chunk); !done)
            return tl::unexpected(done.error());
        const qint64 size = qFromLittleEndian<quint32>(chunk + 4);
        heads.append(chunk, std::min(size, taken));
        if (size < kHeadSize || size > end - offset)
            break;
        offset += size;
    }
    return heads;
}

Result<void> MemoryBytes::fetch(qint64 offset, qint64 length, char *data)
{
    std::copy_n(m_bytes.data() + offset, length, data);
    return {};
}

Result<Chunk> readChunk(ChunkBytes &bytes, qint64 offset, qint64 end)
{
    if (offset < 0 || end > bytes.size() || offset > end - kHeadSize)
        return apkInvalid(u"a chunk's head at %1 lies outside of its %2 bytes"_s.arg(offset).arg(end));
    return chunkAt(bytes, offset, offset, end);
}

Result<Chunk> chunkAt(ChunkBytes &heads, qint64 at, qint64 offset, qint64 end)
{
    char head[kHeadSize];
    if (const auto done = heads.copy(at, sizeof head, head); !done)
        return tl::unexpected(done.error());
    const Chunk chunk{.type = qFromLittleEndian<quint16>(head),
                      .offset = offset,
                      .headerSize = qFromLittleEndian<quint16>(head + 2),
                      .size = qFromLittleEndian<quint32>(head + 4)};
    if (chunk.headerSize < kHeadSize || chunk.size < chunk.headerSize || chunk.size > end - offset ||
        chunk.size % 4 != 0)
        return apkInvalid(u"the chunk of type %1 at %2 claims %3 bytes with a head of %4, but %5 are there"_s
                              .arg(chunk.type, 0, 16)
                              .arg(offset)
                              .arg(chunk.size)
                              .arg(chunk.headerSize)
                              .arg(end - offset));
    return chunk;
}

} // namespace holdfast
