// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/archive/tarstream.h"

#include "core/archive/archiveformat.h"
#include "core/archive/tarheader.h"

#include <algorithm>

namespace holdfast {

TarStream::TarStream(RandomAccess &object, const ArchiveLayout &layout, std::vector<TarPiece> pieces,
                     CancelToken cancel)
    : m_object(object),
      m_layout(layout),
      m_pieces(std::move(pieces)),
      m_cancel(std::move(cancel)),
      m_loaded(layout.frames.size())
{}

Result<qint64> TarStream::read(char *data, qint64 size)
{
    for (;;) {
        if (const auto cancelled = m_cancel.check(); !cancelled)
            return tl::unexpected(cancelled.error());
        if (m_literalTaken < m_literal.size()) {
            const qint64 take = std::min(size, m_literal.size() - m_literalTaken);
            std::copy_n(m_literal.constData() + m_literalTaken, take, data);
            m_literalTaken += take;
            return take;
        }
        if (m_copyAt < m_copyEnd) {
            const auto bytes = bytesAt(m_copyAt);
            if (!bytes)
                return tl::unexpected(bytes.error());
            const qint64 take = std::min({size, qint64(bytes->size()), m_copyEnd - m_copyAt});
            std::copy_n(bytes->data(), take, data);
            m_copyAt += take;
            return take;
        }
        const auto more = nextPiece();
        if (!more)
            return tl::unexpected(more.error());
        if (!*more)
            return 0;
    }
}

/// Sets up what comes next; false after the closing blocks.
Result<bool> TarStream::nextPiece()
{
    if (m_closed)
        return false;
    m_literalTaken = 0;
    if (m_nextPiece == m_pieces.size()) {
        m_literal = QByteArray(format::kTarEnd, '\0');
        m_closed = true;
        return true;
    }
    const TarPiece &piece = m_pieces[m_nextPiece++];
    m_literal.clear();
    m_copyAt = piece.offset;
    m_copyEnd = piece.offset + piece.length;
    if (piece.kind == TarPiece::Kind::Copy)
        return true;
    auto header = editedHeader(piece);
    if (!header)
        return tl::unexpected(header.error());
    m_literal = std::move(*header);
    return true;
}

/// Also moves m_copyAt behind the entry's own header.
Result<QByteArray> TarStream::editedHeader(const TarPiece &piece)
{
    const auto damaged = [&] {
        return fail(Errc::ArchiveDamaged,
                    QStringLiteral("the tar header at offset %1 cannot be read").arg(piece.offset));
    };
    QByteArray raw;
    for (;;) {
        const auto length = TarHeader::length(raw);
        if (!length || *length > piece.length)
            return damaged();
        if (*length > 0) {
            auto header = TarHeader::parse(QByteArrayView(raw).first(*length));
            if (!header)
                return damaged();
            m_copyAt = piece.offset + *length;
            if (piece.kind == TarPiece::Kind::AsFile)
                header->setPath(piece.name);
            else
                header->setLinkTarget(piece.name);
            return header->blocks();
        }
        if (raw.size() >= piece.length)
            return damaged();
        const auto bytes = bytesAt(piece.offset + raw.size());
        if (!bytes)
            return tl::unexpected(bytes.error());
        const qint64 wanted = std::min<qint64>(piece.length - raw.size(), 64 * format::kTarBlock);
        raw.append(bytes->first(std::min<qint64>(bytes->size(), wanted)));
    }
}

Result<QByteArrayView> TarStream::bytesAt(qint64 offset)
{
    const size_t frame = frameOf(offset);
    if (frame != m_loaded) {
        m_loaded = m_layout.frames.size();
        if (const auto loaded = load(frame); !loaded)
            return tl::unexpected(loaded.error());
        m_loaded = frame;
    }
    return m_frame.content().sliced(offset - m_layout.frames[frame].tarOffset);
}

Result<void> TarStream::load(size_t frame)
{
    const bool goesOn = m_source && m_sourceNext == frame && frame < m_sourceEnd;
    if (!goesOn) {
        m_sourceEnd = lastFrameWanted(frame) + 1;
        const ArchiveFrame &first = m_layout.frames[frame];
        const ArchiveFrame &last = m_layout.frames[m_sourceEnd - 1];
        auto source = m_object.range(first.objectOffset,
                                     last.objectOffset + last.objectLength - first.objectOffset, m_cancel);
        if (!source)
            return tl::unexpected(source.error());
        m_source = std::move(*source);
    }
    m_sourceNext = frame + 1;
    return m_frame.read(*m_source, m_layout.frames[frame], qint64(frame));
}

size_t TarStream::frameOf(qint64 offset) const
{
    const auto after = std::upper_bound(m_layout.frames.begin(), m_layout.frames.end(), offset,
                                        [](qint64 at, const ArchiveFrame &f) { return at < f.tarOffset; });
    return size_t(after - m_layout.frames.begin()) - 1;
}

/// The last frame of the unbroken run that begins with @p frame and is needed by this piece and the next
/// ones.
size_t TarStream::lastFrameWanted(size_t frame) const
{
    size_t last = std::max(frame, frameOf(m_copyEnd - 1));
    for (size_t i = m_nextPiece; i < m_pieces.size(); ++i) {
        const TarPiece &piece = m_pieces[i];
        const size_t first = frameOf(piece.offset);
        if (first < frame || first > last + 1)
            break;
        last = std::max(last, frameOf(piece.offset + piece.length - 1));
    }
    return last;
}

} // namespace holdfast
