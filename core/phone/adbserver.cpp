// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phone/adbserver.h"

#include "core/phone/serverconnection.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QProcess>
#include <QStandardPaths>
#include <QThread>

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr qint64 kStartPauseMs = 10'000;
constexpr int kStartTimeoutMs = 20'000;
/// After a connection a phone needs a moment to be authorized and to become usable.
constexpr int kSettleMs = 5'000;

QList<QByteArray> splitFeatures(const QByteArray &text)
{
    return text.isEmpty() ? QList<QByteArray>{} : text.trimmed().split(',');
}

QByteArray about(const char *service, const Serial &serial)
{
    return QByteArray(service).append(serial.value.toUtf8());
}

/// adb's own default port, so that `connect HOST` and its serial are told alike by both sides.
QString withPort(const QString &hostAndPort)
{
    const qsizetype colon = hostAndPort.lastIndexOf(u':');
    const bool bareIpv6 = hostAndPort.count(u':') > 1 && !hostAndPort.startsWith(u'[');
    if (colon < 0 || hostAndPort.endsWith(u']'))
        return hostAndPort + u":5555"_s;
    return bareIpv6 ? u"[%1]:5555"_s.arg(hostAndPort) : hostAndPort;
}

} // namespace

AdbServer::AdbServer(AdbAddress address) : AdbServer(std::move(address), Options{}) {}

AdbServer::AdbServer(AdbAddress address, Options options)
    : m_address(std::move(address)), m_options(std::move(options))
{}

Result<void> AdbServer::ensureRunning(const CancelToken &cancel)
{
    const auto answered = version(cancel);
    if (answered)
        return {};
    if (answered.error().code != Errc::AdbUnreachable || !m_address.isLocal())
        return tl::unexpected(answered.error());
    const std::scoped_lock lock(m_startMutex);
    // Another thread may have started it while this one waited.
    if (version(cancel))
        return {};
    const qint64 now = QDeadlineTimer::current().deadline();
    if (m_startedAtMs >= 0 && now - m_startedAtMs < kStartPauseMs)
        return tl::unexpected(answered.error());
    m_startedAtMs = now;
    return startServer(cancel);
}

Result<void> AdbServer::startServer(const CancelToken &cancel) const
{
    const QString program = QStandardPaths::findExecutable(
        m_options.program, m_options.program.contains(u'/') ? QStringList{}
                                                            : m_options.environment.value(u"PATH"_s).split(
                                                                  QDir::listSeparator(), Qt::SkipEmptyParts));
    if (program.isEmpty())
        return fail(Errc::AdbMissing, u"nothing answers at %1"_s.arg(m_address.text()));
    QProcess process;
    process.setProcessEnvironment(m_options.environment);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setStandardInputFile(QProcess::nullDevice());
    process.start(program, m_address.programArguments() << u"start-server"_s);
    const QDeadlineTimer deadline(kStartTimeoutMs);
    while (!process.waitForFinished(100) && process.state() != QProcess::NotRunning) {
        if (cancel.requested() || deadline.hasExpired()) {
            // Only the starter: a server that it has started already goes on by itself.
            process.kill();
            process.waitForFinished(1000);
            return cancel.requested() ? cancel.check()
                                      : fail(Errc::AdbUnreachable, u"\"adb start-server\" did not end"_s);
        }
    }
    const auto answered = version(cancel);
    if (answered)
        return {};
    const QString words = QString::fromLocal8Bit(process.readAll().right(500)).trimmed();
    return fail(Errc::AdbUnreachable,
                u"\"adb start-server\" did not help: %1; %2"_s.arg(words, answered.error().detail));
}

Result<int> AdbServer::version(const CancelToken &cancel) const
{
    const auto reply = ServerConnection::query(m_address, m_options.timeouts, "host:version", cancel);
    if (!reply)
        return tl::unexpected(reply.error());
    const auto number = parseHexLength(*reply);
    if (!number)
        return fail(Errc::AdbProtocol, u"the server's version is not a number"_s);
    return static_cast<int>(*number);
}

Result<QList<QByteArray>> AdbServer::features(const CancelToken &cancel) const
{
    return ServerConnection::query(m_address, m_options.timeouts, "host:host-features", cancel)
        .map(splitFeatures);
}

Result<QList<QByteArray>> AdbServer::phoneFeatures(const Serial &serial, const CancelToken &cancel) const
{
    // `host-serial:` mistakes serials with several colons, so the transport is switched first.
    auto connection = ServerConnection::open(m_address, m_options.timeouts, cancel);
    if (!connection)
        return tl::unexpected(connection.error());
    if (auto asked = connection->request(about("host:tport:serial:", serial), serial); !asked)
        return tl::unexpected(asked.error());
    char transportId[8];
    if (auto got = connection->readExactly(transportId, sizeof transportId); !got)
        return tl::unexpected(got.error());
    if (auto asked = connection->request("host:features", serial); !asked)
        return tl::unexpected(asked.error());
    return connection->readReply().map(splitFeatures);
}

Result<QList<PhoneEntry>> AdbServer::phones(const CancelToken &cancel) const
{
    const auto reply = ServerConnection::query(m_address, m_options.timeouts, "host:devices-l", cancel);
    if (!reply)
        return tl::unexpected(reply.error());
    return parsePhoneList(*reply);
}

Result<PhoneEntry> AdbServer::phone(const Serial &serial, const CancelToken &cancel) const
{
    const auto all = phones(cancel);
    if (!all)
        return tl::unexpected(all.error());
    for (const PhoneEntry &entry : *all) {
        if (entry.serial == serial)
            return entry;
    }
    return fail(Errc::PhoneNotFound, {}, {serial.value, {}, {}});
}

Result<Serial> AdbServer::connectPhone(const QString &hostAndPort, const CancelToken &cancel) const
{
    const Serial serial{withPort(hostAndPort.trimmed())};
    const ErrorContext context{serial.value, {}, {}};
    if (hostAndPort.trimmed().isEmpty() || phoneKind(serial) != PhoneKind::Tcp)
        return fail(Errc::InvalidArgument, u"\"%1\" is not HOST:PORT"_s.arg(hostAndPort), context);
    AdbTimeouts timeouts = m_options.timeouts;
    timeouts.reply = timeouts.phoneConnect;
    const auto reply =
        ServerConnection::query(m_address, timeouts, about("host:connect:", serial), cancel, serial);
    if (!reply)
        return tl::unexpected(reply.error());
    if (parseConnectAnswer(*reply) == ConnectAnswer::Failed)
        return fail(Errc::PhoneOffline, u"adb: "_s + QString::fromUtf8(*reply).trimmed(), context);
    if (auto usable = waitUntilUsable(serial, cancel); !usable)
        return tl::unexpected(usable.error());
    return serial;
}

Result<void> AdbServer::waitUntilUsable(const Serial &serial, const CancelToken &cancel) const
{
    const QDeadlineTimer deadline(kSettleMs);
    while (true) {
        const auto entry = phone(serial, cancel);
        const Result<void> usable = entry ? checkUsable(*entry) : tl::unexpected(entry.error());
        if (usable || cancel.requested() || deadline.hasExpired())
            return cancel.requested() ? cancel.check() : usable;
        QThread::msleep(50);
    }
}

Result<void> AdbServer::disconnectPhone(const Serial &serial, const CancelToken &cancel) const
{
    const auto reply = ServerConnection::query(m_address, m_options.timeouts,
                                               about("host:disconnect:", serial), cancel, serial);
    if (!reply)
        return tl::unexpected(reply.error());
    if (reply->startsWith("disconnected "))
        return {};
    return fail(Errc::PhoneNotFound, u"adb: "_s + QString::fromUtf8(*reply).trimmed(),
                {serial.value, {}, {}});
}

} // namespace holdfast
