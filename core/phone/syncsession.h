// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytestream.h"
#include "core/phone/phonechannel.h"
#include "core/phone/syncprotocol.h"

#include <functional>
#include <memory>

namespace holdfast {

/// adb's file service on one phone, for single files: it loses owners, labels and nanoseconds, and is slow
/// for many files. Works as the adb daemon's user. One operation at a time, in one thread at a time.
///
/// After an error other than PhoneFile the session cannot be used again. Paths are absolute, raw bytes, 1 to
/// 1024 of them.
class SyncSession
{
public:
    /// @p features are the phone's (AdbServer::phoneFeatures); they choose the protocol's version.
    static Result<std::unique_ptr<SyncSession>>
    open(const PhoneTransport &transport, const QList<QByteArray> &features, const CancelToken &cancel);
    ~SyncSession();
    SyncSession(const SyncSession &) = delete;
    SyncSession &operator=(const SyncSession &) = delete;

    /// What the path is, symlinks not followed. PhoneFile when there is nothing.
    Result<SyncStat> lstat(QByteArrayView path);
    /// What the path leads to. Phones without stat_v2 do not follow: as lstat().
    Result<SyncStat> stat(QByteArrayView path);
    /// The entries of a folder without `.` and `..`, in the phone's order. A folder that is missing or
    /// unreadable looks empty to phones: ask lstat() before.
    Result<QList<SyncEntry>> list(QByteArrayView path);
    /// The bytes of a file. The source borrows the session and must be read to its end before the next call.
    Result<std::unique_ptr<ByteSource>> receive(QByteArrayView path);
    /// Creates or replaces a file. @p mode holds permission bits, @p modified seconds since 1970.
    Result<void> send(QByteArrayView path, quint32 mode, quint32 modified, ByteSource &content);

private:
    friend class SyncSource;
    SyncSession(PhoneChannel channel, const QList<QByteArray> &features);
    Result<void> request(const char *id, QByteArrayView path);
    Result<SyncStat> statBy(const char *id, QByteArrayView path);
    Result<void> sendContent(quint32 modified, ByteSource &content);
    Result<QByteArray> readBytes(qsizetype size);
    Result<SyncHead> readHead();
    Result<void> reopen();
    Error failure(const SyncHead &head, QByteArrayView path);
    [[nodiscard]] Error nonsense(const QString &detail) const;
    [[nodiscard]] bool has(const char *feature) const;

    PhoneChannel m_channel;
    QList<QByteArray> m_features;
};

} // namespace holdfast
