// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/catalog/backuprepository.h"
#include "core/catalog/database.h"
#include "core/catalog/jobrecord.h"
#include "core/catalog/page.h"

#include <QMap>

#include <functional>

namespace holdfast {

/// The queue of jobs and what became of them. Used in the database's thread; does not own the database.
class JobRepository
{
public:
    JobRepository(Database &database, BackupRepository &backups) : m_database(database), m_backups(backups) {}

    /// Adds a batch and its jobs, all or nothing. The jobs get the batch's id. Backups that they name may be
    /// inserted in the same Transaction.
    Result<void> insertBatch(const BatchRecord &batch, const QList<JobRecord> &jobs);

    /// Takes the oldest waiting job (of @p batch unless empty) that nobody asked to cancel and whose phone
    /// has no running job, and makes it Processing for @p owner. Jobs that another process submitted for
    /// itself are left alone. Nothing when there is none.
    Result<std::optional<JobRecord>> claim(const ProcessIdentity &owner, const QDateTime &now,
                                           const QDateTime &leaseUntil, const BatchId &batch = {});
    /// Writes the progress of running jobs and prolongs their leases, in one transaction. Returns those that
    /// must stop: cancellation was asked, or they are no longer @p owner's.
    Result<QList<JobId>> heartbeat(const ProcessIdentity &owner, const QList<JobHeartbeat> &jobs,
                                   const QDateTime &leaseUntil);
    /// Ends a running job. StateConflict when it is not running for @p owner; JobNotFound.
    Result<void> finish(const JobId &id, const ProcessIdentity &owner, const JobEnd &end,
                        const QDateTime &now);

    /// Ends a waiting or paused job at once (its unfinished backup becomes FAILED) or asks the owner of a
    /// running one to stop. Returns the state it is in afterwards; a job that has ended stays as it is.
    /// JobNotFound.
    Result<JobStatus> requestCancel(const JobId &id, const QDateTime &now);

    /// Makes a waiting job Paused, or a paused one Waiting. Returns the state it is in afterwards; a job that
    /// runs or has ended stays as it is. JobNotFound.
    Result<JobStatus> setPaused(const JobId &id, bool paused);

    using LivenessOf = std::function<Liveness(const ProcessIdentity &)>;
    /// Finds waiting, paused and running jobs whose owner is dead (or unknown, with the lease run out) and
    /// makes them Failed with JobInterrupted; unfinished backups of theirs become FAILED. Returns the jobs as
    /// stored.
    Result<QList<JobRecord>> markInterrupted(const LivenessOf &livenessOf, const QDateTime &now);

    /// JobNotFound when there is none.
    Result<JobRecord> get(const JobId &id);
    /// JobNotFound when there is none.
    Result<BatchRecord> getBatch(const BatchId &id);
    /// Newest first. InvalidArgument for a bad limit or token.
    Result<Page<JobRecord>> list(const JobFilter &filter, const PageRequest &page);
    /// How many jobs are in each state; states without any are not there.
    Result<QMap<JobStatus, qint64>> countByStatus();

private:
    Result<void> endUnfinished(const JobRecord &job, JobStatus status, const Error &error,
                               const QDateTime &now);

    Database &m_database;
    BackupRepository &m_backups;
};

} // namespace holdfast
