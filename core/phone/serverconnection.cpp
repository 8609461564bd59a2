// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phone/serverconnection.h"

#include "core/phone/adbtext.h"

#include <QDeadlineTimer>

#include <algorithm>
#include <limits>

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr qint64 kNever = std::numeric_limits<qint64>::max();

qint64 nowMs()
{
    return QDeadlineTimer::current().deadline();
}

Error notAdb(const QByteArray &bytes)
{
    return {Errc::AdbProtocol,
            u"the answer begins with \"%1\""_s.arg(QString::fromLatin1(bytes.toPercentEncoding(" '"))),
            {}};
}

} // namespace

ServerConnection::ServerConnection(NativeSocket socket, AdbTimeouts timeouts, CancelToken cancel)
    : m_socket(std::move(socket)), m_timeouts(timeouts), m_cancel(std::move(cancel))
{}

Result<ServerConnection> ServerConnection::open(const AdbAddress &address, const AdbTimeouts &timeouts,
                                                const CancelToken &cancel)
{
    auto socket = NativeSocket::connectTo(address, timeouts.connect, cancel);
    if (!socket)
        return tl::unexpected(socket.error());
    return ServerConnection(*std::move(socket), timeouts, cancel);
}

qint64 ServerConnection::deadline() const
{
    return nowMs() + m_timeouts.reply;
}

Result<void> ServerConnection::waitFor(NativeSocket::Ready direction, qint64 deadlineMs)
{
    while (true) {
        if (auto checked = m_cancel.check(); !checked)
            return checked;
        const qint64 left = deadlineMs - nowMs();
        if (left <= 0)
            return fail(Errc::AdbUnreachable, u"no answer within %1 ms"_s.arg(m_timeouts.reply));
        if (m_socket.wait(direction, static_cast<int>(std::min<qint64>(left, 100))) != NativeSocket::None)
            return {};
    }
}

Result<void> ServerConnection::readUntil(char *data, qint64 size, qint64 deadlineMs)
{
    while (size > 0) {
        const qint64 moved = m_socket.read(data, size);
        if (moved == NativeSocket::kWouldBlock) {
            if (auto waited = waitFor(NativeSocket::Readable, deadlineMs); !waited)
                return waited;
            continue;
        }
        if (moved <= 0)
            return fail(Errc::AdbUnreachable,
                        moved == 0 ? u"the server closed the connection"_s : m_socket.lastError());
        data += moved;
        size -= moved;
    }
    return {};
}

Result<void> ServerConnection::readExactly(char *data, qint64 size)
{
    return readUntil(data, size, deadline());
}

Result<void> ServerConnection::writeAll(QByteArrayView bytes)
{
    const qint64 deadlineMs = deadline();
    while (!bytes.isEmpty()) {
        const qint64 moved = m_socket.write(bytes.data(), bytes.size());
        if (moved == NativeSocket::kWouldBlock) {
            if (auto waited = waitFor(NativeSocket::Writable, deadlineMs); !waited)
                return waited;
            continue;
        }
        if (moved < 0)
            return fail(Errc::AdbUnreachable, m_socket.lastError());
        bytes = bytes.sliced(moved);
    }
    return {};
}

Result<QByteArray> ServerConnection::readBlock(qint64 deadlineMs)
{
    QByteArray digits(4, Qt::Uninitialized);
    if (auto got = readUntil(digits.data(), digits.size(), deadlineMs); !got)
        return tl::unexpected(got.error());
    // Four digits cannot claim more than 64 KiB, so the claim is safe to allocate.
    const auto length = parseHexLength(digits);
    if (!length)
        return tl::unexpected(notAdb(digits));
    QByteArray block(static_cast<qsizetype>(*length), Qt::Uninitialized);
    if (auto got = readUntil(block.data(), block.size(), deadline()); !got)
        return tl::unexpected(got.error());
    return block;
}

Result<QByteArray> ServerConnection::readReply()
{
    return readBlock(deadline());
}

Result<QByteArray> ServerConnection::readUpdate()
{
    return readBlock(kNever);
}

Result<void> ServerConnection::request(QByteArrayView service, const Serial &serial)
{
    const auto frame = frameService(service);
    if (!frame)
        return tl::unexpected(frame.error());
    if (auto sent = writeAll(*frame); !sent)
        return sent;
    QByteArray status(4, Qt::Uninitialized);
    if (auto got = readExactly(status.data(), status.size()); !got)
        return got;
    if (status == "OKAY")
        return {};
    if (status != "FAIL")
        return tl::unexpected(notAdb(status));
    const auto reason = readReply();
    if (!reason)
        return tl::unexpected(reason.error());
    return tl::unexpected(failureError(*reason, serial));
}

Result<QByteArray> ServerConnection::query(const AdbAddress &address, const AdbTimeouts &timeouts,
                                           QByteArrayView service, const CancelToken &cancel,
                                           const Serial &serial)
{
    auto connection = open(address, timeouts, cancel);
    if (!connection)
        return tl::unexpected(connection.error());
    if (auto asked = connection->request(service, serial); !asked)
        return tl::unexpected(asked.error());
    return connection->readReply();
}

} // namespace holdfast
