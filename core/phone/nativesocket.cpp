// SPDX-License-Identifier: GPL-3.0-or-later
// The folder's platform file: BSD sockets, and their Windows form.
#include "core/phone/nativesocket.h"

#include <QDeadlineTimer>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <mutex>

#ifdef Q_OS_WIN
#include <winsock2.h>
#include <ws2tcpip.h>
#else
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#endif

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

#ifdef Q_OS_WIN
using Handle = SOCKET;
using PollEntry = WSAPOLLFD;
constexpr int kSendFlags = 0;

void startUp()
{
    static std::once_flag once;
    std::call_once(once, [] {
        WSADATA data;
        WSAStartup(MAKEWORD(2, 2), &data);
    });
}
int pollSockets(PollEntry *entries, int timeoutMs)
{
    return WSAPoll(entries, 1, timeoutMs);
}
int errorNumber()
{
    return WSAGetLastError();
}
bool wouldBlock(int error)
{
    return error == WSAEWOULDBLOCK || error == WSAEINPROGRESS;
}
bool interrupted(int error)
{
    return error == WSAEINTR;
}
QString errorText(int error)
{
    return u"socket error %1"_s.arg(error);
}
void closeHandle(Handle handle)
{
    closesocket(handle);
}
bool makeNonBlocking(Handle handle)
{
    u_long on = 1;
    return ioctlsocket(handle, FIONBIO, &on) == 0;
}
#else
using Handle = int;
using PollEntry = pollfd;
#ifdef MSG_NOSIGNAL
constexpr int kSendFlags = MSG_NOSIGNAL;
#else
constexpr int kSendFlags = 0;
#endif

void startUp() {}
int pollSockets(PollEntry *entries, int timeoutMs)
{
    return ::poll(entries, 1, timeoutMs);
}
int errorNumber()
{
    return errno;
}
bool wouldBlock(int error)
{
    return error == EAGAIN || error == EWOULDBLOCK || error == EINPROGRESS;
}
bool interrupted(int error)
{
    return error == EINTR;
}
QString errorText(int error)
{
    return QString::fromLocal8Bit(std::strerror(error));
}
void closeHandle(Handle handle)
{
    ::close(handle);
}
bool makeNonBlocking(Handle handle)
{
#ifdef SO_NOSIGPIPE
    const int on = 1;
    ::setsockopt(handle, SOL_SOCKET, SO_NOSIGPIPE, &on, sizeof on);
#endif
    // Not to be inherited by programs that are started meanwhile: they would keep the stream open.
    ::fcntl(handle, F_SETFD, FD_CLOEXEC);
    return ::fcntl(handle, F_SETFL, ::fcntl(handle, F_GETFL) | O_NONBLOCK) == 0;
}
#endif

Handle nativeHandle(qintptr handle)
{
    return static_cast<Handle>(handle);
}

Error unreachable(const AdbAddress &address, const QString &reason)
{
    return {Errc::AdbUnreachable, u"%1: %2"_s.arg(address.text(), reason), {}};
}

} // namespace

NativeSocket::~NativeSocket()
{
    close();
}

NativeSocket::NativeSocket(NativeSocket &&other) noexcept
    : m_handle(std::exchange(other.m_handle, kNoHandle)), m_lastError(std::move(other.m_lastError))
{}

NativeSocket &NativeSocket::operator=(NativeSocket &&other) noexcept
{
    std::swap(m_handle, other.m_handle);
    std::swap(m_lastError, other.m_lastError);
    return *this;
}

void NativeSocket::close()
{
    if (isOpen())
        closeHandle(nativeHandle(std::exchange(m_handle, kNoHandle)));
}

unsigned NativeSocket::wait(unsigned directions, int timeoutMs) const
{
    PollEntry entry{};
    entry.fd = nativeHandle(m_handle);
    entry.events = static_cast<short>(((directions & Readable) != 0U ? POLLIN : 0) |
                                      ((directions & Writable) != 0U ? POLLOUT : 0));
    if (pollSockets(&entry, timeoutMs) <= 0)
        return None;
    if ((entry.revents & (POLLERR | POLLHUP | POLLNVAL)) != 0)
        return directions;
    return ((entry.revents & POLLIN) != 0 ? Readable : None) |
           ((entry.revents & POLLOUT) != 0 ? Writable : None);
}

qint64 NativeSocket::read(char *data, qint64 size)
{
    while (true) {
        const auto moved = ::recv(nativeHandle(m_handle), data, static_cast<size_t>(size), 0);
        if (moved >= 0)
            return moved;
        const int error = errorNumber();
        if (interrupted(error))
            continue;
        if (wouldBlock(error))
            return kWouldBlock;
        m_lastError = errorText(error);
        return kBroken;
    }
}

qint64 NativeSocket::write(const char *data, qint64 size)
{
    while (true) {
        const auto moved = ::send(nativeHandle(m_handle), data, static_cast<size_t>(size), kSendFlags);
        if (moved >= 0)
            return moved;
        const int error = errorNumber();
        if (interrupted(error))
            continue;
        if (wouldBlock(error))
            return kWouldBlock;
        m_lastError = errorText(error);
        return kBroken;
    }
}

Result<NativeSocket> NativeSocket::connectHandle(qintptr handle, const void *target, int targetSize,
                                                 int timeoutMs, const CancelToken &cancel)
{
    NativeSocket socket(handle);
    const Handle native = nativeHandle(handle);
    if (!makeNonBlocking(native))
        return fail(Errc::AdbUnreachable, errorText(errorNumber()));
    const QDeadlineTimer deadline(timeoutMs);
    int error = 0;
    if (::connect(native, static_cast<const sockaddr *>(target), static_cast<socklen_t>(targetSize)) != 0) {
        error = errorNumber();
        if (!wouldBlock(error))
            return fail(Errc::AdbUnreachable, errorText(error));
        while (socket.wait(Writable, static_cast<int>(std::min<qint64>(deadline.remainingTime(), 100))) ==
               None) {
            if (auto checked = cancel.check(); !checked)
                return tl::unexpected(checked.error());
            if (deadline.hasExpired())
                return fail(Errc::AdbUnreachable, u"no answer within %1 ms"_s.arg(timeoutMs));
        }
        socklen_t errorSize = sizeof error;
        ::getsockopt(native, SOL_SOCKET, SO_ERROR, reinterpret_cast<char *>(&error), &errorSize);
        if (error != 0)
            return fail(Errc::AdbUnreachable, errorText(error));
    }
    return socket;
}

Result<NativeSocket> NativeSocket::connectTcp(const AdbAddress &address, int timeoutMs,
                                              const CancelToken &cancel)
{
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo *found = nullptr;
    const QByteArray host = address.host.toUtf8();
    const QByteArray port = QByteArray::number(address.port);
    if (const int code = ::getaddrinfo(host.constData(), port.constData(), &hints, &found); code != 0)
        return tl::unexpected(unreachable(address, u"there is no such host"_s));
    Error last{Errc::AdbUnreachable, {}, {}};
    Result<NativeSocket> result = tl::unexpected(last);
    for (const addrinfo *target = found; target != nullptr && !result; target = target->ai_next) {
        const auto handle = ::socket(target->ai_family, target->ai_socktype, target->ai_protocol);
        if (static_cast<qintptr>(handle) == kNoHandle)
            continue;
        const int on = 1;
        ::setsockopt(handle, IPPROTO_TCP, TCP_NODELAY, reinterpret_cast<const char *>(&on), sizeof on);
        result = connectHandle(static_cast<qintptr>(handle), target->ai_addr,
                               static_cast<int>(target->ai_addrlen), timeoutMs, cancel);
        if (!result && result.error().code == Errc::Cancelled)
            break;
    }
    ::freeaddrinfo(found);
    if (!result && result.error().code != Errc::Cancelled)
        return tl::unexpected(unreachable(address, result.error().detail));
    return result;
}

#ifdef Q_OS_WIN
Result<NativeSocket> NativeSocket::connectLocal(const AdbAddress &address, int, const CancelToken &)
{
    return fail(Errc::InvalidArgument,
                u"%1: local sockets are not supported on Windows"_s.arg(address.text()));
}
#else
Result<NativeSocket> NativeSocket::connectLocal(const AdbAddress &address, int timeoutMs,
                                                const CancelToken &cancel)
{
    sockaddr_un target{};
    target.sun_family = AF_UNIX;
    const QByteArray path = address.socketPath.toLocal8Bit();
    if (static_cast<size_t>(path.size()) >= sizeof target.sun_path)
        return fail(Errc::InvalidArgument, u"%1: the path of the socket is too long"_s.arg(address.text()));
    std::memcpy(target.sun_path, path.constData(), static_cast<size_t>(path.size()));
    const int handle = ::socket(AF_UNIX, SOCK_STREAM, 0);
    if (handle < 0)
        return tl::unexpected(unreachable(address, errorText(errno)));
    auto result = connectHandle(handle, &target, sizeof target, timeoutMs, cancel);
    if (!result && result.error().code != Errc::Cancelled)
        return tl::unexpected(unreachable(address, result.error().detail));
    return result;
}
#endif

Result<NativeSocket> NativeSocket::connectTo(const AdbAddress &address, int timeoutMs,
                                             const CancelToken &cancel)
{
    startUp();
    return address.socketPath.isEmpty() ? connectTcp(address, timeoutMs, cancel)
                                        : connectLocal(address, timeoutMs, cancel);
}

} // namespace holdfast
