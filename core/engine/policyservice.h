// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/catalog/drillrecord.h"
#include "core/catalog/policyrecord.h"
#include "core/engine/policyphones.h"
#include "core/policy/policydefinition.h"

#include <QList>
#include <QMap>

#include <memory>
#include <optional>

namespace holdfast {

class PolicyDriver;
struct EngineContext;

/// A policy as the operator sees it.
struct PolicyView
{
    PolicyId id{};
    QString name{};
    PolicyDefinition definition{};
    std::optional<Error> problem{}; ///< Why the definition cannot be read; it is empty then.
    bool suspended = false;
    QDateTime createdAt{};
    QDateTime nextDue{};                      ///< Invalid while it is suspended.
    std::optional<PolicyRunRecord> lastRun{}; ///< The newest one, under way or not,
    QList<PolicyTargetRecord> lastTargets{};  ///< and its phones.
    std::optional<DrillPlanRecord> drills{};  ///< Where it asks for restore drills,
    std::optional<DrillRecord> lastDrill{};   ///< and the newest one of its backups.
};

/// A policy beside others, with how many phones a run would mean now.
struct PolicyOverview
{
    PolicyView policy{};
    qsizetype phones = 0;
};

/// What retention would do now.
struct RetentionPreview
{
    QList<RetentionDecision> decisions{}; ///< As of judgeRetention(), by the phones' ids.
    QMap<QString, QString> phoneNames{};  ///< By id.
    qint64 removed = 0;
    qint64 freedBytes = 0;
};

/// A phone without the backup that its policy promises.
struct OverduePhone
{
    QString policy{};
    QString key{};
    Serial serial{};
    QString name{};
    QDateTime promised{};   ///< The run that should have brought one.
    QDateTime lastBackup{}; ///< The newest good one of this policy; invalid where there is none.
};

/// A policy that does nothing, as this program cannot read it.
struct BrokenPolicy
{
    QString name{};
    Error problem;
};

/// A policy without the restore drill that it promises.
struct OverdueDrill
{
    QString policy{};
    QDateTime promised{};
    QDateTime lastDrill{};        ///< Invalid where there was none.
    std::optional<Error> error{}; ///< Why the last attempt was in vain.
};

struct PolicyCheck
{
    qint64 policies = 0; ///< That are not suspended and can be read.
    qint64 phones = 0;   ///< That they mean.
    QList<OverduePhone> overdue{};
    QList<OverdueDrill> overdueDrills{};
    QList<BrokenPolicy> broken{};

    [[nodiscard]] bool isFine() const
    {
        return overdue.isEmpty() && overdueDrills.isEmpty() && broken.isEmpty();
    }
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
