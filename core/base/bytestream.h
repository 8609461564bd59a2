// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/error.h"

#include <QByteArray>
#include <QByteArrayView>

namespace holdfast {

/// Where bytes come from: a phone's stream, an object's range, a file. Used by one thread at a time.
class ByteSource
{
public:
    virtual ~ByteSource() = default;
    ByteSource() = default;
    ByteSource(const ByteSource &) = delete;
    ByteSource &operator=(const ByteSource &) = delete;

    /// Waits for data and stores 1 to @p size bytes at @p data (@p size ≥ 1).
    /// Returns how many; 0 only at the end of the stream. After an error the source is not used again.
    virtual Result<qint64> read(char *data, qint64 size) = 0;
};

/// Where bytes go. A write that returns has taken all of the bytes; waiting in it is the back-pressure.
class ByteSink
{
public:
    virtual ~ByteSink() = default;
    ByteSink() = default;
    ByteSink(const ByteSink &) = delete;
    ByteSink &operator=(const ByteSink &) = delete;

    virtual Result<void> write(QByteArrayView bytes) = 0;
};

/// The size in which streams move: large enough to be cheap, small enough to be cancelled at once.
inline constexpr qint64 kStreamBlock = qint64(256) * 1024;

/// Moves all that @p source has into @p sink. Returns how many bytes; the first error of either side, or
/// Cancelled.
Result<qint64> copyStream(ByteSource &source, ByteSink &sink, const CancelToken &cancel);

} // namespace holdfast
