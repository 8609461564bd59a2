// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/archive/archivelayout.h"

#include <memory>

struct ZSTD_DCtx_s;

namespace holdfast {

/// Decompresses whole frames and checks them against the seek table. Used by one thread.
class FrameReader
{
public:
    FrameReader();
    ~FrameReader();
    FrameReader(const FrameReader &) = delete;
    FrameReader &operator=(const FrameReader &) = delete;

    /// Reads frame @p number's stored bytes from @p source, which stands at its first, and decompresses them.
    Result<void> read(ByteSource &source, const ArchiveFrame &frame, qint64 number);

    /// The tar bytes of the frame read last.
    [[nodiscard]] QByteArrayView content() const { return m_content; }
    /// Its stored bytes.
    [[nodiscard]] QByteArrayView stored() const { return m_stored; }

private:
    struct Free
    {
        void operator()(ZSTD_DCtx_s *context) const;
    };
    std::unique_ptr<ZSTD_DCtx_s, Free> m_context;
    QByteArray m_stored;
    QByteArray m_content;
};

} // namespace holdfast
