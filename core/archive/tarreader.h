// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytestream.h"

#include <QByteArrayView>

#include <functional>
#include <memory>

struct archive;
struct archive_entry;

namespace holdfast {

/// Reads a tar stream through libarchive: names as bytes, nothing tolerated. Used by one thread.
///
/// What libarchive lets pass is checked here: a header it would skip, a pax record it would ignore, a stream
/// without closing blocks or with bytes after them.
class TarReader
{
public:
    /// Gives the next bytes of the tar, valid until the next call; empty at the end.
    using Blocks = std::function<Result<QByteArrayView>()>;

    explicit TarReader(Blocks blocks);
    ~TarReader();
    TarReader(const TarReader &) = delete;
    TarReader &operator=(const TarReader &) = delete;

    /// Goes to the next entry; false after the last, when the stream has been read and checked to its end.
    /// Errors: ArchiveTruncated, ArchiveDamaged with the offset, or what the blocks return.
    Result<bool> next();

    /// The current entry; valid until the next next(). Names come from the `const char *` functions.
    [[nodiscard]] archive_entry *entry() const { return m_entry; }
    /// Where the current entry's first header begins in the tar; after the last entry, where the closing
    /// blocks do.
    [[nodiscard]] qint64 headerOffset() const;

    /// A run of the current entry's content.
    struct Run
    {
        QByteArrayView bytes; ///< Valid until the next call.
        qint64 offset = 0;    ///< In the file; what lies between runs are holes.
        bool end = false;     ///< No more; offset is where the last run ended or the file's size.
    };
    Result<Run> content();

private:
    struct Free
    {
        void operator()(archive *reader) const;
    };

    [[nodiscard]] Error failure(int code) const;
    Result<void> takeEnd();
    Result<QByteArrayView> takeBlock();

    Blocks m_blocks;
    std::unique_ptr<archive, Free> m_archive;
    archive_entry *m_entry = nullptr;
    Error m_blockError;
    bool m_blockFailed = false;
    bool m_opened = false;
    bool m_blocksEnded = false;
    qint64 m_taken = 0;       ///< Bytes got so far.
    qint64 m_lastNonZero = 0; ///< Where the zeros at the end of them begin.
};

/// Blocks out of a source, through a buffer of its own.
TarReader::Blocks blocksOf(ByteSource &source);

} // namespace holdfast
