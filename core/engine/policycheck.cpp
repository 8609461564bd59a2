// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/policycheck.h"

#include "core/engine/drillplan.h"
#include "core/engine/policyphones.h"
#include "core/policy/policydefinition.h"

namespace holdfast {
namespace {

/// The last run whose time is over at @p now; invalid where none was promised.
QDateTime lastPromised(const PolicyRecord &policy, const Schedule &schedule, const QDateTime &now)
{
    QDateTime begin = schedule.lastAt(now);
    if (begin.isValid() && schedule.endOf(begin) > now)
        begin = schedule.lastAt(begin.addMSecs(-1));
    return begin.isValid() && begin > policy.activeSince ? begin : QDateTime();
}

Result<void> addOverdue(const KnownPhones &known, const PolicyRecord &policy,
                        const QMap<QString, QDateTime> &newest, const QDateTime &now, PolicyCheck &check)
{
    const auto definition = policyFrom(policy.definition);
    if (!definition) {
        check.broken.append({policy.name, definition.error()});
        return {};
    }
    const auto phones = phonesOf(known, *definition);
    if (!phones)
        return tl::unexpected(phones.error());
    ++check.policies;
    check.phones += phones->size();
    const QDateTime promised = lastPromised(policy, definition->schedule, now);
    if (!promised.isValid())
        return {};
    for (const PolicyPhone &phone : *phones) {
        if (phone.firstSeen.isValid() && phone.firstSeen > promised)
            continue;
        const QDateTime last = newest.value(phone.key);
        if (!last.isValid() || last < promised)
            check.overdue.append({policy.name, phone.key, phone.serial, phone.name, promised, last});
    }
    return {};
}

Result<void> addOverdueDrills(Catalog &catalog, const QList<PolicyRecord> &policies, const QDateTime &now,
                              PolicyCheck &check)
{
    const auto plans = catalog.drills().plans();
    if (!plans || plans->isEmpty())
        return plans ? Result<void>() : tl::unexpected(plans.error());
    const auto last = catalog.drills().lastByPolicy();
    if (!last)
        return tl::unexpected(last.error());
    for (const PolicyRecord &policy : policies) {
        const auto plan = plans->constFind(policy.id);
        if (plan == plans->cend() || policy.suspended || !isOverdue(*plan, now))
            continue;
        check.overdueDrills.append({policy.name, plan->dueAt, last->value(policy.id).at, plan->error});
    }
    return {};
}

} // namespace

Result<PolicyCheck> checkPolicies(Catalog &catalog, const QDateTime &now)
{
    const auto records = catalog.policies().list();
    if (!records)
        return tl::unexpected(records.error());
    const auto newest = catalog.policies().newestByPolicy();
    if (!newest)
        return tl::unexpected(newest.error());
    const auto phones = KnownPhones::read(catalog);
    if (!phones)
        return tl::unexpected(phones.error());
    PolicyCheck check;
    for (const PolicyRecord &record : *records) {
        if (record.suspended)
            continue;
        if (auto added = addOverdue(*phones, record, newest->value(record.id), now, check); !added)
            return tl::unexpected(added.error());
    }
    if (auto added = addOverdueDrills(catalog, *records, now, check); !added)
        return tl::unexpected(added.error());
    return check;
}

} // namespace holdfast
