// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/backuphooks.h"

#include "core/jobs/phonehook.h"

#include <algorithm>

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

constexpr auto kTimeAfterCancel = 30s;

QString statusText(const std::optional<Error> &error, bool partly)
{
    if (!error)
        return partly ? u"partfinished"_s : u"finished"_s;
    return error->code == Errc::Cancelled ? u"cancelled"_s : u"failed"_s;
}

void addResult(QMap<QString, QString> &variables, const std::optional<Error> &error, bool partly)
{
    variables[u"HOLDFAST_STATUS"_s] = statusText(error, partly);
    variables[u"HOLDFAST_ERROR"_s] = error ? errorName(error->code) : QString();
}

} // namespace

BackupHooks::BackupHooks(JobContext &context)
    : m_context(context), m_hooks(hooksFrom(context.record.request.value("hooks"_L1).toObject()))
{}

BackupHooks::Variables BackupHooks::variables(const QString &hook, const BackupRecord &backup) const
{
    return {{u"HOLDFAST_HOOK"_s, hook},
            {u"HOLDFAST_PHONE"_s, m_context.record.serial.value},
            {u"HOLDFAST_PHONE_NAME"_s, backup.phoneName},
            {u"HOLDFAST_JOB"_s, m_context.record.id.value},
            {u"HOLDFAST_BATCH"_s, m_context.record.batch.value},
            {u"HOLDFAST_BACKUP"_s, m_context.record.backup.value},
            {u"HOLDFAST_BACKUP_NAME"_s, backup.name},
            {u"HOLDFAST_STORE"_s, backup.storeName}};
}

CancelToken BackupHooks::tokenAfter() const
{
    return m_context.cancel.requested() ? CancelToken() : m_context.cancel;
}

std::chrono::seconds BackupHooks::timeAfter() const
{
    const std::chrono::seconds asked(m_hooks.timeoutSeconds);
    return m_context.cancel.requested() ? std::min<std::chrono::seconds>(asked, kTimeAfterCancel) : asked;
}

Result<HookEnd> BackupHooks::runHere(const QString &command, const Variables &variables) const
{
    auto environment = QProcessEnvironment::systemEnvironment();
    for (auto it = variables.begin(); it != variables.end(); ++it)
        environment.insert(it.key(), it.value());
    const bool isAfter = variables.contains(u"HOLDFAST_STATUS"_s);
    return runHookProcess(command, environment,
                          isAfter ? timeAfter() : std::chrono::seconds(m_hooks.timeoutSeconds),
                          isAfter ? tokenAfter() : m_context.cancel);
}

Result<void> BackupHooks::note(const QString &hook, const Result<HookEnd> &end)
{
    if (!end)
        return tl::unexpected(end.error());
    if (!end->problem) {
        m_context.log.info(u"hook"_s, end->lastLines.isEmpty()
                                          ? u"--%1 succeeded"_s.arg(hook)
                                          : u"--%1 succeeded: %2"_s.arg(hook, end->lastLines));
        return {};
    }
    m_context.log.add(EventSeverity::Error, u"hook"_s, {}, u"--%1 failed: %2"_s.arg(hook, *end->problem));
    return fail(Errc::HookFailed, *end->problem,
                {.phone = m_context.record.serial.value, .path = {}, .object = hook});
}

Result<void> BackupHooks::before(const BackupRecord &backup)
{
    m_begun = true;
    if (m_hooks.before.isEmpty())
        return {};
    m_context.progress.phase = Phase::Hook;
    return note(u"before"_s, runHere(m_hooks.before, variables(u"before"_s, backup)));
}

Result<void> BackupHooks::beforeOnPhone(const PhoneSession &session, const BackupRecord &backup)
{
    m_begunOnPhone = true;
    if (m_hooks.beforeOnPhone.isEmpty())
        return {};
    m_context.progress.phase = Phase::Hook;
    const QString hook = u"before-on-phone"_s;
    return note(hook, runPhoneHook(session, m_hooks.beforeOnPhone, variables(hook, backup),
                                   std::chrono::seconds(m_hooks.timeoutSeconds), m_context.cancel));
}

void BackupHooks::afterOnPhone(const PhoneSession &session, const BackupRecord &backup,
                               const Result<void> &copied)
{
    if (!m_begunOnPhone || m_hooks.afterOnPhone.isEmpty())
        return;
    m_context.progress.phase = Phase::Hook;
    const QString hook = u"after-on-phone"_s;
    Variables variables = this->variables(hook, backup);
    addResult(variables, copied ? std::optional<Error>() : copied.error(),
              m_context.log.count(u"lost"_s) > 0);
    const auto noted =
        note(hook, runPhoneHook(session, m_hooks.afterOnPhone, variables, timeAfter(), tokenAfter()));
    if (noted)
        return;
    m_problem = Error{Errc::HookFailed,
                      noted.error().detail,
                      {.phone = m_context.record.serial.value, .path = {}, .object = hook}};
    if (noted.error().code != Errc::HookFailed) { // The log does not say it yet.
        m_context.log.add(EventSeverity::Error, u"hook"_s, {},
                          u"--%1 failed: %2"_s.arg(hook, userText(noted.error())));
    }
}

Result<JobOutcome> BackupHooks::after(const BackupRecord &backup, Result<JobOutcome> outcome)
{
    if (m_begun && !m_hooks.after.isEmpty()) {
        m_context.progress.phase = Phase::Hook;
        Variables variables = this->variables(u"after"_s, backup);
        addResult(variables, outcome ? std::optional<Error>() : outcome.error(), outcome && outcome->partly);
        const auto noted = note(u"after"_s, runHere(m_hooks.after, variables));
        if (!noted && noted.error().code == Errc::Cancelled)
            m_context.log.add(EventSeverity::Warning, u"hook"_s, {}, u"--after was cancelled"_s);
        if (!noted) {
            m_problem = Error{Errc::HookFailed,
                              noted.error().detail,
                              {.phone = m_context.record.serial.value, .path = {}, .object = u"after"_s}};
        }
    }
    // The backup stays, and the job says what did not go well.
    if (outcome && m_problem) {
        outcome->partly = true;
        outcome->problem = m_problem;
    }
    return outcome;
}

} // namespace holdfast
