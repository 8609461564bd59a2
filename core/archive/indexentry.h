// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

#include <functional>
#include <utility>

namespace holdfast {

/// What an entry is. The values are the letters in the stored index.
enum class EntryType : char {
    File = 'f',
    Folder = 'd',
    SymbolicLink = 'l',
    HardLink = 'h', ///< One more name of an earlier file; linkTarget is that file's path.
    Fifo = 'p',
    CharacterDevice = 'c',
    BlockDevice = 'b',
};

/// One entry of an archive, as its file index keeps it. Names are bytes as on the phone.
struct IndexEntry
{
    QByteArray path; ///< As in the tar: no leading slash from our agent; never a trailing one.
    EntryType type = EntryType::File;
    quint32 mode = 0; ///< Permission bits with setuid, setgid and sticky (07777).
    qint64 uid = 0;
    qint64 gid = 0;
    qint64 mtime = 0;       ///< Seconds since 1970, may be negative.
    quint32 mtimeNanos = 0; ///< 0 to 999 999 999.
    qint64 size = 0;        ///< Bytes of content with holes; 0 for what is not a file.
    QByteArray linkTarget;  ///< Of symbolic and hard links.
    quint32 deviceMajor = 0;
    quint32 deviceMinor = 0;
    bool sparse = false;     ///< The tar holds only the data between its holes.
    QByteArray sha256;       ///< 32 bytes over the content, holes as zeros; empty for what is not a file.
    QByteArray selinuxLabel; ///< Without a closing NUL; empty when unknown.
    QList<std::pair<QByteArray, QByteArray>> xattrs; ///< Sorted by name, each once, without the label.
    qint64 tarOffset = 0;                            ///< Of the entry's first header block in the tar.
    qint64 tarLength = 0;                            ///< Headers, content and padding: a multiple of 512.

    friend bool operator==(const IndexEntry &, const IndexEntry &) = default;
};

/// Chooses entries: true takes the entry.
using EntryFilter = std::function<bool(const IndexEntry &)>;

} // namespace holdfast
