// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/apk/blockcache.h"
#include "core/apk/chunkbytes.h"

#include <QHash>
#include <QStringList>

class QuaZip;

namespace holdfast {

class AccessDevice;

/// The zip side of an APK: which files it holds, and their bytes. Only the directory and what is asked for is
/// read. Hostile files end in ApkInvalid: directories that lie outside, reach over their limits or name a
/// file twice, and files that are larger than they say or than the caller allows. Used by one thread at a
/// time.
class ApkZip
{
public:
    /// Larger directories are refused; real ones have some hundred KB.
    static constexpr qint64 kMaximumDirectory = qint64{8} * 1024 * 1024;

    struct File
    {
        qint64 size = 0;
        qint64 storedSize = 0;
        quint16 method = 0; ///< 0: stored as it is, 8: deflated.
    };

    /// @p access outlives it.
    static Result<std::unique_ptr<ApkZip>> open(RandomAccess &access, const CancelToken &cancel);
    ~ApkZip();
    ApkZip(const ApkZip &) = delete;
    ApkZip &operator=(const ApkZip &) = delete;

    [[nodiscard]] const QHash<QString, File> &files() const { return m_files; }
    [[nodiscard]] bool contains(const QString &name) const { return m_files.contains(name); }

    /// A file's bytes, checked against its CRC-32. ApkInvalid when it is not there, damaged, or larger than
    /// @p maximum.
    Result<QByteArray> read(const QString &name, qint64 maximum);
    /// A file to be read in places. What is stored without compression is read by ranges (and not checked
    /// against its CRC-32); what is compressed is unpacked as read() does. This zip outlives it.
    Result<std::unique_ptr<ChunkBytes>> bytesOf(const QString &name, qint64 maximum);
    /// Gives all of a file to @p sink in pieces, whatever its size, and checks it against its CRC-32.
    /// ApkInvalid when it is not there or damaged; what @p sink returns.
    Result<void> unpack(const QString &name, ByteSink &sink, const CancelToken &cancel);
    /// Where the bytes of a file that is stored without compression begin. ApkInvalid for any other.
    Result<qint64> storedOffset(const QString &name);

    /// Where the zip's directory begins: the signing block ends there.
    [[nodiscard]] qint64 directoryOffset() const { return m_directoryOffset; }
    /// The whole APK as it is.
    [[nodiscard]] ChunkBytes &raw() { return *m_raw; }
    /// Bytes that were fetched so far.
    [[nodiscard]] qint64 fetched() const { return m_cache->fetched(); }

private:
    explicit ApkZip(std::unique_ptr<BlockCache> cache);
    Result<void> findDirectory();
    Result<void> readDirectory(const CancelToken &cancel);
    Result<void> select(const QString &name, qint64 maximum);
    Result<qint64> dataOffset(const QString &name, const File &file);
    /// Why the zip's reader failed: the place it reads from, or the zip itself.
    [[nodiscard]] tl::unexpected<Error> failure(const QString &what) const;

    std::unique_ptr<BlockCache> m_cache;
    std::unique_ptr<ChunkBytes> m_raw;
    std::unique_ptr<AccessDevice> m_device;
    std::unique_ptr<QuaZip> m_zip;
    QHash<QString, File> m_files;
    qint64 m_directoryOffset = 0;
    qint64 m_directorySize = 0;
    int m_entries = 0;
};

} // namespace holdfast
