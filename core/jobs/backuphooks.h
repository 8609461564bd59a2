// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/hookprocess.h"
#include "core/jobs/job.h"
#include "core/phone/phonesession.h"
#include "core/policy/hooks.h"

#include <QMap>

namespace holdfast {

/// The operator's commands around one backup job: runs them, tells them what it is about, and notes in the
/// job's log how they ended. Each finds in its environment HOLDFAST_HOOK (`before`, `after`…), HOLDFAST_PHONE
/// (the serial), HOLDFAST_PHONE_NAME, HOLDFAST_JOB, HOLDFAST_BATCH, HOLDFAST_BACKUP, HOLDFAST_BACKUP_NAME,
/// HOLDFAST_STORE and, after the backup, HOLDFAST_STATUS (`finished`, `partfinished`, `failed`, `cancelled`)
/// and HOLDFAST_ERROR (errorName(), or empty).
///
/// After commands run also when the job was cancelled, but then have half a minute at most, as somebody
/// waits. They run only where the before command was begun, so that a pair of them stays one. Borrows the
/// context.
class BackupHooks
{
public:
    explicit BackupHooks(JobContext &context);

    /// The command on this computer before anything else. HookFailed, Cancelled.
    Result<void> before(const BackupRecord &backup);
    /// The command on the phone before its files are looked at. HookFailed, Cancelled, and as of the phone.
    Result<void> beforeOnPhone(const PhoneSession &session, const BackupRecord &backup);
    /// The command on the phone after its files were copied; @p copied says how that went.
    void afterOnPhone(const PhoneSession &session, const BackupRecord &backup, const Result<void> &copied);
    /// The command on this computer at the very end. Returns how the job ends with it: a failed command makes
    /// a good outcome a partial one with HookFailed.
    Result<JobOutcome> after(const BackupRecord &backup, Result<JobOutcome> outcome);

private:
    using Variables = QMap<QString, QString>;

    [[nodiscard]] Variables variables(const QString &hook, const BackupRecord &backup) const;
    [[nodiscard]] Result<HookEnd> runHere(const QString &command, const Variables &variables) const;
    [[nodiscard]] CancelToken tokenAfter() const;
    [[nodiscard]] std::chrono::seconds timeAfter() const;
    /// Writes to the log; HookFailed where it failed, other errors as they are.
    Result<void> note(const QString &hook, const Result<HookEnd> &end);

    JobContext &m_context;
    Hooks m_hooks;
    bool m_begun = false;             ///< Here,
    bool m_begunOnPhone = false;      ///< and on the phone.
    std::optional<Error> m_problem{}; ///< Of an after command.
};

} // namespace holdfast
