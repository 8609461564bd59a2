// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/archive/archivelayout.h"
#include "core/archive/indexentry.h"
#include "core/base/progress.h"
#include "core/base/randomaccess.h"

#include <QJsonObject>

#include <functional>
#include <memory>

namespace holdfast {

/// What verify() found to be right; a fault is an error instead.
struct VerifyReport
{
    qint64 entryCount = 0;
    qint64 contentBytes = 0;
    qint64 objectBytes = 0;
    qint64 framesRead = 0;
    QByteArray objectSha256; ///< 32 bytes, of what was read; empty where that was not all.
};

/// An archive open for reading. Reads only what is asked for: opening takes the last 256 KiB (and the rest of
/// a larger manifest or seek table), one file takes the index and the frames it lies in.
///
/// Nothing in an archive is trusted: wrong offsets, sizes and counts end in ArchiveDamaged, an early end in
/// ArchiveTruncated, a newer format in ArchiveTooNew; detail says where. Used by one thread at a time.
class ArchiveReader
{
public:
    /// @p object is borrowed and must outlive the reader and its streams. @p name is for error messages.
    static Result<std::unique_ptr<ArchiveReader>> open(RandomAccess &object, const QString &name,
                                                       const CancelToken &cancel);

    [[nodiscard]] const QJsonObject &manifest() const { return m_layout.manifest; }
    /// As the index says; proved only by reading it.
    [[nodiscard]] qint64 entryCount() const { return m_layout.entryCount; }
    [[nodiscard]] qint64 tarBytes() const { return m_layout.tarBytes; }
    [[nodiscard]] qint64 objectBytes() const { return m_layout.objectBytes; }
    [[nodiscard]] qint64 frameCount() const { return qint64(m_layout.frames.size()); }

    /// Takes an entry; false stops the walk, an error ends it.
    using Visitor = std::function<Result<bool>(const IndexEntry &)>;

    /// Walks the index in the order of the tar, with one entry in memory at a time.
    Result<void> forEachEntry(const Visitor &visit, const CancelToken &cancel);

    /// A tar of the entries that @p select takes, with closing blocks, read from only the frames that hold
    /// them; each frame's checksum is verified. A selected hard link whose file is not selected becomes a
    /// file with that content, and further links to the same file become links to it. NothingSelected when @p
    /// select takes nothing. The reader must outlive the stream.
    Result<std::unique_ptr<ByteSource>> tarStream(const EntryFilter &select, const CancelToken &cancel);

    /// Reads the whole object once and checks everything: its SHA-256 (against @p expectedSha256 unless that
    /// is empty), each frame against the seek table, each entry of the tar against the index (metadata,
    /// place, SHA-256), counts and hashes of the manifest. @p progress (optional, borrowed): bytesDone counts
    /// bytes of the object, filesDone entries.
    Result<VerifyReport> verify(const QByteArray &expectedSha256, ProgressCounters *progress,
                                const CancelToken &cancel);

    /// Reads and checks the whole index and @p frames frames (or all, where there are not more): the first,
    /// the last, and others by chance. A fault in a frame that is not read is not found. @p progress as in
    /// verify(); its bytesTotal is set to what is read.
    Result<VerifyReport> verifySample(qint64 frames, ProgressCounters *progress, const CancelToken &cancel);

private:
    ArchiveReader(RandomAccess &object, QString name, ArchiveLayout layout);

    RandomAccess &m_object;
    QString m_name;
    ArchiveLayout m_layout;
};

} // namespace holdfast
