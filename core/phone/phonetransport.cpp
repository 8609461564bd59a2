// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phone/phonetransport.h"

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr QByteArrayView kPingCommand = "echo holdfast";

/// Switches a fresh connection to the phone. `tport:serial:` cannot be misread; servers before 2019 lack it.
Result<ServerConnection> openTransport(const PhoneTransport &transport, const CancelToken &cancel)
{
    const QByteArray serial = transport.serial.value.toUtf8();
    if (serial.isEmpty())
        return fail(Errc::PhoneNotFound, u"no serial was given"_s);
    auto connection = ServerConnection::open(transport.address, transport.timeouts, cancel);
    if (!connection)
        return connection;
    auto switched = connection->request(QByteArray("host:tport:serial:").append(serial), transport.serial);
    if (switched) {
        char transportId[8];
        if (auto got = connection->readExactly(transportId, sizeof transportId); !got)
            return tl::unexpected(got.error());
        return connection;
    }
    if (!switched.error().detail.contains("unknown host service"_L1))
        return tl::unexpected(switched.error());
    connection = ServerConnection::open(transport.address, transport.timeouts, cancel);
    if (!connection)
        return connection;
    switched = connection->request(QByteArray("host:transport:").append(serial), transport.serial);
    if (!switched)
        return tl::unexpected(switched.error());
    return connection;
}

/// To the server a phone that goes while a service is opened looks like one that refuses it.
bool isGone(const PhoneTransport &transport, const CancelToken &cancel)
{
    const QByteArray service = "host-serial:" + transport.serial.value.toUtf8() + ":get-state";
    const auto state =
        ServerConnection::query(transport.address, transport.timeouts, service, cancel, transport.serial);
    return !state || *state != "device";
}

} // namespace

Result<ServerConnection> PhoneTransport::openService(QByteArrayView service, const CancelToken &cancel) const
{
    auto connection = openTransport(*this, cancel);
    if (!connection) {
        connection.error().context = context();
        return connection;
    }
    if (auto opened = connection->request(service, serial); !opened) {
        Error error = opened.error();
        error.context = context();
        // The server itself answered a moment ago, so the silence is the phone's.
        if (error.code == Errc::AdbUnreachable && error.detail.startsWith("no answer"_L1))
            error.code = Errc::PhoneSilent;
        else if (error.code == Errc::AdbUnreachable ||
                 (error.code == Errc::PhoneRefused && isGone(*this, cancel)))
            error.code = Errc::PhoneLost;
        return tl::unexpected(error);
    }
    return connection;
}

bool PhoneTransport::ping(const CancelToken &cancel) const
{
    PhoneTransport quick = *this;
    quick.timeouts.reply = timeouts.ping;
    auto connection = quick.openService(QByteArray("shell,v2,raw:").append(kPingCommand), cancel);
    if (!connection)
        return false;
    char first = 0;
    return connection->readExactly(&first, 1).has_value();
}

ErrorContext PhoneTransport::context(const QString &path) const
{
    return {serial.value, path, {}};
}

} // namespace holdfast
