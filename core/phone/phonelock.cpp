// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phone/phonelock.h"

#include "core/phone/adbtext.h"

#include <QDeadlineTimer>
#include <QThread>

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr int kHeartbeatMs = 30'000;
/// A lock that was just let go by a lost stream takes the phone a moment to remove.
constexpr int kBusyPatienceMs = 2'000;
/// A phone that is silent at the end has no answer to wait for: its lock goes with the link.
constexpr int kReleaseTimeoutMs = 3'000;

/// Runs on the phone as long as the lock is held; $OWNER is set before it. The lock is a symbolic link whose
/// target says who holds it, since that comes into being with its content: however it is cut short, there is
/// never a lock without a holder to judge it by. The holder's command line names the lock. The end of the
/// stream and a hang-up come together: a signal at the very beginning of the trap for EXIT ends that trap, so
/// signals let go by themselves.
constexpr QByteArrayView kScript = R"sh(trap '' HUP INT TERM PIPE
L=/data/local/tmp/.holdfast-lock
B=$(cat /proc/sys/kernel/random/boot_id 2>/dev/null)
ME="$$ ${B:=-} $OWNER"
take() { ln -s "$ME" $L 2>/dev/null; }
holder() {
 if [ -d /proc/self ]; then grep -q holdfast-lock /proc/$1/cmdline 2>/dev/null; else kill -0 $1 2>/dev/null; fi
}
stale() {
 R=${T#* }
 ! [ "${R%% *}" = "$B" ] || ! holder ${T%% *}
}
steal() {
 mv $L $L.$$ 2>/dev/null || return 1
 W=$(readlink $L.$$)
 rm -f $L.$$
 [ "$W" = "$T" ] && return 0
 ln -s "$W" $L
 return 1
}
if ! take; then
 T=$(readlink $L 2>/dev/null)
 if [ -z "$T" ]; then E=$(ln -s "$ME" $L 2>&1) || { echo "failed $E"; exit 1; }
 elif ! { stale && steal && take; }; then R=${T#* }; echo "busy ${R#* }"; exit 1; fi
fi
let_go() {
 trap '' HUP INT TERM
 [ "$(readlink $L 2>/dev/null)" = "$ME" ] && rm -f $L
}
trap let_go EXIT
trap 'let_go; exit 0' HUP INT TERM
echo held
while read -t 180 x; do :; done
exit 0
)sh";

Result<QByteArray> readLine(ShellStream &stream)
{
    QByteArray line;
    char byte = 0;
    while (line.size() < 1000) {
        const auto moved = stream.read(&byte, 1);
        if (!moved)
            return tl::unexpected(moved.error());
        if (*moved == 0 || byte == '\n')
            break;
        line.append(byte);
    }
    return line;
}

} // namespace

PhoneLock::PhoneLock(std::unique_ptr<ShellStream> stream) : m_stream(std::move(stream))
{
    m_thread = std::thread([this, stop = m_stop.token()] { keep(stop); });
}

Result<std::unique_ptr<PhoneLock>> PhoneLock::acquire(const PhoneTransport &transport, const QString &owner,
                                                      const CancelToken &cancel)
{
    QByteArray command = "OWNER=" + shellQuote(owner.toUtf8().left(200).replace('\n', ' ')) + '\n';
    command.append(kScript);
    PhoneTransport quick = transport;
    quick.timeouts.inactivity = std::min(transport.timeouts.inactivity, kReleaseTimeoutMs);
    quick.timeouts.ping = std::min(transport.timeouts.ping, kReleaseTimeoutMs);
    const QDeadlineTimer patience(kBusyPatienceMs);
    while (true) {
        auto stream = ShellStream::open(quick, command, cancel, {});
        if (!stream)
            return tl::unexpected(stream.error());
        const auto answer = readLine(**stream);
        if (!answer)
            return tl::unexpected(answer.error());
        if (*answer == "held")
            return std::unique_ptr<PhoneLock>(new PhoneLock(*std::move(stream)));
        if (!answer->startsWith("busy"))
            return fail(Errc::PhoneFile, u"the lock could not be made: "_s + QString::fromUtf8(*answer),
                        transport.context(u"/data/local/tmp"_s));
        if (patience.hasExpired())
            return fail(Errc::PhoneBusy, QString::fromUtf8(answer->mid(5)).trimmed(), transport.context());
        if (auto checked = cancel.check(); !checked)
            return tl::unexpected(checked.error());
        QThread::msleep(100);
    }
}

PhoneLock::~PhoneLock()
{
    m_stop.cancel();
    m_thread.join();
}

void PhoneLock::keep(const CancelToken &stop)
{
    QDeadlineTimer next(kHeartbeatMs);
    while (!stop.requested()) {
        QThread::msleep(20);
        if (!next.hasExpired())
            continue;
        next.setRemainingTime(kHeartbeatMs);
        if (!m_stream->write("beat\n")) {
            m_held = false;
            return;
        }
    }
    // Waiting for the end, so that the next one does not find it still taken.
    if (m_stream->closeStdin())
        (void)m_stream->finish();
}

} // namespace holdfast
