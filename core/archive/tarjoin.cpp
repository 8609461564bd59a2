// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/archive/tarjoin.h"

#include "core/archive/archiveformat.h"
#include "core/archive/tarheader.h"

#include <algorithm>

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr qint64 kClosing = 2 * format::kTarBlock;

bool isZero(QByteArrayView bytes)
{
    return std::all_of(bytes.cbegin(), bytes.cend(), [](char byte) { return byte == '\0'; });
}

qint64 padded(qint64 length)
{
    return (length + format::kTarBlock - 1) / format::kTarBlock * format::kTarBlock;
}

} // namespace

Result<qint64> TarJoin::read(char *data, qint64 size)
{
    while (m_give == 0) {
        if (m_ended && m_buffer.isEmpty())
            return 0;
        if (auto advanced = advance(); !advanced)
            return tl::unexpected(advanced.error());
    }
    const qint64 wanted = std::min(size, m_give);
    if (m_buffer.isEmpty()) {
        const auto got = m_source->read(data, wanted);
        if (!got)
            return got;
        if (*got == 0)
            return fail(Errc::ArchiveTruncated, u"the tar ends inside a file"_s);
        m_give -= *got;
        return got;
    }
    const qint64 given = std::min<qint64>(wanted, m_buffer.size());
    std::copy_n(m_buffer.cbegin(), given, data);
    m_buffer.remove(0, given);
    m_give -= given;
    return given;
}

/// To the next bytes that are given on: those of a header, or the closing blocks after the last tar.
Result<void> TarJoin::advance()
{
    if (auto going = m_cancel.check(); !going)
        return going;
    if (m_source)
        return takeHeader();
    const auto next = m_next();
    if (!next)
        return tl::unexpected(next.error());
    m_source = *next;
    if (!m_source) {
        m_ended = true;
        m_buffer = QByteArray(kClosing, '\0');
        m_give = kClosing;
    }
    return {};
}

/// Reads until the buffer holds @p wanted bytes.
Result<void> TarJoin::fill(qint64 wanted)
{
    while (m_buffer.size() < wanted) {
        const qsizetype before = m_buffer.size();
        m_buffer.resize(before + kStreamBlock);
        const auto got = m_source->read(m_buffer.data() + before, kStreamBlock);
        m_buffer.resize(before + (got ? *got : 0));
        if (!got)
            return tl::unexpected(got.error());
        if (*got == 0)
            return fail(Errc::ArchiveTruncated, u"the tar has no closing blocks"_s);
    }
    return {};
}

Result<void> TarJoin::takeHeader()
{
    if (auto filled = fill(format::kTarBlock); !filled)
        return filled;
    if (isZero(QByteArrayView(m_buffer).first(format::kTarBlock)))
        return takeEnd();
    auto length = TarHeader::length(m_buffer);
    while (length && (*length == 0 || *length > m_buffer.size())) {
        if (auto filled = fill(m_buffer.size() + 1); !filled)
            return filled;
        length = TarHeader::length(m_buffer);
    }
    const auto header =
        length ? TarHeader::parse(QByteArrayView(m_buffer).first(*length)) : std::optional<TarHeader>();
    const auto content = header ? header->contentLength() : std::optional<qint64>();
    if (!content)
        return fail(Errc::ArchiveDamaged, u"a header of the tar cannot be read"_s);
    if (header->isFolder()) {
        const QByteArray path = header->path();
        if (m_folders.contains(path)) {
            m_buffer.remove(0, *length);
            return {};
        }
        m_folders.insert(path);
    }
    m_give = *length + padded(*content);
    return {};
}

/// Behind the last entry only zeros come.
Result<void> TarJoin::takeEnd()
{
    if (auto filled = fill(kClosing); !filled)
        return filled;
    for (;;) {
        if (!isZero(m_buffer))
            return fail(Errc::ArchiveDamaged, u"there are bytes behind the closing blocks of the tar"_s);
        m_buffer.resize(kStreamBlock);
        const auto got = m_source->read(m_buffer.data(), m_buffer.size());
        m_buffer.resize(got ? *got : 0);
        if (!got)
            return tl::unexpected(got.error());
        if (*got == 0)
            break;
    }
    m_source = nullptr;
    return {};
}

} // namespace holdfast
