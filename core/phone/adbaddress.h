// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QProcessEnvironment>
#include <QStringList>

namespace holdfast {

/// Where the adb server listens. A value; safe to copy between threads.
struct AdbAddress
{
    QString host = QStringLiteral("127.0.0.1"); ///< Unused with socketPath.
    quint16 port = 5037;                        ///< 1 to 65535. Unused with socketPath.
    QString socketPath;                         ///< A local socket instead of TCP; not on Windows.

    /// Reads ADB_SERVER_SOCKET (`tcp:HOST:PORT`, `tcp:PORT`, `localfilesystem:PATH`), else
    /// ANDROID_ADB_SERVER_ADDRESS and ANDROID_ADB_SERVER_PORT, as the adb program does. Words that adb would
    /// not understand give InvalidArgument.
    static Result<AdbAddress> fromEnvironment(const QProcessEnvironment &environment);

    /// Whether the server is on this machine, so that it may be started here.
    [[nodiscard]] bool isLocal() const;
    /// The words that tell the adb program to use this address, before its command: `-L tcp:5037`.
    [[nodiscard]] QStringList programArguments() const;
    /// For messages: `127.0.0.1:5037` or the socket's path.
    [[nodiscard]] QString text() const;

    friend bool operator==(const AdbAddress &, const AdbAddress &) = default;
};

/// How long to wait for what, in milliseconds. adb itself has no time limits at all: a stopped phone stays
/// "device" and every read of it hangs for ever.
struct AdbTimeouts
{
    int connect = 3'000;       ///< For the server's socket.
    int reply = 15'000;        ///< For an answer of the server, and for a phone to open a service.
    int phoneConnect = 30'000; ///< For host:connect, in which the server waits for the network.
    int inactivity = 60'000;   ///< For the next byte of a phone's stream, before the phone is pinged.
    int ping = 10'000;         ///< For the answer to that ping.
    int silence = 15 * 60'000; ///< For the next byte when the phone answers pings.
    int reboot = 60'000;       ///< For a phone to come back after its adb daemon restarted.
};

} // namespace holdfast
