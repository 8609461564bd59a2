// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

/// The records of adb's `sync:` service, as pure functions. All numbers are little endian.
/// Format: AOSP packages/modules/adb, file_sync_protocol.h.
namespace holdfast {

/// What the phone says of one file. Version 1 of the protocol knows only mode, size (modulo 4 GiB) and mtime.
struct SyncStat
{
    quint32 error = 0; ///< The phone's errno; 0 when the rest is valid.
    quint64 device = 0;
    quint64 inode = 0;
    quint32 mode = 0; ///< st_mode with its type bits.
    quint32 links = 0;
    quint32 uid = 0;
    quint32 gid = 0;
    quint64 size = 0;
    qint64 accessed = 0; ///< Seconds since 1970, as the other two.
    qint64 modified = 0;
    qint64 changed = 0;

    [[nodiscard]] bool isFolder() const { return (mode & 0170000U) == 0040000U; }
    [[nodiscard]] bool isFile() const { return (mode & 0170000U) == 0100000U; }
    [[nodiscard]] bool isSymlink() const { return (mode & 0170000U) == 0120000U; }
};

struct SyncEntry
{
    QByteArray name; ///< Raw bytes, without a slash.
    SyncStat stat;
};

inline constexpr qsizetype kSyncStatSize = 16;         ///< STAT and its answer's mode, size, mtime.
inline constexpr qsizetype kSyncStat2Size = 72;        ///< STA2, LST2.
inline constexpr qsizetype kSyncEntrySize = 20;        ///< DENT, and the DONE in its place.
inline constexpr qsizetype kSyncEntry2Size = 76;       ///< DNT2, and the DONE in its place.
inline constexpr quint32 kSyncMaximumData = 64 * 1024; ///< Longest DATA in either direction.
inline constexpr quint32 kSyncMaximumPath = 1024;      ///< Longest path that phones accept.

/// A request: @p id (four characters), the length of @p argument, @p argument.
QByteArray syncRequest(const char *id, QByteArrayView argument);

/// A record of an id and one number: DATA, DONE, FAIL, OKAY.
struct SyncHead
{
    QByteArray id; ///< Four bytes.
    quint32 value = 0;
};
std::optional<SyncHead> parseSyncHead(QByteArrayView eightBytes);

/// The answer to STAT; a missing file has ENOENT (2).
std::optional<SyncStat> parseSyncStat(QByteArrayView bytes);
/// The answer to STA2 or LST2 (@p id).
std::optional<SyncStat> parseSyncStat2(QByteArrayView bytes, QByteArrayView id);

/// The head of one folder entry; the name of @ref nameLength bytes follows. `end` marks the last record.
struct SyncEntryHead
{
    bool end = false;
    SyncStat stat;
    quint32 nameLength = 0; ///< 1 to 1024.
};
std::optional<SyncEntryHead> parseSyncEntry(QByteArrayView bytes);
std::optional<SyncEntryHead> parseSyncEntry2(QByteArrayView bytes);

/// Whether @p name can be a folder's entry: not empty, no slash, no NUL byte.
bool isSyncName(QByteArrayView name);

} // namespace holdfast
