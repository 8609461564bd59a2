// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace holdfast::cli {

/// Tells systemd how the daemon is (sd_notify(3)), where it is asked to by NOTIFY_SOCKET; else and on other
/// systems does nothing. Takes that variable out of the environment, so that no child speaks for us.
class ServiceNotifier
{
public:
    ServiceNotifier();
    void ready() const { send("READY=1"); }
    /// For the watchdog.
    void alive() const { send("WATCHDOG=1"); }
    void status(const QByteArray &line) const { send(QByteArray("STATUS=").append(line)); }
    void stopping() const { send("STOPPING=1"); }

private:
    void send(const QByteArray &message) const;

    QByteArray m_socket;
};

} // namespace holdfast::cli
