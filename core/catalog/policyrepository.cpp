// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/policyrepository.h"

#include "core/catalog/statement.h"
#include "core/catalog/transaction.h"
#include "core/catalog/words.h"

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

constexpr Words<TargetState, 7> kTargetWords{
    {"waiting", "running", "done", "partly", "failed", "cancelled", "missed"}};

const auto kPolicyColumns =
    u"id, name, definition, suspended, created_at, active_since, handled_until, next_due"_s;
const auto kRunColumns = u"number, policy_id, due_at, started_at, ends_at, finished_at, manual"_s;
const auto kTargetColumns =
    u"run, phone, serial, name, state, attempts, job_id, backup_id, next_try, error"_s;

/// An operator's word is the last: a driver that has read the row before does not write over it.
const auto kUpdateTarget =
    u"UPDATE policy_target SET serial = ?, name = ?, state = ?, attempts = ?, job_id = ?, backup_id = ?, "
    "next_try = ?, error = ? WHERE run = ? AND phone = ? AND state <> 'cancelled'"_s;

PolicyRecord policyFromRow(const Statement &row)
{
    return {{row.text(0)}, row.text(1), row.object(2), row.flag(3),
            row.time(4),   row.time(5), row.time(6),   row.time(7)};
}

PolicyRunRecord runFrom(const Statement &row)
{
    return {row.number(0), {row.text(1)}, row.time(2), row.time(3), row.time(4), row.time(5), row.flag(6)};
}

PolicyTargetRecord targetFrom(const Statement &row)
{
    return {row.number(0),
            row.text(1),
            {row.text(2)},
            row.text(3),
            kTargetWords.value(row.text(4)).value_or(TargetState::Failed),
            static_cast<int>(row.number(5)),
            {row.text(6)},
            {row.text(7)},
            row.time(8),
            errorFromText(row.text(9))};
}

const auto kMadeBackups =
    u"SELECT b.id, b.phone_id, b.phone_name, b.created_at, b.status, b.stored_bytes, EXISTS (SELECT 1 FROM "
    "backup_pin p WHERE p.backup_id = b.id), b.store_name, b.finished_at, b.error FROM policy_backup o JOIN "
    "backup b ON b.id = o.backup_id WHERE o.policy_id = ?"_s;
const auto kMadeOrder = u"ORDER BY b.created_at DESC, b.id"_s;

PolicyBackup madeFrom(const Statement &row)
{
    return {{row.text(0)},
            {row.text(1)},
            row.text(2),
            row.time(3),
            backupStatusFromText(row.text(4)).value_or(BackupStatus::Pending),
            row.number(5),
            row.flag(6),
            row.text(7),
            row.time(8),
            errorFromText(row.text(9))};
}

Result<void> changeOne(Statement &statement, const PolicyId &id)
{
    if (auto r = statement.run(); !r)
        return r;
    if (statement.affected() == 0)
        return fail(Errc::PolicyNotFound, {}, {.object = id.value});
    return {};
}

} // namespace

QString toText(TargetState state)
{
    return kTargetWords.text(state);
}

Result<void> PolicyRepository::add(const PolicyRecord &policy)
{
    Statement statement(m_database, QString("INSERT INTO policy ("_L1 % kPolicyColumns %
                                            ") VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"_L1));
    statement.bind(policy.id.value).bind(policy.name).bind(policy.definition).bind(policy.suspended);
    statement.bind(policy.createdAt).bind(policy.activeSince).bind(policy.handledUntil).bind(policy.nextDue);
    if (auto r = statement.run(); !r)
        return r;
    if (statement.affected() == 0)
        return fail(Errc::PolicyExists, {}, {.object = policy.name});
    return {};
}

Result<void> PolicyRepository::change(const PolicyRecord &policy)
{
    Transaction transaction(m_database);
    if (auto r = transaction.begin(); !r)
        return r;
    const auto namesakes = select(u"WHERE name = ? AND id <> ?"_s, {policy.name, policy.id.value});
    if (!namesakes)
        return tl::unexpected(namesakes.error());
    if (!namesakes->isEmpty())
        return fail(Errc::PolicyExists, {}, {.object = policy.name});
    Statement statement(m_database, u"UPDATE policy SET name = ?, definition = ?, active_since = ?, "
                                    "handled_until = ?, next_due = ? WHERE id = ?"_s);
    statement.bind(policy.name).bind(policy.definition).bind(policy.activeSince);
    statement.bind(policy.handledUntil).bind(policy.nextDue).bind(policy.id.value);
    if (auto r = changeOne(statement, policy.id); !r)
        return r;
    statement.reset();
    return transaction.commit();
}

Result<QList<PolicyRecord>> PolicyRepository::select(const QString &condition, const QList<QVariant> &values)
{
    Statement statement(m_database, QString("SELECT "_L1 % kPolicyColumns % " FROM policy "_L1 % condition));
    statement.bindAll(values);
    return collectRows(statement, policyFromRow);
}

Result<PolicyRecord> PolicyRepository::get(const QString &name)
{
    const auto rows = select(u"WHERE name = ?"_s, {name});
    if (!rows)
        return tl::unexpected(rows.error());
    if (rows->isEmpty())
        return fail(Errc::PolicyNotFound, {}, {.object = name});
    return rows->first();
}

Result<PolicyRecord> PolicyRepository::get(const PolicyId &id)
{
    const auto rows = select(u"WHERE id = ?"_s, {id.value});
    if (!rows)
        return tl::unexpected(rows.error());
    if (rows->isEmpty())
        return fail(Errc::PolicyNotFound, {}, {.object = id.value});
    return rows->first();
}

Result<QHash<PolicyId, PolicyRecord>> PolicyRepository::get(const QList<PolicyId> &ids)
{
    QList<QVariant> values;
    for (const PolicyId &id : ids)
        values.append(id.value);
    const auto rows = select(QString("WHERE id IN ("_L1 % placeholders(ids.size()) % u')'), values);
    if (!rows)
        return tl::unexpected(rows.error());
    QHash<PolicyId, PolicyRecord> policies;
    for (const PolicyRecord &policy : *rows)
        policies.insert(policy.id, policy);
    return policies;
}

Result<QList<PolicyRecord>> PolicyRepository::list()
{
    return select(u"ORDER BY name"_s, {});
}

Result<QList<PolicyRecord>> PolicyRepository::due(const QDateTime &now)
{
    return select(u"WHERE suspended = 0 AND next_due <= ? ORDER BY next_due, name"_s,
                  {now.toMSecsSinceEpoch()});
}

Result<QDateTime> PolicyRepository::earliestDue()
{
    Statement statement(m_database, u"SELECT next_due FROM policy WHERE suspended = 0 AND next_due IS NOT "
                                    "NULL ORDER BY next_due LIMIT 1"_s);
    const auto rows = collectRows(statement, [](const Statement &row) { return row.time(0); });
    if (!rows)
        return tl::unexpected(rows.error());
    return rows->value(0);
}

Result<void> PolicyRepository::setTimes(const PolicyId &id, const QDateTime &handledUntil,
                                        const QDateTime &nextDue)
{
    Statement statement(m_database, u"UPDATE policy SET handled_until = ?, next_due = ? WHERE id = ?"_s);
    return changeOne(statement.bind(handledUntil).bind(nextDue).bind(id.value), id);
}

Result<void> PolicyRepository::suspend(const PolicyId &id)
{
    Statement statement(m_database, u"UPDATE policy SET suspended = 1 WHERE id = ?"_s);
    return changeOne(statement.bind(id.value), id);
}

Result<void> PolicyRepository::resume(const PolicyId &id, const QDateTime &now, const QDateTime &nextDue)
{
    Statement statement(m_database, u"UPDATE policy SET suspended = 0, active_since = ?, handled_until = ?, "
                                    "next_due = ? WHERE id = ?"_s);
    return changeOne(statement.bind(now).bind(now).bind(nextDue).bind(id.value), id);
}

Result<void> PolicyRepository::remove(const PolicyId &id)
{
    Transaction transaction(m_database);
    if (auto r = transaction.begin(); !r)
        return r;
    for (const QString &sql :
         {u"DELETE FROM policy_target WHERE run IN (SELECT number FROM policy_run WHERE policy_id = ?)"_s,
          u"DELETE FROM policy_run WHERE policy_id = ?"_s, u"DELETE FROM policy_drill WHERE policy_id = ?"_s,
          u"DELETE FROM policy_backup WHERE policy_id = ?"_s}) {
        Statement statement(m_database, sql);
        if (auto r = statement.bind(id.value).run(); !r)
            return r;
    }
    {
        Statement statement(m_database, u"DELETE FROM policy WHERE id = ?"_s);
        if (auto r = changeOne(statement.bind(id.value), id); !r)
            return r;
    }
    return transaction.commit();
}

Result<qint64> PolicyRepository::beginRun(const PolicyRunRecord &run,
                                          const QList<PolicyTargetRecord> &targets)
{
    Transaction transaction(m_database);
    if (auto r = transaction.begin(); !r)
        return tl::unexpected(r.error());
    qint64 number = 0;
    {
        // The index policy_run_open allows one run under way.
        Statement statement(m_database,
                            u"INSERT INTO policy_run (policy_id, due_at, started_at, ends_at, manual) VALUES "
                            "(?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING number"_s);
        statement.bind(run.policy.value).bind(run.dueAt).bind(run.startedAt).bind(run.endsAt);
        statement.bind(run.manual);
        const auto numbers = collectRows(statement, [](const Statement &row) { return row.number(0); });
        if (!numbers)
            return tl::unexpected(numbers.error());
        if (numbers->isEmpty())
            return fail(Errc::StateConflict, u"a run is under way"_s, {.object = run.policy.value});
        number = numbers->first();
    }
    Statement insert(m_database, QString("INSERT INTO policy_target ("_L1 % kTargetColumns % ") VALUES ("_L1 %
                                         placeholders(10) % u')'));
    for (const PolicyTargetRecord &target : targets) {
        insert.bind(number).bind(target.key).bind(target.serial.value).bind(target.name);
        insert.bind(toText(target.state)).bind(target.attempts).bind(target.job.value);
        insert.bind(target.backup.value).bind(target.nextTry).bind(errorToText(target.error));
        if (auto r = insert.run(); !r)
            return tl::unexpected(r.error());
    }
    insert.reset();
    if (auto r = transaction.commit(); !r)
        return tl::unexpected(r.error());
    return number;
}

Result<QList<PolicyRunRecord>> PolicyRepository::openRuns()
{
    Statement statement(m_database, QString("SELECT "_L1 % kRunColumns %
                                            " FROM policy_run WHERE finished_at IS NULL ORDER BY number"_L1));
    return collectRows(statement, runFrom);
}

Result<QList<PolicyRunRecord>> PolicyRepository::restlessRuns(const QDateTime &now)
{
    // A run without phones, or with settled ones alone, waits for its end; one with some settled for copies.
    Statement statement(
        m_database,
        QString(
            "SELECT "_L1 % kRunColumns %
            " FROM policy_run r WHERE finished_at IS NULL AND ((manual = 0 AND ends_at <= ?) OR NOT EXISTS "
            "(SELECT 1 FROM policy_target t WHERE t.run = r.number) OR EXISTS (SELECT 1 FROM policy_target t "
            "WHERE t.run = r.number AND NOT (t.state = 'waiting' AND coalesce(t.next_try, 0) > ?) AND NOT "
            "(t.state = "
            "'running' AND EXISTS (SELECT 1 FROM job j WHERE j.id = t.job_id AND j.status IN ('Waiting', "
            "'Paused', 'Processing'))))) ORDER BY number"_L1));
    statement.bind(now).bind(now);
    return collectRows(statement, runFrom);
}

Result<QStringList> PolicyRepository::awaitedSerials()
{
    Statement statement(
        m_database, u"SELECT DISTINCT serial FROM policy_target WHERE state = 'waiting' AND run IN (SELECT "
                    "number FROM policy_run WHERE finished_at IS NULL)"_s);
    return collectRows(statement, [](const Statement &row) { return row.text(0); });
}

Result<QHash<PolicyId, PolicyRunRecord>> PolicyRepository::lastRuns()
{
    Statement statement(
        m_database, QString("SELECT "_L1 % kRunColumns %
                            " FROM policy_run WHERE number IN (SELECT max(number) FROM policy_run GROUP BY "
                            "policy_id)"_L1));
    const auto runs = collectRows(statement, runFrom);
    if (!runs)
        return tl::unexpected(runs.error());
    QHash<PolicyId, PolicyRunRecord> last;
    for (const PolicyRunRecord &run : *runs)
        last.insert(run.policy, run);
    return last;
}

Result<QList<PolicyRunRecord>> PolicyRepository::runs(const PolicyId &policy, int limit)
{
    Statement statement(m_database,
                        QString("SELECT "_L1 % kRunColumns %
                                " FROM policy_run WHERE policy_id = ? ORDER BY number DESC LIMIT ?"_L1));
    statement.bind(policy.value).bind(limit);
    return collectRows(statement, runFrom);
}

Result<std::optional<PolicyRunRecord>> PolicyRepository::run(const PolicyId &policy, qint64 number)
{
    Statement statement(m_database, QString("SELECT "_L1 % kRunColumns %
                                            " FROM policy_run WHERE policy_id = ? AND number = ?"_L1));
    statement.bind(policy.value).bind(number);
    const auto rows = collectRows(statement, runFrom);
    if (!rows)
        return tl::unexpected(rows.error());
    return rows->isEmpty() ? std::optional<PolicyRunRecord>() : std::optional(rows->first());
}

Result<void> PolicyRepository::pruneRuns(const PolicyId &policy, int kept)
{
    Transaction transaction(m_database);
    if (auto r = transaction.begin(); !r)
        return r;
    const QString old =
        u"(SELECT number FROM policy_run WHERE policy_id = ? AND finished_at IS NOT NULL ORDER BY "
        "number DESC LIMIT -1 OFFSET ?)"_s;
    for (const QString &table : {u"policy_target WHERE run IN "_s, u"policy_run WHERE number IN "_s}) {
        Statement statement(m_database, QString("DELETE FROM "_L1 % table % old));
        if (auto r = statement.bind(policy.value).bind(kept).run(); !r)
            return r;
    }
    return transaction.commit();
}

Result<QList<PolicyTargetRecord>> PolicyRepository::targets(qint64 run)
{
    Statement statement(m_database, QString("SELECT "_L1 % kTargetColumns %
                                            " FROM policy_target WHERE run = ? ORDER BY name, phone"_L1));
    statement.bind(run);
    return collectRows(statement, targetFrom);
}

Result<QHash<qint64, QList<PolicyTargetRecord>>> PolicyRepository::targets(const QList<qint64> &runs)
{
    Statement statement(m_database,
                        QString("SELECT "_L1 % kTargetColumns % " FROM policy_target WHERE run IN ("_L1 %
                                placeholders(runs.size()) % ") ORDER BY name, phone"_L1));
    for (const qint64 run : runs)
        statement.bind(run);
    const auto rows = collectRows(statement, targetFrom);
    if (!rows)
        return tl::unexpected(rows.error());
    QHash<qint64, QList<PolicyTargetRecord>> targets;
    for (const PolicyTargetRecord &target : *rows)
        targets[target.run].append(target);
    return targets;
}

/// Returns whether it was written.
Result<bool> PolicyRepository::writeTarget(Statement &statement, const PolicyTargetRecord &target)
{
    statement.bind(target.serial.value).bind(target.name).bind(toText(target.state)).bind(target.attempts);
    statement.bind(target.job.value).bind(target.backup.value).bind(target.nextTry);
    statement.bind(errorToText(target.error)).bind(target.run).bind(target.key);
    if (auto r = statement.run(); !r)
        return tl::unexpected(r.error());
    return statement.affected() > 0;
}

Result<void> PolicyRepository::updateTarget(const PolicyTargetRecord &target)
{
    Statement statement(m_database, kUpdateTarget);
    const auto written = writeTarget(statement, target);
    if (!written)
        return tl::unexpected(written.error());
    if (!*written)
        return fail(Errc::StateConflict, u"it was cancelled"_s, {.phone = target.serial.value});
    return {};
}

Result<void> PolicyRepository::updateTargets(const QList<PolicyTargetRecord> &targets)
{
    Transaction transaction(m_database);
    if (auto r = transaction.begin(); !r)
        return r;
    Statement statement(m_database, kUpdateTarget);
    for (const PolicyTargetRecord &target : targets) {
        if (const auto written = writeTarget(statement, target); !written)
            return tl::unexpected(written.error());
    }
    statement.reset();
    return transaction.commit();
}

Result<void> PolicyRepository::finishRun(qint64 run, const QDateTime &now)
{
    Statement statement(m_database, u"UPDATE policy_run SET finished_at = ? WHERE number = ?"_s);
    return statement.bind(now).bind(run).run();
}

Result<void> PolicyRepository::addBackup(const PolicyId &policy, const BackupId &backup)
{
    // A copy that goes on after an interruption is there already.
    Statement statement(m_database, u"INSERT INTO policy_backup (backup_id, policy_id) VALUES (?, ?) ON "
                                    "CONFLICT DO NOTHING"_s);
    return statement.bind(backup.value).bind(policy.value).run();
}

Result<QList<PolicyBackup>> PolicyRepository::backups(const PolicyId &policy)
{
    Statement statement(
        m_database, QString(kMadeBackups % " AND b.status IN ('AVAILABLE', 'DELETING') "_L1 % kMadeOrder));
    statement.bind(policy.value);
    return collectRows(statement, madeFrom);
}

Result<QList<PolicyBackup>> PolicyRepository::madeSince(const PolicyId &policy, const QString &store,
                                                        const QDateTime &since)
{
    Statement statement(
        m_database, QString(kMadeBackups % " AND b.store_name = ? AND b.created_at >= ? "_L1 % kMadeOrder));
    statement.bind(policy.value).bind(store).bind(since);
    return collectRows(statement, madeFrom);
}

Result<QHash<PolicyId, QMap<QString, QDateTime>>> PolicyRepository::newestByPolicy()
{
    Statement statement(
        m_database, u"SELECT o.policy_id, b.phone_id, max(b.created_at) FROM policy_backup o JOIN backup b "
                    "ON b.id = o.backup_id WHERE b.status = 'AVAILABLE' GROUP BY o.policy_id, b.phone_id"_s);
    const auto rows = collectRows(statement, [](const Statement &row) {
        return std::tuple(PolicyId{row.text(0)}, row.text(1), row.time(2));
    });
    if (!rows)
        return tl::unexpected(rows.error());
    QHash<PolicyId, QMap<QString, QDateTime>> newest;
    for (const auto &[policy, phone, time] : *rows)
        newest[policy].insert(phone, time);
    return newest;
}

Result<void> PolicyRepository::setPinned(const BackupId &backup, bool pinned)
{
    Statement statement(m_database,
                        pinned ? u"INSERT INTO backup_pin (backup_id) VALUES (?) ON CONFLICT DO NOTHING"_s
                               : u"DELETE FROM backup_pin WHERE backup_id = ?"_s);
    return statement.bind(backup.value).run();
}

Result<bool> PolicyRepository::isPinned(const BackupId &backup)
{
    Statement statement(m_database, u"SELECT 1 FROM backup_pin WHERE backup_id = ?"_s);
    statement.bind(backup.value);
    const auto rows = collectRows(statement, [](const Statement &row) { return row.number(0); });
    if (!rows)
        return tl::unexpected(rows.error());
    return !rows->isEmpty();
}

Result<QStringList> PolicyRepository::pinned()
{
    Statement statement(m_database, u"SELECT backup_id FROM backup_pin ORDER BY backup_id"_s);
    return collectRows(statement, [](const Statement &row) { return row.text(0); });
}

Result<bool> PolicyRepository::takeLease(const QString &name, const ProcessIdentity &owner,
                                         const LivenessOf &livenessOf, const QDateTime &now,
                                         const QDateTime &until)
{
    struct Holder
    {
        ProcessIdentity process;
        QDateTime until;
    };
    Transaction transaction(m_database);
    if (auto r = transaction.begin(); !r)
        return tl::unexpected(r.error());
    Statement held(m_database,
                   u"SELECT owner_host, owner_pid, owner_start, until FROM lease WHERE name = ?"_s);
    held.bind(name);
    const auto holders = collectRows(held, [](const Statement &row) {
        return Holder{{row.text(0), row.number(1), row.text(2)}, row.time(3)};
    });
    if (!holders)
        return tl::unexpected(holders.error());
    if (!holders->isEmpty() && holders->first().process != owner) {
        const Liveness liveness = livenessOf(holders->first().process);
        if (liveness == Liveness::Alive || (liveness == Liveness::Unknown && holders->first().until > now))
            return false;
    }
    {
        Statement take(
            m_database,
            u"INSERT INTO lease (name, owner_host, owner_pid, owner_start, until) VALUES (?, ?, ?, "
            "?, ?) ON CONFLICT (name) DO UPDATE SET owner_host = excluded.owner_host, owner_pid = "
            "excluded.owner_pid, owner_start = excluded.owner_start, until = excluded.until"_s);
        take.bind(name).bind(owner.host).bind(owner.pid).bind(owner.startMark).bind(until);
        if (auto r = take.run(); !r)
            return tl::unexpected(r.error());
    }
    if (auto r = transaction.commit(); !r)
        return tl::unexpected(r.error());
    return true;
}

Result<void> PolicyRepository::dropLease(const QString &name, const ProcessIdentity &owner)
{
    Statement statement(
        m_database,
        u"DELETE FROM lease WHERE name = ? AND owner_host = ? AND owner_pid = ? AND owner_start = ?"_s);
    return statement.bind(name).bind(owner.host).bind(owner.pid).bind(owner.startMark).run();
}

} // namespace holdfast
