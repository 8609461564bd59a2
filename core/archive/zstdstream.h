// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytestream.h"

#include <QByteArray>

#include <memory>
#include <vector>

struct ZSTD_CCtx_s;
struct ZSTD_DCtx_s;

namespace holdfast {

/// Compresses what is appended into one zstd frame with a checksum, kept in memory.
class ZstdBuffer
{
public:
    explicit ZstdBuffer(int level);
    ~ZstdBuffer();
    ZstdBuffer(const ZstdBuffer &) = delete;
    ZstdBuffer &operator=(const ZstdBuffer &) = delete;

    Result<void> append(QByteArrayView bytes);
    /// Ends the frame; compressed() is whole then.
    Result<void> finish();
    [[nodiscard]] const QByteArray &compressed() const { return m_compressed; }
    [[nodiscard]] qint64 rawLength() const { return m_rawLength; }

private:
    Result<void> run(QByteArrayView bytes, bool end);

    struct Free
    {
        void operator()(ZSTD_CCtx_s *context) const;
    };
    std::unique_ptr<ZSTD_CCtx_s, Free> m_context;
    std::vector<char> m_block;
    QByteArray m_compressed;
    qint64 m_rawLength = 0;
};

/// Decompresses one zstd frame as it is read, in bounded memory (window up to 128 MiB, as `zstd` itself).
/// A bad frame is ArchiveDamaged, one that is cut ArchiveTruncated; bytes after it are ArchiveDamaged.
class ZstdSource final : public ByteSource
{
public:
    explicit ZstdSource(std::unique_ptr<ByteSource> compressed);
    ~ZstdSource() override;

    Result<qint64> read(char *data, qint64 size) override;

private:
    struct Free
    {
        void operator()(ZSTD_DCtx_s *context) const;
    };
    Result<bool> fill();

    std::unique_ptr<ByteSource> m_compressed;
    std::unique_ptr<ZSTD_DCtx_s, Free> m_context;
    std::vector<char> m_block;
    size_t m_blockLength = 0;
    size_t m_blockTaken = 0;
    bool m_frameEnded = false;
};

} // namespace holdfast
