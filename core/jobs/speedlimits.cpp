// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/speedlimits.h"

#include "core/jobs/job.h"
#include "core/jobs/storedobject.h"

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

const QString kAll = u"all"_s;

QString storeKey(const QString &name)
{
    return name.isEmpty() ? kAll : QString(u"store:"_s % name);
}

} // namespace

std::shared_ptr<SpeedLimit> SpeedLimits::shared(const QString &key)
{
    Shared &entry = m_limits[key];
    auto limit = entry.limit.lock();
    if (!limit) {
        limit = std::make_shared<SpeedLimit>();
        entry.limit = limit;
    }
    return limit;
}

LimitedStore::Limits SpeedLimits::of(Catalog &catalog, const QString &store, const JobRecord &job,
                                     const QDateTime &now)
{
    LimitedStore::Limits limits;
    {
        const std::scoped_lock lock(m_mutex);
        limits = {shared(kAll), shared(storeKey(store))};
        const auto rules = SpeedRules::parse(job.request.value("speed"_L1).toString());
        if (rules && !rules->isUnlimited()) {
            const QString group = job.request.value("speedGroup"_L1).toString(job.batch.value);
            const QString key = u"request:"_s % group;
            limits.append(shared(key));
            m_limits[key].rules = *rules;
        }
    }
    // Rules that cannot be read now are read with the next beat.
    (void)refresh(catalog, now);
    return limits;
}

Result<void> SpeedLimits::refresh(Catalog &catalog, const QDateTime &now)
{
    const auto texts = catalog.speedLimits().all();
    if (!texts)
        return tl::unexpected(texts.error());
    QMap<QString, SpeedRules> rules;
    for (auto it = texts->begin(); it != texts->end(); ++it) {
        const auto parsed = SpeedRules::parse(it.value());
        if (!parsed)
            return tl::unexpected(parsed.error());
        rules.insert(storeKey(it.key()), *parsed);
    }
    const QTime local = now.toLocalTime().time();
    const std::scoped_lock lock(m_mutex);
    for (auto it = m_limits.begin(); it != m_limits.end();) {
        const auto limit = it->second.limit.lock();
        if (!limit) {
            it = m_limits.erase(it);
            continue;
        }
        if (!it->first.startsWith("request:"_L1))
            it->second.rules = rules.value(it->first);
        limit->setBytesPerSecond(it->second.rules.bytesPerSecond(local));
        ++it;
    }
    return {};
}

Result<std::unique_ptr<ObjectStore>> openLimitedStore(const JobContext &context, const QString &store)
{
    auto opened = openCatalogStore(context.catalog, store);
    if (!opened)
        return opened;
    (*opened)->tellOutages(context.progress.outage);
    return std::make_unique<LimitedStore>(
        std::move(*opened), context.environment.speed->of(context.catalog, store, context.record,
                                                          context.environment.clock.now()));
}

} // namespace holdfast
