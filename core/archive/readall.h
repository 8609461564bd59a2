// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytestream.h"

namespace holdfast {

/// Fills @p data with exactly @p size bytes; ArchiveTruncated when the source ends before.
Result<void> readExactly(ByteSource &source, char *data, qint64 size);

/// The next @p size bytes.
Result<QByteArray> readBytes(ByteSource &source, qint64 size);

} // namespace holdfast
