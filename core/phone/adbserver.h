// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/phone/adbaddress.h"
#include "core/phone/adbtext.h"
#include "core/phone/phoneentry.h"

#include <QProcessEnvironment>

#include <mutex>

namespace holdfast {

/// The adb server as a whole. Every call opens a connection of its own, so that one object may be used by
/// many threads. Blocks; for worker threads.
///
/// A server is started when there is none, and never stopped: other people's work hangs on it.
class AdbServer
{
public:
    struct Options
    {
        AdbTimeouts timeouts{};
        QString program = QStringLiteral("adb"); ///< Name or path of the adb program.
        /// For the adb program; it finds its keys by HOME.
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    };

    explicit AdbServer(AdbAddress address);
    AdbServer(AdbAddress address, Options options);

    [[nodiscard]] const AdbAddress &address() const { return m_address; }
    [[nodiscard]] const AdbTimeouts &timeouts() const { return m_options.timeouts; }

    /// Makes sure that a server answers: starts one with `adb start-server` if nobody listens at a local
    /// address, at most once in ten seconds. AdbMissing when there is no adb program.
    Result<void> ensureRunning(const CancelToken &cancel);

    /// The server's protocol version, 41 for Debian's 29.0.6.
    Result<int> version(const CancelToken &cancel) const;
    /// What the server itself can do: `shell_v2`, `stat_v2`…
    Result<QList<QByteArray>> features(const CancelToken &cancel) const;
    /// What the phone can do, as far as the server knows.
    Result<QList<QByteArray>> phoneFeatures(const Serial &serial, const CancelToken &cancel) const;
    /// All phones that the server knows, in its order.
    Result<QList<PhoneEntry>> phones(const CancelToken &cancel) const;
    /// The one phone with this serial. PhoneNotFound.
    Result<PhoneEntry> phone(const Serial &serial, const CancelToken &cancel) const;

    /// Connects a phone over the network and waits until it can be used or says why not. @p hostAndPort is
    /// also its serial then; without a port it is 5555. PhoneUnauthorized, PhoneOffline, …
    Result<Serial> connectPhone(const QString &hostAndPort, const CancelToken &cancel) const;
    /// Forgets a phone that was connected over the network. PhoneNotFound.
    Result<void> disconnectPhone(const Serial &serial, const CancelToken &cancel) const;

private:
    Result<void> startServer(const CancelToken &cancel) const;
    Result<void> waitUntilUsable(const Serial &serial, const CancelToken &cancel) const;

    AdbAddress m_address;
    Options m_options;
    std::mutex m_startMutex;
    qint64 m_startedAtMs = -1; ///< Guarded by m_startMutex.
};

} // namespace holdfast
