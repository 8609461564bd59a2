// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/archive/indexreader.h"

#include "core/archive/archiveformat.h"
#include "core/archive/indexcodec.h"
#include "core/archive/zstdstream.h"

using namespace Qt::Literals::StringLiterals;

namespace holdfast {

Result<std::unique_ptr<IndexReader>> IndexReader::open(RandomAccess &object, const ArchiveLayout &layout,
                                                       const CancelToken &cancel)
{
    auto range = object.range(layout.indexOffset, layout.indexLength, cancel);
    if (!range)
        return tl::unexpected(range.error());
    return std::unique_ptr<IndexReader>(
        new IndexReader(std::make_unique<ZstdSource>(std::move(*range)), layout, cancel));
}

tl::unexpected<Error> IndexReader::damaged(const QString &what) const
{
    return fail(Errc::ArchiveDamaged, QStringLiteral("index entry %1: %2").arg(m_entries).arg(what));
}

/// Makes @p wanted bytes available in the buffer; false when the index ends before.
Result<bool> IndexReader::fill(qint64 wanted)
{
    while (m_buffer.size() - m_taken < wanted) {
        if (const auto cancelled = m_cancel.check(); !cancelled)
            return tl::unexpected(cancelled.error());
        m_buffer.remove(0, m_taken);
        m_taken = 0;
        const qint64 before = m_buffer.size();
        m_buffer.resize(before + kStreamBlock);
        const auto got = m_records->read(m_buffer.data() + before, kStreamBlock);
        m_buffer.resize(before + (got ? *got : 0));
        if (!got)
            return tl::unexpected(got.error());
        m_rawLength += *got;
        if (m_rawLength > m_layout.indexRawLength)
            return damaged(u"the index is longer than it says"_s);
        if (*got == 0)
            return false;
    }
    return true;
}

/// The next record's body, valid until the next call; empty at the end of the index.
Result<QByteArrayView> IndexReader::record()
{
    constexpr qint64 longestNumber = 9;
    const auto filled = fill(longestNumber);
    if (!filled)
        return tl::unexpected(filled.error());
    QByteArrayView rest = QByteArrayView(m_buffer).sliced(m_taken);
    if (rest.isEmpty())
        return QByteArrayView();
    const auto length = takeNumber(rest);
    if (!length || *length == 0 || *length > quint64(format::kMaxRecord))
        return damaged(u"its length is impossible"_s);
    m_taken = m_buffer.size() - rest.size();
    const auto whole = fill(qint64(*length));
    if (!whole)
        return tl::unexpected(whole.error());
    if (!*whole)
        return damaged(u"the index ends inside it"_s);
    const QByteArrayView body = QByteArrayView(m_buffer).sliced(m_taken, qint64(*length));
    m_taken += qint64(*length);
    return body;
}

Result<std::optional<IndexEntry>> IndexReader::next()
{
    const auto body = record();
    if (!body)
        return tl::unexpected(body.error());
    if (body->isEmpty()) {
        if (const auto checked = checkEnd(); !checked)
            return tl::unexpected(checked.error());
        return std::nullopt;
    }
    auto entry = decodeEntry(*body);
    if (!entry)
        return damaged(u"its fields are impossible"_s);
    entry->tarOffset = m_tarOffset;
    if (entry->tarLength > m_layout.tarBytes - format::kTarEnd - m_tarOffset)
        return damaged(u"it lies outside of the tar"_s);
    m_tarOffset += entry->tarLength;
    if (++m_entries > m_layout.entryCount)
        return damaged(u"there are more entries than the index says"_s);
    return entry;
}

Result<void> IndexReader::checkEnd() const
{
    if (m_entries != m_layout.entryCount || m_rawLength != m_layout.indexRawLength)
        return fail(Errc::ArchiveDamaged, QStringLiteral("the index has %1 entries in %2 bytes, not %3 in %4")
                                              .arg(m_entries)
                                              .arg(m_rawLength)
                                              .arg(m_layout.entryCount)
                                              .arg(m_layout.indexRawLength));
    return {};
}

} // namespace holdfast
