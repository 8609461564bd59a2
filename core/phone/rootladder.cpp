// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phone/rootladder.h"

#include "core/phone/adbserver.h"
#include "core/phone/adbtext.h"

#include <QDeadlineTimer>
#include <QThread>

#include <optional>

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr qsizetype kProbeSize = 256 * 1024 + 256;
constexpr int kProbeExit = 37;
/// `su` may put a question on the phone's screen; nobody is there to answer it.
constexpr int kProbeTimeoutMs = 15'000;

/// How long a daemon may take to end after it said that it restarts.
constexpr int kDropTimeoutMs = 3'000;

/// Every byte value first, then 256 KiB of the same in other neighbourhoods.
QByteArray probeBytes()
{
    QByteArray bytes(kProbeSize, Qt::Uninitialized);
    for (qsizetype i = 0; i < bytes.size(); ++i)
        bytes[i] = static_cast<char>(i < 256 ? i : (i * 31 + (i >> 8)) & 0xff);
    return bytes;
}

/// The user as which commands of @p kind run; none if they do not get and give their bytes unharmed.
Result<std::optional<uint>> probeUser(const PhoneTransport &transport, RootKind kind,
                                      const CancelToken &cancel)
{
    PhoneTransport quick = transport;
    quick.timeouts.inactivity = std::min(transport.timeouts.inactivity, kProbeTimeoutMs);
    quick.timeouts.silence = std::min(transport.timeouts.silence, kProbeTimeoutMs);
    const QByteArray bytes = probeBytes();
    const QByteArray script = "cat; id -u >&2; exit " + QByteArray::number(kProbeExit);
    const auto result = runShell(quick, shellAs(kind, script), cancel, bytes);
    if (!result) {
        const Errc code = result.error().code;
        const bool wayFailed =
            code == Errc::PhoneRefused || (code == Errc::PhoneSilent && kind != RootKind::None);
        return wayFailed ? Result<std::optional<uint>>(std::nullopt) : tl::unexpected(result.error());
    }
    bool isNumber = false;
    const uint uid = result->errors.trimmed().toUInt(&isNumber);
    const bool unharmed = result->output == bytes && result->exitCode == kProbeExit && isNumber;
    return unharmed ? std::optional(uid) : std::nullopt;
}

Result<bool> isRoot(const PhoneTransport &transport, RootKind kind, const CancelToken &cancel)
{
    const auto user = probeUser(transport, kind, cancel);
    return user ? Result<bool>(*user == 0U) : tl::unexpected(user.error());
}

/// Asks adbd to restart as root; true when it says that it does or is.
Result<bool> askForRoot(const PhoneTransport &transport, const CancelToken &cancel)
{
    auto connection = transport.openService("root:", cancel);
    if (!connection) {
        return connection.error().code == Errc::PhoneRefused ? Result<bool>(false)
                                                             : tl::unexpected(connection.error());
    }
    QByteArray answer;
    char byte = 0;
    // The answer is one line; the connection may drop right behind it.
    while (answer.size() < 200 && connection->readExactly(&byte, 1))
        answer.append(byte);
    if (auto checked = cancel.check(); !checked)
        return tl::unexpected(checked.error());
    return answer.startsWith("restarting") || answer.contains("already running as root");
}

/// A phone on the network is asked for anew: the server itself waits ten seconds before it tries.
void reconnect(const AdbServer &server, const Serial &serial, const CancelToken &cancel)
{
    if (phoneKind(serial) != PhoneKind::Tcp)
        return;
    (void)server.disconnectPhone(serial, cancel);
    (void)server.connectPhone(serial.value, cancel);
}

Result<bool> waitForRoot(const PhoneTransport &transport, const CancelToken &cancel)
{
    AdbServer::Options options;
    options.timeouts = transport.timeouts;
    const AdbServer server(transport.address, options);
    const QDeadlineTimer deadline(transport.timeouts.reboot);
    PhoneTransport quick = transport;
    quick.timeouts.reply = transport.timeouts.ping;
    while (!deadline.hasExpired()) {
        if (auto checked = cancel.check(); !checked)
            return tl::unexpected(checked.error());
        const auto entry = server.phone(transport.serial, cancel);
        if (entry && checkUsable(*entry)) {
            const auto uid = runShell(quick, "id -u", cancel);
            if (uid && uid->output.trimmed() == "0")
                return true;
            QThread::msleep(100);
        } else {
            QThread::msleep(100);
            reconnect(server, transport.serial, cancel);
        }
    }
    return fail(Errc::PhoneOffline, u"it did not come back after its adb daemon restarted as root"_s,
                transport.context());
}

Result<bool> restartAsRoot(const PhoneTransport &transport, const CancelToken &cancel)
{
    // Its end shows when the old daemon is gone: until then the old link still answers, and drops a moment
    // later.
    auto witness = transport.openService("shell,v2,raw:cat", cancel);
    if (!witness)
        return tl::unexpected(witness.error());
    const auto asked = askForRoot(transport, cancel);
    if (!asked || !*asked)
        return asked;
    char byte = 0;
    witness->setReplyTimeout(kDropTimeoutMs);
    (void)witness->readExactly(&byte, 1);
    const auto back = waitForRoot(transport, cancel);
    return back ? isRoot(transport, RootKind::AdbdRestart, cancel) : back;
}

} // namespace

QByteArray shellAs(RootKind kind, QByteArrayView command)
{
    switch (kind) {
    case RootKind::None:
    case RootKind::Adbd:
    case RootKind::AdbdRestart:
        return command.toByteArray();
    case RootKind::SuZero:
        return QByteArray("su 0 sh -c ").append(shellQuote(command));
    case RootKind::SuCommand:
        return QByteArray("su -c ").append(shellQuote(command));
    }
    Q_UNREACHABLE();
}

Result<RootKind> findRoot(const PhoneTransport &transport, const CancelToken &cancel)
{
    const auto plain = probeUser(transport, RootKind::None, cancel);
    if (!plain)
        return tl::unexpected(plain.error());
    if (!*plain)
        return fail(Errc::PhoneRefused, u"the phone's shell does not carry bytes unharmed"_s,
                    transport.context());
    if (**plain == 0)
        return RootKind::Adbd;
    const auto restarted = restartAsRoot(transport, cancel);
    if (!restarted)
        return tl::unexpected(restarted.error());
    if (*restarted)
        return RootKind::AdbdRestart;
    for (const RootKind kind : {RootKind::SuZero, RootKind::SuCommand}) {
        const auto proven = isRoot(transport, kind, cancel);
        if (!proven)
            return tl::unexpected(proven.error());
        if (*proven)
            return kind;
    }
    return RootKind::None;
}

} // namespace holdfast
