// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/policyphones.h"

#include "core/policy/phonequery.h"

#include <QMap>

#include <algorithm>

namespace holdfast {
namespace {

PhoneTraits traitsOf(const PhoneRecord &phone)
{
    return {.id = phone.id.value,
            .serial = phone.serial.value,
            .name = phone.name,
            .model = phone.model,
            .androidVersion = phone.androidVersion,
            .group = phone.groupName,
            .tags = phone.tags};
}

PolicyPhone known(const PhoneRecord &phone)
{
    return {.key = phone.id.value,
            .serial = phone.serial,
            .name = phone.name.isEmpty() ? phone.model : phone.name,
            .firstSeen = phone.firstSeen};
}

/// By groups, tags and the query.
Result<bool> isMeant(const PolicyDefinition &policy, const PhoneRecord &phone)
{
    if (!phone.groupName.isEmpty() && policy.groups.contains(phone.groupName))
        return true;
    if (std::any_of(phone.tags.begin(), phone.tags.end(),
                    [&](const QString &tag) { return policy.tags.contains(tag); }))
        return true;
    if (policy.query.isEmpty())
        return false;
    const auto query = PhoneQuery::parse(policy.query);
    if (!query)
        return tl::unexpected(query.error());
    return query->matches(traitsOf(phone));
}

} // namespace

Result<QList<PolicyPhone>> phonesOf(Catalog &catalog, const PolicyDefinition &policy)
{
    QMap<QString, PolicyPhone> phones;
    for (const QString &text : policy.phones) {
        const auto phone = catalog.phones().find(text);
        if (!phone && phone.error().code != Errc::PhoneNotFound)
            return tl::unexpected(phone.error());
        const PolicyPhone meant = phone ? known(*phone) : PolicyPhone{text, {text}, text, {}};
        phones.insert(meant.key, meant);
    }
    if (!policy.groups.isEmpty() || !policy.tags.isEmpty() || !policy.query.isEmpty()) {
        const auto all = catalog.phones().list();
        if (!all)
            return tl::unexpected(all.error());
        for (const PhoneRecord &phone : *all) {
            const auto meant = isMeant(policy, phone);
            if (!meant)
                return tl::unexpected(meant.error());
            if (*meant)
                phones.insert(phone.id.value, known(phone));
        }
    }
    QList<PolicyPhone> list = phones.values();
    std::stable_sort(list.begin(), list.end(),
                     [](const PolicyPhone &a, const PolicyPhone &b) { return a.name < b.name; });
    return list;
}

} // namespace holdfast
