// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/drillrepository.h"

#include "core/catalog/statement.h"
#include "core/catalog/words.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

const auto kDrills = u"SELECT backup_id, at, job_id, passed, compared, different, error FROM drill "_s;

DrillRecord drillFrom(const Statement &row)
{
    return {{row.text(0)},
            row.time(1),
            {row.text(2)},
            row.flag(3),
            row.number(4),
            row.number(5),
            errorFromText(row.text(6))};
}

const auto kPlans =
    u"SELECT d.policy_id, d.every_days, d.sample, d.due_at, d.next_try, d.attempts, d.error FROM policy_drill d "_s;

DrillPlanRecord planFrom(const Statement &row)
{
    return {.policy = {row.text(0)},
            .everyDays = int(row.number(1)),
            .sample = int(row.number(2)),
            .dueAt = row.time(3),
            .nextTry = row.time(4),
            .attempts = int(row.number(5)),
            .error = errorFromText(row.text(6))};
}

Result<std::optional<DrillPlanRecord>> firstPlan(Statement &statement)
{
    const auto rows = collectRows(statement, planFrom);
    if (!rows)
        return tl::unexpected(rows.error());
    return rows->isEmpty() ? std::nullopt : std::optional(rows->first());
}

} // namespace

Result<void> DrillRepository::add(const DrillRecord &drill)
{
    Statement statement(m_database, u"INSERT INTO drill (backup_id, at, job_id, passed, compared, different, "
                                    "error) VALUES (?, ?, ?, ?, ?, ?, ?)"_s);
    statement.bind(drill.backup.value).bind(drill.at).bind(drill.job.value).bind(drill.passed);
    statement.bind(drill.compared).bind(drill.different).bind(errorToText(drill.error));
    return statement.run();
}

Result<QList<DrillRecord>> DrillRepository::of(const BackupId &backup)
{
    Statement statement(m_database, QString(kDrills % "WHERE backup_id = ? ORDER BY number DESC"_L1));
    statement.bind(backup.value);
    return collectRows(statement, drillFrom);
}

Result<QList<DrillRecord>> DrillRepository::between(const QDateTime &from, const QDateTime &until)
{
    Statement statement(m_database, QString(kDrills % "WHERE at >= ? AND at < ? ORDER BY number"_L1));
    statement.bind(from).bind(until);
    return collectRows(statement, drillFrom);
}

Result<QHash<PolicyId, DrillRecord>> DrillRepository::lastByPolicy()
{
    Statement statement(
        m_database,
        u"SELECT d.backup_id, d.at, d.job_id, d.passed, d.compared, d.different, d.error, o.policy_id "
        "FROM drill d JOIN policy_backup o ON o.backup_id = d.backup_id ORDER BY d.number"_s);
    const auto rows = collectRows(
        statement, [](const Statement &row) { return std::pair(PolicyId{row.text(7)}, drillFrom(row)); });
    if (!rows)
        return tl::unexpected(rows.error());
    QHash<PolicyId, DrillRecord> last;
    for (const auto &[policy, drill] : *rows)
        last.insert(policy, drill);
    return last;
}

Result<BackupId> DrillRepository::sampleOf(const PolicyId &policy)
{
    Statement statement(
        m_database,
        u"SELECT b.id, b.phone_id, max(b.created_at), (SELECT max(d.at) FROM drill d JOIN backup t ON t.id = "
        "d.backup_id JOIN policy_backup p ON p.backup_id = t.id WHERE p.policy_id = o.policy_id AND "
        "t.phone_id = "
        "b.phone_id) AS tried FROM policy_backup o JOIN backup b ON b.id = o.backup_id WHERE o.policy_id = ? "
        "AND "
        "b.status = 'AVAILABLE' GROUP BY b.phone_id ORDER BY tried IS NOT NULL, tried, b.phone_id LIMIT 1"_s);
    statement.bind(policy.value);
    const auto rows = collectRows(statement, [](const Statement &row) { return BackupId{row.text(0)}; });
    if (!rows)
        return tl::unexpected(rows.error());
    return rows->isEmpty() ? BackupId{} : rows->first();
}

Result<void> DrillRepository::setPlan(const DrillPlanRecord &plan)
{
    Statement statement(
        m_database,
        u"INSERT INTO policy_drill (policy_id, every_days, sample, due_at, next_try, attempts, error) "
        "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (policy_id) DO UPDATE SET every_days = "
        "excluded.every_days, sample = excluded.sample, due_at = excluded.due_at, next_try = "
        "excluded.next_try, attempts = excluded.attempts, error = excluded.error"_s);
    statement.bind(plan.policy.value)
        .bind(plan.everyDays)
        .bind(plan.sample)
        .bind(plan.dueAt)
        .bind(plan.nextTry);
    return statement.bind(plan.attempts).bind(errorToText(plan.error)).run();
}

Result<void> DrillRepository::dropPlan(const PolicyId &policy)
{
    Statement statement(m_database, u"DELETE FROM policy_drill WHERE policy_id = ?"_s);
    return statement.bind(policy.value).run();
}

Result<std::optional<DrillPlanRecord>> DrillRepository::plan(const PolicyId &policy)
{
    Statement statement(m_database, QString(kPlans % "WHERE d.policy_id = ?"_L1));
    return firstPlan(statement.bind(policy.value));
}

Result<std::optional<DrillPlanRecord>> DrillRepository::planFor(const BackupId &backup)
{
    Statement statement(
        m_database,
        QString(kPlans % "JOIN policy_backup b ON b.policy_id = d.policy_id WHERE b.backup_id = ?"_L1));
    return firstPlan(statement.bind(backup.value));
}

Result<QHash<PolicyId, DrillPlanRecord>> DrillRepository::plans()
{
    Statement statement(m_database, kPlans);
    const auto rows = collectRows(statement, planFrom);
    if (!rows)
        return tl::unexpected(rows.error());
    QHash<PolicyId, DrillPlanRecord> plans;
    for (const DrillPlanRecord &plan : *rows)
        plans.insert(plan.policy, plan);
    return plans;
}

Result<QList<DrillPlanRecord>> DrillRepository::duePlans(const QDateTime &now)
{
    Statement statement(
        m_database,
        QString(
            kPlans %
            "JOIN policy p ON p.id = d.policy_id WHERE d.next_try <= ? AND p.suspended = 0 AND NOT EXISTS "
            "(SELECT 1 FROM policy_run r WHERE r.policy_id = d.policy_id AND r.finished_at IS NULL) "
            "ORDER BY d.due_at, d.policy_id"_L1));
    return collectRows(statement.bind(now), planFrom);
}

Result<QDateTime> DrillRepository::passedBy(const PolicyId &policy, int phones)
{
    Statement able(m_database,
                   u"SELECT count(DISTINCT b.phone_id) FROM policy_backup o JOIN backup b ON b.id = "
                   "o.backup_id WHERE o.policy_id = ? AND b.status = 'AVAILABLE'"_s);
    const auto count =
        collectRows(able.bind(policy.value), [](const Statement &row) { return row.number(0); });
    if (!count)
        return tl::unexpected(count.error());
    Statement passed(
        m_database,
        u"SELECT max(d.at) AS passed FROM drill d JOIN backup b ON b.id = d.backup_id JOIN policy_backup o "
        "ON o.backup_id = b.id WHERE o.policy_id = ? AND d.passed = 1 GROUP BY b.phone_id ORDER BY passed "
        "DESC LIMIT 1 OFFSET ?"_s);
    passed.bind(policy.value).bind(std::clamp<qint64>(count->value(0), 1, phones) - 1);
    const auto rows = collectRows(passed, [](const Statement &row) { return row.time(0); });
    if (!rows)
        return tl::unexpected(rows.error());
    return rows->value(0);
}

} // namespace holdfast
