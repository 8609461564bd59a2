// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/messagequeue.h"

#include <QLoggingCategory>

#include <array>

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

Q_LOGGING_CATEGORY(notifyLog, "holdfast.notify", QtInfoMsg)

QString timeText(const QDateTime &time)
{
    return time.toUTC().toString(Qt::ISODateWithMs);
}

/// The worst first. What somebody cancelled is known to somebody.
constexpr std::array kByGravity{TargetState::Failed, TargetState::Missed, TargetState::Partly,
                                TargetState::Cancelled, TargetState::Done};

} // namespace

Notice noticeOfRun(const PolicyRunRecord &run, const QString &policy,
                   const QList<PolicyTargetRecord> &targets)
{
    QJsonObject counts;
    for (const PolicyTargetRecord &target : targets) {
        const QString state = toText(target.state);
        counts[state] = counts.value(state).toInt() + 1;
    }
    // A run that means no phone at all backs nothing up, whatever was meant.
    TargetState worst = targets.isEmpty() ? TargetState::Missed : TargetState::Done;
    for (const TargetState state : kByGravity) {
        if (counts.contains(toText(state))) {
            worst = state;
            break;
        }
    }
    const bool problem = worst != TargetState::Done && worst != TargetState::Cancelled;
    return {.key = u"run:%1"_s.arg(run.number),
            .policy = policy,
            .problem = problem,
            .about = {{u"event"_s, u"runEnded"_s},
                      {u"policy"_s, policy},
                      {u"policyId"_s, run.policy.value},
                      {u"problem"_s, problem},
                      {u"state"_s, toText(worst)},
                      {u"run"_s, run.number},
                      {u"manual"_s, run.manual},
                      {u"dueAt"_s, timeText(run.dueAt)},
                      {u"startedAt"_s, timeText(run.startedAt)},
                      {u"finishedAt"_s, timeText(run.finishedAt)},
                      {u"counts"_s, counts}}};
}

Notice noticeOfDrill(const DrillRecord &drill, const QString &policy)
{
    QJsonObject about{{u"event"_s, drill.passed ? u"drillPassed"_s : u"drillFailed"_s},
                      {u"policy"_s, policy},
                      {u"problem"_s, !drill.passed},
                      {u"state"_s, drill.passed ? u"done"_s : u"failed"_s},
                      {u"backup"_s, drill.backup.value},
                      {u"job"_s, drill.job.value},
                      {u"at"_s, timeText(drill.at)},
                      {u"compared"_s, drill.compared},
                      {u"different"_s, drill.different}};
    if (drill.error)
        about[u"error"_s] =
            QJsonObject{{u"code"_s, errorName(drill.error->code)}, {u"message"_s, userText(*drill.error)}};
    return {.key = u"drill:%1:%2"_s.arg(drill.backup.value).arg(drill.at.toMSecsSinceEpoch()),
            .policy = policy,
            .problem = !drill.passed,
            .about = about};
}

Notice noticeOfOverdue(const PolicyId &id, const QString &policy, const QDateTime &promised, qint64 phones)
{
    return {.key = u"overdue:%1:%2"_s.arg(id.value).arg(promised.toMSecsSinceEpoch()),
            .policy = policy,
            .about = {{u"event"_s, u"policyOverdue"_s},
                      {u"policy"_s, policy},
                      {u"problem"_s, true},
                      {u"state"_s, u"missed"_s},
                      {u"promised"_s, timeText(promised)},
                      {u"overduePhones"_s, phones}}};
}

Notice noticeOfOverdueDrill(const PolicyId &id, const QString &policy, const DrillPlanRecord &plan)
{
    QJsonObject about{{u"event"_s, u"drillOverdue"_s},
                      {u"policy"_s, policy},
                      {u"problem"_s, true},
                      {u"state"_s, u"missed"_s},
                      {u"promised"_s, timeText(plan.dueAt)}};
    if (plan.error)
        about[u"error"_s] =
            QJsonObject{{u"code"_s, errorName(plan.error->code)}, {u"message"_s, userText(*plan.error)}};
    return {.key = u"drillOverdue:%1:%2"_s.arg(id.value).arg(plan.dueAt.toMSecsSinceEpoch()),
            .policy = policy,
            .about = about};
}

Result<Recipients> Recipients::read(Catalog &catalog)
{
    const auto records = catalog.messages().recipients();
    if (!records)
        return tl::unexpected(records.error());
    Recipients recipients;
    for (const RecipientRecord &record : *records) {
        // One that a newer version added is that one's to tell.
        if (const auto definition = recipientFrom(record.definition))
            recipients.m_all.append({record.name, *definition});
        else
            qCWarning(notifyLog).noquote() << record.name << "is not told:" << definition.error().detail;
    }
    return recipients;
}

Result<void> Recipients::tell(Catalog &catalog, const Notice &notice, const QDateTime &now) const
{
    for (const auto &[name, definition] : m_all) {
        if (!definition.wants(notice.policy, notice.problem))
            continue;
        auto added = catalog.messages().add(
            {.recipient = name, .key = notice.key, .about = notice.about, .createdAt = now});
        if (!added)
            return added;
    }
    return {};
}

} // namespace holdfast
