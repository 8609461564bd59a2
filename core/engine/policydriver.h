// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/backupservice.h"
#include "core/engine/enginecontext.h"
#include "core/policy/policydefinition.h"

#include <functional>

namespace holdfast {

/// Carries policies out: begins the runs that are due, begins a backup for each of their phones that is
/// there, tries again what failed and may pass, ends runs whose time is over and then lets go of backups by
/// retention.
///
/// All of its state is in the catalog, in steps that are whole: killed at any moment and begun anew, it goes
/// on. Of all drivers on one data directory one leads (by lease, of those of one engine the first),
/// the others do nothing. Knows the time from
/// the engine's clock alone. Used in one thread.
class PolicyDriver
{
public:
    /// With @p onlyRun begins no runs and carries out no other.
    explicit PolicyDriver(EngineContext &context, std::optional<qint64> onlyRun = {});
    ~PolicyDriver();
    PolicyDriver(const PolicyDriver &) = delete;
    PolicyDriver &operator=(const PolicyDriver &) = delete;

    struct Step
    {
        bool leading = false; ///< Else another process carries policies out.
        qint64 openRuns = 0;
        QDateTime wakeAt{}; ///< When there may be something to do, at the latest.
    };

    /// Does what there is to do now. Blocks for some seconds where many phones are silent; @p alive is called
    /// in between.
    Result<Step> step(const CancelToken &cancel, const std::function<void()> &alive = {});

private:
    struct Work;

    Result<void> replan(Catalog &catalog);
    Result<void> beginDue(Catalog &catalog);
    Result<void> beginRun(Catalog &catalog, const PolicyRecord &policy, const PolicyDefinition &definition);
    Result<bool> advance(Work &work, const PolicyRunRecord &run);
    Result<void> settleJobs(Work &work, const PolicyRunRecord &run, bool stop);
    Result<void> beginBackups(Work &work, const PolicyRunRecord &run);
    Result<void> beginSome(Work &work, const PolicyRunRecord &run, const QList<qsizetype> &numbers);
    Result<void> lookForMoved(Work &work, const QList<qsizetype> &numbers);
    Result<void> write(Work &work, qsizetype number, const PolicyTargetRecord &target);
    Result<bool> copyBackups(Work &work, const PolicyRunRecord &run, bool stop);
    Result<void> noteWithoutCopy(Work &work, const PolicyBackup &original);
    Result<void> applyRetention(Work &work, const PolicyRunRecord &run);

    EngineContext &m_context;
    BackupService m_backups;
    QDateTime m_lastStep;
    QDateTime m_lastLook; ///< For phones that moved to another address.
    std::optional<qint64> m_onlyRun;
    bool m_leading = false;
};

/// What retention would do to the backups of @p policy at @p now.
Result<QList<RetentionDecision>> judgeBackups(Catalog &catalog, const PolicyId &policy,
                                              const PolicyDefinition &definition, const QDateTime &now);

/// What a policy asks for of phones.
BackupRequest requestOf(const PolicyDefinition &definition);

} // namespace holdfast
