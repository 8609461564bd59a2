// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/drillplan.h"

#include "core/catalog/transaction.h"
#include "core/engine/messagequeue.h"

#include <algorithm>

namespace holdfast {
namespace {

constexpr qint64 kFirstRetrySeconds = 15 * 60;
constexpr qint64 kLongestRetrySeconds = 6 * 3600;

} // namespace

qint64 drillRetrySeconds(int attempts)
{
    return std::min(kLongestRetrySeconds, kFirstRetrySeconds << std::clamp(attempts - 1, 0, 10));
}

DrillPlanRecord replanned(DrillPlanRecord plan, const QDateTime &passedBy, const QDateTime &since,
                          const QDateTime &now)
{
    const QDateTime from = passedBy.isValid() ? std::max(passedBy, since) : since;
    const QDateTime due = std::min(from, now).addDays(plan.everyDays);
    if (due > plan.dueAt || !plan.dueAt.isValid()) {
        plan.attempts = 0;
        plan.error = std::nullopt;
    }
    plan.dueAt = due;
    if (plan.attempts == 0)
        plan.nextTry = due;
    else // A clock that was far ahead must not keep it from being tried.
        plan.nextTry = std::min(plan.nextTry, now.addSecs(kFailedDrillSeconds));
    return plan;
}

DrillPlanRecord postponed(DrillPlanRecord plan, const Error &error, qint64 seconds, const QDateTime &now)
{
    ++plan.attempts;
    plan.error = error;
    plan.nextTry = now.addSecs(seconds);
    return plan;
}

bool isOverdue(const DrillPlanRecord &plan, const QDateTime &now)
{
    return plan.dueAt.addSecs(kDrillGraceSeconds) < now;
}

Result<void> planDrills(Catalog &catalog, const PolicyRecord &policy, const PolicyDefinition &definition,
                        const QDateTime &now)
{
    if (definition.drillEvery == 0)
        return catalog.drills().dropPlan(policy.id);
    const auto known = catalog.drills().plan(policy.id);
    if (!known)
        return tl::unexpected(known.error());
    const auto passed = catalog.drills().passedBy(policy.id, definition.drillSample);
    if (!passed)
        return tl::unexpected(passed.error());
    DrillPlanRecord plan = known->value_or(DrillPlanRecord{.policy = policy.id});
    plan.everyDays = definition.drillEvery;
    plan.sample = definition.drillSample;
    plan = replanned(plan, *passed, policy.activeSince, now);
    return plan == *known ? Result<void>() : catalog.drills().setPlan(plan);
}

Result<void> keepCertificate(Catalog &catalog, const DrillRecord &drill, const QDateTime &now)
{
    Transaction transaction(catalog.database());
    if (auto begun = transaction.begin(); !begun)
        return begun;
    if (auto added = catalog.drills().add(drill); !added)
        return added;
    const auto plan = catalog.drills().planFor(drill.backup);
    if (!plan)
        return tl::unexpected(plan.error());
    if (*plan) {
        const auto policy = catalog.policies().get((*plan)->policy);
        if (!policy)
            return tl::unexpected(policy.error());
        const auto passed = catalog.drills().passedBy(policy->id, (*plan)->sample);
        if (!passed)
            return tl::unexpected(passed.error());
        const DrillPlanRecord next =
            drill.passed ? replanned(**plan, *passed, policy->activeSince, now)
                         : postponed(**plan, drill.error.value_or(Error{Errc::CompareFailed, {}, {}}),
                                     kFailedDrillSeconds, now);
        if (auto written = catalog.drills().setPlan(next); !written)
            return written;
        auto told = Recipients::read(catalog).and_then([&](const Recipients &recipients) {
            return recipients.tell(catalog, noticeOfDrill(drill, policy->name), now);
        });
        if (!told)
            return told;
    }
    return transaction.commit();
}

} // namespace holdfast
