// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QByteArray>
#include <QByteArrayView>

namespace holdfast {

/// An Errc::ApkInvalid: @p detail says what is wrong with the bytes.
tl::unexpected<Error> apkInvalid(const QString &detail);

/// Little-endian bytes that a parser reads piece by piece: an array in memory, or a part of a file far away
/// of which only what is asked for is fetched. Used by one thread at a time.
class ChunkBytes
{
public:
    virtual ~ChunkBytes() = default;
    ChunkBytes() = default;
    ChunkBytes(const ChunkBytes &) = delete;
    ChunkBytes &operator=(const ChunkBytes &) = delete;

    [[nodiscard]] virtual qint64 size() const = 0;

    /// Copies exactly @p length bytes at @p offset to @p data. ApkInvalid outside size(); errors of what lies
    /// behind it as they are.
    Result<void> copy(qint64 offset, qint64 length, char *data);
    Result<QByteArray> bytes(qint64 offset, qint64 length);
    Result<quint8> u8(qint64 offset);
    Result<quint16> u16(qint64 offset);
    Result<quint32> u32(qint64 offset);
    Result<quint64> u64(qint64 offset);

    /// The first @p head bytes of each chunk from @p offset up to @p end, all of a shorter one, in one array;
    /// ends at the first chunk that does not fit.
    virtual Result<QByteArray> chain(qint64 offset, qint64 end, qint64 head);

protected:
    /// copy() once the place is known to be inside.
    virtual Result<void> fetch(qint64 offset, qint64 length, char *data) = 0;

private:
    template <class T>
    Result<T> number(qint64 offset);
};

/// Bytes in memory, borrowed.
class MemoryBytes final : public ChunkBytes
{
public:
    explicit MemoryBytes(QByteArrayView bytes) : m_bytes(bytes) {}
    [[nodiscard]] qint64 size() const override { return m_bytes.size(); }

protected:
    Result<void> fetch(qint64 offset, qint64 length, char *data) override;

private:
    QByteArrayView m_bytes;
};

/// The head of every chunk of Android's binary XML and resource tables (ResChunk_header in AOSP's
/// androidfw/ResourceTypes.h).
struct Chunk
{
    quint16 type = 0;
    qint64 offset = 0;     ///< Of the head.
    qint64 headerSize = 0; ///< ≥ 8.
    qint64 size = 0;       ///< Of the whole, ≥ headerSize.

    [[nodiscard]] qint64 body() const { return offset + headerSize; }
    [[nodiscard]] qint64 end() const { return offset + size; }
};

/// The chunk at @p offset, which must end at @p end or before.
Result<Chunk> readChunk(ChunkBytes &bytes, qint64 offset, qint64 end);
/// The same for a chunk whose head is at @p at of @p heads (see ChunkBytes::chain()).
Result<Chunk> chunkAt(ChunkBytes &heads, qint64 at, qint64 offset, qint64 end);

} // namespace holdfast
