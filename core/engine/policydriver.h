// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/backupservice.h"
#include "core/engine/enginecontext.h"
#include "core/engine/policytroubles.h"
#include "core/policy/policydefinition.h"

#include <QSet>

#include <functional>
#include <memory>
#include <span>
#include <vector>

namespace holdfast {

class KnownPhones;
class PolicyDrills;
struct PhoneEntry;

/// Carries policies out: begins the runs that are due, begins a backup for each of their phones that is
/// there, tries again what failed and may pass, ends runs whose time is over and then lets go of backups by
/// retention. Begins the restore drills that are due, beside all that.
///
/// All of its state is in the catalog, in steps that are whole: killed at any moment and begun anew, it goes
/// on. Of all drivers on one data directory one leads (by lease, of those of one engine the first), the
/// others do nothing. Knows the time from the engine's clock alone. What it notes of many runs it writes
/// together, and it reads the phones of many runs together: thousands of policies cost little more than one
/// of thousands of phones. Used in one thread.
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
    struct Round;
    struct Work;
    struct Turn;

    [[nodiscard]] QList<PolicyRunRecord> ours(const QList<PolicyRunRecord> &runs) const;
    Result<void> replan(Catalog &catalog);
    Result<void> beginDue(Catalog &catalog);
    Result<void> beginRun(Catalog &catalog, const KnownPhones &known, const PolicyRecord &policy,
                          const PolicyDefinition &definition);
    Result<void> beginTogether(Catalog &catalog, const KnownPhones &known, const QList<PolicyRecord> &due,
                               const QSet<PolicyId> &underWay);
    Result<void> advance(Round &round, const QList<PolicyRunRecord> &runs);
    Result<std::optional<Work>> take(Round &round, const PolicyRunRecord &run, const PolicyRecord &policy,
                                     QList<PolicyTargetRecord> targets);
    Result<void> settleJobs(Work &work);
    static QList<qsizetype> waitingTurns(const Work &work);
    Result<void> beginBackups(Round &round, std::vector<Work> &works);
    const Result<QHash<QString, PhoneEntry>> &presentPhones(Round &round);
    Result<void> checkReady(Work &work);
    Result<void> beginSome(Round &round, std::span<const Turn> turns);
    Result<void> queue(Work &work, const QList<qsizetype> &numbers, const QList<PhoneRecord> &phones);
    Result<void> lookForMoved(Round &round, const QList<Turn> &turns);
    Result<void> readStrangers(Round &round, const QList<Turn> &turns);
    Result<void> conclude(Work &work);
    static void write(Work &work, qsizetype number, const PolicyTargetRecord &target);
    static void end(Round &round, PolicyRunRecord run, const QString &policy,
                    const QList<PolicyTargetRecord> &targets);
    static Result<void> flush(Round &round);
    Result<bool> copyBackups(Work &work);
    static void noteWithoutCopy(Work &work, const PolicyBackup &original);
    Result<void> applyRetention(Work &work);

    EngineContext &m_context;
    BackupService m_backups;
    QDateTime m_lastStep;
    QDateTime m_lastLook; ///< For phones that moved to another address.
    std::optional<qint64> m_onlyRun;
    bool m_leading = false;
    PolicyTroubles m_troubles;
    std::unique_ptr<PolicyDrills> m_drills;
};

/// What retention would do to the backups of @p policy at @p now.
Result<QList<RetentionDecision>> judgeBackups(Catalog &catalog, const PolicyId &policy,
                                              const PolicyDefinition &definition, const QDateTime &now);

/// What a policy asks for of phones.
BackupRequest requestOf(const PolicyDefinition &definition);

} // namespace holdfast
