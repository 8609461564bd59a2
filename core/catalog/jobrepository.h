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

    /// Takes the waiting job whose turn it is and makes it Processing for @p owner: of those that nobody
    /// asked to cancel, whose time has come, whose phone has no running job and which no limit forbids, one
    /// of the highest priority; groups of phones (batches, where a phone is in none) take turns, and within
    /// each the oldest goes first. Jobs that another process submitted for itself are left alone. Nothing
    /// when there is none.
    Result<std::optional<JobRecord>> claim(const ProcessIdentity &owner, const QDateTime &now,
                                           const QDateTime &leaseUntil, const ClaimScope &scope = {});
    /// Writes the progress of running jobs and prolongs their leases, in one transaction. Returns those that
    /// must stop: cancellation was asked, or they are no longer @p owner's.
    Result<QList<JobId>> heartbeat(const ProcessIdentity &owner, const QList<JobHeartbeat> &jobs,
                                   const QDateTime &leaseUntil);
    /// Ends a running job. StateConflict when it is not running for @p owner; JobNotFound.
    Result<void> finish(const JobId &id, const ProcessIdentity &owner, const JobEnd &end,
                        const QDateTime &now);

    /// Lets a running job wait: it is begun again at @p notBefore at the earliest, by @p owner or, where it
    /// is durable, by anybody who runs the queue. @p why is kept as its error; its unfinished backup is
    /// PENDING again. It may continue at another @p serial. StateConflict and JobNotFound as finish().
    Result<void> postpone(const JobId &id, const ProcessIdentity &owner, const Error &why,
                          const QDateTime &notBefore, const Serial &serial, const QDateTime &now);
    /// Notes that the phone of a job is at another address now.
    Result<void> setSerial(const JobId &id, const Serial &serial);
    /// Gives running jobs of @p owner back to the queue, as a process that ends on purpose does.
    Result<void> release(const JobId &id, const ProcessIdentity &owner, const QDateTime &now);

    /// Ends a waiting or paused job at once (its unfinished backup becomes FAILED) or asks the owner of a
    /// running one to stop. Returns the state it is in afterwards; a job that has ended stays as it is.
    /// JobNotFound.
    Result<JobStatus> requestCancel(const JobId &id, const QDateTime &now);

    /// The same for all jobs of @p owner that wait.
    Result<void> cancelOwned(const ProcessIdentity &owner, const QDateTime &now);

    /// Makes a waiting job Paused, or a paused one Waiting. Returns the state it is in afterwards; a job that
    /// runs or has ended stays as it is. JobNotFound.
    Result<JobStatus> setPaused(const JobId &id, bool paused);

    using LivenessOf = std::function<Liveness(const ProcessIdentity &)>;
    /// Finds waiting, paused and running jobs whose owner is dead (or unknown, with the lease run out) and
    /// makes them Failed with JobInterrupted; unfinished backups of theirs become FAILED. Durable ones wait
    /// for anybody instead, unless they ran at kMostInterruptions such ends. Returns the jobs as stored.
    Result<QList<JobRecord>> markInterrupted(const LivenessOf &livenessOf, const QDateTime &now);

    static constexpr int kMostInterruptions = 5;

    Result<JobLimits> limits();
    Result<void> setLimits(const JobLimits &limits);

    /// JobNotFound when there is none.
    Result<JobRecord> get(const JobId &id);
    /// JobNotFound when there is none.
    Result<BatchRecord> getBatch(const BatchId &id);
    /// Newest first. InvalidArgument for a bad limit or token.
    Result<Page<JobRecord>> list(const JobFilter &filter, const PageRequest &page);
    /// How many jobs are in each state; states without any are not there.
    Result<QMap<JobStatus, qint64>> countByStatus();

private:
    Result<void> notRunning(const JobId &id);
    Result<void> resetBackup(const JobRecord &job, const QDateTime &now);
    Result<void> waitAgain(const JobRecord &job, const QDateTime &now);
    Result<void> endUnfinished(const JobRecord &job, JobStatus status, const Error &error,
                               const QDateTime &now);

    Database &m_database;
    BackupRepository &m_backups;
};

} // namespace holdfast
