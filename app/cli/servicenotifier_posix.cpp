// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/servicenotifier.h"

#include <QtGlobal>

#include <algorithm>
#include <cstddef>
#include <cstring>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace holdfast::cli {

ServiceNotifier::ServiceNotifier() : m_socket(qgetenv("NOTIFY_SOCKET"))
{
    qunsetenv("NOTIFY_SOCKET");
}

void ServiceNotifier::send(const QByteArray &message) const
{
    sockaddr_un address = {};
    if (m_socket.isEmpty() || m_socket.size() >= static_cast<qsizetype>(sizeof address.sun_path))
        return;
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, m_socket.constData(), static_cast<size_t>(m_socket.size()));
    if (address.sun_path[0] == '@') // Linux's abstract names begin with a zero.
        address.sun_path[0] = '\0';
    const int out = socket(AF_UNIX, SOCK_DGRAM, 0);
    if (out < 0)
        return;
    const auto length =
        static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + static_cast<size_t>(m_socket.size()));
    // Nobody is told if nobody listens: the daemon works all the same.
    (void)sendto(out, message.constData(), static_cast<size_t>(message.size()), MSG_DONTWAIT,
                 reinterpret_cast<const sockaddr *>(&address), length);
    close(out);
}

} // namespace holdfast::cli
