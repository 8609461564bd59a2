// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/bytestream.h"

namespace holdfast {

Result<qint64> copyStream(ByteSource &source, ByteSink &sink, const CancelToken &cancel)
{
    QByteArray block(kStreamBlock, Qt::Uninitialized);
    for (qint64 copied = 0;;) {
        if (auto going = cancel.check(); !going)
            return tl::unexpected(going.error());
        const auto size = source.read(block.data(), block.size());
        if (!size)
            return size;
        if (*size == 0)
            return copied;
        if (auto written = sink.write(QByteArrayView(block).first(*size)); !written)
            return tl::unexpected(written.error());
        copied += *size;
    }
}

} // namespace holdfast
