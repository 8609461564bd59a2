// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/drillrepository.h"

#include "core/catalog/statement.h"
#include "core/catalog/words.h"

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

} // namespace holdfast
