// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/archive/framereader.h"
#include "core/archive/tarplan.h"

namespace holdfast {

/// A tar made of pieces of an archive's tar, with closing blocks. Reads each frame that it needs, neighbours
/// in one range.
class TarStream final : public ByteSource
{
public:
    /// @p object and @p layout are borrowed.
    TarStream(RandomAccess &object, const ArchiveLayout &layout, std::vector<TarPiece> pieces,
              CancelToken cancel);

    Result<qint64> read(char *data, qint64 size) override;

private:
    Result<bool> nextPiece();
    Result<QByteArray> editedHeader(const TarPiece &piece);
    /// The tar bytes from @p offset to the end of its frame; valid until the next call.
    Result<QByteArrayView> bytesAt(qint64 offset);
    Result<void> load(size_t frame);
    [[nodiscard]] size_t frameOf(qint64 offset) const;
    [[nodiscard]] size_t lastFrameWanted(size_t frame) const;

    RandomAccess &m_object;
    const ArchiveLayout &m_layout;
    const std::vector<TarPiece> m_pieces;
    const CancelToken m_cancel;

    QByteArray m_literal; ///< Bytes that come before the copied ones.
    qint64 m_literalTaken = 0;
    qint64 m_copyAt = 0;
    qint64 m_copyEnd = 0;
    size_t m_nextPiece = 0;
    bool m_closed = false;

    FrameReader m_frame;
    size_t m_loaded;                      ///< Number of the frame in m_frame; frames.size() for none.
    std::unique_ptr<ByteSource> m_source; ///< Stands at frame m_sourceNext, ends before m_sourceEnd.
    size_t m_sourceNext = 0;
    size_t m_sourceEnd = 0;
};

} // namespace holdfast
