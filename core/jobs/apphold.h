// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/backedupapp.h"
#include "core/jobs/joblog.h"
#include "core/phone/phonesession.h"

#include <QStringList>

namespace holdfast {

/// What is under way with the apps of a phone stands in a journal there, a file for each app in
/// `/data/local/tmp/.holdfast.apps`, so that whoever works on the phone next can put right what a Holdfast
/// that died left behind. A line each:
///
///     hold                 the app was suspended by us: let it go
///     session N            abandon this install session
///     put KIND INODE       the folder with this inode number, laid ready, is the app's from now on
///     drop KIND INODE      the folder with this inode number is not the app's any more
///
/// KIND is toText(AppPartKind). With `put` and `drop` the new data is complete and proven: it is put in place
/// whatever happened. Without them whatever was laid ready is removed and the app keeps its old data. Every
/// line can be carried out twice.

/// Carries out the journals that are there and sweeps what no journal needs. To be called with the phone's
/// lock held, before other work. PhoneFile when an app could not be put right; its journal stays.
Result<void> settleApps(const PhoneSession &session, JobLog &log, const CancelToken &cancel);

/// Writes @p lines as the journal of @p package; at once or not at all.
Result<void> writeAppJournal(const PhoneSession &session, const QString &package, const QStringList &lines,
                             const CancelToken &cancel);

/// Where a restore lays ready what is to become the app's folder of this kind: `ready` in here. The old one
/// becomes `old` beside it. On the same file system, and under the same encryption key, as the app's own.
QString appWorkFolder(AppPartKind kind, const QString &package);

/// Apps that do not run: suspended, so that nothing starts them, and stopped. Let go by release(), else by
/// the destructor as far as the phone can be reached; the journal covers the rest. Apps that Android does not
/// suspend (its own, mostly) are only stopped, with a warning. Apps that somebody else had suspended stay so.
class AppHold
{
public:
    /// @p session and @p log outlive it.
    AppHold(const PhoneSession &session, JobLog &log) : m_session(session), m_log(log) {}
    ~AppHold();
    AppHold(const AppHold &) = delete;
    AppHold &operator=(const AppHold &) = delete;

    Result<void> stop(const QStringList &packages, const CancelToken &cancel);
    /// Carries out the journals of the apps that are held, `put` and `drop` too, and lets them go.
    Result<void> release(const CancelToken &cancel);
    /// The journal line that keeps @p package held: none for an app that was suspended before.
    [[nodiscard]] QStringList journalOf(const QString &package) const;

private:
    const PhoneSession &m_session;
    JobLog &m_log;
    QStringList m_held;
    QStringList m_suspended; ///< By us.
};

} // namespace holdfast
