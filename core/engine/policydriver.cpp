// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/policydriver.h"

#include "core/catalog/transaction.h"
#include "core/engine/policydrills.h"
#include "core/engine/policydriverwork.h"
#include "core/engine/policyphones.h"
#include "core/engine/recovery.h"

#include <QLoggingCategory>

#include <algorithm>
#include <iterator>

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

Q_LOGGING_CATEGORY(policyLog, "holdfast.policy", QtInfoMsg)

/// So many runs are begun and written together: a transaction each would take minutes with ten thousand.
constexpr qsizetype kRunsAtOnce = 256;
constexpr qint64 kLeaseSeconds = 60;
constexpr qint64 kBusySeconds = 2; ///< How soon to look again while a run is under way,
constexpr qint64 kIdleSeconds = 3; ///< and while none is: others may add policies, or end.

/// Whether a job works on the backup now or will.
Result<bool> isInUse(Catalog &catalog, const BackupId &backup)
{
    JobFilter filter;
    filter.backup = backup;
    filter.statuses = {JobStatus::Waiting, JobStatus::Paused, JobStatus::Processing};
    const auto jobs = catalog.jobs().list(filter, {.limit = 1, .token = {}, .withTotal = false});
    if (!jobs)
        return tl::unexpected(jobs.error());
    return !jobs->rows.isEmpty();
}

} // namespace

BackupRequest requestOf(const PolicyDefinition &definition)
{
    BackupRequest request;
    request.paths = definition.paths;
    request.apps = definition.apps;
    request.whole = definition.whole;
    request.excludes = definition.excludes;
    request.store = definition.store;
    request.folder = definition.folder;
    request.speed = definition.speed.text();
    request.hooks = definition.hooks;
    request.queue = {.priority = JobPriority::Low, .outlives = false};
    return request;
}

Result<QList<RetentionDecision>> judgeBackups(Catalog &catalog, const PolicyId &policy,
                                              const PolicyDefinition &definition, const QDateTime &now)
{
    const auto backups = catalog.policies().backups(policy);
    if (!backups)
        return tl::unexpected(backups.error());
    // Backups and their copies do not compete: each store is judged by itself. So are stores that the policy
    // had before it was changed, by the rule for backups: what lies there may be copies of what lies here.
    QMap<QString, QList<RetentionItem>> stores;
    for (const PolicyBackup &backup : *backups) {
        if (backup.status != BackupStatus::Available)
            continue;
        stores[backup.store].append({.id = backup.id,
                                     .phone = backup.phone.value,
                                     .time = backup.createdAt,
                                     .pinned = backup.pinned,
                                     .bytes = backup.storedBytes});
    }
    const QTimeZone &zone = definition.schedule.zone;
    const QList<RetentionItem> copies =
        definition.copyTo.isEmpty() ? QList<RetentionItem>() : stores.take(definition.copyTo);
    QList<RetentionDecision> decisions =
        judgeRetention(definition.retention, stores.take(definition.store), now, zone);
    for (const QList<RetentionItem> &items : std::as_const(stores))
        decisions += judgeRetention(definition.retention, items, now, zone);
    return decisions + judgeRetention(definition.copyRetention, copies, now, zone);
}

PolicyDriver::PolicyDriver(EngineContext &context, std::optional<qint64> onlyRun)
    : m_context(context),
      m_backups(context),
      m_onlyRun(onlyRun),
      m_drills(std::make_unique<PolicyDrills>(context))
{}

PolicyDriver::~PolicyDriver()
{
    m_drills.reset();
    if (m_context.leadingDriver != this)
        return;
    if (const auto catalog = m_context.openCatalog())
        (void)(*catalog)->policies().dropLease(u"policies"_s, m_context.process);
    m_context.leadingDriver = nullptr; // Last: who leads next takes the lease anew.
}

Result<PolicyDriver::Step> PolicyDriver::step(const CancelToken &cancel, const std::function<void()> &alive)
{
    const QDateTime now = m_context.clock.now();
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    PolicyRepository &policies = (*catalog)->policies();
    const Step waiting{.leading = false, .openRuns = 0, .wakeAt = now.addSecs(kIdleSeconds)};
    const void *leader = nullptr;
    if (!m_context.leadingDriver.compare_exchange_strong(leader, this) && leader != this)
        return waiting;
    const auto leads =
        policies.takeLease(u"policies"_s, m_context.process, livenessOf, now, now.addSecs(kLeaseSeconds));
    if (!leads)
        return tl::unexpected(leads.error());
    if (!*leads) {
        m_leading = false;
        m_context.leadingDriver = nullptr;
        return waiting;
    }
    if (auto settled = settleInterruptedJobs(m_context); !settled)
        return tl::unexpected(settled.error());
    if (!m_onlyRun && (!m_leading || now < m_lastStep)) {
        if (auto planned = replan(**catalog); !planned)
            return tl::unexpected(planned.error());
    }
    m_leading = true;
    m_lastStep = now;
    if (!m_onlyRun) {
        if (auto begun = beginDue(**catalog); !begun)
            return tl::unexpected(begun.error());
    }
    const auto runs = policies.restlessRuns(now);
    if (!runs)
        return tl::unexpected(runs.error());
    Round round{.catalog = **catalog, .cancel = cancel, .alive = alive, .now = now};
    const QList<PolicyRunRecord> mine = ours(*runs);
    for (qsizetype begin = 0; begin < mine.size(); begin += kRunsAtOnce) {
        if (alive)
            alive();
        if (auto advanced = advance(round, mine.mid(begin, kRunsAtOnce)); !advanced)
            return tl::unexpected(advanced.error());
    }
    if (!m_onlyRun) {
        if (auto drilled = m_drills->step(**catalog); !drilled)
            return tl::unexpected(drilled.error());
    }
    const auto open = policies.openRuns();
    if (!open)
        return tl::unexpected(open.error());
    Step step{.leading = true, .openRuns = ours(*open).size(), .wakeAt = now.addSecs(kIdleSeconds)};
    if (step.openRuns > 0)
        step.wakeAt = now.addSecs(kBusySeconds);
    const auto due = policies.earliestDue();
    if (!due)
        return tl::unexpected(due.error());
    if (due->isValid())
        step.wakeAt = std::clamp(*due, now.addSecs(1), step.wakeAt);
    return step;
}

QList<PolicyRunRecord> PolicyDriver::ours(const QList<PolicyRunRecord> &runs) const
{
    if (!m_onlyRun)
        return runs;
    QList<PolicyRunRecord> only;
    std::copy_if(runs.begin(), runs.end(), std::back_inserter(only),
                 [this](const PolicyRunRecord &run) { return run.number == *m_onlyRun; });
    return only;
}

/// After a start, and after the clock was set back, when what was planned may lie far ahead by mistake.
Result<void> PolicyDriver::replan(Catalog &catalog)
{
    const QDateTime now = m_context.clock.now();
    Transaction transaction(catalog.database());
    if (auto begun = transaction.begin(); !begun)
        return begun;
    const auto policies = catalog.policies().list();
    if (!policies)
        return tl::unexpected(policies.error());
    for (const PolicyRecord &policy : *policies) {
        const auto definition = policyFrom(policy.definition);
        if (!definition)
            continue; // beginDue() tells.
        const ScheduleVerdict verdict = judgeSchedule(definition->schedule, policy.handledUntil, now);
        const QDateTime settled = std::min(policy.handledUntil, verdict.handledUntil);
        const QDateTime next = definition->schedule.next(settled);
        if (settled == policy.handledUntil && next == policy.nextDue)
            continue;
        if (auto written = catalog.policies().setTimes(policy.id, settled, next); !written)
            return written;
    }
    if (auto planned = PolicyDrills::replan(catalog, now); !planned)
        return planned;
    return transaction.commit();
}

Result<void> PolicyDriver::beginDue(Catalog &catalog)
{
    const auto due = catalog.policies().due(m_context.clock.now());
    if (!due)
        return tl::unexpected(due.error());
    if (due->isEmpty())
        return {};
    const auto open = catalog.policies().openRuns();
    if (!open)
        return tl::unexpected(open.error());
    const auto known = KnownPhones::read(catalog);
    if (!known)
        return tl::unexpected(known.error());
    QSet<PolicyId> underWay;
    for (const PolicyRunRecord &run : *open)
        underWay.insert(run.policy);
    for (qsizetype begin = 0; begin < due->size(); begin += kRunsAtOnce) {
        const QList<PolicyRecord> some = due->mid(begin, kRunsAtOnce);
        if (beginTogether(catalog, *known, some, underWay))
            continue;
        // One of them cannot: each by itself, so that the others do.
        for (const PolicyRecord &policy : some) {
            const auto begun = beginTogether(catalog, *known, {policy}, underWay);
            if (begun || begun.error().code != Errc::StateConflict)
                m_troubles.tell(policy.id.value, policy.name + u" could not begin"_s, begun);
        }
    }
    return {};
}

/// All or none. Of a policy whose last run is @p underWay the turn comes when that is over.
Result<void> PolicyDriver::beginTogether(Catalog &catalog, const KnownPhones &known,
                                         const QList<PolicyRecord> &due, const QSet<PolicyId> &underWay)
{
    Transaction transaction(catalog.database());
    if (auto begun = transaction.begin(); !begun)
        return begun;
    QList<PolicyId> ids;
    for (const PolicyRecord &policy : due)
        ids.append(policy.id);
    // Read anew: an operator may have changed one meanwhile.
    const auto fresh = catalog.policies().get(ids);
    if (!fresh)
        return tl::unexpected(fresh.error());
    for (const PolicyId &id : std::as_const(ids)) {
        const PolicyRecord policy = fresh->value(id);
        if (underWay.contains(id) || policy.id.isEmpty() || policy.suspended ||
            policy.nextDue > m_context.clock.now())
            continue;
        const auto definition = policyFrom(policy.definition);
        if (!definition)
            return tl::unexpected(definition.error());
        if (auto begun = beginRun(catalog, known, policy, *definition); !begun)
            return begun;
    }
    return transaction.commit();
}

Result<void> PolicyDriver::beginRun(Catalog &catalog, const KnownPhones &known, const PolicyRecord &policy,
                                    const PolicyDefinition &definition)
{
    const QDateTime now = m_context.clock.now();
    const ScheduleVerdict verdict = judgeSchedule(definition.schedule, policy.handledUntil, now);
    if (verdict.due.isValid()) {
        const auto phones = phonesOf(known, definition);
        if (!phones)
            return tl::unexpected(phones.error());
        PolicyRunRecord run{.policy = policy.id,
                            .dueAt = verdict.due,
                            .startedAt = now,
                            .endsAt = definition.schedule.endOf(verdict.due)};
        QList<PolicyTargetRecord> targets;
        for (const PolicyPhone &phone : *phones)
            targets.append({.key = phone.key, .serial = phone.serial, .name = phone.name});
        if (const auto number = catalog.policies().beginRun(run, targets); !number)
            return tl::unexpected(number.error());
        qCInfo(policyLog).noquote() << policy.name << "begins with" << targets.size() << "phones, until"
                                    << run.endsAt.toString(Qt::ISODate);
    }
    if (verdict.missed > 0)
        qCWarning(policyLog).noquote() << policy.name << "missed" << verdict.missed << "runs";
    return catalog.policies().setTimes(policy.id, verdict.handledUntil,
                                       definition.schedule.next(verdict.handledUntil));
}

Result<void> PolicyDriver::applyRetention(Work &work)
{
    Catalog &catalog = work.round.catalog;
    const auto backups = catalog.policies().backups(work.run.policy);
    if (!backups)
        return tl::unexpected(backups.error());
    const auto decisions = judgeBackups(catalog, work.run.policy, work.definition, work.round.now);
    if (!decisions)
        return tl::unexpected(decisions.error());
    QList<BackupId> going;
    for (const PolicyBackup &backup : *backups) {
        if (backup.status == BackupStatus::Deleting) // A deletion that did not come to its end.
            going.append(backup.id);
    }
    for (const RetentionDecision &decision : *decisions) {
        if (!decision.keep())
            going.append(decision.item.id);
    }
    QList<BackupId> idle;
    for (const BackupId &id : std::as_const(going)) {
        const auto used = isInUse(catalog, id);
        if (!used)
            return tl::unexpected(used.error());
        if (!*used)
            idle.append(id);
    }
    if (idle.isEmpty())
        return {};
    const auto batch = m_backups.startDelete(idle, requestOf(work.definition).queue.priority);
    if (!batch)
        return tl::unexpected(batch.error());
    qCInfo(policyLog).noquote() << "retention deletes" << idle.size() << "backups in batch" << batch->value;
    return {};
}

} // namespace holdfast
