// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/entrycontent.h"

#include <algorithm>

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

/// A part of a stream.
class PartSource final : public ByteSource
{
public:
    PartSource(std::unique_ptr<ByteSource> source, qint64 length)
        : m_source(std::move(source)), m_left(length)
    {}

    Result<qint64> read(char *data, qint64 size) override
    {
        if (m_left == 0)
            return 0;
        const auto got = m_source->read(data, std::min(size, m_left));
        if (got)
            m_left -= *got;
        return got;
    }

private:
    std::unique_ptr<ByteSource> m_source;
    qint64 m_left;
};

} // namespace

Result<std::unique_ptr<EntryContent>> EntryContent::open(ArchiveReader &reader, const IndexEntry &entry,
                                                         const CancelToken &cancel)
{
    auto tar = reader.tarStream(
        [&entry](const IndexEntry &other) { return other.tarOffset == entry.tarOffset; }, cancel);
    if (!tar)
        return tl::unexpected(tar.error());
    std::unique_ptr<EntryContent> content(new EntryContent(*std::move(tar), entry.size));
    const auto found = content->m_reader.next();
    if (!found)
        return tl::unexpected(found.error());
    if (!*found)
        return fail(Errc::ArchiveDamaged, u"an entry is not where the index says"_s);
    return content;
}

Result<qint64> EntryContent::read(char *data, qint64 size)
{
    if (m_at == m_size)
        return 0;
    while (m_run.bytes.isEmpty() && !m_run.end) {
        auto run = m_reader.content();
        if (!run)
            return tl::unexpected(run.error());
        m_run = *run;
    }
    const qint64 dataAt = m_run.end ? m_size : m_run.offset; // Where the hole ends that we may be in.
    if (m_at < dataAt) {
        const qint64 zeros = std::min(size, dataAt - m_at);
        std::fill_n(data, zeros, '\0');
        m_at += zeros;
        return zeros;
    }
    const qint64 taken = std::min<qint64>(size, m_run.bytes.size());
    std::copy_n(m_run.bytes.cbegin(), taken, data);
    m_run.bytes = m_run.bytes.sliced(taken);
    m_run.offset += taken;
    m_at += taken;
    return taken;
}

Result<std::unique_ptr<ByteSource>> ArchivedFile::range(qint64 offset, qint64 length,
                                                        const CancelToken &cancel)
{
    auto content = EntryContent::open(m_reader, m_entry, cancel);
    if (!content)
        return tl::unexpected(content.error());
    QByteArray skipped(std::min(offset, kStreamBlock), Qt::Uninitialized);
    for (qint64 left = offset; left > 0;) {
        const auto got = (*content)->read(skipped.data(), std::min<qint64>(left, skipped.size()));
        if (!got)
            return tl::unexpected(got.error());
        if (*got == 0)
            return fail(Errc::ArchiveDamaged, u"an entry is shorter than the index says"_s);
        left -= *got;
    }
    return std::make_unique<PartSource>(*std::move(content), length);
}

} // namespace holdfast
