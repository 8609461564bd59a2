// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phone/syncprotocol.h"

#include <QtEndian>

namespace holdfast {
namespace {

template <class T>
T numberAt(QByteArrayView bytes, qsizetype offset)
{
    return qFromLittleEndian<T>(bytes.data() + offset);
}

SyncStat readStat1(QByteArrayView bytes)
{
    SyncStat stat;
    stat.mode = numberAt<quint32>(bytes, 4);
    stat.size = numberAt<quint32>(bytes, 8);
    stat.modified = numberAt<quint32>(bytes, 12);
    return stat;
}

/// The 68 bytes that STA2, LST2 and DNT2 share, after their id.
SyncStat readStat2(QByteArrayView bytes)
{
    SyncStat stat;
    stat.error = numberAt<quint32>(bytes, 4);
    stat.device = numberAt<quint64>(bytes, 8);
    stat.inode = numberAt<quint64>(bytes, 16);
    stat.mode = numberAt<quint32>(bytes, 24);
    stat.links = numberAt<quint32>(bytes, 28);
    stat.uid = numberAt<quint32>(bytes, 32);
    stat.gid = numberAt<quint32>(bytes, 36);
    stat.size = numberAt<quint64>(bytes, 40);
    stat.accessed = numberAt<qint64>(bytes, 48);
    stat.modified = numberAt<qint64>(bytes, 56);
    stat.changed = numberAt<qint64>(bytes, 64);
    return stat;
}

constexpr quint32 kErrnoNoEntry = 2;

std::optional<SyncEntryHead> checkedEntry(SyncEntryHead entry)
{
    if (!entry.end && (entry.nameLength == 0 || entry.nameLength > kSyncMaximumPath))
        return {};
    return entry;
}

} // namespace

QByteArray syncRequest(const char *id, QByteArrayView argument)
{
    QByteArray request(id, 4);
    request.resize(8);
    qToLittleEndian(static_cast<quint32>(argument.size()), request.data() + 4);
    request.append(argument);
    return request;
}

std::optional<SyncHead> parseSyncHead(QByteArrayView eightBytes)
{
    if (eightBytes.size() != 8)
        return {};
    return SyncHead{eightBytes.first(4).toByteArray(), numberAt<quint32>(eightBytes, 4)};
}

std::optional<SyncStat> parseSyncStat(QByteArrayView bytes)
{
    if (bytes.size() != kSyncStatSize || !bytes.startsWith("STAT"))
        return {};
    SyncStat stat = readStat1(bytes);
    if (stat.mode == 0)
        stat.error = kErrnoNoEntry;
    return stat;
}

std::optional<SyncStat> parseSyncStat2(QByteArrayView bytes, QByteArrayView id)
{
    if (bytes.size() != kSyncStat2Size || !bytes.startsWith(id))
        return {};
    return readStat2(bytes);
}

std::optional<SyncEntryHead> parseSyncEntry(QByteArrayView bytes)
{
    if (bytes.size() != kSyncEntrySize)
        return {};
    if (bytes.startsWith("DONE"))
        return SyncEntryHead{true, {}, 0};
    if (!bytes.startsWith("DENT"))
        return {};
    return checkedEntry({false, readStat1(bytes), numberAt<quint32>(bytes, 16)});
}

std::optional<SyncEntryHead> parseSyncEntry2(QByteArrayView bytes)
{
    if (bytes.size() != kSyncEntry2Size)
        return {};
    if (bytes.startsWith("DONE"))
        return SyncEntryHead{true, {}, 0};
    if (!bytes.startsWith("DNT2"))
        return {};
    return checkedEntry({false, readStat2(bytes), numberAt<quint32>(bytes, 72)});
}

bool isSyncName(QByteArrayView name)
{
    return !name.isEmpty() && !name.contains('/') && !name.contains('\0');
}

} // namespace holdfast
