// SPDX-License-Identifier: GPL-3.0-or-later
// How jobs get into the queue, whose turn it is, and how they get back into it.
//
// Fair order costs nothing at the claim: each job is given its turn when it is queued. The jobs of a group
// have turns one after another, beginning where the queue is at that moment, so that a group of ten that
// comes behind one of three hundred goes between its jobs.
#include "core/catalog/jobrepository.h"
#include "core/catalog/jobrow.h"
#include "core/catalog/statement.h"
#include "core/catalog/transaction.h"
#include "core/catalog/words.h"

#include <QHash>

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

/// Where @p serial is a network address, its host; phones by USB have none.
QString hostOf(const Serial &serial)
{
    const qsizetype colon = serial.value.lastIndexOf(u':');
    return colon > 0 ? serial.value.left(colon) : QString();
}

/// A text or number that @p statement, which is bound, selects; null where it selects nothing.
Result<QVariant> valueOf(Statement &statement)
{
    if (auto r = statement.run(); !r)
        return tl::unexpected(r.error());
    const auto row = statement.next();
    if (!row)
        return tl::unexpected(row.error());
    QVariant value;
    if (*row && !statement.isNull(0))
        value = statement.text(0);
    statement.reset();
    return value;
}

/// Gives each job of a batch its turn.
class Turns
{
public:
    explicit Turns(Database &database)
        : m_group(database, u"SELECT group_name FROM phone WHERE id = ?"_s),
          m_store(database, u"SELECT store_name FROM backup WHERE id = ?"_s),
          m_last(database, u"SELECT max(turn) FROM job WHERE status = 'Waiting' AND fair_group = ? AND "
                           "priority = ?"_s),
          m_now(database, u"SELECT turn FROM job WHERE status = 'Waiting' AND priority = ? AND not_before IS "
                          "NULL ORDER BY priority DESC, turn LIMIT 1"_s)
    {}

    /// Binds turn, fair_group, store_name, phone_host.
    Result<void> bind(Statement &statement, const JobRecord &job)
    {
        const auto group = valueOf(m_group.bind(job.phone.value));
        if (!group)
            return tl::unexpected(group.error());
        const auto store = valueOf(m_store.bind(job.backup.value));
        if (!store)
            return tl::unexpected(store.error());
        const QString line = group->toString().isEmpty() ? job.batch.value : group->toString();
        const auto turn = next(line, static_cast<int>(job.priority));
        if (!turn)
            return tl::unexpected(turn.error());
        statement.bind(*turn).bind(line).bind(store->toString()).bind(hostOf(job.serial));
        return {};
    }

private:
    Result<qint64> next(const QString &line, int priority)
    {
        const std::pair key(line, priority);
        if (const auto known = m_next.find(key); known != m_next.end())
            return (*known)++;
        const auto last = valueOf(m_last.bind(line).bind(priority));
        if (!last)
            return tl::unexpected(last.error());
        if (!m_begin.contains(priority)) {
            const auto now = valueOf(m_now.bind(priority));
            if (!now)
                return tl::unexpected(now.error());
            m_begin.insert(priority, now->toLongLong());
        }
        const qint64 begin = m_begin.value(priority);
        const qint64 turn = last->isNull() ? begin : std::max(begin, last->toLongLong() + 1);
        m_next.insert(key, turn + 1);
        return turn;
    }

    Statement m_group;
    Statement m_store;
    Statement m_last;
    Statement m_now;
    QHash<int, qint64> m_begin; ///< Where the queue of each priority is.
    QHash<std::pair<QString, int>, qint64> m_next;
};

constexpr std::array kLimitNames{"all", "store", "adb-server", "host"};

std::array<int *, 4> limitsIn(JobLimits &limits)
{
    return {&limits.all, &limits.perStore, &limits.perAdbServer, &limits.perHost};
}

/// Conditions under which job w may run, and what is bound to them.
struct Allowance
{
    QString sql{};
    QList<int> limits{};

    void addFull(QLatin1StringView column, int limit)
    {
        if (limit <= 0)
            return;
        sql += u" AND w.%1 NOT IN (SELECT %1 FROM job WHERE status = 'Processing' AND %1 <> '' GROUP BY %1 "
               "HAVING count(*) >= ?)"_s.arg(column);
        limits.append(limit);
    }
};

Result<qint64> countRunning(Database &database, QStringView condition, const QString &value)
{
    Statement statement(database,
                        QString(u"SELECT count(*) FROM job WHERE status = 'Processing'" % condition));
    if (!condition.isEmpty())
        statement.bind(value);
    const auto count = valueOf(statement);
    return count ? Result<qint64>(count->toLongLong()) : tl::unexpected(count.error());
}

/// Whether limits leave room for one more job at all.
Result<bool> hasRoom(Database &database, const JobLimits &limits, const QString &adbServer)
{
    const auto running = countRunning(database, {}, {});
    if (!running)
        return tl::unexpected(running.error());
    if (limits.all > 0 && *running >= limits.all)
        return false;
    if (limits.perAdbServer <= 0 || *running < limits.perAdbServer)
        return true;
    const auto there = countRunning(database, u" AND adb_server = ?", adbServer);
    if (!there)
        return tl::unexpected(there.error());
    return *there < limits.perAdbServer;
}

bool makesBackup(JobKind kind)
{
    return kind == JobKind::Backup || kind == JobKind::Copy;
}

} // namespace

Result<void> JobRepository::insertBatch(const BatchRecord &batch, const QList<JobRecord> &jobs)
{
    Transaction transaction(m_database);
    if (auto r = transaction.begin(); !r)
        return r;
    Statement insertOne(m_database,
                        u"INSERT INTO batch (id, kind, created_at, request) VALUES (?, ?, ?, ?)"_s);
    insertOne.bind(batch.id.value).bind(toText(batch.kind)).bind(batch.createdAt).bind(batch.request);
    if (auto r = insertOne.run(); !r)
        return r;
    Statement statement(m_database, QString("INSERT INTO job ("_L1 % kJobColumns %
                                            ", turn, fair_group, store_name, phone_host) VALUES ("_L1 %
                                            placeholders(kJobColumnCount + 4) % u')'));
    QList<JobRecord> ordered = jobs;
    std::sort(ordered.begin(), ordered.end(), [](const JobRecord &a, const JobRecord &b) {
        return std::tie(a.createdAt, a.id) < std::tie(b.createdAt, b.id);
    });
    Turns turns(m_database);
    for (JobRecord &job : ordered) {
        job.batch = batch.id;
        bindJob(statement, job);
        if (auto r = turns.bind(statement, job); !r)
            return r;
        if (auto r = statement.run(); !r)
            return r;
    }
    return transaction.commit();
}

Result<std::optional<JobRecord>> JobRepository::claim(const ProcessIdentity &owner, const QDateTime &now,
                                                      const QDateTime &leaseUntil, const ClaimScope &scope)
{
    // The transaction lets writers wait for each other; the statement alone decides who gets the job.
    Transaction transaction(m_database);
    if (auto r = transaction.begin(); !r)
        return tl::unexpected(r.error());
    const auto limits = this->limits();
    if (!limits)
        return tl::unexpected(limits.error());
    const auto room = hasRoom(m_database, *limits, scope.adbServer);
    if (!room)
        return tl::unexpected(room.error());
    if (!*room)
        return std::nullopt;
    Allowance allowance;
    allowance.addFull("store_name"_L1, limits->perStore);
    allowance.addFull("phone_host"_L1, limits->perHost);
    const QString nobodys = scope.adopts ? u"w.owner_host = '' OR "_s : QString();
    const QString inBatch = scope.batch.isEmpty() ? QString() : u" AND w.batch_id = ?"_s;
    Statement statement(
        m_database,
        QString(
            "UPDATE job SET status = 'Processing', started_at = ?, lease_until = ?, adb_server = ?, "
            "not_before = NULL, error = NULL, owner_host = ?, owner_pid = ?, owner_start = ? WHERE id = "
            "(SELECT w.id FROM "
            "job w WHERE w.status = 'Waiting' AND (w.not_before IS NULL OR w.not_before <= ?) AND w.phone_id "
            "NOT IN (SELECT phone_id FROM job WHERE status = 'Processing' AND phone_id <> '')"_L1 %
            allowance.sql %
            " AND NOT EXISTS (SELECT 1 FROM job a WHERE w.after_job <> '' AND a.id = w.after_job AND "
            "a.status "
            "IN ('Waiting', 'Paused', 'Processing')) AND w.cancel_requested = 0 AND ("_L1 %
            nobodys % "(w.owner_host = ? AND w.owner_pid = ? AND w.owner_start = ?))"_L1 % inBatch %
            " ORDER BY w.priority DESC, w.turn, w.created_at, w.id LIMIT 1) AND status = 'Waiting' "
            "RETURNING "_L1 %
            kJobColumns));
    statement.bind(now).bind(leaseUntil).bind(scope.adbServer);
    bindOwner(statement, owner);
    statement.bind(now);
    for (const int limit : std::as_const(allowance.limits))
        statement.bind(limit);
    bindOwner(statement, owner);
    if (!scope.batch.isEmpty())
        statement.bind(scope.batch.value);
    const auto rows = collectRows(statement, jobFrom);
    if (!rows)
        return tl::unexpected(rows.error());
    if (auto r = transaction.commit(); !r)
        return tl::unexpected(r.error());
    return rows->isEmpty() ? std::optional<JobRecord>() : std::optional(rows->first());
}

/// The backup that a job makes is PENDING again; what was stored of it goes when the job begins.
Result<void> JobRepository::resetBackup(const JobRecord &job, const QDateTime &now)
{
    if (!makesBackup(job.kind) || job.backup.isEmpty())
        return {};
    const auto backup = m_backups.get(job.backup);
    if (!backup)
        return backup.error().code == Errc::BackupNotFound ? Result<void>{} : tl::unexpected(backup.error());
    if (!canChange(backup->status, BackupStatus::Pending))
        return {};
    BackupChange change;
    change.status = BackupStatus::Pending;
    change.error = std::optional<Error>();
    change.finishedAt = QDateTime();
    const auto changed = m_backups.update(job.backup, change, now);
    return changed ? Result<void>() : tl::unexpected(changed.error());
}

Result<void> JobRepository::postpone(const JobId &id, const ProcessIdentity &owner, const Error &why,
                                     const QDateTime &notBefore, const Serial &serial, const QDateTime &now)
{
    Transaction transaction(m_database);
    if (auto r = transaction.begin(); !r)
        return r;
    // A cancellation that was asked for in the meantime ends the job instead.
    Statement statement(
        m_database, u"UPDATE job SET status = 'Waiting', phase = 'Waiting', error = ?, not_before = ?, "
                    "serial = ?, phone_host = ?, attempt = attempt + 1, bytes_done = 0, bytes_total = -1, "
                    "files_done = 0, files_total = -1 WHERE id = ? AND status = 'Processing' AND "
                    "cancel_requested = 0 AND owner_host = ? AND owner_pid = ? AND owner_start = ?"_s);
    statement.bind(errorToText(why)).bind(notBefore).bind(serial.value).bind(hostOf(serial)).bind(id.value);
    bindOwner(statement, owner);
    if (auto r = statement.run(); !r)
        return r;
    if (statement.affected() == 0)
        return notRunning(id);
    const auto job = get(id);
    if (!job)
        return tl::unexpected(job.error());
    if (auto r = resetBackup(*job, now); !r)
        return r;
    return transaction.commit();
}

Result<void> JobRepository::setSerial(const JobId &id, const Serial &serial)
{
    Statement statement(m_database, u"UPDATE job SET serial = ?, phone_host = ? WHERE id = ?"_s);
    return statement.bind(serial.value).bind(hostOf(serial)).bind(id.value).run();
}

Result<void> JobRepository::release(const JobId &id, const ProcessIdentity &owner, const QDateTime &now)
{
    Transaction transaction(m_database);
    if (auto r = transaction.begin(); !r)
        return r;
    const auto job = get(id);
    if (!job)
        return tl::unexpected(job.error());
    if (job->status != JobStatus::Processing || job->owner != owner || job->cancelRequested)
        return notRunning(id);
    if (auto r = waitAgain(*job, now); !r)
        return r;
    return transaction.commit();
}

/// Lets a durable job whose process is gone wait for anybody.
Result<void> JobRepository::waitAgain(const JobRecord &job, const QDateTime &now)
{
    const bool ran = job.status == JobStatus::Processing;
    Statement statement(m_database,
                        u"UPDATE job SET status = ?, phase = 'Waiting', owner_host = '', owner_pid = 0, "
                        "owner_start = '', lease_until = NULL, attempt = ? WHERE id = ?"_s);
    statement.bind(toText(ran ? JobStatus::Waiting : job.status)).bind(job.attempt + (ran ? 1 : 0));
    if (auto r = statement.bind(job.id.value).run(); !r)
        return r;
    return ran ? resetBackup(job, now) : Result<void>();
}

Result<void> JobRepository::cancelOwned(const ProcessIdentity &owner, const QDateTime &now)
{
    Transaction transaction(m_database);
    if (auto r = transaction.begin(); !r)
        return r;
    Statement statement(m_database,
                        u"SELECT id FROM job WHERE status IN ('Waiting', 'Paused') AND owner_host = ? AND "
                        "owner_pid = ? AND owner_start = ?"_s);
    bindOwner(statement, owner);
    const auto ids = collectRows(statement, [](const Statement &row) { return JobId{row.text(0)}; });
    if (!ids)
        return tl::unexpected(ids.error());
    for (const JobId &id : *ids) {
        if (const auto cancelled = requestCancel(id, now); !cancelled)
            return tl::unexpected(cancelled.error());
    }
    return transaction.commit();
}

Result<JobLimits> JobRepository::limits()
{
    Statement statement(m_database, u"SELECT name, jobs FROM job_limit"_s);
    const auto rows =
        collectRows(statement, [](const Statement &row) { return std::pair(row.text(0), row.number(1)); });
    if (!rows)
        return tl::unexpected(rows.error());
    JobLimits limits;
    const std::array<int *, 4> places = limitsIn(limits);
    for (const auto &[name, jobs] : *rows) {
        for (size_t i = 0; i < places.size(); ++i) {
            if (name == QLatin1String(kLimitNames.at(i)))
                *places.at(i) = static_cast<int>(jobs);
        }
    }
    return limits;
}

Result<void> JobRepository::setLimits(const JobLimits &limits)
{
    Transaction transaction(m_database);
    if (auto r = transaction.begin(); !r)
        return r;
    if (auto r = runSql(m_database, u"DELETE FROM job_limit"_s); !r)
        return r;
    JobLimits copy = limits;
    const std::array<int *, 4> places = limitsIn(copy);
    Statement statement(m_database, u"INSERT INTO job_limit (name, jobs) VALUES (?, ?)"_s);
    for (size_t i = 0; i < places.size(); ++i) {
        if (*places.at(i) <= 0)
            continue;
        if (auto r = statement.bind(QLatin1String(kLimitNames.at(i)).toString()).bind(*places.at(i)).run();
            !r)
            return r;
    }
    return transaction.commit();
}

} // namespace holdfast
