// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/policy/policydefinition.h"

#include "core/policy/phonequery.h"

#include <QJsonArray>

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

QStringList texts(const QJsonValue &array)
{
    QStringList list;
    for (const auto &value : array.toArray())
        list.append(value.toString());
    return list;
}

} // namespace

Result<void> PolicyDefinition::check() const
{
    if (phones.isEmpty() && groups.isEmpty() && tags.isEmpty() && query.isEmpty())
        return fail(Errc::InvalidArgument, u"no phones: name phones, groups, tags or a query"_s);
    if (!query.isEmpty()) {
        if (auto parsed = PhoneQuery::parse(query); !parsed)
            return tl::unexpected(parsed.error());
    }
    if (!whole && paths.isEmpty() && apps.isEmpty())
        return fail(Errc::InvalidArgument, u"nothing to back up: name paths or apps, or the whole phone"_s);
    if (whole && !paths.isEmpty())
        return fail(Errc::InvalidArgument, u"paths and the whole phone exclude each other"_s);
    if (store.isEmpty())
        return fail(Errc::InvalidArgument, u"no store"_s);
    if (copyTo == store)
        return fail(Errc::InvalidArgument, u"the copies' store is that of the backups"_s);
    if (drillEvery < 0 || drillEvery > kMostDrillDays)
        return fail(Errc::InvalidArgument, u"drills every 1 to %1 days"_s.arg(kMostDrillDays));
    if (drillSample < 1 || drillSample > kMostDrillSample)
        return fail(Errc::InvalidArgument,
                    u"a drill tries backups of 1 to %1 phones"_s.arg(kMostDrillSample));
    return schedule.check()
        .and_then([&] { return retention.check(); })
        .and_then([&] { return copyRetention.check(); })
        .and_then([&] { return hooks.check(); });
}

QJsonObject toJson(const PolicyDefinition &policy)
{
    QJsonObject json{{u"phones"_s, QJsonArray::fromStringList(policy.phones)},
                     {u"groups"_s, QJsonArray::fromStringList(policy.groups)},
                     {u"tags"_s, QJsonArray::fromStringList(policy.tags)},
                     {u"query"_s, policy.query},
                     {u"paths"_s, QJsonArray::fromStringList(policy.paths)},
                     {u"apps"_s, QJsonArray::fromStringList(policy.apps)},
                     {u"whole"_s, policy.whole},
                     {u"excludes"_s, QJsonArray::fromStringList(policy.excludes)},
                     {u"store"_s, policy.store},
                     {u"folder"_s, policy.folder},
                     {u"schedule"_s, toJson(policy.schedule)},
                     {u"retention"_s, toJson(policy.retention)},
                     {u"speed"_s, policy.speed.text()}};
    if (!policy.hooks.isEmpty())
        json[u"hooks"_s] = toJson(policy.hooks);
    if (!policy.copyTo.isEmpty()) {
        json[u"copyTo"_s] = policy.copyTo;
        json[u"copyFolder"_s] = policy.copyFolder;
        json[u"copyRetention"_s] = toJson(policy.copyRetention);
    }
    if (policy.drillEvery > 0) {
        json[u"drillEvery"_s] = policy.drillEvery;
        json[u"drillSample"_s] = policy.drillSample;
    }
    return json;
}

Result<PolicyDefinition> policyFrom(const QJsonObject &json)
{
    PolicyDefinition policy;
    policy.phones = texts(json.value("phones"_L1));
    policy.groups = texts(json.value("groups"_L1));
    policy.tags = texts(json.value("tags"_L1));
    policy.query = json.value("query"_L1).toString();
    policy.paths = texts(json.value("paths"_L1));
    policy.apps = texts(json.value("apps"_L1));
    policy.whole = json.value("whole"_L1).toBool();
    policy.excludes = texts(json.value("excludes"_L1));
    policy.store = json.value("store"_L1).toString();
    policy.folder = json.value("folder"_L1).toString();
    auto schedule = scheduleFrom(json.value("schedule"_L1).toObject());
    if (!schedule)
        return tl::unexpected(schedule.error());
    policy.schedule = *std::move(schedule);
    auto retention = retentionRuleFrom(json.value("retention"_L1).toObject());
    if (!retention)
        return tl::unexpected(retention.error());
    policy.retention = *retention;
    auto speed = SpeedRules::parse(json.value("speed"_L1).toString());
    if (!speed)
        return tl::unexpected(speed.error());
    policy.speed = *std::move(speed);
    if (json.contains("copyTo"_L1)) {
        policy.copyTo = json.value("copyTo"_L1).toString();
        policy.copyFolder = json.value("copyFolder"_L1).toString();
        auto kept = retentionRuleFrom(json.value("copyRetention"_L1).toObject());
        if (!kept)
            return tl::unexpected(kept.error());
        policy.copyRetention = *kept;
    }
    policy.drillEvery = json.value("drillEvery"_L1).toInt();
    policy.drillSample = json.value("drillSample"_L1).toInt(1);
    policy.hooks = hooksFrom(json.value("hooks"_L1).toObject());
    const QJsonObject again = toJson(policy);
    for (auto it = json.begin(); it != json.end(); ++it) {
        if (again.value(it.key()) != it.value())
            return fail(Errc::InvalidArgument,
                        u"the policy's '%1' is not known to this version"_s.arg(it.key()));
    }
    if (auto checked = policy.check(); !checked)
        return tl::unexpected(checked.error());
    return policy;
}

} // namespace holdfast
