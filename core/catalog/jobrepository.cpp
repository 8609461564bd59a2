// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/jobrepository.h"

#include "core/catalog/jobrow.h"
#include "core/catalog/listpage.h"
#include "core/catalog/transaction.h"
#include "core/catalog/words.h"

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

QStringList values(const QList<JobId> &ids)
{
    QStringList result;
    for (const JobId &id : ids)
        result += id.value;
    return result;
}

template <class Enum>
QStringList texts(const QList<Enum> &list)
{
    QStringList result;
    for (const Enum value : list)
        result += toText(value);
    return result;
}

Conditions conditionsOf(const JobFilter &filter)
{
    Conditions conditions;
    conditions.addAnyOf("id"_L1, values(filter.ids));
    conditions.addEqual("batch_id"_L1, filter.batch.value);
    conditions.addEqual("backup_id"_L1, filter.backup.value);
    if (!filter.phone.isEmpty())
        conditions.add(u"(phone_id = ? OR serial = ?)"_s, {filter.phone, filter.phone});
    conditions.addAnyOf("kind"_L1, texts(filter.kinds));
    conditions.addAnyOf("status"_L1, texts(filter.statuses));
    conditions.addBetween("created_at"_L1, filter.createdSince, filter.createdUntil);
    return conditions;
}

bool isUnfinished(BackupStatus status)
{
    return status == BackupStatus::Pending || status == BackupStatus::Running ||
           status == BackupStatus::Uploading || status == BackupStatus::Verifying;
}

bool isInterrupted(const JobRecord &job, Liveness liveness, const QDateTime &now)
{
    if (liveness != Liveness::Unknown)
        return liveness == Liveness::Dead;
    return job.leaseUntil.isValid() && job.leaseUntil < now;
}

} // namespace

Result<QList<JobId>> JobRepository::heartbeat(const ProcessIdentity &owner, const QList<JobHeartbeat> &jobs,
                                              const QDateTime &leaseUntil)
{
    Transaction transaction(m_database);
    if (auto r = transaction.begin(); !r)
        return tl::unexpected(r.error());
    Statement statement(
        m_database,
        u"UPDATE job SET phase = ?, bytes_done = ?, bytes_total = ?, files_done = ?, files_total = "
        "?, outage = ?, lease_until = ? WHERE id = ? AND status = 'Processing' AND owner_host = ? AND "
        "owner_pid = ? AND owner_start = ? RETURNING cancel_requested"_s);
    QList<JobId> toStop;
    for (const JobHeartbeat &job : jobs) {
        bindProgress(statement, job.progress);
        statement.bind(outageToText(job.progress.outage)).bind(leaseUntil).bind(job.job.value);
        bindOwner(statement, owner);
        const auto cancelRequested = collectRows(statement, [](const Statement &row) { return row.flag(0); });
        if (!cancelRequested)
            return tl::unexpected(cancelRequested.error());
        if (cancelRequested->value(0, true)) // no row: it is not ours any more
            toStop += job.job;
    }
    if (auto r = transaction.commit(); !r)
        return tl::unexpected(r.error());
    return toStop;
}

Result<void> JobRepository::finish(const JobId &id, const ProcessIdentity &owner, const JobEnd &end,
                                   const QDateTime &now)
{
    if (!hasEnded(end.status))
        return fail(Errc::InvalidArgument, u"%1 is not an end"_s.arg(toText(end.status)),
                    {.object = id.value});
    Transaction transaction(m_database);
    if (auto r = transaction.begin(); !r)
        return r;
    Statement statement(
        m_database,
        u"UPDATE job SET status = ?, error = ?, outcome = ?, finished_at = ?, lease_until = NULL, "
        "phase = ?, bytes_done = ?, bytes_total = ?, files_done = ?, files_total = ?, outage = '' WHERE "
        "id = ? AND status = 'Processing' AND owner_host = ? AND owner_pid = ? AND owner_start = ?"_s);
    statement.bind(toText(end.status)).bind(errorToText(end.error)).bind(end.outcome).bind(now);
    bindProgress(statement, end.progress);
    statement.bind(id.value);
    bindOwner(statement, owner);
    if (auto r = statement.run(); !r)
        return r;
    if (statement.affected() == 0)
        return notRunning(id);
    return transaction.commit();
}

/// Why a job could not be changed by the process that thinks it runs it.
Result<void> JobRepository::notRunning(const JobId &id)
{
    const auto job = get(id);
    if (!job)
        return tl::unexpected(job.error());
    return fail(Errc::StateConflict, u"%1, or run by another process"_s.arg(toText(job->status)),
                {.object = id.value});
}

/// Ends a job that nobody runs, and the backup that it was to make.
Result<void> JobRepository::endUnfinished(const JobRecord &job, JobStatus status, const Error &error,
                                          const QDateTime &now)
{
    Statement statement(m_database,
                        u"UPDATE job SET status = ?, error = ?, finished_at = ?, lease_until = NULL, "
                        "outage = '' WHERE id = ?"_s);
    if (auto r = statement.bind(toText(status)).bind(errorToText(error)).bind(now).bind(job.id.value).run();
        !r)
        return r;
    const bool makesBackup = job.kind == JobKind::Backup || job.kind == JobKind::Copy;
    if (!makesBackup || job.backup.isEmpty())
        return {};
    const auto backup = m_backups.get(job.backup);
    if (!backup)
        return backup.error().code == Errc::BackupNotFound ? Result<void>{} : tl::unexpected(backup.error());
    if (!isUnfinished(backup->status))
        return {};
    BackupChange change;
    change.status = BackupStatus::Failed;
    change.error = std::optional(error);
    change.finishedAt = now;
    if (const auto changed = m_backups.update(job.backup, change, now); !changed)
        return tl::unexpected(changed.error());
    return {};
}

Result<JobStatus> JobRepository::requestCancel(const JobId &id, const QDateTime &now)
{
    Transaction transaction(m_database);
    if (auto r = transaction.begin(); !r)
        return tl::unexpected(r.error());
    const auto job = get(id);
    if (!job)
        return tl::unexpected(job.error());
    JobStatus status = job->status;
    if (status == JobStatus::Waiting || status == JobStatus::Paused) {
        status = JobStatus::Cancelled;
        const Error error{Errc::Cancelled, {}, {.phone = job->serial.value, .object = id.value}};
        if (auto r = endUnfinished(*job, status, error, now); !r)
            return tl::unexpected(r.error());
    } else if (status != JobStatus::Processing) {
        return status;
    }
    // Of ended jobs too: a policy tries again what was interrupted, but not what somebody cancelled.
    Statement statement(m_database, u"UPDATE job SET cancel_requested = 1 WHERE id = ?"_s);
    if (auto r = statement.bind(id.value).run(); !r)
        return tl::unexpected(r.error());
    if (auto r = transaction.commit(); !r)
        return tl::unexpected(r.error());
    return status;
}

Result<JobStatus> JobRepository::setPaused(const JobId &id, bool paused)
{
    const JobStatus from = paused ? JobStatus::Waiting : JobStatus::Paused;
    const JobStatus to = paused ? JobStatus::Paused : JobStatus::Waiting;
    Statement statement(m_database, u"UPDATE job SET status = ? WHERE id = ? AND status = ?"_s);
    if (auto r = statement.bind(toText(to)).bind(id.value).bind(toText(from)).run(); !r)
        return tl::unexpected(r.error());
    const auto job = get(id);
    return job ? Result<JobStatus>(job->status) : tl::unexpected(job.error());
}

Result<QList<JobRecord>> JobRepository::markInterrupted(const LivenessOf &livenessOf, const QDateTime &now)
{
    Transaction transaction(m_database);
    if (auto r = transaction.begin(); !r)
        return tl::unexpected(r.error());
    Statement statement(
        m_database,
        QString("SELECT "_L1 % kJobColumns %
                " FROM job WHERE status IN ('Waiting', 'Paused', 'Processing') AND owner_host <> '' ORDER BY "
                "created_at, id"_L1));
    const auto jobs = collectRows(statement, jobFrom);
    if (!jobs)
        return tl::unexpected(jobs.error());
    QList<JobRecord> interrupted;
    for (const JobRecord &job : *jobs) {
        if (!isInterrupted(job, livenessOf(job.owner), now))
            continue;
        const Error error{Errc::JobInterrupted,
                          u"process %1 on %2 ended"_s.arg(job.owner.pid).arg(job.owner.host),
                          {.phone = job.serial.value, .object = job.id.value}};
        const bool again = job.durable && job.attempt < kMostInterruptions;
        if (auto r = again ? waitAgain(job, now) : endUnfinished(job, JobStatus::Failed, error, now); !r)
            return tl::unexpected(r.error());
        auto stored = get(job.id);
        if (!stored)
            return tl::unexpected(stored.error());
        interrupted += *stored;
    }
    if (auto r = transaction.commit(); !r)
        return tl::unexpected(r.error());
    return interrupted;
}

Result<QMap<JobStatus, qint64>> JobRepository::countByStatus()
{
    Statement statement(m_database, u"SELECT status, count(*) FROM job GROUP BY status"_s);
    const auto rows =
        collectRows(statement, [](const Statement &row) { return std::pair(row.text(0), row.number(1)); });
    if (!rows)
        return tl::unexpected(rows.error());
    QMap<JobStatus, qint64> counts;
    for (const auto &[text, count] : *rows) {
        if (const auto status = jobStatusFromText(text))
            counts.insert(*status, count);
    }
    return counts;
}

Result<JobRecord> JobRepository::get(const JobId &id)
{
    Statement statement(m_database, QString("SELECT "_L1 % kJobColumns % " FROM job WHERE id = ?"_L1));
    statement.bind(id.value);
    const auto rows = collectRows(statement, jobFrom);
    if (!rows)
        return tl::unexpected(rows.error());
    if (rows->isEmpty())
        return fail(Errc::JobNotFound, {}, {.object = id.value});
    return rows->first();
}

Result<BatchRecord> JobRepository::getBatch(const BatchId &id)
{
    Statement statement(m_database, u"SELECT id, kind, created_at, request FROM batch WHERE id = ?"_s);
    statement.bind(id.value);
    const auto rows = collectRows(statement, [](const Statement &row) {
        return BatchRecord{{row.text(0)},
                           jobKindFromText(row.text(1)).value_or(JobKind::Backup),
                           row.time(2),
                           row.object(3)};
    });
    if (!rows)
        return tl::unexpected(rows.error());
    if (rows->isEmpty())
        return fail(Errc::JobNotFound, u"no such batch"_s, {.object = id.value});
    return rows->first();
}

Result<Page<JobRecord>> JobRepository::list(const JobFilter &filter, const PageRequest &page)
{
    if (auto r = checkIdCount(filter.ids.size()); !r)
        return tl::unexpected(r.error());
    const ListQuery query{u"job"_s, kJobColumns, u"created_at"_s, u"id"_s, ListQuery::Order::NewestFirst};
    return listPage(m_database, query, conditionsOf(filter), page, jobFrom, [](const JobRecord &job) {
        return PageKey{job.createdAt.toMSecsSinceEpoch(), job.id.value};
    });
}

} // namespace holdfast
