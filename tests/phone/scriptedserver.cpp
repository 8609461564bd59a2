// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/phone/scriptedserver.h"

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace holdfast::test {

void ScriptedServer::Peer::send(const QByteArray &bytes)
{
    qsizetype at = 0;
    while (at < bytes.size()) {
        const ssize_t moved =
            ::send(m_socket, bytes.constData() + at, static_cast<size_t>(bytes.size() - at), MSG_NOSIGNAL);
        if (moved <= 0)
            return;
        at += moved;
    }
}

bool ScriptedServer::Peer::waitReadable()
{
    pollfd entry{m_socket, POLLIN, 0};
    while (!m_stop) {
        if (::poll(&entry, 1, 20) > 0)
            return true;
    }
    return false;
}

QByteArray ScriptedServer::Peer::read(qsizetype size)
{
    QByteArray bytes;
    while (bytes.size() < size && waitReadable()) {
        char buffer[65536];
        const auto want = std::min<size_t>(sizeof buffer, static_cast<size_t>(size - bytes.size()));
        const ssize_t moved = ::recv(m_socket, buffer, want, 0);
        if (moved <= 0)
            return {};
        bytes.append(buffer, moved);
    }
    return bytes;
}

QByteArray ScriptedServer::Peer::request()
{
    const QByteArray digits = read(4);
    return digits.size() == 4 ? read(digits.toInt(nullptr, 16)) : QByteArray{};
}

void ScriptedServer::Peer::drain()
{
    while (!read(1).isEmpty()) {
    }
}

void ScriptedServer::Peer::beSilent()
{
    while (!m_stop)
        ::usleep(10'000);
}

ScriptedServer::ScriptedServer(Script script) : m_script(std::move(script))
{
    m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in local{};
    local.sin_family = AF_INET;
    local.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof local;
    auto *generic = reinterpret_cast<sockaddr *>(&local);
    if (::bind(m_listener, generic, size) != 0 || ::listen(m_listener, 16) != 0 ||
        ::getsockname(m_listener, generic, &size) != 0)
        qFatal("no port to listen on");
    m_port = ntohs(local.sin_port);
    m_thread = std::thread([this] { accept(); });
}

ScriptedServer::~ScriptedServer()
{
    m_stop = true;
    m_thread.join();
    for (std::thread &peer : m_peers)
        peer.join();
    ::close(m_listener);
}

void ScriptedServer::accept()
{
    pollfd entry{m_listener, POLLIN, 0};
    while (!m_stop) {
        if (::poll(&entry, 1, 20) <= 0)
            continue;
        const int socket = ::accept(m_listener, nullptr, nullptr);
        if (socket < 0)
            continue;
        const std::scoped_lock lock(m_mutex);
        m_peers.emplace_back([this, socket] {
            Peer peer(socket, m_stop);
            m_script(peer);
            ::close(socket);
        });
    }
}

AdbAddress ScriptedServer::address() const
{
    AdbAddress address;
    address.port = m_port;
    return address;
}

AdbTimeouts ScriptedServer::timeouts()
{
    AdbTimeouts timeouts;
    timeouts.connect = timeouts.reply = timeouts.phoneConnect = timeouts.ping = 400;
    timeouts.inactivity = 500;
    timeouts.silence = 1'500;
    timeouts.reboot = 1'000;
    return timeouts;
}

void acceptTransport(ScriptedServer::Peer &peer)
{
    (void)peer.request();
    peer.send(QByteArray("OKAY") + QByteArray(8, '\1'));
}

} // namespace holdfast::test
