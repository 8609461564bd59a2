// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apk/apkzip.h"

#include "core/apk/accessdevice.h"

#include <QtEndian>

#include <quazip/quazip.h>
#include <quazip/quazipfile.h>

#include <algorithm>
#include <limits>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

constexpr qint64 kEndSize = 22;
constexpr quint32 kEndMagic = 0x06054B50;
constexpr qint64 kMaximumComment = 0xFFFF;
constexpr qint64 kLocalHeaderSize = 30;
constexpr qint64 kMaximumGuess = qint64{256} * 1024;

/// A part of the APK, read through the cache.
class CachedBytes final : public ChunkBytes
{
public:
    CachedBytes(BlockCache &cache, qint64 offset, qint64 size)
        : m_cache(cache), m_offset(offset), m_size(size)
    {}
    [[nodiscard]] qint64 size() const override { return m_size; }

    Result<QByteArray> chain(qint64 offset, qint64 end, qint64 head) override
    {
        if (offset < 0 || end > m_size || offset > end)
            return apkInvalid(u"a chain of chunks lies outside of %1 bytes"_s.arg(m_size));
        // What is small enough is read whole by the cache at less cost.
        if (end - offset > BlockCache::kReadAhead) {
            auto heads = m_cache.chain(m_offset + offset, end - offset, head);
            if (!heads)
                return tl::unexpected(heads.error());
            if (*heads)
                return std::move(**heads);
        }
        return ChunkBytes::chain(offset, end, head);
    }

protected:
    Result<void> fetch(qint64 offset, qint64 length, char *data) override
    {
        return m_cache.read(m_offset + offset, length, data);
    }

private:
    BlockCache &m_cache;
    qint64 m_offset;
    qint64 m_size;
};

/// Bytes in memory, owned.
class UnpackedBytes final : public ChunkBytes
{
public:
    explicit UnpackedBytes(QByteArray bytes) : m_bytes(std::move(bytes)) {}
    [[nodiscard]] qint64 size() const override { return m_bytes.size(); }

protected:
    Result<void> fetch(qint64 offset, qint64 length, char *data) override
    {
        std::copy_n(m_bytes.constData() + offset, length, data);
        return {};
    }

private:
    QByteArray m_bytes;
};

} // namespace

ApkZip::ApkZip(std::unique_ptr<BlockCache> cache)
    : m_cache(std::move(cache)),
      m_raw(std::make_unique<CachedBytes>(*m_cache, 0, m_cache->size())),
      m_device(std::make_unique<AccessDevice>(*m_cache)),
      m_zip(std::make_unique<QuaZip>(m_device.get()))
{}

ApkZip::~ApkZip() = default;

Result<std::unique_ptr<ApkZip>> ApkZip::open(RandomAccess &access, const CancelToken &cancel)
{
    auto cache = BlockCache::open(access, cancel);
    if (!cache)
        return tl::unexpected(cache.error());
    std::unique_ptr<ApkZip> zip(new ApkZip(std::move(*cache)));
    if (const auto done = zip->findDirectory(); !done)
        return tl::unexpected(done.error());
    if (const auto done = zip->readDirectory(cancel); !done)
        return tl::unexpected(done.error());
    return zip;
}

Result<void> ApkZip::findDirectory()
{
    const qint64 size = m_cache->size();
    // QuaZip looks through the same bytes once more. In large APKs the directory is long too, and begins
    // where the signing block ends: fetched in one go.
    const qint64 tailSize = std::min(size, kEndSize + kMaximumComment);
    const qint64 guess = std::clamp(size / 256, tailSize, std::max(tailSize, kMaximumGuess));
    if (auto done = m_cache->prefetch(size - guess, guess); !done)
        return done;
    const auto tail = m_raw->bytes(size - tailSize, tailSize);
    if (!tail)
        return tl::unexpected(tail.error());
    for (qint64 at = tailSize - kEndSize; at >= 0; --at) {
        const char *end = tail->constData() + at;
        if (qFromLittleEndian<quint32>(end) != kEndMagic ||
            qFromLittleEndian<quint16>(end + 20) != tailSize - kEndSize - at)
            continue;
        m_entries = qFromLittleEndian<quint16>(end + 10);
        m_directorySize = qFromLittleEndian<quint32>(end + 12);
        m_directoryOffset = qFromLittleEndian<quint32>(end + 16);
        const qint64 endOffset = size - tailSize + at;
        if (m_directoryOffset + m_directorySize != endOffset)
            return apkInvalid(
                u"the zip's directory of %1 bytes at %2 does not end at %3"_s.arg(m_directorySize)
                    .arg(m_directoryOffset)
                    .arg(endOffset));
        if (m_directorySize > kMaximumDirectory)
            return apkInvalid(u"the zip's directory has %1 bytes"_s.arg(m_directorySize));
        return m_cache->prefetch(m_directoryOffset, m_directorySize);
    }
    return apkInvalid(u"this is no zip file: its end is not found in %1 bytes"_s.arg(size));
}

Result<void> ApkZip::readDirectory(const CancelToken &cancel)
{
    m_zip->setFileNameCodec("UTF-8");
    if (!m_device->open(QIODevice::ReadOnly | QIODevice::Unbuffered) || !m_zip->open(QuaZip::mdUnzip))
        return failure(u"the zip's directory cannot be read"_s);
    if (m_zip->getEntriesCount() != m_entries)
        return apkInvalid(
            u"the zip's ends name %1 and %2 files"_s.arg(m_entries).arg(m_zip->getEntriesCount()));
    for (bool more = m_zip->goToFirstFile(); more; more = m_zip->goToNextFile()) {
        if (auto cancelled = cancel.check(); !cancelled)
            return cancelled;
        QuaZipFileInfo64 info;
        if (!m_zip->getCurrentFileInfo(&info))
            return failure(u"file %1 of the zip's directory cannot be read"_s.arg(m_files.size()));
        if (m_files.contains(info.name))
            return apkInvalid(u"the zip names a file twice: %1"_s.arg(info.name));
        m_files.insert(info.name, {.size = qint64(info.uncompressedSize),
                                   .storedSize = qint64(info.compressedSize),
                                   .method = quint16(info.method)});
    }
    if (m_device->failure() || m_files.size() != m_entries)
        return failure(u"the zip's directory names %1 files and has %2"_s.arg(m_entries).arg(m_files.size()));
    return {};
}

tl::unexpected<Error> ApkZip::failure(const QString &what) const
{
    if (m_device->failure())
        return tl::unexpected(*m_device->failure());
    return apkInvalid(m_zip->getZipError() == UNZ_OK ? what
                                                     : what + u" (zip error %1)"_s.arg(m_zip->getZipError()));
}

Result<void> ApkZip::select(const QString &name, qint64 maximum)
{
    const auto found = m_files.constFind(name);
    if (found == m_files.constEnd())
        return apkInvalid(u"there is no file %1"_s.arg(name));
    if (found->size > maximum || found->storedSize > maximum)
        return apkInvalid(u"%1 has %2 bytes, more than %3"_s.arg(name).arg(found->size).arg(maximum));
    if (!m_zip->setCurrentFile(name, QuaZip::csSensitive))
        return failure(u"%1 is not found"_s.arg(name));
    return {};
}

Result<qint64> ApkZip::dataOffset(const QString &name, const File &file)
{
    QuaZipFile content(m_zip.get());
    if (!content.open(QIODevice::ReadOnly))
        return failure(u"%1 cannot be opened (zip error %2)"_s.arg(name).arg(content.getZipError()));
    const auto offset = qint64(unzGetCurrentFileZStreamPos64(m_zip->getUnzFile()));
    if (offset < kLocalHeaderSize || offset > m_directoryOffset - file.storedSize)
        return apkInvalid(u"%1 with %2 bytes at %3 reaches into the zip's directory"_s.arg(name)
                              .arg(file.storedSize)
                              .arg(offset));
    return offset;
}

Result<QByteArray> ApkZip::read(const QString &name, qint64 maximum)
{
    if (const auto done = select(name, maximum); !done)
        return tl::unexpected(done.error());
    const File file = m_files.value(name);
    const auto offset = dataOffset(name, file);
    if (!offset)
        return tl::unexpected(offset.error());
    if (const auto done = m_cache->prefetch(*offset, file.storedSize); !done)
        return tl::unexpected(done.error());
    QuaZipFile content(m_zip.get());
    if (!content.open(QIODevice::ReadOnly))
        return failure(u"%1 cannot be opened (zip error %2)"_s.arg(name).arg(content.getZipError()));
    QByteArray bytes(qsizetype(file.size), Qt::Uninitialized);
    qint64 filled = 0;
    while (filled < file.size) {
        const qint64 got = content.read(bytes.data() + filled, file.size - filled);
        if (got <= 0)
            break;
        filled += got;
    }
    char beyond = 0;
    const bool longer = filled == file.size && content.read(&beyond, 1) > 0;
    content.close(); // Compares the CRC-32.
    if (m_device->failure() || filled != file.size || longer || content.getZipError() != UNZ_OK)
        return failure(u"%1 is damaged (zip error %2)"_s.arg(name).arg(content.getZipError()));
    return bytes;
}

Result<void> ApkZip::unpack(const QString &name, ByteSink &sink, const CancelToken &cancel)
{
    if (const auto done = select(name, std::numeric_limits<qint64>::max()); !done)
        return done;
    const File file = m_files.value(name);
    if (const auto offset = dataOffset(name, file); !offset)
        return tl::unexpected(offset.error());
    QuaZipFile content(m_zip.get());
    if (!content.open(QIODevice::ReadOnly))
        return failure(u"%1 cannot be opened (zip error %2)"_s.arg(name).arg(content.getZipError()));
    QByteArray block(kStreamBlock, Qt::Uninitialized);
    qint64 done = 0;
    for (;;) {
        if (auto going = cancel.check(); !going)
            return going;
        // QuaZip asks for small pieces: they come in larger ones.
        if (auto fetched = m_cache->prefetch(m_device->pos(), kStreamBlock); !fetched)
            return fetched;
        const qint64 got = content.read(block.data(), block.size());
        if (got <= 0)
            break;
        done += got;
        if (done > file.size)
            break; // More than it says: a bomb.
        if (auto written = sink.write(QByteArrayView(block).first(got)); !written)
            return written;
    }
    content.close(); // Compares the CRC-32.
    if (m_device->failure() || done != file.size || content.getZipError() != UNZ_OK)
        return failure(u"%1 is damaged (zip error %2)"_s.arg(name).arg(content.getZipError()));
    return {};
}

Result<qint64> ApkZip::storedOffset(const QString &name)
{
    const File file = m_files.value(name);
    if (const auto done = select(name, std::numeric_limits<qint64>::max()); !done)
        return tl::unexpected(done.error());
    if (file.method != 0 || file.size != file.storedSize)
        return apkInvalid(u"%1 is not stored as it is"_s.arg(name));
    return dataOffset(name, file);
}

Result<std::unique_ptr<ChunkBytes>> ApkZip::bytesOf(const QString &name, qint64 maximum)
{
    const File file = m_files.value(name);
    if (!m_files.contains(name) || file.method != 0) {
        return read(name, maximum).map([](QByteArray bytes) -> std::unique_ptr<ChunkBytes> {
            return std::make_unique<UnpackedBytes>(std::move(bytes));
        });
    }
    if (file.size != file.storedSize)
        return apkInvalid(
            u"%1 is stored with %2 bytes but has %3"_s.arg(name).arg(file.storedSize).arg(file.size));
    if (const auto done = select(name, file.size); !done)
        return tl::unexpected(done.error());
    return dataOffset(name, file).map([&](qint64 offset) -> std::unique_ptr<ChunkBytes> {
        return std::make_unique<CachedBytes>(*m_cache, offset, file.size);
    });
}

} // namespace holdfast
