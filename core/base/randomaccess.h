// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytestream.h"
#include "core/base/cancel.h"

#include <memory>

namespace holdfast {

/// Bytes of known size that can be read from any place: an object in a store, a file. What reads an archive
/// asks for this, so that archives and stores need not know each other. Used by one thread at a time; the
/// sources it hands out must not outlive it.
class RandomAccess
{
public:
    virtual ~RandomAccess() = default;
    RandomAccess() = default;
    RandomAccess(const RandomAccess &) = delete;
    RandomAccess &operator=(const RandomAccess &) = delete;

    /// Size in bytes.
    virtual Result<qint64> size() = 0;

    /// Exactly the bytes from @p offset to @p offset + @p length (both ≥ 0, inside size()); a source that
    /// ends early returns an error, never a short stream.
    virtual Result<std::unique_ptr<ByteSource>> range(qint64 offset, qint64 length,
                                                      const CancelToken &cancel) = 0;
};

} // namespace holdfast
