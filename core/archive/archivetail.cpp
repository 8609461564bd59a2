// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/archive/archivetail.h"

#include "core/archive/archiveformat.h"
#include "core/archive/zstdstream.h"
#include "core/base/sha256.h"

#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

QString hex(const QByteArray &bytes)
{
    return QString::fromLatin1(bytes.toHex());
}

QJsonObject archiveFacts(const TailParts &parts, const ArchiveSummary &summary)
{
    Sha256 indexHash;
    indexHash.add(parts.index);
    return {{u"format"_s, QString::fromLatin1(format::kName)},
            {u"version"_s, int(format::kVersion)},
            {u"minReader"_s, 1},
            {u"entryCount"_s, summary.entryCount},
            {u"fileCount"_s, summary.fileCount},
            {u"contentBytes"_s, summary.contentBytes},
            {u"tarBytes"_s, summary.tarBytes},
            {u"frameCount"_s, qint64(parts.frames.size())},
            {u"frameSize"_s, parts.options.frameSize},
            {u"level"_s, parts.options.level},
            {u"dataBytes"_s, summary.objectBytes},
            {u"dataSha256"_s, hex(parts.dataSha256)},
            {u"indexSha256"_s, hex(indexHash.result())}};
}

QByteArray skippableHeader(quint32 magic, qint64 length)
{
    QByteArray out;
    format::append(out, magic);
    format::append(out, quint32(length));
    return out;
}

QByteArray indexHeader(const TailParts &parts, qint64 entryCount)
{
    QByteArray out = skippableHeader(format::kOwnSkippableMagic, format::kIndexHeader + parts.index.size());
    out.append(format::kIndexTag);
    format::append(out, format::kVersion);
    format::append(out, quint32(0));
    format::append(out, quint64(entryCount));
    format::append(out, quint64(parts.indexRawLength));
    return out;
}

Result<QByteArray> manifestFrame(const QJsonObject &manifest)
{
    const QByteArray json = QJsonDocument(manifest).toJson(QJsonDocument::Compact);
    if (json.size() > format::kMaxManifest)
        return fail(Errc::Internal, u"the manifest is larger than an archive may hold"_s);
    ZstdBuffer packed(3);
    if (const auto appended = packed.append(json); !appended)
        return tl::unexpected(appended.error());
    if (const auto ended = packed.finish(); !ended)
        return tl::unexpected(ended.error());
    QByteArray out =
        skippableHeader(format::kOwnSkippableMagic, format::kManifestHeader + packed.compressed().size());
    out.append(format::kManifestTag);
    format::append(out, format::kVersion);
    format::append(out, quint32(1));
    format::append(out, quint64(json.size()));
    out.append(packed.compressed());
    return out;
}

void appendSeekEntry(QByteArray &out, quint32 objectLength, quint32 tarLength, quint32 checksum)
{
    format::append(out, objectLength);
    format::append(out, tarLength);
    format::append(out, checksum);
}

QByteArray seekTable(const std::vector<ArchiveFrame> &frames, qint64 indexBytes, qint64 manifestBytes)
{
    const qint64 count = qint64(frames.size()) + 2;
    QByteArray out =
        skippableHeader(format::kSeekTableMagic, count * format::kSeekEntry + format::kSeekFooter);
    for (const ArchiveFrame &frame : frames)
        appendSeekEntry(out, frame.objectLength, frame.tarLength, frame.checksum);
    appendSeekEntry(out, quint32(indexBytes), 0, 0);
    appendSeekEntry(out, quint32(manifestBytes), 0, 0);
    format::append(out, quint32(count));
    format::append(out, format::kSeekDescriptor);
    format::append(out, format::kSeekFooterMagic);
    return out;
}

} // namespace

Result<QList<QByteArray>> buildTail(const TailParts &parts, ArchiveSummary &summary)
{
    constexpr qint64 mostIndex = std::numeric_limits<quint32>::max() - 64;
    if (parts.index.size() > mostIndex || qint64(parts.frames.size()) > format::kMaxFrames - 2)
        return fail(Errc::Internal, u"more entries or frames than an archive may hold"_s);
    summary.manifest.insert(u"archive"_s, archiveFacts(parts, summary));
    auto manifest = manifestFrame(summary.manifest);
    if (!manifest)
        return tl::unexpected(manifest.error());
    const QByteArray header = indexHeader(parts, summary.entryCount);
    return QList<QByteArray>{header, parts.index, *manifest,
                             seekTable(parts.frames, header.size() + parts.index.size(), manifest->size())};
}

} // namespace holdfast
