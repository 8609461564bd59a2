// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/archive/archiveformat.h"
#include "core/archive/indexentry.h"
#include "core/base/bytestream.h"
#include "core/base/cancel.h"
#include "core/base/progress.h"

#include <QJsonObject>

#include <functional>

namespace holdfast {

struct ArchiveOptions
{
    int level = 3;                      ///< zstd level, 1 to 19.
    int workers = 0;                    ///< Compressing threads, 1 to 16; 0 = one a processor, at most 4.
    qint64 frameSize = 4 * 1024 * 1024; ///< Tar bytes a zstd frame, 64 KiB to 64 MiB.
    qint64 maxFileSize = format::kMaxFileSize; ///< A larger file in the tar is an error (16 TiB).
};

/// What was written. The SHA-256 covers every byte given to the sink.
struct ArchiveSummary
{
    qint64 entryCount = 0;
    qint64 fileCount = 0;    ///< Regular files.
    qint64 contentBytes = 0; ///< Sum of the regular files' sizes, holes included.
    qint64 tarBytes = 0;
    qint64 objectBytes = 0;
    QByteArray objectSha256; ///< 32 bytes.
    QJsonObject manifest;    ///< As stored.
};

/// Parts of a writing that the caller takes. All are called in the thread of writeArchive().
struct ArchiveCallbacks
{
    /// Called once for each entry when its content has been read; an error ends the writing. Optional.
    std::function<Result<void>(const IndexEntry &)> entry;
    /// Called when the tar has ended well and before the manifest is written: its keys are added to the
    /// manifest's (a "warnings" list, say). An error ends the writing. Optional.
    std::function<Result<QJsonObject>()> finishManifest;
    /// bytesDone counts tar bytes read, filesDone entries. Optional, borrowed.
    ProgressCounters *progress = nullptr;
};

/// Turns a tar stream into an archive (FORMAT.md) in one pass: every entry is parsed, checked, hashed and
/// indexed while the bytes are compressed and written.
///
/// @p tar is read in the calling thread. @p object is written in another one, but never after the return; to
/// keep or to abort the object is the caller's. @p manifest holds what is known before; the key "archive" is
/// the writer's. Memory: about 16 × frameSize at most, plus 50 bytes an entry.
///
/// Errors: ArchiveTruncated when the tar ends before its closing blocks, ArchiveDamaged when it is not a
/// proper tar, Cancelled, InvalidArgument for options out of range, and whatever source, sink or callbacks
/// return. After any error the object is useless and must be aborted.
Result<ArchiveSummary> writeArchive(ByteSource &tar, ByteSink &object, const QJsonObject &manifest,
                                    const ArchiveOptions &options, const ArchiveCallbacks &callbacks,
                                    const CancelToken &cancel);

} // namespace holdfast
