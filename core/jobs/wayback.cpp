// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/wayback.h"

#include "core/jobs/agentevents.h"

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr QByteArrayView kJournal = "/data/local/tmp/.holdfast.restore";

Result<AgentOutcome> settle(const PhoneAgent &agent, bool keep, JobLog &log, const ErrorContext &context,
                            const CancelToken &cancel)
{
    auto outcome = agent.settle(kJournal.toByteArray(), keep, agentEventLogger(log), cancel);
    if (outcome && outcome->partly)
        return fail(Errc::PhoneFile, u"some paths could not be put right"_s, context);
    if (!outcome && outcome.error().code == Errc::AgentFailed)
        return fail(Errc::PhoneFile, outcome.error().detail, context);
    return outcome;
}

} // namespace

QByteArray WayBack::journal() const
{
    return kJournal.toByteArray();
}

WayBack::~WayBack()
{
    if (m_isOpen)
        undo();
}

Result<void> WayBack::keep()
{
    m_isOpen = false;
    const auto kept =
        settle(*m_phone.agent, true, m_log, m_phone.session->transport().context(), CancelToken());
    if (!kept)
        return tl::unexpected(kept.error());
    return {};
}

bool WayBack::undo()
{
    m_isOpen = false;
    // Not the job's token: it is undone because the job was cancelled, maybe.
    const auto undone =
        settle(*m_phone.agent, false, m_log, m_phone.session->transport().context(), CancelToken());
    if (undone) {
        m_log.add(EventSeverity::Warning, u"undone"_s, {},
                  u"the phone was put back as it was before the restore"_s);
    } else {
        m_log.add(EventSeverity::Error, u"undone"_s, {},
                  u"the phone could not be put back as it was; the next job on it does that: "_s +
                      userText(undone.error()));
    }
    return undone.has_value();
}

Result<bool> hasUnsettledRestore(const PhoneSession &session, const CancelToken &cancel)
{
    const auto there =
        session.run(QByteArray("[ -e ").append(kJournal).append(" ] && echo there; true"), cancel);
    if (!there)
        return tl::unexpected(there.error());
    return there->output.startsWith("there");
}

Result<bool> settleRestore(const PhoneSession &session, const PhoneAgent &agent, JobLog &log,
                           const CancelToken &cancel)
{
    auto there = hasUnsettledRestore(session, cancel);
    if (!there || !*there)
        return there;
    const auto settled = settle(agent, false, log, session.transport().context(), cancel);
    if (!settled)
        return tl::unexpected(settled.error());
    log.add(EventSeverity::Warning, u"settled"_s, {},
            u"a restore that was cut off before was brought to its end; changed for that: %1"_s.arg(
                settled->files + settled->folders));
    return true;
}

} // namespace holdfast
