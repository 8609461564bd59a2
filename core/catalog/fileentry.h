// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace holdfast {

enum class FileType : quint8 { Regular = 0, Folder, Symlink, HardLink, Fifo, CharDevice, BlockDevice };

/// A file of a backup as the catalog knows it: what people search and browse by. Offsets, extended
/// attributes and labels are in the archive's own index; they would keep equal folders from being shared.
struct FileEntry
{
    QByteArray path{}; ///< Bytes, absolute, without a slash at the end.
    FileType type = FileType::Regular;
    quint32 mode = 0; ///< Permission bits, 07777.
    quint32 uid = 0;
    quint32 gid = 0;
    qint64 size = 0;
    qint64 mtimeNs = 0;  ///< Nanoseconds since 1970 UTC; may be negative.
    QByteArray link{};   ///< Target of a symlink or hard link, bytes.
    QByteArray sha256{}; ///< 32 bytes for regular files, else empty.

    friend bool operator==(const FileEntry &, const FileEntry &) = default;
};

} // namespace holdfast
