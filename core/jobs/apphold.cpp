// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/apphold.h"

#include "core/jobs/appreading.h"
#include "core/phone/adbtext.h"

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr QByteArrayView kJournal = "/data/local/tmp/.holdfast.apps";
constexpr QLatin1String kWork("/.holdfast.apps");

/// The first lines of the scripts below: `area KIND` sets $A to the folder of that kind.
QByteArray prologue()
{
    QByteArray script = "J=" + kJournal.toByteArray() + "\nW=.holdfast.apps\narea() {\n case $1 in\n";
    for (const AppPartKind kind : kAppPartKinds)
        script += toText(kind).toLatin1() + ") A=" + appPartArea(kind).toLatin1() + " ;;\n";
    return script + "*) return 1 ;;\n esac\n}\n";
}

/// Carries out the journal of each package in $PACKAGES. `mv` is told the exact new name and never finds a
/// folder of that name, in which it would put what it moves.
constexpr QByteArrayView kSettle = R"sh(
inode() { stat -c %i "$1" 2>/dev/null; }
wipe() { # PATH…: a word now and then, so that nobody takes the phone for dead
 rm -rf "$@" &
 while kill -0 $! 2>/dev/null; do sleep 0.1; echo .; done
}
aside() { # PATH OLD: what is there is no longer the app's
 if [ -e "$2" ]; then wipe "$1"; else mkdir -p "${2%/*}" && mv "$1" "$2"; fi
}
line() { # PACKAGE VERB KIND INODE
 case $2 in
 hold)
  pm path "$1" </dev/null >/dev/null 2>&1 || return 0
  pm unsuspend --user 0 "$1" </dev/null 2>&1 | grep -q 'state: false' && echo "released $1" ;;
 session) pm install-abandon "$3" </dev/null >/dev/null 2>&1; return 0 ;;
 put)
  area "$3" || return 1
  [ "$(inode "$A/$1")" = "$4" ] && return 0
  [ "$(inode "$A/$W/$1/ready")" = "$4" ] || return 1
  if [ -e "$A/$1" ]; then aside "$A/$1" "$A/$W/$1/old" || return 1; fi
  mv "$A/$W/$1/ready" "$A/$1" && [ "$(inode "$A/$1")" = "$4" ] && echo "placed $1 $3" ;;
 drop)
  area "$3" || return 1
  [ "$(inode "$A/$1")" = "$4" ] || return 0
  aside "$A/$1" "$A/$W/$1/old" && echo "removed $1 $3" ;;
 '') return 0 ;;
 *) return 1 ;;
 esac
}
settle() { # PACKAGE: first its folders, then it may run
 for verb in session put drop hold; do
  while read -r v k i; do
   [ "$v" = $verb ] || continue
   line "$1" "$v" "$k" "$i" || { echo "failed $1 $v $k"; return 1; }
  done <"$J/$1"
 done
 rm -f "$J/$1"
 for k in data device external obb media; do
  area $k && [ -e "$A/$W/$1" ] && { wipe "$A/$W/$1"; rmdir "$A/$W" 2>/dev/null; }
 done
}
for P in $PACKAGES; do
 case $P in *[!A-Za-z0-9._]*) continue ;; esac
 [ -f "$J/$P" ] && settle "$P"
done
rmdir "$J" 2>/dev/null
)sh";

/// Nothing that is laid ready is needed any more once no journal is left.
constexpr QByteArrayView kSweep = R"sh(
rm -f "$J"/.new.* 2>/dev/null && rmdir "$J" 2>/dev/null
if [ ! -d "$J" ]; then
 for k in data device external obb media; do area $k && [ -e "$A/$W" ] && wipe "$A/$W"; done
fi
exit 0
)sh";

/// Tells what the script did; the first failure is the result.
Result<void> report(const PhoneSession &session, JobLog &log, const ShellResult &answer, bool late)
{
    Result<void> result;
    for (const QByteArray &line : answer.output.split('\n')) {
        const QString text = QString::fromUtf8(line);
        const QString package = text.section(u' ', 1, 1);
        if (line.startsWith("failed ") && result) {
            result = fail(Errc::PhoneFile, u"the app could not be put right: "_s + text.section(u' ', 2),
                          session.transport().context(package));
        } else if (late && line.startsWith("released ")) {
            log.add(EventSeverity::Warning, u"released"_s, package,
                    u"the app was still suspended after an interrupted job; it may run again"_s);
        } else if (late && line.startsWith("placed ")) {
            log.add(EventSeverity::Warning, u"settled"_s, package,
                    u"an interrupted restore of the app was brought to its end"_s);
        }
    }
    return result;
}

} // namespace

QString appWorkFolder(AppPartKind kind, const QString &package)
{
    return appPartArea(kind) % kWork % u'/' % package;
}

Result<void> settleApps(const PhoneSession &session, JobLog &log, const CancelToken &cancel)
{
    const QByteArray script = prologue() + "[ -d \"$J\" ] && PACKAGES=$(ls \"$J\")\n" +
                              kSettle.toByteArray() + kSweep.toByteArray();
    const auto answer = runScript(session, script, cancel);
    if (!answer)
        return tl::unexpected(answer.error());
    return report(session, log, *answer, true);
}

Result<void> writeAppJournal(const PhoneSession &session, const QString &package, const QStringList &lines,
                             const CancelToken &cancel)
{
    const QByteArray text = lines.join(u'\n').toUtf8() + '\n';
    const QByteArray script = prologue() + "P=" + shellQuote(package.toUtf8()) +
                              "\nmkdir -p -m 0700 \"$J\" && printf %s " + shellQuote(text) +
                              " >\"$J/.new.$P\" && mv -f \"$J/.new.$P\" \"$J/$P\"\n";
    const auto answer = runScript(session, script, cancel);
    if (!answer)
        return tl::unexpected(answer.error());
    if (answer->exitCode != 0)
        return fail(Errc::PhoneFile, QString::fromUtf8(answer->errors).trimmed(),
                    session.transport().context(QString::fromLatin1(kJournal)));
    return {};
}

AppHold::~AppHold()
{
    if (m_held.isEmpty())
        return;
    // Not the job's token: an app is not left standing because the job was cancelled.
    if (const auto released = release(CancelToken()); !released) {
        m_log.add(EventSeverity::Error, u"held"_s, m_held.join(u", "_s),
                  u"the app could not be let go; the next job on this phone does it: "_s +
                      userText(released.error()));
    }
}

QStringList AppHold::journalOf(const QString &package) const
{
    return m_suspended.contains(package) ? QStringList{u"hold"_s} : QStringList();
}

Result<void> AppHold::stop(const QStringList &packages, const CancelToken &cancel)
{
    for (const QString &package : packages) {
        const QByteArray name = shellQuote(package.toUtf8());
        const auto state = readPackageState(m_session, package, cancel);
        if (!state)
            return tl::unexpected(state.error());
        m_held.append(package);
        if (!state->suspended) {
            m_suspended.append(package);
            if (auto written = writeAppJournal(m_session, package, journalOf(package), cancel); !written)
                return written;
            const auto suspended = m_session.run(QByteArray("pm suspend --user 0 ").append(name), cancel);
            if (!suspended)
                return tl::unexpected(suspended.error());
            if (!suspended->output.contains("state: true")) {
                m_log.add(
                    EventSeverity::Warning, u"notHeld"_s, package,
                    u"Android does not suspend this app; it was only stopped and may start again while its "
                    "files are copied"_s);
            }
        }
        const auto stopped = m_session.run(QByteArray("am force-stop --user 0 ").append(name), cancel);
        if (!stopped)
            return tl::unexpected(stopped.error());
    }
    return {};
}

Result<void> AppHold::release(const CancelToken &cancel)
{
    const QByteArray script =
        prologue() + "PACKAGES='" + m_held.join(u' ').toLatin1() + "'\n" + kSettle.toByteArray() + "exit 0\n";
    const auto answer = runScript(m_session, script, cancel);
    if (!answer)
        return tl::unexpected(answer.error());
    if (auto reported = report(m_session, m_log, *answer, false); !reported)
        return reported;
    m_held.clear();
    m_suspended.clear();
    return {};
}

} // namespace holdfast
