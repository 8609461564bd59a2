// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phone/adbaddress.h"

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

Result<quint16> parsePort(QStringView text, const char *where)
{
    bool ok = false;
    const uint port = text.toUInt(&ok);
    if (!ok || port < 1 || port > 65535)
        return fail(Errc::InvalidArgument,
                    u"%1 holds \"%2\", which is not a port"_s.arg(QLatin1String(where), text));
    return static_cast<quint16>(port);
}

QString withoutBrackets(const QString &host)
{
    return host.startsWith(u'[') && host.endsWith(u']') ? host.mid(1, host.size() - 2) : host;
}

Result<AdbAddress> parseSocketSpec(const QString &spec)
{
    AdbAddress address;
    if (spec.startsWith("localfilesystem:"_L1)) {
        address.socketPath = spec.mid(16);
        if (address.socketPath.isEmpty())
            return fail(Errc::InvalidArgument, u"ADB_SERVER_SOCKET names no socket"_s);
        return address;
    }
    if (!spec.startsWith("tcp:"_L1))
        return fail(
            Errc::InvalidArgument,
            u"ADB_SERVER_SOCKET holds \"%1\"; tcp:HOST:PORT, tcp:PORT and localfilesystem:PATH are known"_s
                .arg(spec));
    const QString rest = spec.mid(4);
    const qsizetype colon = rest.lastIndexOf(u':');
    const auto port = parsePort(QStringView(rest).mid(colon + 1), "ADB_SERVER_SOCKET");
    if (!port)
        return tl::unexpected(port.error());
    address.port = *port;
    if (colon > 0)
        address.host = withoutBrackets(rest.left(colon));
    return address;
}

} // namespace

Result<AdbAddress> AdbAddress::fromEnvironment(const QProcessEnvironment &environment)
{
    if (const QString spec = environment.value(u"ADB_SERVER_SOCKET"_s); !spec.isEmpty())
        return parseSocketSpec(spec);
    AdbAddress address;
    if (const QString host = environment.value(u"ANDROID_ADB_SERVER_ADDRESS"_s); !host.isEmpty())
        address.host = withoutBrackets(host);
    if (const QString text = environment.value(u"ANDROID_ADB_SERVER_PORT"_s); !text.isEmpty()) {
        const auto port = parsePort(text, "ANDROID_ADB_SERVER_PORT");
        if (!port)
            return tl::unexpected(port.error());
        address.port = *port;
    }
    return address;
}

bool AdbAddress::isLocal() const
{
    return !socketPath.isEmpty() || host == "127.0.0.1"_L1 || host == "localhost"_L1 || host == "::1"_L1;
}

QStringList AdbAddress::programArguments() const
{
    if (!socketPath.isEmpty())
        return {u"-L"_s, u"localfilesystem:"_s + socketPath};
    // adb takes only a missing name or "localhost" for this machine, and refuses to start a server elsewhere.
    if (isLocal())
        return {u"-L"_s, u"tcp:%1"_s.arg(port)};
    return {u"-L"_s, u"tcp:%1:%2"_s.arg(host).arg(port)};
}

QString AdbAddress::text() const
{
    if (!socketPath.isEmpty())
        return socketPath;
    return (host.contains(u':') ? u"[%1]:%2"_s : u"%1:%2"_s).arg(host).arg(port);
}

} // namespace holdfast
