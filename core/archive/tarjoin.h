// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytestream.h"
#include "core/base/cancel.h"

#include <QByteArray>
#include <QSet>

#include <functional>

namespace holdfast {

/// Several tars, one after the other, as one: without the closing blocks between them, and with each folder
/// once, as it was when it came first. Holds one header and a stream block in memory, and the names of the
/// folders that came so far. Used by one thread.
class TarJoin final : public ByteSource
{
public:
    /// Gives the next tar, borrowed until it is called again; null after the last. It is called when all
    /// bytes of the one before, its closing blocks too, have been read.
    using Next = std::function<Result<ByteSource *>()>;

    TarJoin(Next next, CancelToken cancel) : m_next(std::move(next)), m_cancel(std::move(cancel)) {}

    /// ArchiveTruncated where a tar ends before its closing blocks, ArchiveDamaged for headers that are none,
    /// and what the sources return.
    Result<qint64> read(char *data, qint64 size) override;

private:
    Result<void> advance();
    Result<void> fill(qint64 wanted);
    Result<void> takeHeader();
    Result<void> takeEnd();

    Next m_next;
    CancelToken m_cancel;
    ByteSource *m_source = nullptr;
    bool m_ended = false;
    QByteArray m_buffer; ///< Read from the source and not given on.
    qint64 m_give = 0;   ///< How many bytes to give on before the next header, of m_buffer first.
    QSet<QByteArray> m_folders;
};

} // namespace holdfast
