// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/phone/adbaddress.h"

#include <QByteArray>
#include <QByteArrayList>

#include <atomic>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace holdfast::test {

/// A stand-in for an adb server that says exactly what a test wants, right or wrong. Each connection is
/// served in a thread of its own by blocking calls.
class ScriptedServer
{
public:
    /// The server's end of one connection.
    class Peer
    {
    public:
        explicit Peer(int socket, const std::atomic_bool &stop) : m_socket(socket), m_stop(stop) {}
        void send(const QByteArray &bytes);
        /// Reads one request (four hex digits and the service); empty at the end of the connection.
        QByteArray request();
        QByteArray read(qsizetype size);
        /// Reads and drops everything until the other side leaves or the test ends.
        void drain();
        /// Keeps the connection open and says nothing.
        void beSilent();

    private:
        bool waitReadable();
        int m_socket;
        const std::atomic_bool &m_stop;
    };
    using Script = std::function<void(Peer &)>;

    /// @p script runs once for each connection.
    explicit ScriptedServer(Script script);
    ~ScriptedServer();
    ScriptedServer(const ScriptedServer &) = delete;
    ScriptedServer &operator=(const ScriptedServer &) = delete;

    [[nodiscard]] AdbAddress address() const;
    /// Short time limits, so that tests of silence are quick.
    [[nodiscard]] static AdbTimeouts timeouts();

private:
    void accept();

    Script m_script;
    int m_listener = -1;
    quint16 m_port = 0;
    std::atomic_bool m_stop{false};
    std::mutex m_mutex;
    std::vector<std::thread> m_peers; ///< Guarded by m_mutex.
    std::thread m_thread;
};

/// Answers the switch to a phone (`host:tport:serial:…`), so that the next request is the phone's service.
void acceptTransport(ScriptedServer::Peer &peer);

} // namespace holdfast::test
