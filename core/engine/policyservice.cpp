// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/policyservice.h"

#include "core/catalog/transaction.h"
#include "core/engine/backupsubmission.h"
#include "core/engine/drillplan.h"
#include "core/engine/enginecontext.h"
#include "core/engine/policycopies.h"
#include "core/engine/policydriver.h"
#include "core/policy/wallclock.h"

#include <algorithm>

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr qsizetype kMostName = 100;

Result<void> checkName(const QString &name)
{
    const bool printable = std::all_of(name.begin(), name.end(), [](QChar sign) { return sign.isPrint(); });
    if (name.isEmpty() || name.size() > kMostName || !printable || name.trimmed() != name)
        return fail(Errc::InvalidArgument, u"a policy's name has 1 to 100 characters"_s);
    return {};
}

/// The definition with what the operator left to us, checked whole.
Result<PolicyDefinition> completed(Catalog &catalog, const PolicyDefinition &definition, const QDateTime &now)
{
    PolicyDefinition complete = definition;
    Schedule &schedule = complete.schedule;
    if (!schedule.start.isValid())
        schedule.start = wallTime(now, schedule.zone).date();
    if (schedule.kind == Schedule::Kind::Weekly && schedule.weekdays.isEmpty())
        schedule.weekdays = {schedule.start.dayOfWeek()};
    if (auto checked = complete.check(); !checked)
        return tl::unexpected(checked.error());
    if (auto checked = checkBackupWords(requestOf(complete)); !checked)
        return tl::unexpected(checked.error());
    for (const QString &storeName : {complete.store, complete.copyTo}) {
        if (storeName.isEmpty())
            continue;
        if (const auto store = catalog.stores().get(storeName); !store)
            return tl::unexpected(store.error());
    }
    return complete;
}

/// A policy by its name, and the catalog that it was read from.
struct OpenPolicy
{
    std::unique_ptr<Catalog> catalog;
    PolicyRecord record;
    PolicyDefinition definition;
};

Result<OpenPolicy> openPolicy(EngineContext &context, const QString &name)
{
    auto catalog = context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    auto record = (*catalog)->policies().get(name);
    if (!record)
        return tl::unexpected(record.error());
    auto definition = policyFrom(record->definition);
    if (!definition)
        return tl::unexpected(definition.error());
    return OpenPolicy{*std::move(catalog), *std::move(record), *std::move(definition)};
}

} // namespace

Result<PolicyView> PolicyService::add(const QString &name, const PolicyDefinition &definition)
{
    if (auto checked = checkName(name); !checked)
        return tl::unexpected(checked.error());
    const QDateTime now = m_context.clock.now();
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    const auto complete = completed(**catalog, definition, now);
    if (!complete)
        return tl::unexpected(complete.error());
    const PolicyRecord record{.id = newPolicyId(),
                              .name = name,
                              .definition = toJson(*complete),
                              .createdAt = now,
                              .activeSince = now,
                              .handledUntil = now,
                              .nextDue = complete->schedule.next(now)};
    Transaction transaction((*catalog)->database());
    if (auto begun = transaction.begin(); !begun)
        return tl::unexpected(begun.error());
    const auto added = (*catalog)->policies().add(record).and_then(
        [&] { return planDrills(**catalog, record, *complete, now); });
    if (!added)
        return tl::unexpected(added.error());
    if (auto committed = transaction.commit(); !committed)
        return tl::unexpected(committed.error());
    return viewOf(**catalog, record);
}

Result<PolicyView> PolicyService::change(const QString &name, const QString &newName,
                                         const PolicyDefinition &definition)
{
    if (auto checked = checkName(newName); !checked)
        return tl::unexpected(checked.error());
    const QDateTime now = m_context.clock.now();
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    const auto complete = completed(**catalog, definition, now);
    if (!complete)
        return tl::unexpected(complete.error());
    Transaction transaction((*catalog)->database());
    if (auto begun = transaction.begin(); !begun)
        return tl::unexpected(begun.error());
    auto record = (*catalog)->policies().get(name);
    if (!record)
        return tl::unexpected(record.error());
    const auto before = policyFrom(record->definition);
    record->name = newName;
    record->definition = toJson(*complete);
    if (!before || before->schedule != complete->schedule) {
        record->activeSince = now;
        record->handledUntil = now;
        record->nextDue = complete->schedule.next(now);
    }
    const auto changed = (*catalog)->policies().change(*record).and_then(
        [&] { return planDrills(**catalog, *record, *complete, now); });
    if (!changed)
        return tl::unexpected(changed.error());
    if (auto committed = transaction.commit(); !committed)
        return tl::unexpected(committed.error());
    return viewOf(**catalog, *record);
}

Result<QList<PolicyView>> PolicyService::list()
{
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    return viewsOf(**catalog);
}

Result<QList<PolicyOverview>> PolicyService::overview()
{
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    return overviewOf(**catalog);
}

Result<PolicyView> PolicyService::show(const QString &name)
{
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    const auto record = (*catalog)->policies().get(name);
    if (!record)
        return tl::unexpected(record.error());
    auto view = viewOf(**catalog, *record);
    if (!view || !view->lastRun)
        return view;
    auto targets = (*catalog)->policies().targets(view->lastRun->number);
    if (!targets)
        return tl::unexpected(targets.error());
    view->lastTargets = *std::move(targets);
    return view;
}

Result<PolicyView> PolicyService::run(const QString &name, qint64 number)
{
    auto view = show(name);
    if (!view || (view->lastRun && view->lastRun->number == number))
        return view;
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    const auto found = (*catalog)->policies().run(view->id, number);
    if (!found)
        return tl::unexpected(found.error());
    if (!*found) {
        return fail(Errc::StateConflict, u"it has no run %1"_s.arg(number),
                    {.phone = {}, .path = {}, .object = name});
    }
    auto targets = (*catalog)->policies().targets(number);
    if (!targets)
        return tl::unexpected(targets.error());
    view->lastRun = **found;
    view->lastTargets = *std::move(targets);
    return view;
}

Result<QList<QDateTime>> PolicyService::nextRuns(const QString &name, int count)
{
    const auto view = show(name);
    if (!view)
        return tl::unexpected(view.error());
    return view->definition.schedule.nextRuns(m_context.clock.now(), count);
}

Result<QList<PolicyPhone>> PolicyService::phones(const QString &name)
{
    const auto policy = openPolicy(m_context, name);
    if (!policy)
        return tl::unexpected(policy.error());
    return phonesOf(*policy->catalog, policy->definition);
}

Result<RetentionPreview> PolicyService::previewRetention(const QString &name)
{
    const auto policy = openPolicy(m_context, name);
    if (!policy)
        return tl::unexpected(policy.error());
    const auto decisions =
        judgeBackups(*policy->catalog, policy->record.id, policy->definition, m_context.clock.now());
    if (!decisions)
        return tl::unexpected(decisions.error());
    const auto backups = policy->catalog->policies().backups(policy->record.id);
    if (!backups)
        return tl::unexpected(backups.error());
    RetentionPreview preview{.decisions = *decisions};
    for (const PolicyBackup &backup : *backups)
        preview.phoneNames.insert(backup.phone.value, backup.phoneName);
    for (const RetentionDecision &decision : *decisions) {
        preview.removed += decision.keep() ? 0 : 1;
        preview.freedBytes += decision.keep() ? 0 : decision.item.bytes;
    }
    return preview;
}

Result<qint64> PolicyService::startRun(const QString &name)
{
    const auto policy = openPolicy(m_context, name);
    if (!policy)
        return tl::unexpected(policy.error());
    const auto phones = phonesOf(*policy->catalog, policy->definition);
    if (!phones)
        return tl::unexpected(phones.error());
    if (phones->isEmpty())
        return fail(Errc::PhoneNotFound, u"the policy means no phone now"_s);
    const QDateTime now = m_context.clock.now();
    QList<PolicyTargetRecord> targets;
    for (const PolicyPhone &phone : *phones)
        targets.append({.key = phone.key, .serial = phone.serial, .name = phone.name});
    return policy->catalog->policies().beginRun(
        {.policy = policy->record.id, .dueAt = now, .startedAt = now, .endsAt = now, .manual = true},
        targets);
}

Result<void> PolicyService::cancelRun(const QString &name, qint64 number)
{
    const auto view = run(name, number);
    if (!view)
        return tl::unexpected(view.error());
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    QList<PolicyTargetRecord> cancelled;
    for (PolicyTargetRecord target : view->lastTargets) {
        if (target.state == TargetState::Waiting) {
            target.state = TargetState::Cancelled;
            cancelled.append(target);
        } else if (target.state == TargetState::Running) {
            if (auto asked = (*catalog)->jobs().requestCancel(target.job, m_context.clock.now()); !asked)
                return tl::unexpected(asked.error());
        }
    }
    if (auto written = (*catalog)->policies().updateTargets(cancelled); !written)
        return written;
    m_context.runner.wake();
    if (view->definition.copyTo.isEmpty())
        return {};
    const PolicyRunRecord &run = *view->lastRun;
    const QDateTime since = run.startedAt.addDays(-kCopyDays);
    const auto copies = (*catalog)->policies().madeSince(view->id, view->definition.copyTo, since);
    if (!copies)
        return tl::unexpected(copies.error());
    return cancelCopies(m_context, **catalog, planCopies({}, *copies, run, m_context.clock.now()).underWay);
}

Result<void> PolicyService::setSuspended(const QString &name, bool suspended)
{
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    const auto record = (*catalog)->policies().get(name);
    if (!record)
        return tl::unexpected(record.error());
    if (record->suspended == suspended)
        return {};
    if (suspended)
        return (*catalog)->policies().suspend(record->id);
    const auto definition = policyFrom(record->definition);
    if (!definition)
        return tl::unexpected(definition.error());
    const QDateTime now = m_context.clock.now();
    PolicyRecord resumed = *record;
    resumed.activeSince = now;
    Transaction transaction((*catalog)->database());
    return transaction.begin()
        .and_then(
            [&] { return (*catalog)->policies().resume(record->id, now, definition->schedule.next(now)); })
        .and_then([&] { return planDrills(**catalog, resumed, *definition, now); })
        .and_then([&] { return transaction.commit(); });
}

Result<void> PolicyService::remove(const QString &name)
{
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    Transaction transaction((*catalog)->database());
    if (auto begun = transaction.begin(); !begun)
        return begun;
    const auto record = (*catalog)->policies().get(name);
    if (!record)
        return tl::unexpected(record.error());
    const auto runs = (*catalog)->policies().runs(record->id, 1);
    if (!runs)
        return tl::unexpected(runs.error());
    if (!runs->isEmpty() && !runs->first().finishedAt.isValid())
        return fail(Errc::StateConflict, u"a run is under way"_s, {.phone = {}, .path = {}, .object = name});
    if (auto removed = (*catalog)->policies().remove(record->id); !removed)
        return removed;
    return transaction.commit();
}

Result<PolicyCheck> PolicyService::check()
{
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    return checkPolicies(**catalog, m_context.clock.now());
}

Result<void> PolicyService::setPinned(const BackupId &backup, bool pinned)
{
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    if (const auto known = (*catalog)->backups().get(backup); !known)
        return tl::unexpected(known.error());
    return (*catalog)->policies().setPinned(backup, pinned);
}

Result<QStringList> PolicyService::pinned()
{
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    return (*catalog)->policies().pinned();
}

Result<void> PolicyService::setSpeedLimit(const QString &store, const SpeedRules &rules)
{
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    if (!store.isEmpty()) {
        if (const auto known = (*catalog)->stores().get(store); !known)
            return tl::unexpected(known.error());
    }
    return (*catalog)->speedLimits().set(store, rules.text());
}

Result<QMap<QString, SpeedRules>> PolicyService::speedLimits()
{
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    const auto texts = (*catalog)->speedLimits().all();
    if (!texts)
        return tl::unexpected(texts.error());
    QMap<QString, SpeedRules> limits;
    for (auto it = texts->begin(); it != texts->end(); ++it) {
        const auto rules = SpeedRules::parse(it.value());
        if (!rules)
            return tl::unexpected(rules.error());
        limits.insert(it.key(), *rules);
    }
    return limits;
}

std::unique_ptr<PolicyDriver> PolicyService::makeDriver(std::optional<qint64> onlyRun)
{
    return std::make_unique<PolicyDriver>(m_context, onlyRun);
}

} // namespace holdfast
