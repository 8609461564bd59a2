// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/archive/archivereader.h"

#include "core/archive/archiveverifier.h"
#include "core/archive/indexreader.h"
#include "core/archive/tarstream.h"

namespace holdfast {
namespace {

/// Gives an error about the archive the archive's name.
Error named(Error error, const QString &name)
{
    if (error.context.object.isEmpty())
        error.context.object = name;
    return error;
}

class NamedSource final : public ByteSource
{
public:
    NamedSource(std::unique_ptr<ByteSource> source, QString name)
        : m_source(std::move(source)), m_name(std::move(name))
    {}
    Result<qint64> read(char *data, qint64 size) override
    {
        return m_source->read(data, size).map_error([this](const Error &e) { return named(e, m_name); });
    }

private:
    std::unique_ptr<ByteSource> m_source;
    QString m_name;
};

Result<void> walk(IndexReader &index, const ArchiveReader::Visitor &visit)
{
    for (;;) {
        const auto entry = index.next();
        if (!entry)
            return tl::unexpected(entry.error());
        if (!*entry)
            return {};
        const auto goOn = visit(**entry);
        if (!goOn)
            return tl::unexpected(goOn.error());
        if (!*goOn)
            return {};
    }
}

} // namespace

ArchiveReader::ArchiveReader(RandomAccess &object, QString name, ArchiveLayout layout)
    : m_object(object), m_name(std::move(name)), m_layout(std::move(layout))
{}

Result<std::unique_ptr<ArchiveReader>> ArchiveReader::open(RandomAccess &object, const QString &name,
                                                           const CancelToken &cancel)
{
    auto layout = readLayout(object, cancel);
    if (!layout)
        return tl::unexpected(named(layout.error(), name));
    return std::unique_ptr<ArchiveReader>(new ArchiveReader(object, name, std::move(*layout)));
}

Result<void> ArchiveReader::forEachEntry(const Visitor &visit, const CancelToken &cancel)
{
    const auto index = IndexReader::open(m_object, m_layout, cancel);
    if (!index)
        return tl::unexpected(named(index.error(), m_name));
    return walk(**index, visit).map_error([this](const Error &e) { return named(e, m_name); });
}

Result<std::unique_ptr<ByteSource>> ArchiveReader::tarStream(const EntryFilter &select,
                                                             const CancelToken &cancel)
{
    auto pieces = planTar(m_object, m_layout, select, cancel);
    if (!pieces)
        return tl::unexpected(named(pieces.error(), m_name));
    if (pieces->empty())
        return fail(Errc::NothingSelected, {}, {.object = m_name});
    return std::make_unique<NamedSource>(
        std::make_unique<TarStream>(m_object, m_layout, std::move(*pieces), cancel), m_name);
}

Result<VerifyReport> ArchiveReader::verify(const QByteArray &expectedSha256, ProgressCounters *progress,
                                           const CancelToken &cancel)
{
    return verifyArchive(m_object, m_layout, expectedSha256, progress, cancel)
        .map_error([this](const Error &e) { return named(e, m_name); });
}

Result<VerifyReport> ArchiveReader::verifySample(qint64 frames, ProgressCounters *progress,
                                                 const CancelToken &cancel)
{
    return verifyArchiveSample(m_object, m_layout, frames, progress, cancel)
        .map_error([this](const Error &e) { return named(e, m_name); });
}

} // namespace holdfast
