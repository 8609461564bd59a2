// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/engine/policycheck.h"
#include "core/engine/policyphones.h"
#include "core/engine/policyview.h"

#include <QList>
#include <QMap>

#include <memory>
#include <optional>

namespace holdfast {

class PolicyDriver;
struct EngineContext;

/// What retention would do now.
struct RetentionPreview
{
    QList<RetentionDecision> decisions{}; ///< As of judgeRetention(), by the phones' ids.
    QMap<QString, QString> phoneNames{};  ///< By id.
    qint64 removed = 0;
    qint64 freedBytes = 0;
};

/// Policies: what is backed up by itself. They are carried out by a PolicyDriver, in the daemon.
class PolicyService
{
public:
    explicit PolicyService(EngineContext &context) : m_context(context) {}

    /// Checks the definition whole (paths, apps, store, times) and adds it; runs that were due before are
    /// none. A schedule without a first day begins today, a weekly one without
    /// days runs on the day of its first. PolicyExists.
    Result<PolicyView> add(const QString &name, const PolicyDefinition &definition);
    /// Gives the policy another definition and name, checked as by add(); its id, runs and backups stay.
    /// Under another schedule what was due before is settled, as if it had been added now. A run that is
    /// under way keeps its phones and its end, and goes on by the new definition.
    Result<PolicyView> change(const QString &name, const QString &newName,
                              const PolicyDefinition &definition);
    /// By name, without the phones of their runs and their drills. One that cannot be read is there with its
    /// problem.
    Result<QList<PolicyView>> list();
    /// The same with the phones of their last runs, all read at one moment.
    Result<QList<PolicyOverview>> overview();
    /// PolicyNotFound, as all that follow.
    Result<PolicyView> show(const QString &name);
    /// The next @p count beginnings, also of a suspended policy.
    Result<QList<QDateTime>> nextRuns(const QString &name, int count);
    /// The phones that a run would mean now.
    Result<QList<PolicyPhone>> phones(const QString &name);
    Result<RetentionPreview> previewRetention(const QString &name);
    /// Begins a run now, on a suspended policy too. Each phone is tried once. Returns the run's number; a
    /// driver carries it out. StateConflict while another run is under way.
    Result<qint64> startRun(const QString &name);
    /// A run's record and phones. StateConflict for a number that the policy has no run of.
    Result<PolicyView> run(const QString &name, qint64 number);
    /// Cancels what a run has under way and begins nothing more of it. A driver ends it.
    Result<void> cancelRun(const QString &name, qint64 number);
    /// Suspending leaves a run that is under way alone. What came due meanwhile is not made up.
    Result<void> setSuspended(const QString &name, bool suspended);
    /// Forgets the policy; its backups stay. StateConflict while a run is under way.
    Result<void> remove(const QString &name);
    /// Which phones are overdue: those without a good backup since the last run whose time is over. And the
    /// policies whose restore drill has been due for a day.
    Result<PolicyCheck> check();

    /// Keeps retention from a backup, or lets go of it. BackupNotFound.
    Result<void> setPinned(const BackupId &backup, bool pinned);
    /// The ids of all backups that are pinned.
    Result<QStringList> pinned();

    /// Limits the bytes to and from @p store, or of all stores together where it is empty. StoreNotFound.
    Result<void> setSpeedLimit(const QString &store, const SpeedRules &rules);
    /// The rules by store, that of all together under the empty name.
    Result<QMap<QString, SpeedRules>> speedLimits();

    /// What carries policies out, or @p onlyRun alone; belongs to one thread and must not outlive the engine.
    std::unique_ptr<PolicyDriver> makeDriver(std::optional<qint64> onlyRun = {});

private:
    EngineContext &m_context;
};

} // namespace holdfast
