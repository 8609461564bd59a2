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

Result<KnownPhones> KnownPhones::read(Catalog &catalog)
{
    auto phones = catalog.phones().list();
    if (!phones)
        return tl::unexpected(phones.error());
    KnownPhones known;
    known.m_phones = *std::move(phones);
    for (qsizetype i = 0; i < known.m_phones.size(); ++i) {
        const PhoneRecord &phone = known.m_phones[i];
        known.m_byId.insert(phone.id.value, i);
        known.m_byName.insert(phone.name, i);
        const auto other = known.m_bySerial.constFind(phone.serial.value);
        if (other == known.m_bySerial.cend() || known.m_phones[*other].lastSeen < phone.lastSeen)
            known.m_bySerial.insert(phone.serial.value, i);
    }
    return known;
}

Result<PhoneRecord> KnownPhones::find(const QString &idSerialOrName) const
{
    for (const auto *index : {&m_byId, &m_bySerial}) {
        if (const auto found = index->constFind(idSerialOrName); found != index->cend())
            return m_phones[*found];
    }
    const QList<qsizetype> named = m_byName.values(idSerialOrName);
    if (named.isEmpty())
        return fail(Errc::PhoneNotFound, {}, {.phone = idSerialOrName, .path = {}, .object = {}});
    if (named.size() > 1)
        return fail(Errc::PhoneAmbiguous, QStringLiteral("more than one phone has this name"),
                    {.phone = idSerialOrName, .path = {}, .object = {}});
    return m_phones[named.first()];
}

Result<QList<PolicyPhone>> phonesOf(Catalog &catalog, const PolicyDefinition &policy)
{
    const auto phones = KnownPhones::read(catalog);
    if (!phones)
        return tl::unexpected(phones.error());
    return phonesOf(*phones, policy);
}

Result<QList<PolicyPhone>> phonesOf(const KnownPhones &all, const PolicyDefinition &policy)
{
    QMap<QString, PolicyPhone> phones;
    for (const QString &text : policy.phones) {
        const auto phone = all.find(text);
        if (!phone && phone.error().code != Errc::PhoneNotFound)
            return tl::unexpected(phone.error());
        const PolicyPhone meant = phone ? known(*phone) : PolicyPhone{text, {text}, text, {}};
        phones.insert(meant.key, meant);
    }
    if (!policy.groups.isEmpty() || !policy.tags.isEmpty() || !policy.query.isEmpty()) {
        for (const PhoneRecord &phone : all.all()) {
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
