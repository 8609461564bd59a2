// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phone/phonechannel.h"

#include <algorithm>

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr int kPollMs = 100;
constexpr qint64 kSlowestBytesPerSecond = 64LL * 1024;
constexpr qint64 kLongestUnderwayMs = 16'000;

} // namespace

PhoneChannel::PhoneChannel(PhoneTransport transport, NativeSocket socket, CancelToken cancel)
    : m_transport(std::move(transport)), m_socket(std::move(socket)), m_cancel(std::move(cancel))
{}

Result<PhoneChannel> PhoneChannel::open(const PhoneTransport &transport, QByteArrayView service,
                                        const CancelToken &cancel)
{
    auto connection = transport.openService(service, cancel);
    if (!connection)
        return tl::unexpected(connection.error());
    return PhoneChannel(transport, connection->takeSocket(), cancel);
}

Error PhoneChannel::lost(const QString &detail) const
{
    return {Errc::PhoneLost, detail, m_transport.context()};
}

qint64 PhoneChannel::writeNow(const char *data, qint64 size)
{
    const qint64 moved = m_socket.write(data, size);
    if (moved > 0) {
        const qint64 before = m_underway.remainingTime();
        m_underway.setRemainingTime(
            std::min(before + moved * 1000 / kSlowestBytesPerSecond, kLongestUnderwayMs));
    }
    return moved;
}

Result<unsigned> PhoneChannel::wait(unsigned directions)
{
    const qint64 underway = m_underway.remainingTime();
    const qint64 silenceLimit = m_transport.timeouts.silence + underway;
    const qint64 inactivityLimit = m_transport.timeouts.inactivity + underway;
    const QDeadlineTimer silence(silenceLimit);
    QDeadlineTimer inactivity(inactivityLimit);
    while (true) {
        if (auto checked = m_cancel.check(); !checked) {
            close();
            return tl::unexpected(checked.error());
        }
        if (!isOpen())
            return tl::unexpected(lost(u"the stream was closed"_s));
        if (const unsigned ready = m_socket.wait(directions, kPollMs); ready != NativeSocket::None)
            return ready;
        if (!inactivity.hasExpired() && !silence.hasExpired())
            continue;
        const bool alive = !silence.hasExpired() && m_transport.ping(m_cancel);
        // What the stream waited for may have come while the phone was asked.
        if (const unsigned ready = m_socket.wait(directions, 0); ready != NativeSocket::None)
            return ready;
        if (!alive && !m_cancel.requested()) {
            close();
            return fail(
                Errc::PhoneSilent,
                u"no byte for %1 s"_s.arg((silence.hasExpired() ? silenceLimit : inactivityLimit) / 1000.0),
                m_transport.context());
        }
        inactivity.setRemainingTime(m_transport.timeouts.inactivity);
    }
}

Result<qint64> PhoneChannel::read(char *data, qint64 size)
{
    while (true) {
        if (!isOpen())
            return tl::unexpected(lost(u"the stream was closed"_s));
        if (auto checked = m_cancel.check(); !checked) {
            close();
            return tl::unexpected(checked.error());
        }
        const qint64 moved = readNow(data, size);
        if (moved >= 0)
            return moved;
        if (moved == NativeSocket::kBroken)
            return tl::unexpected(lost(m_socket.lastError()));
        if (auto waited = wait(NativeSocket::Readable); !waited)
            return tl::unexpected(waited.error());
    }
}

Result<void> PhoneChannel::readExactly(char *data, qint64 size)
{
    while (size > 0) {
        const auto moved = read(data, size);
        if (!moved)
            return tl::unexpected(moved.error());
        if (*moved == 0)
            return tl::unexpected(lost(u"the stream ended early"_s));
        data += *moved;
        size -= *moved;
    }
    return {};
}

Result<void> PhoneChannel::writeAll(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        if (!isOpen())
            return tl::unexpected(lost(u"the stream was closed"_s));
        if (auto checked = m_cancel.check(); !checked) {
            close();
            return checked;
        }
        const qint64 moved = writeNow(bytes.data(), bytes.size());
        if (moved == NativeSocket::kBroken)
            return tl::unexpected(lost(m_socket.lastError()));
        if (moved > 0) {
            bytes = bytes.sliced(moved);
            continue;
        }
        if (auto waited = wait(NativeSocket::Writable); !waited)
            return tl::unexpected(waited.error());
    }
    return {};
}

} // namespace holdfast
