// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/archive/zstdstream.h"

#include <zstd.h>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

tl::unexpected<Error> zstdFailure(Errc code, const QString &what, size_t result)
{
    return fail(code, what % u": "_s % QString::fromLatin1(ZSTD_getErrorName(result)));
}

} // namespace

void ZstdBuffer::Free::operator()(ZSTD_CCtx_s *context) const
{
    ZSTD_freeCCtx(context);
}

ZstdBuffer::ZstdBuffer(int level) : m_context(ZSTD_createCCtx()), m_block(ZSTD_CStreamOutSize())
{
    ZSTD_CCtx_setParameter(m_context.get(), ZSTD_c_compressionLevel, level);
    ZSTD_CCtx_setParameter(m_context.get(), ZSTD_c_checksumFlag, 1);
}

ZstdBuffer::~ZstdBuffer() = default;

Result<void> ZstdBuffer::append(QByteArrayView bytes)
{
    m_rawLength += bytes.size();
    return run(bytes, false);
}

Result<void> ZstdBuffer::finish()
{
    return run({}, true);
}

Result<void> ZstdBuffer::run(QByteArrayView bytes, bool end)
{
    ZSTD_inBuffer in{bytes.data(), size_t(bytes.size()), 0};
    for (;;) {
        ZSTD_outBuffer out{m_block.data(), m_block.size(), 0};
        const size_t left =
            ZSTD_compressStream2(m_context.get(), &out, &in, end ? ZSTD_e_end : ZSTD_e_continue);
        if (ZSTD_isError(left))
            return zstdFailure(Errc::Internal, u"cannot compress"_s, left);
        m_compressed.append(m_block.data(), qsizetype(out.pos));
        if (end ? left == 0 : in.pos == in.size)
            return {};
    }
}

void ZstdSource::Free::operator()(ZSTD_DCtx_s *context) const
{
    ZSTD_freeDCtx(context);
}

ZstdSource::ZstdSource(std::unique_ptr<ByteSource> compressed)
    : m_compressed(std::move(compressed)), m_context(ZSTD_createDCtx()), m_block(ZSTD_DStreamInSize())
{}

ZstdSource::~ZstdSource() = default;

/// True when there are compressed bytes to work on, false at their end.
Result<bool> ZstdSource::fill()
{
    if (m_blockTaken < m_blockLength)
        return true;
    const auto got = m_compressed->read(m_block.data(), qint64(m_block.size()));
    if (!got)
        return tl::unexpected(got.error());
    m_blockLength = size_t(*got);
    m_blockTaken = 0;
    return m_blockLength > 0;
}

Result<qint64> ZstdSource::read(char *data, qint64 size)
{
    for (;;) {
        const auto filled = fill();
        if (!filled)
            return tl::unexpected(filled.error());
        if (m_frameEnded) {
            if (*filled)
                return fail(Errc::ArchiveDamaged, u"bytes after the end of a compressed part"_s);
            return 0;
        }
        // Without input the decoder may still hold output, so it is asked in any case.
        ZSTD_inBuffer in{m_block.data(), m_blockLength, m_blockTaken};
        ZSTD_outBuffer out{data, size_t(size), 0};
        const size_t left = ZSTD_decompressStream(m_context.get(), &out, &in);
        if (ZSTD_isError(left))
            return zstdFailure(Errc::ArchiveDamaged, u"cannot decompress"_s, left);
        m_blockTaken = in.pos;
        m_frameEnded = left == 0;
        if (out.pos > 0)
            return qint64(out.pos);
        if (!*filled && !m_frameEnded)
            return fail(Errc::ArchiveTruncated, u"a compressed part is cut short"_s);
    }
}

} // namespace holdfast
