// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/catalog/database.h"
#include "core/catalog/policyrecord.h"
#include "core/catalog/processidentity.h"

#include <QHash>
#include <QMap>

#include <functional>

namespace holdfast {

class Statement;

/// Policies, their runs, which backups they made and which are pinned; also the lease of who works on them.
/// Used in the database's thread; does not own the database.
class PolicyRepository
{
public:
    explicit PolicyRepository(Database &database) : m_database(database) {}

    /// PolicyExists where the name is taken.
    Result<void> add(const PolicyRecord &policy);
    /// PolicyNotFound when there is none.
    Result<PolicyRecord> get(const QString &name);
    Result<PolicyRecord> get(const PolicyId &id);
    /// Those of them that there are; at most some hundred at once.
    Result<QHash<PolicyId, PolicyRecord>> get(const QList<PolicyId> &ids);
    /// By name.
    Result<QList<PolicyRecord>> list();
    /// Those that are not suspended and whose nextDue has come, the earliest first.
    Result<QList<PolicyRecord>> due(const QDateTime &now);
    /// The earliest nextDue of those that are not suspended; invalid when there is none.
    Result<QDateTime> earliestDue();
    Result<void> setTimes(const PolicyId &id, const QDateTime &handledUntil, const QDateTime &nextDue);
    /// Writes name, definition and times of the policy with this id. PolicyNotFound; PolicyExists where
    /// another one has the name.
    Result<void> change(const PolicyRecord &policy);
    Result<void> suspend(const PolicyId &id);
    /// Runs that came due meanwhile were not promised.
    Result<void> resume(const PolicyId &id, const QDateTime &now, const QDateTime &nextDue);
    /// Forgets the policy and its runs; its backups stay and belong to no policy.
    Result<void> remove(const PolicyId &id);

    /// Adds a run with its phones and returns its number. StateConflict while another run of the policy is
    /// under way.
    Result<qint64> beginRun(const PolicyRunRecord &run, const QList<PolicyTargetRecord> &targets);
    Result<QList<PolicyRunRecord>> openRuns();
    /// Those of them in which there is something to do at @p now: all but the runs of which each phone waits
    /// for its next try or has a job that has not ended.
    Result<QList<PolicyRunRecord>> restlessRuns(const QDateTime &now);
    /// Where the phones were seen last for which runs wait.
    Result<QStringList> awaitedSerials();
    /// The newest run of each policy that has one.
    Result<QHash<PolicyId, PolicyRunRecord>> lastRuns();
    /// The newest first, at most @p limit.
    Result<QList<PolicyRunRecord>> runs(const PolicyId &policy, int limit);
    /// A run of @p policy by its number; nothing where it has none of it.
    Result<std::optional<PolicyRunRecord>> run(const PolicyId &policy, qint64 number);
    /// Forgets runs that are over, with their phones, but the newest @p kept of them.
    Result<void> pruneRuns(const PolicyId &policy, int kept);
    Result<QList<PolicyTargetRecord>> targets(qint64 run);
    /// The same of some hundred runs, by run.
    Result<QHash<qint64, QList<PolicyTargetRecord>>> targets(const QList<qint64> &runs);
    /// Writes all of @p target but its run and key. StateConflict where somebody has cancelled it meanwhile.
    Result<void> updateTarget(const PolicyTargetRecord &target);
    /// The same of many, in one transaction; those that somebody has cancelled are left as they are.
    Result<void> updateTargets(const QList<PolicyTargetRecord> &targets);
    Result<void> finishRun(qint64 run, const QDateTime &now);

    /// Notes that the policy makes this backup.
    Result<void> addBackup(const PolicyId &policy, const BackupId &backup);
    /// Its backups that are AVAILABLE or on their way out, the newest first.
    Result<QList<PolicyBackup>> backups(const PolicyId &policy);
    /// Its backups in @p store that were made since then, of any state, the newest first.
    Result<QList<PolicyBackup>> madeSince(const PolicyId &policy, const QString &store,
                                          const QDateTime &since);
    /// Of each policy the newest AVAILABLE backup of each phone that it has one of.
    Result<QHash<PolicyId, QMap<QString, QDateTime>>> newestByPolicy();

    /// Keeps retention from a backup, or lets go of it.
    Result<void> setPinned(const BackupId &backup, bool pinned);
    Result<bool> isPinned(const BackupId &backup);
    /// The ids of all that are pinned.
    Result<QStringList> pinned();

    using LivenessOf = std::function<Liveness(const ProcessIdentity &)>;
    /// Takes or prolongs the lease @p name; false while a process that lives, or may live, has it.
    Result<bool> takeLease(const QString &name, const ProcessIdentity &owner, const LivenessOf &livenessOf,
                           const QDateTime &now, const QDateTime &until);
    Result<void> dropLease(const QString &name, const ProcessIdentity &owner);

private:
    Result<bool> writeTarget(Statement &statement, const PolicyTargetRecord &target);
    Result<QList<PolicyRecord>> select(const QString &condition, const QList<QVariant> &values);

    Database &m_database;
};

} // namespace holdfast
