// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/archive/archivewriter.h"

#include "core/archive/archiveformat.h"
#include "core/archive/archivetail.h"
#include "core/archive/framepipeline.h"
#include "core/archive/indexcodec.h"
#include "core/archive/tarscanner.h"
#include "core/archive/zstdstream.h"
#include "core/base/nameescape.h"

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

/// Reads the tar straight into the frames to be compressed, and shows the same bytes to the parser.
class FrameFeeder
{
public:
    FrameFeeder(ByteSource &tar, FramePipeline &pipeline, qint64 frameSize, const ArchiveCallbacks &callbacks,
                CancelToken cancel)
        : m_tar(tar),
          m_pipeline(pipeline),
          m_frameSize(frameSize),
          m_progress(callbacks.progress),
          m_cancel(std::move(cancel))
    {}

    Result<QByteArrayView> next()
    {
        if (const auto cancelled = m_cancel.check(); !cancelled)
            return tl::unexpected(cancelled.error());
        // Only now: until this call the parser may look at the last bytes of a full frame.
        if (m_slot && m_slot->rawLength == m_frameSize)
            submit();
        if (!m_slot) {
            const auto slot = m_pipeline.acquire();
            if (!slot)
                return tl::unexpected(slot.error());
            m_slot = *slot;
        }
        char *at = m_slot->raw.get() + m_slot->rawLength;
        const auto got = m_tar.read(at, std::min(kStreamBlock, m_frameSize - m_slot->rawLength));
        if (!got)
            return tl::unexpected(got.error());
        m_slot->rawLength += *got;
        m_tarBytes += *got;
        if (m_progress)
            m_progress->bytesDone.store(m_tarBytes, std::memory_order_relaxed);
        return QByteArrayView(at, *got);
    }

    /// Sends the last frame on its way.
    void finish()
    {
        if (m_slot && m_slot->rawLength > 0)
            submit();
    }

    [[nodiscard]] qint64 tarBytes() const { return m_tarBytes; }

private:
    void submit()
    {
        m_pipeline.submit(m_slot);
        m_slot = nullptr;
    }

    ByteSource &m_tar;
    FramePipeline &m_pipeline;
    const qint64 m_frameSize;
    ProgressCounters *m_progress;
    const CancelToken m_cancel;
    FramePipeline::Slot *m_slot = nullptr;
    qint64 m_tarBytes = 0;
};

Result<void> checkOptions(const ArchiveOptions &options)
{
    if (options.level < 1 || options.level > 19)
        return fail(Errc::InvalidArgument, u"the compression level must be 1 to 19"_s);
    if (options.workers < 0 || options.workers > 16)
        return fail(Errc::InvalidArgument, u"the number of compressing threads must be 0 to 16"_s);
    if (options.frameSize < format::kMinFrameSize || options.frameSize > format::kMaxFrameSize)
        return fail(Errc::InvalidArgument, u"the frame size must be 64 KiB to 64 MiB"_s);
    return {};
}

Result<void> addEntry(const IndexEntry &entry, ZstdBuffer &index, ArchiveSummary &summary)
{
    QByteArray record;
    if (!encodeEntry(entry, record))
        return fail(Errc::ArchiveDamaged, u"an entry's names and attributes are too large for the index"_s,
                    {.path = QString::fromStdString(escapeName(entry.path.toStdString()))});
    ++summary.entryCount;
    if (entry.type == EntryType::File) {
        ++summary.fileCount;
        summary.contentBytes += entry.size;
    }
    return index.append(record);
}

Result<void> takeEntries(TarScanner &scanner, const ArchiveCallbacks &callbacks, ZstdBuffer &index,
                         ArchiveSummary &summary)
{
    for (;;) {
        const auto entry = scanner.next();
        if (!entry)
            return tl::unexpected(entry.error());
        if (!*entry)
            return {};
        if (const auto added = addEntry(**entry, index, summary); !added)
            return added;
        if (callbacks.entry) {
            if (const auto taken = callbacks.entry(**entry); !taken)
                return taken;
        }
        if (callbacks.progress)
            callbacks.progress->filesDone.store(summary.entryCount, std::memory_order_relaxed);
    }
}

Result<void> writeTail(ByteSink &object, FramePipeline &pipeline, const ZstdBuffer &index,
                       const ArchiveOptions &options, ArchiveSummary &summary)
{
    const TailParts parts{.frames = pipeline.frames(),
                          .index = index.compressed(),
                          .indexRawLength = index.rawLength(),
                          .dataSha256 = pipeline.objectHash().result(),
                          .options = options};
    auto tail = buildTail(parts, summary);
    if (!tail)
        return tl::unexpected(tail.error());
    for (const QByteArray &part : *tail) {
        pipeline.objectHash().add(part);
        if (const auto written = object.write(part); !written)
            return written;
        summary.objectBytes += part.size();
    }
    summary.objectSha256 = pipeline.objectHash().result();
    return {};
}

} // namespace

Result<ArchiveSummary> writeArchive(ByteSource &tar, ByteSink &object, const QJsonObject &manifest,
                                    const ArchiveOptions &options, const ArchiveCallbacks &callbacks,
                                    const CancelToken &cancel)
{
    if (const auto checked = checkOptions(options); !checked)
        return tl::unexpected(checked.error());
    ArchiveSummary summary;
    summary.manifest = manifest;
    ZstdBuffer index(3);
    FramePipeline pipeline(object, options, cancel);
    FrameFeeder feeder(tar, pipeline, options.frameSize, callbacks, cancel);
    TarReader reader([&feeder] { return feeder.next(); });
    TarScanner scanner(reader, options.maxFileSize, cancel);
    if (const auto taken = takeEntries(scanner, callbacks, index, summary); !taken)
        return tl::unexpected(taken.error());
    feeder.finish();
    summary.tarBytes = feeder.tarBytes();
    if (const auto ended = index.finish(); !ended)
        return tl::unexpected(ended.error());
    if (const auto drained = pipeline.drain(); !drained)
        return tl::unexpected(drained.error());
    summary.objectBytes = pipeline.objectBytes();
    if (callbacks.finishManifest) {
        const auto more = callbacks.finishManifest();
        if (!more)
            return tl::unexpected(more.error());
        for (auto it = more->begin(); it != more->end(); ++it)
            summary.manifest.insert(it.key(), it.value());
    }
    if (const auto cancelled = cancel.check(); !cancelled)
        return tl::unexpected(cancelled.error());
    if (const auto written = writeTail(object, pipeline, index, options, summary); !written)
        return tl::unexpected(written.error());
    return summary;
}

} // namespace holdfast
