// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/archive/framereader.h"

#include "core/archive/archiveformat.h"
#include "core/archive/readall.h"

#include <zstd.h>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {

void FrameReader::Free::operator()(ZSTD_DCtx_s *context) const
{
    ZSTD_freeDCtx(context);
}

FrameReader::FrameReader() : m_context(ZSTD_createDCtx()) {}

FrameReader::~FrameReader() = default;

Result<void> FrameReader::read(ByteSource &source, const ArchiveFrame &frame, qint64 number)
{
    const auto damaged = [&](const QString &what) {
        return fail(Errc::ArchiveDamaged, QStringLiteral("frame %1 at offset %2 of the object: %3")
                                              .arg(number)
                                              .arg(frame.objectOffset)
                                              .arg(what));
    };
    m_stored.resize(frame.objectLength);
    if (const auto got = readExactly(source, m_stored.data(), frame.objectLength); !got)
        return got;
    // Both are read from the stored bytes without trusting them.
    const size_t storedLength = ZSTD_findFrameCompressedSize(m_stored.constData(), size_t(m_stored.size()));
    if (ZSTD_isError(storedLength) || storedLength != size_t(m_stored.size()))
        return damaged(u"it is not one whole zstd frame"_s);
    if (ZSTD_getFrameContentSize(m_stored.constData(), size_t(m_stored.size())) != frame.tarLength)
        return damaged(u"its size is not that of the seek table"_s);
    if (format::take<quint32>(m_stored.constData() + m_stored.size() - 4) != frame.checksum)
        return damaged(u"its checksum is not that of the seek table"_s);
    m_content.resize(frame.tarLength);
    const size_t length = ZSTD_decompressDCtx(m_context.get(), m_content.data(), size_t(m_content.size()),
                                              m_stored.constData(), size_t(m_stored.size()));
    if (ZSTD_isError(length))
        return damaged(QString::fromLatin1(ZSTD_getErrorName(length)));
    if (length != frame.tarLength)
        return damaged(u"it holds fewer bytes than it says"_s);
    return {};
}

} // namespace holdfast
