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

/// Runs on the phone as long as the lock is held; $OWNER is set before it. Whether a lock is stale is judged
/// by its holder, whose command line names the lock; only a lock whose making was cut short is judged by age.
/// While it is made no signal may come in between: a lost link shows at the first read all the same.
constexpr QByteArrayView kScript = R"sh(trap '' HUP INT TERM PIPE
L=/data/local/tmp/.holdfast.lock
B=$(cat /proc/sys/kernel/random/boot_id 2>/dev/null)
take() {
 mkdir $L 2>/dev/null || return 1
 echo "$OWNER" >$L/owner; echo "$B" >$L/boot; : >$L/beat; echo $$ >$L/pid
}
holder() {
 if [ -d /proc/self ]; then grep -q holdfast.lock /proc/$1/cmdline 2>/dev/null; else kill -0 $1 2>/dev/null; fi
}
stale() {
 if [ -s $L/pid ]; then [ "$(cat $L/boot 2>/dev/null)" = "$B" ] && holder $P && return 1; return 0; fi
 t=$(stat -c %Y $L 2>/dev/null) && [ $(($(date +%s)-t)) -gt 600 ]
}
steal() {
 mv $L $L.$$ 2>/dev/null || return 1
 if [ "$(cat $L.$$/pid 2>/dev/null)" = "$P" ]; then rm -rf $L.$$; else mv $L.$$ $L; return 1; fi
}
if ! take; then
 P=$(cat $L/pid 2>/dev/null)
 if ! [ -d $L ]; then E=$(mkdir $L 2>&1) || { echo "failed $E"; exit 1; }; rmdir $L; echo busy; exit 1; fi
 if ! { stale && steal && take; }; then echo "busy $(cat $L/owner 2>/dev/null)"; exit 1; fi
fi
trap 'trap "" HUP INT TERM; [ "$(cat $L/pid 2>/dev/null)" = $$ ] && rm -rf $L' EXIT
trap 'exit 0' HUP INT TERM
echo held
while read -t 180 x; do : >$L/beat; done
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
    const QDeadlineTimer patience(kBusyPatienceMs);
    while (true) {
        auto stream = ShellStream::open(transport, command, cancel, {});
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
