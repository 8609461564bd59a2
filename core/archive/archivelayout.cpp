// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/archive/archivelayout.h"

#include "core/archive/archiveformat.h"
#include "core/archive/readall.h"
#include "core/archive/zstdstream.h"
#include "core/base/bytessource.h"

#include <QJsonDocument>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

tl::unexpected<Error> damaged(const QString &what)
{
    return fail(Errc::ArchiveDamaged, what);
}

/// Bytes at the end of the object, fetched once; what lies before them is fetched when asked for.
class Tail
{
public:
    Tail(RandomAccess &object, CancelToken cancel) : m_object(object), m_cancel(std::move(cancel)) {}

    Result<void> load()
    {
        const auto size = m_object.size();
        if (!size)
            return tl::unexpected(size.error());
        m_size = *size;
        m_begin = std::max<qint64>(0, m_size - format::kTailGuess);
        auto bytes = fetch(m_begin, m_size - m_begin);
        if (!bytes)
            return tl::unexpected(bytes.error());
        m_bytes = std::move(*bytes);
        return {};
    }

    [[nodiscard]] qint64 size() const { return m_size; }

    /// @p offset and @p length must lie inside the object.
    Result<QByteArray> at(qint64 offset, qint64 length)
    {
        if (offset >= m_begin)
            return m_bytes.mid(offset - m_begin, length);
        return fetch(offset, length);
    }

private:
    Result<QByteArray> fetch(qint64 offset, qint64 length)
    {
        const auto source = m_object.range(offset, length, m_cancel);
        if (!source)
            return tl::unexpected(source.error());
        return readBytes(**source, length);
    }

    RandomAccess &m_object;
    CancelToken m_cancel;
    QByteArray m_bytes;
    qint64 m_begin = 0;
    qint64 m_size = 0;
};

/// The stored length of each part: all zstd frames, then the index and the manifest.
struct SeekTable
{
    std::vector<ArchiveFrame> frames;
    qint64 indexOffset = 0; ///< Of the skippable frames, headers included.
    qint64 indexLength = 0;
    qint64 manifestOffset = 0;
    qint64 manifestLength = 0;
    qint64 tarBytes = 0;
};

/// An object that does not end like an archive: cut, or never one.
Result<SeekTable> noSeekTable(Tail &tail)
{
    if (tail.size() >= 4) {
        const auto head = tail.at(0, 4);
        if (!head)
            return tl::unexpected(head.error());
        if (format::take<quint32>(head->data()) != format::kZstdMagic)
            return damaged(u"it does not begin with a zstd frame"_s);
    }
    return fail(Errc::ArchiveTruncated, u"it does not end with a seek table"_s);
}

Result<void> takeFrame(SeekTable &table, qint64 &offset, const char *entry)
{
    ArchiveFrame frame;
    frame.objectOffset = offset;
    frame.tarOffset = table.tarBytes;
    frame.objectLength = format::take<quint32>(entry);
    frame.tarLength = format::take<quint32>(entry + 4);
    frame.checksum = format::take<quint32>(entry + 8);
    // Incompressible bytes grow by less than 1 in 256 and a header.
    const bool possible = frame.tarLength > 0 && frame.tarLength <= format::kMaxFrameSize &&
                          frame.objectLength >= 12 &&
                          frame.objectLength <= frame.tarLength + frame.tarLength / 128 + 1024;
    if (!possible)
        return damaged(
            QStringLiteral("frame %1 has impossible lengths in the seek table").arg(table.frames.size()));
    offset += frame.objectLength;
    table.tarBytes += frame.tarLength;
    table.frames.push_back(frame);
    return {};
}

Result<SeekTable> parseSeekTable(const QByteArray &entries, qint64 tableOffset)
{
    SeekTable table;
    const qint64 count = entries.size() / format::kSeekEntry;
    table.frames.reserve(size_t(count - 2));
    qint64 offset = 0;
    for (qint64 i = 0; i < count - 2; ++i) {
        if (const auto taken = takeFrame(table, offset, entries.data() + i * format::kSeekEntry); !taken)
            return tl::unexpected(taken.error());
    }
    const char *last = entries.data() + (count - 2) * format::kSeekEntry;
    table.indexOffset = offset;
    table.indexLength = format::take<quint32>(last);
    table.manifestOffset = offset + table.indexLength;
    table.manifestLength = format::take<quint32>(last + format::kSeekEntry);
    if (format::take<quint32>(last + 4) != 0 || format::take<quint32>(last + format::kSeekEntry + 4) != 0)
        return damaged(u"the seek table does not end with the index and the manifest"_s);
    if (table.manifestOffset + table.manifestLength != tableOffset)
        return damaged(u"the lengths in the seek table do not add up to the object's"_s);
    return table;
}

Result<SeekTable> readSeekTable(Tail &tail)
{
    constexpr qint64 least = format::kSkippableHeader + 3 * format::kSeekEntry + format::kSeekFooter;
    if (tail.size() < least)
        return noSeekTable(tail);
    const auto footer = tail.at(tail.size() - format::kSeekFooter, format::kSeekFooter);
    if (!footer)
        return tl::unexpected(footer.error());
    if (format::take<quint32>(footer->data() + 5) != format::kSeekFooterMagic)
        return noSeekTable(tail);
    const qint64 count = format::take<quint32>(footer->data());
    const qint64 entryBytes = count * format::kSeekEntry;
    const qint64 offset = tail.size() - format::kSeekFooter - entryBytes - format::kSkippableHeader;
    if (quint8(footer->at(4)) != format::kSeekDescriptor || count < 3 || count > format::kMaxFrames ||
        offset <= 0)
        return damaged(u"the seek table's footer is impossible"_s);
    const auto table = tail.at(offset, format::kSkippableHeader + entryBytes);
    if (!table)
        return tl::unexpected(table.error());
    if (format::take<quint32>(table->data()) != format::kSeekTableMagic ||
        format::take<quint32>(table->data() + 4) != quint32(entryBytes + format::kSeekFooter))
        return damaged(u"the seek table does not begin where its footer says"_s);
    return parseSeekTable(table->mid(format::kSkippableHeader), offset);
}

/// The bytes of one of our skippable frames after its skippable header, at least @p least of them checked.
Result<void> checkOwnFrame(const QByteArray &bytes, qint64 frameLength, const char *tag, const QString &what)
{
    if (format::take<quint32>(bytes.data()) != format::kOwnSkippableMagic ||
        format::take<quint32>(bytes.data() + 4) != quint32(frameLength - format::kSkippableHeader) ||
        QByteArrayView(bytes).sliced(format::kSkippableHeader, 8) != QByteArrayView(tag, 8))
        return damaged(QStringLiteral("the %1 is not where the seek table says").arg(what));
    return {};
}

Result<void> readIndexHeader(Tail &tail, const SeekTable &table, ArchiveLayout &layout)
{
    constexpr qint64 headers = format::kSkippableHeader + format::kIndexHeader;
    if (table.indexLength < headers)
        return damaged(u"the index is too short"_s);
    const auto bytes = tail.at(table.indexOffset, headers);
    if (!bytes)
        return tl::unexpected(bytes.error());
    if (auto checked = checkOwnFrame(*bytes, table.indexLength, format::kIndexTag, u"index"_s); !checked)
        return checked;
    const char *fields = bytes->data() + format::kSkippableHeader + 16;
    const auto entries = format::take<quint64>(fields);
    const auto rawLength = format::take<quint64>(fields + 8);
    // Each entry has at least one block in the tar and three bytes in the index.
    if (entries > quint64(layout.tarBytes / format::kTarBlock) || rawLength / 3 < entries ||
        rawLength > quint64(std::numeric_limits<qint64>::max()))
        return damaged(u"the index claims impossible counts"_s);
    layout.indexOffset = table.indexOffset + headers;
    layout.indexLength = table.indexLength - headers;
    layout.indexRawLength = qint64(rawLength);
    layout.entryCount = qint64(entries);
    return {};
}

Result<void> readManifest(Tail &tail, const SeekTable &table, ArchiveLayout &layout)
{
    constexpr qint64 headers = format::kSkippableHeader + format::kManifestHeader;
    if (table.manifestLength < headers || table.manifestLength > format::kMaxManifest)
        return damaged(u"the manifest's length is impossible"_s);
    const auto bytes = tail.at(table.manifestOffset, table.manifestLength);
    if (!bytes)
        return tl::unexpected(bytes.error());
    if (auto checked = checkOwnFrame(*bytes, table.manifestLength, format::kManifestTag, u"manifest"_s);
        !checked)
        return checked;
    const char *fields = bytes->data() + format::kSkippableHeader + 8;
    if (const auto minReader = format::take<quint32>(fields + 4); minReader > format::kVersion)
        return fail(Errc::ArchiveTooNew, QStringLiteral("format version %1 is needed, this program knows %2")
                                             .arg(minReader)
                                             .arg(format::kVersion));
    const auto rawLength = format::take<quint64>(fields + 8);
    if (rawLength > quint64(format::kMaxManifest))
        return damaged(u"the manifest claims an impossible size"_s);
    ZstdSource source(std::make_unique<BytesSource>(bytes->mid(headers)));
    const auto json = readBytes(source, qint64(rawLength));
    if (!json)
        return damaged(u"the manifest: "_s % json.error().detail);
    char more = 0;
    if (const auto end = source.read(&more, 1); !end || *end != 0)
        return damaged(u"the manifest is longer than it says, or its checksum is wrong"_s);
    const QJsonDocument document = QJsonDocument::fromJson(*json);
    if (!document.isObject())
        return damaged(u"the manifest is not a JSON object"_s);
    layout.manifest = document.object();
    return {};
}

/// What manifest, index and seek table all say must be the same.
Result<void> compareFacts(const ArchiveLayout &layout)
{
    const QJsonObject facts = layout.manifest.value(u"archive"_s).toObject();
    if (facts.value(u"format"_s).toString() != QLatin1StringView(format::kName))
        return damaged(u"the manifest is not that of an archive"_s);
    const std::pair<QString, qint64> numbers[] = {{u"entryCount"_s, layout.entryCount},
                                                  {u"tarBytes"_s, layout.tarBytes},
                                                  {u"frameCount"_s, qint64(layout.frames.size())}};
    for (const auto &[name, value] : numbers) {
        if (facts.value(name).toInteger(-1) != value)
            return damaged(QStringLiteral("the manifest's %1 is not what the archive has").arg(name));
    }
    return {};
}

} // namespace

Result<ArchiveLayout> readLayout(RandomAccess &object, const CancelToken &cancel)
{
    Tail tail(object, cancel);
    if (const auto loaded = tail.load(); !loaded)
        return tl::unexpected(loaded.error());
    auto table = readSeekTable(tail);
    if (!table)
        return tl::unexpected(table.error());
    ArchiveLayout layout;
    layout.objectBytes = tail.size();
    layout.tarBytes = table->tarBytes;
    layout.frames = std::move(table->frames);
    if (const auto read = readManifest(tail, *table, layout); !read)
        return tl::unexpected(read.error());
    if (const auto read = readIndexHeader(tail, *table, layout); !read)
        return tl::unexpected(read.error());
    if (const auto same = compareFacts(layout); !same)
        return tl::unexpected(same.error());
    return layout;
}

} // namespace holdfast
