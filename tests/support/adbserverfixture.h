// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QProcessEnvironment>
#include <QString>
#include <QTemporaryDir>

namespace holdfast::test {

/// A real adb server of the test's own: its own port, its own HOME (and key), no probing for emulators. Ends
/// with the fixture.
class AdbServerFixture
{
public:
    AdbServerFixture() = default;
    ~AdbServerFixture();
    AdbServerFixture(const AdbServerFixture &) = delete;
    AdbServerFixture &operator=(const AdbServerFixture &) = delete;

    /// Starts the server and waits until it answers. False (with error()) when it does not, or when there is
    /// no adb program.
    bool start();
    /// Kills the server at once (SIGKILL); start() brings one back on the same port.
    void stop();

    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] QString error() const { return m_error; }
    /// For adb programs started by the test or by what it tests: ANDROID_ADB_SERVER_PORT, HOME….
    [[nodiscard]] QProcessEnvironment environment() const;
    /// Puts environment()'s variables into this process, for engines that run inside the test.
    void exportEnvironment() const;

    struct Output
    {
        int exitCode = -1;
        QByteArray out;
        QByteArray err;
    };
    /// Runs `adb ARGUMENTS` against this server; @p input is its stdin. Exit code -1: it did not end in time.
    Output adb(const QStringList &arguments, const QByteArray &input = {}, int milliseconds = 60000) const;

private:
    quint16 m_port = 0;
    QTemporaryDir m_home;
    QProcess m_server;
    QString m_error;
};

} // namespace holdfast::test
