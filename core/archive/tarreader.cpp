// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/archive/tarreader.h"

#include "core/archive/archiveformat.h"
#include "core/archive/platform.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <cerrno>
#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

/// The one warning that loses nothing: ByteNamesScope provokes it, and the bytes are handed out all the same.
bool isNameWarning(archive *reader)
{
    const char *text = archive_error_string(reader);
    return text && QByteArrayView(text).contains("can't be converted");
}

/// Offset after the last byte that is not zero.
qint64 significantLength(QByteArrayView bytes)
{
    qint64 length = bytes.size();
    while (length > 0 && bytes[length - 1] == 0)
        --length;
    return length;
}

} // namespace

void TarReader::Free::operator()(archive *reader) const
{
    archive_read_free(reader);
}

TarReader::TarReader(Blocks blocks) : m_blocks(std::move(blocks)), m_archive(archive_read_new())
{
    archive_read_support_format_tar(m_archive.get());
    // Else AppleDouble files would be taken for metadata of their neighbours on macOS.
    archive_read_set_format_option(m_archive.get(), "tar", "mac-ext", nullptr);
}

TarReader::~TarReader() = default;

Result<QByteArrayView> TarReader::takeBlock()
{
    if (m_blocksEnded)
        return QByteArrayView();
    auto block = m_blocks();
    if (!block) {
        m_blockError = block.error();
        m_blockFailed = true;
        return block;
    }
    m_blocksEnded = block->isEmpty();
    if (const qint64 significant = significantLength(*block); significant > 0)
        m_lastNonZero = m_taken + significant;
    m_taken += block->size();
    return block;
}

Error TarReader::failure(int code) const
{
    if (m_blockFailed)
        return m_blockError;
    const char *text = archive_error_string(m_archive.get());
    const QString said = QString::fromLatin1(text ? text : "no reason given");
    // It asks for more only when what it has is not enough.
    return {m_blocksEnded ? Errc::ArchiveTruncated : Errc::ArchiveDamaged,
            QStringLiteral("tar entry at offset %1: %2 (%3)")
                .arg(std::max<qint64>(0, headerOffset()))
                .arg(said)
                .arg(code),
            {}};
}

Result<bool> TarReader::next()
{
    const ByteNamesScope scope;
    if (!m_opened) {
        m_opened = true;
        const auto readBlock = [](archive *reader, void *self, const void **buffer) -> la_ssize_t {
            const auto block = static_cast<TarReader *>(self)->takeBlock();
            if (!block) {
                archive_set_error(reader, EIO, "the source failed");
                return ARCHIVE_FATAL;
            }
            *buffer = block->data();
            return block->size();
        };
        const int code = archive_read_open(m_archive.get(), this, nullptr, readBlock, nullptr);
        if (code != ARCHIVE_OK)
            return tl::unexpected(failure(code));
    }
    const int code = archive_read_next_header(m_archive.get(), &m_entry);
    if (code == ARCHIVE_EOF) {
        m_entry = nullptr;
        if (const auto end = takeEnd(); !end)
            return tl::unexpected(end.error());
        return false;
    }
    if (code != ARCHIVE_OK && !(code == ARCHIVE_WARN && isNameWarning(m_archive.get())))
        return tl::unexpected(failure(code));
    if (!archive_entry_pathname(m_entry) || *archive_entry_pathname(m_entry) == '\0')
        return fail(Errc::ArchiveDamaged,
                    QStringLiteral("tar entry at offset %1 has no name").arg(headerOffset()));
    return true;
}

/// libarchive takes any end of the stream between two entries for the end of the archive, and reads nothing
/// after the closing blocks.
Result<void> TarReader::takeEnd()
{
    const qint64 end = headerOffset();
    while (!m_blocksEnded) {
        if (const auto block = takeBlock(); !block)
            return tl::unexpected(block.error());
    }
    if (m_lastNonZero > end)
        return fail(Errc::ArchiveDamaged,
                    QStringLiteral("the tar goes on after its closing blocks at offset %1").arg(end));
    if (m_taken - end < format::kTarEnd)
        return fail(Errc::ArchiveTruncated,
                    QStringLiteral("the tar ends at offset %1 without closing blocks").arg(m_taken));
    return {};
}

qint64 TarReader::headerOffset() const
{
    return archive_read_header_position(m_archive.get());
}

Result<TarReader::Run> TarReader::content()
{
    const ByteNamesScope scope;
    const void *data = nullptr;
    size_t size = 0;
    la_int64_t offset = 0;
    const int code = archive_read_data_block(m_archive.get(), &data, &size, &offset);
    if (code == ARCHIVE_EOF)
        return Run{{}, offset, true};
    if (code != ARCHIVE_OK)
        return tl::unexpected(failure(code));
    return Run{QByteArrayView(static_cast<const char *>(data), qsizetype(size)), offset, false};
}

TarReader::Blocks blocksOf(ByteSource &source)
{
    auto buffer = std::make_shared<std::vector<char>>(size_t(kStreamBlock));
    return [&source, buffer]() -> Result<QByteArrayView> {
        const auto got = source.read(buffer->data(), qint64(buffer->size()));
        if (!got)
            return tl::unexpected(got.error());
        return QByteArrayView(buffer->data(), *got);
    };
}

} // namespace holdfast
