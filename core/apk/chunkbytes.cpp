// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apk/chunkbytes.h"

#include <QtEndian>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {

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

Result<void> MemoryBytes::fetch(qint64 offset, qint64 length, char *data)
{
    std::copy_n(m_bytes.data() + offset, length, data);
    return {};
}

Result<Chunk> readChunk(ChunkBytes &bytes, qint64 offset, qint64 end)
{
    char head[8];
    if (offset < 0 || end > bytes.size() || offset > end - qint64(sizeof head))
        return apkInvalid(u"a chunk's head at %1 lies outside of its %2 bytes"_s.arg(offset).arg(end));
    if (const auto done = bytes.copy(offset, sizeof head, head); !done)
        return tl::unexpected(done.error());
    const Chunk chunk{.type = qFromLittleEndian<quint16>(head),
                      .offset = offset,
                      .headerSize = qFromLittleEndian<quint16>(head + 2),
                      .size = qFromLittleEndian<quint32>(head + 4)};
    if (chunk.headerSize < qint64(sizeof head) || chunk.size < chunk.headerSize ||
        chunk.size > end - chunk.offset || chunk.size % 4 != 0)
        return apkInvalid(u"the chunk of type %1 at %2 claims %3 bytes with a head of %4, but %5 are there"_s
                              .arg(chunk.type, 0, 16)
                              .arg(offset)
                              .arg(chunk.size)
                              .arg(chunk.headerSize)
                              .arg(end - offset));
    return chunk;
}

} // namespace holdfast
