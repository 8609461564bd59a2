// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phone/rootladder.h"

#include "core/phone/adbserver.h"
#include "core/phone/adbtext.h"

#include <QDeadlineTimer>
#include <QThread>

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr qsizetype kProbeSize = 1024 * 1024 + 256;
constexpr int kProbeExit = 37;
/// `su` may put a question on the phone's screen; nobody is there to answer it.
constexpr int kProbeTimeoutMs = 15'000;

/// How long a daemon may take to end after it said that it restarts.
constexpr int kDropTimeoutMs = 3'000;

/// Every byte value first, then 1 MiB of the same in other neighbourhoods.
QByteArray probeBytes()
{
    QByteArray bytes(kProbeSize, Qt::Uninitialized);
    for (qsizetype i = 0; i < bytes.size(); ++i)
        bytes[i] = static_cast<char>(i < 256 ? i : (i * 31 + (i >> 8)) & 0xff);
    return bytes;
}

/// Whether commands that run as @p kind get and give their bytes unharmed, and as root where @p mustBeRoot.
Result<bool> carriesBytes(const PhoneTransport &transport, RootKind kind, bool mustBeRoot,
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
        return wayFailed ? Result<bool>(false) : tl::unexpected(result.error());
    }
    const QByteArray uid = result->errors.trimmed();
    bool isNumber = false;
    uid.toUInt(&isNumber);
    return result->output == bytes && result->exitCode == kProbeExit && isNumber &&
           (!mustBeRoot || uid == "0");
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
    return back ? carriesBytes(transport, RootKind::AdbdRestart, true, cancel) : back;
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
    const auto plain = carriesBytes(transport, RootKind::None, false, cancel);
    if (!plain)
        return tl::unexpected(plain.error());
    if (!*plain)
        return fail(Errc::PhoneRefused, u"the phone's shell does not carry bytes unharmed"_s,
                    transport.context());
    const auto already = runShell(transport, "id -u", cancel);
    if (!already)
        return tl::unexpected(already.error());
    if (already->output.trimmed() == "0")
        return RootKind::Adbd;
    const auto restarted = restartAsRoot(transport, cancel);
    if (!restarted)
        return tl::unexpected(restarted.error());
    if (*restarted)
        return RootKind::AdbdRestart;
    for (const RootKind kind : {RootKind::SuZero, RootKind::SuCommand}) {
        const auto proven = carriesBytes(transport, kind, true, cancel);
        if (!proven)
            return tl::unexpected(proven.error());
        if (*proven)
            return kind;
    }
    return RootKind::None;
}

} // namespace holdfast
