// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apk/stringpool.h"

#include <QtEndian>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

constexpr quint32 kUtf8Flag = 1U << 8U;
constexpr qint64 kHeaderSize = 28;

/// One UTF-16 unit of an encoded surrogate (ED A0 80 … ED BF BF) at @p at, or 0.
char16_t surrogateAt(QByteArrayView bytes, qsizetype at)
{
    if (bytes.size() - at < 3)
        return 0;
    const auto byte = [&](qsizetype i) { return quint8(bytes[at + i]); };
    if (byte(0) != 0xED || byte(1) < 0xA0 || byte(1) > 0xBF || (byte(2) & 0xC0U) != 0x80)
        return 0;
    return char16_t(0xD000U | ((byte(1) & 0x3FU) << 6U) | (byte(2) & 0x3FU));
}

} // namespace

QString fromModifiedUtf8(QByteArrayView bytes)
{
    QString text;
    qsizetype plain = 0;
    for (qsizetype at = 0; at < bytes.size(); ++at) {
        const char16_t high = surrogateAt(bytes, at);
        if (!QChar::isHighSurrogate(high))
            continue;
        const char16_t low = surrogateAt(bytes, at + 3);
        if (!QChar::isLowSurrogate(low))
            continue;
        text += QString::fromUtf8(bytes.sliced(plain, at - plain));
        text += QChar(high);
        text += QChar(low);
        at += 5;
        plain = at + 1;
    }
    return text + QString::fromUtf8(bytes.sliced(plain));
}

Result<StringPool> StringPool::open(ChunkBytes &bytes, const Chunk &chunk)
{
    if (chunk.type != kChunkType || chunk.headerSize < kHeaderSize)
        return apkInvalid(u"no string pool at %1"_s.arg(chunk.offset));
    char head[kHeaderSize];
    if (const auto done = bytes.copy(chunk.offset, sizeof head, head); !done)
        return tl::unexpected(done.error());
    StringPool pool;
    pool.m_bytes = &bytes;
    pool.m_count = qFromLittleEndian<quint32>(head + 8);
    pool.m_utf8 = (qFromLittleEndian<quint32>(head + 16) & kUtf8Flag) != 0;
    pool.m_offsets = chunk.body();
    pool.m_strings = chunk.offset + qint64(qFromLittleEndian<quint32>(head + 20));
    const bool styled = qFromLittleEndian<quint32>(head + 12) > 0;
    pool.m_end = styled ? chunk.offset + qint64(qFromLittleEndian<quint32>(head + 24)) : chunk.end();
    const bool inside = pool.m_offsets + qint64(pool.m_count) * 4 <= chunk.end() &&
                        pool.m_end <= chunk.end() && pool.m_strings >= pool.m_offsets &&
                        pool.m_strings <= pool.m_end;
    if (pool.m_count > 0 && !inside)
        return apkInvalid(
            u"the string pool at %1 with %2 strings reaches over its %3 bytes"_s.arg(chunk.offset)
                .arg(pool.m_count)
                .arg(chunk.size));
    return pool;
}

Result<QString> StringPool::at(quint32 index)
{
    if (index >= m_count)
        return apkInvalid(u"string %1 of %2 is asked for"_s.arg(index).arg(m_count));
    const auto offset = m_bytes->u32(m_offsets + qint64(index) * 4);
    if (!offset)
        return tl::unexpected(offset.error());
    const qint64 place = m_strings + qint64(*offset);
    if (place >= m_end)
        return apkInvalid(u"string %1 begins at %2, behind its pool's end"_s.arg(index).arg(place));
    return m_utf8 ? utf8At(place) : utf16At(place);
}

Result<qint64> StringPool::takeLength(qint64 &at)
{
    if (m_utf8) {
        const auto first = m_bytes->u8(at);
        if (!first)
            return tl::unexpected(first.error());
        ++at;
        if ((*first & 0x80U) == 0)
            return *first;
        const auto second = m_bytes->u8(at);
        if (!second)
            return tl::unexpected(second.error());
        ++at;
        return qint64((*first & 0x7FU) << 8U | *second);
    }
    const auto first = m_bytes->u16(at);
    if (!first)
        return tl::unexpected(first.error());
    at += 2;
    if ((*first & 0x8000U) == 0)
        return *first;
    const auto second = m_bytes->u16(at);
    if (!second)
        return tl::unexpected(second.error());
    at += 2;
    return qint64(*first & 0x7FFFU) << 16U | *second;
}

Result<void> StringPool::charge(qint64 length, qint64 at)
{
    if (length > kMaximumLength)
        return apkInvalid(u"the string at %1 claims %2 bytes"_s.arg(at).arg(length));
    if (length > m_end - at)
        return apkInvalid(u"the string at %1 reaches over its pool's end"_s.arg(at));
    m_left -= length;
    if (m_left < 0)
        return apkInvalid(u"more text is named than %1 bytes"_s.arg(kMaximumTotal));
    return {};
}

Result<QString> StringPool::utf8At(qint64 at)
{
    const auto characters = takeLength(at);
    if (!characters)
        return tl::unexpected(characters.error());
    const auto length = takeLength(at);
    if (!length)
        return tl::unexpected(length.error());
    if (const auto fits = charge(*length, at); !fits)
        return tl::unexpected(fits.error());
    return m_bytes->bytes(at, *length).map([](const QByteArray &bytes) { return fromModifiedUtf8(bytes); });
}

Result<QString> StringPool::utf16At(qint64 at)
{
    const auto length = takeLength(at);
    if (!length)
        return tl::unexpected(length.error());
    if (const auto fits = charge(*length * 2, at); !fits)
        return tl::unexpected(fits.error());
    const auto raw = m_bytes->bytes(at, *length * 2);
    if (!raw)
        return tl::unexpected(raw.error());
    QString text(qsizetype(*length), Qt::Uninitialized);
    for (qsizetype i = 0; i < text.size(); ++i)
        text[i] = QChar(qFromLittleEndian<quint16>(raw->constData() + i * 2));
    return text;
}

} // namespace holdfast
