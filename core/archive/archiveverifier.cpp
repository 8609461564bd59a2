// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/archive/archiveverifier.h"

#include "core/archive/archiveformat.h"
#include "core/archive/framereader.h"
#include "core/archive/indexreader.h"
#include "core/archive/tarscanner.h"
#include "core/base/nameescape.h"
#include "core/base/sha256.h"

#include <QRandomGenerator>

#include <algorithm>
#include <iterator>
#include <numeric>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

/// Reads the object from its first byte to its last, hashing all of it and handing out the tar.
class WholeObject
{
public:
    WholeObject(std::unique_ptr<ByteSource> source, const ArchiveLayout &layout, ProgressCounters *progress)
        : m_source(std::move(source)), m_layout(layout), m_progress(progress)
    {}

    /// The next frame's tar bytes; empty after the last frame.
    Result<QByteArrayView> nextFrame()
    {
        if (m_next == m_layout.frames.size())
            return QByteArrayView();
        const ArchiveFrame &frame = m_layout.frames[m_next];
        if (const auto read = m_frame.read(*m_source, frame, qint64(m_next)); !read)
            return tl::unexpected(read.error());
        ++m_next;
        count(m_frame.stored());
        return m_frame.content();
    }

    /// Reads what follows the frames.
    Result<void> readTail()
    {
        std::vector<char> block(static_cast<size_t>(kStreamBlock));
        for (;;) {
            const auto got = m_source->read(block.data(), kStreamBlock);
            if (!got)
                return tl::unexpected(got.error());
            if (*got == 0)
                return {};
            count(QByteArrayView(block.data(), *got));
        }
    }

    [[nodiscard]] qint64 bytes() const { return m_bytes; }
    [[nodiscard]] QByteArray hash() const { return m_hash.result(); }

private:
    void count(QByteArrayView bytes)
    {
        m_hash.add(bytes);
        m_bytes += bytes.size();
        if (m_progress)
            m_progress->bytesDone.store(m_bytes, std::memory_order_relaxed);
    }

    std::unique_ptr<ByteSource> m_source;
    const ArchiveLayout &m_layout;
    ProgressCounters *m_progress;
    FrameReader m_frame;
    Sha256 m_hash;
    size_t m_next = 0;
    qint64 m_bytes = 0;
};

/// Which field of the two entries differs, in words.
QString difference(const IndexEntry &tar, const IndexEntry &index)
{
    const std::pair<bool, QString> fields[] = {
        {tar.path != index.path, u"name"_s},
        {tar.type != index.type, u"type"_s},
        {tar.sha256 != index.sha256, u"SHA-256"_s},
        {tar.size != index.size, u"size"_s},
        {tar.tarOffset != index.tarOffset || tar.tarLength != index.tarLength, u"place in the tar"_s}};
    for (const auto &[differs, name] : fields) {
        if (differs)
            return name;
    }
    return u"metadata"_s;
}

Result<void> compare(const IndexEntry &tar, const std::optional<IndexEntry> &index, qint64 number)
{
    if (index && tar == *index)
        return {};
    const QString what = index ? u"its %1 is not that of the index"_s.arg(difference(tar, *index))
                               : u"the index does not have it"_s;
    return fail(Errc::ArchiveDamaged,
                QStringLiteral("entry %1 at tar offset %2: %3").arg(number).arg(tar.tarOffset).arg(what),
                {.path = QString::fromStdString(escapeName(tar.path.toStdString()))});
}

Result<void> compareEntries(TarScanner &scanner, IndexReader &index, ProgressCounters *progress,
                            VerifyReport &report)
{
    for (;;) {
        const auto inTar = scanner.next();
        if (!inTar)
            return tl::unexpected(inTar.error());
        const auto inIndex = index.next();
        if (!inIndex)
            return tl::unexpected(inIndex.error());
        if (!*inTar) {
            if (*inIndex)
                return fail(Errc::ArchiveDamaged, u"the index has entries that the tar has not"_s);
            return {};
        }
        if (auto same = compare(**inTar, *inIndex, report.entryCount); !same)
            return same;
        ++report.entryCount;
        report.contentBytes += (*inTar)->size;
        if (progress)
            progress->filesDone.store(report.entryCount, std::memory_order_relaxed);
    }
}

Result<void> compareHash(const QByteArray &found, const QByteArray &expected, const QString &what)
{
    if (found == expected)
        return {};
    return fail(Errc::ArchiveDamaged,
                QStringLiteral("the SHA-256 of %1 is %2, not %3")
                    .arg(what, QString::fromLatin1(found.toHex()), QString::fromLatin1(expected.toHex())));
}

QByteArray hashIn(const QJsonObject &facts, const QString &key)
{
    return QByteArray::fromHex(facts.value(key).toString().toLatin1());
}

Result<void> compareIndexHash(RandomAccess &object, const ArchiveLayout &layout, const QByteArray &expected,
                              const CancelToken &cancel)
{
    const auto source = object.range(layout.indexOffset, layout.indexLength, cancel);
    if (!source)
        return tl::unexpected(source.error());
    Sha256 hash;
    std::vector<char> block(static_cast<size_t>(kStreamBlock));
    for (;;) {
        const auto got = (*source)->read(block.data(), kStreamBlock);
        if (!got)
            return tl::unexpected(got.error());
        if (*got == 0)
            return compareHash(hash.result(), expected, u"the index"_s);
        hash.add(QByteArrayView(block.data(), *got));
    }
}

/// Which frames to look at: the first, the last, and others by chance; in the order in which they lie.
std::vector<size_t> sampleOf(size_t count, size_t wanted)
{
    std::vector<size_t> all(count);
    std::iota(all.begin(), all.end(), size_t(0));
    if (wanted >= count)
        return all;
    std::vector<size_t> sample;
    std::sample(all.begin(), all.end(), std::back_inserter(sample), std::ptrdiff_t(wanted),
                *QRandomGenerator::global());
    if (wanted > 0)
        sample.front() = 0;
    if (wanted > 1)
        sample.back() = count - 1;
    return sample;
}

/// Walks the index and holds its sums against the manifest.
Result<VerifyReport> verifyIndex(RandomAccess &object, const ArchiveLayout &layout, const QJsonObject &facts,
                                 const CancelToken &cancel)
{
    auto index = IndexReader::open(object, layout, cancel);
    if (!index)
        return tl::unexpected(index.error());
    VerifyReport report;
    for (;;) {
        const auto entry = (*index)->next();
        if (!entry)
            return tl::unexpected(entry.error());
        if (!*entry)
            break;
        ++report.entryCount;
        report.contentBytes += (*entry)->size;
    }
    if (const auto same = compareIndexHash(object, layout, hashIn(facts, u"indexSha256"_s), cancel); !same)
        return tl::unexpected(same.error());
    if (facts.value(u"contentBytes"_s).toInteger(-1) != report.contentBytes)
        return fail(Errc::ArchiveDamaged, u"the manifest's contentBytes is not what the archive has"_s);
    report.objectBytes = layout.objectBytes;
    return report;
}

} // namespace

Result<VerifyReport> verifyArchiveSample(RandomAccess &object, const ArchiveLayout &layout, qint64 frames,
                                         ProgressCounters *progress, const CancelToken &cancel)
{
    auto report = verifyIndex(object, layout, layout.manifest.value(u"archive"_s).toObject(), cancel);
    if (!report)
        return report;
    const auto sample = sampleOf(layout.frames.size(), size_t(std::max<qint64>(frames, 0)));
    qint64 total = 0;
    for (const size_t number : sample)
        total += layout.frames[number].objectLength;
    if (progress) {
        progress->bytesTotal = total;
        progress->filesDone = report->entryCount;
    }
    FrameReader reader;
    for (const size_t number : sample) {
        const ArchiveFrame &frame = layout.frames[number];
        const auto source = object.range(frame.objectOffset, frame.objectLength, cancel);
        if (!source)
            return tl::unexpected(source.error());
        if (const auto read = reader.read(**source, frame, qint64(number)); !read)
            return tl::unexpected(read.error());
        ++report->framesRead;
        if (progress)
            progress->bytesDone += frame.objectLength;
    }
    return report;
}

Result<VerifyReport> verifyArchive(RandomAccess &object, const ArchiveLayout &layout,
                                   const QByteArray &expectedSha256, ProgressCounters *progress,
                                   const CancelToken &cancel)
{
    const QJsonObject facts = layout.manifest.value(u"archive"_s).toObject();
    auto source = object.range(0, layout.objectBytes, cancel);
    if (!source)
        return tl::unexpected(source.error());
    auto index = IndexReader::open(object, layout, cancel);
    if (!index)
        return tl::unexpected(index.error());
    VerifyReport report;
    WholeObject whole(std::move(*source), layout, progress);
    TarReader tar([&whole] { return whole.nextFrame(); });
    TarScanner scanner(tar, format::kMaxFileSize, cancel);
    if (const auto same = compareEntries(scanner, **index, progress, report); !same)
        return tl::unexpected(same.error());
    if (const auto same = compareHash(whole.hash(), hashIn(facts, u"dataSha256"_s), u"the frames"_s); !same)
        return tl::unexpected(same.error());
    if (const auto same = compareIndexHash(object, layout, hashIn(facts, u"indexSha256"_s), cancel); !same)
        return tl::unexpected(same.error());
    if (facts.value(u"contentBytes"_s).toInteger(-1) != report.contentBytes)
        return fail(Errc::ArchiveDamaged, u"the manifest's contentBytes is not what the archive has"_s);
    if (const auto read = whole.readTail(); !read)
        return tl::unexpected(read.error());
    report.objectBytes = whole.bytes();
    report.objectSha256 = whole.hash();
    report.framesRead = qint64(layout.frames.size());
    if (!expectedSha256.isEmpty()) {
        if (const auto same = compareHash(report.objectSha256, expectedSha256, u"the object"_s); !same)
            return tl::unexpected(same.error());
    }
    return report;
}

} // namespace holdfast
