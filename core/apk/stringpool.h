// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/apk/chunkbytes.h"

#include <QString>

namespace holdfast {

/// A chunk of strings that others name by index (ResStringPool_header), in UTF-8 or UTF-16. Only the strings
/// that are asked for are read. One thread at a time; the bytes outlive it.
class StringPool
{
public:
    static constexpr quint16 kChunkType = 0x0001;
    /// Longer strings are refused.
    static constexpr qint64 kMaximumLength = qint64{64} * 1024;
    /// How much text one pool hands out in its life, in bytes. A hostile file that names one long string a
    /// million times ends here instead of keeping us busy.
    static constexpr qint64 kMaximumTotal = qint64{32} * 1024 * 1024;

    /// A pool without strings.
    StringPool() = default;
    static Result<StringPool> open(ChunkBytes &bytes, const Chunk &chunk);

    [[nodiscard]] quint32 count() const { return m_count; }
    /// ApkInvalid outside the pool and for a string that is not what its length says.
    Result<QString> at(quint32 index);

private:
    /// A length of one or two units at @p at, which is moved behind it.
    Result<qint64> takeLength(qint64 &at);
    Result<QString> utf8At(qint64 at);
    Result<QString> utf16At(qint64 at);
    Result<void> charge(qint64 length, qint64 at);

    ChunkBytes *m_bytes = nullptr;
    qint64 m_offsets = 0; ///< Where the table of offsets lies.
    qint64 m_strings = 0; ///< Where the first string lies.
    qint64 m_end = 0;
    quint32 m_count = 0;
    bool m_utf8 = false;
    qint64 m_left = kMaximumTotal;
};

/// UTF-8 in which characters outside the basic plane may also be two encoded surrogates, as aapt2 writes
/// them. What is neither becomes U+FFFD.
QString fromModifiedUtf8(QByteArrayView bytes);

} // namespace holdfast
