// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/policyview.h"

#include "core/catalog/transaction.h"
#include "core/engine/policyphones.h"

#include <algorithm>

namespace holdfast {
namespace {

/// So many runs' phones are read at once.
constexpr qsizetype kRunsAtOnce = 256;

/// As it is, also where the definition cannot be read.
PolicyView rowOf(const PolicyRecord &record, const std::optional<PolicyRunRecord> &lastRun)
{
    PolicyView view{.id = record.id,
                    .name = record.name,
                    .suspended = record.suspended,
                    .createdAt = record.createdAt,
                    .lastRun = lastRun};
    auto definition = policyFrom(record.definition);
    if (definition) {
        view.definition = *std::move(definition);
        view.nextDue = record.suspended ? QDateTime() : record.nextDue;
    } else {
        view.problem = definition.error();
    }
    return view;
}

/// Adds to each the phones of its last run.
Result<void> readTargets(Catalog &catalog, QList<PolicyOverview> &rows)
{
    for (qsizetype begin = 0; begin < rows.size(); begin += kRunsAtOnce) {
        const qsizetype end = std::min(rows.size(), begin + kRunsAtOnce);
        QList<qint64> numbers;
        for (qsizetype i = begin; i < end; ++i) {
            if (rows.at(i).policy.lastRun)
                numbers.append(rows.at(i).policy.lastRun->number);
        }
        auto targets = catalog.policies().targets(numbers);
        if (!targets)
            return tl::unexpected(targets.error());
        for (qsizetype i = begin; i < end; ++i) {
            if (PolicyView &policy = rows[i].policy; policy.lastRun)
                policy.lastTargets = targets->take(policy.lastRun->number);
        }
    }
    return {};
}

} // namespace

Result<PolicyView> viewOf(Catalog &catalog, const PolicyRecord &record)
{
    const auto runs = catalog.policies().runs(record.id, 1);
    if (!runs)
        return tl::unexpected(runs.error());
    PolicyView view = rowOf(record, runs->isEmpty() ? std::nullopt : std::optional(runs->first()));
    if (view.problem)
        return tl::unexpected(*view.problem);
    if (view.definition.drillEvery == 0)
        return view;
    const auto plan = catalog.drills().plan(record.id);
    if (!plan)
        return tl::unexpected(plan.error());
    view.drills = *plan;
    const auto drills = catalog.drills().lastByPolicy();
    if (!drills)
        return tl::unexpected(drills.error());
    if (const auto last = drills->constFind(record.id); last != drills->cend())
        view.lastDrill = *last;
    return view;
}

Result<QList<PolicyView>> viewsOf(Catalog &catalog)
{
    const auto records = catalog.policies().list();
    if (!records)
        return tl::unexpected(records.error());
    const auto lastRuns = catalog.policies().lastRuns();
    if (!lastRuns)
        return tl::unexpected(lastRuns.error());
    QList<PolicyView> rows;
    for (const PolicyRecord &record : *records) {
        const auto last = lastRuns->constFind(record.id);
        rows.append(rowOf(record, last == lastRuns->cend() ? std::nullopt : std::optional(*last)));
    }
    return rows;
}

Result<QList<PolicyOverview>> overviewOf(Catalog &catalog)
{
    ReadSnapshot snapshot(catalog.database());
    if (auto begun = snapshot.begin(); !begun)
        return tl::unexpected(begun.error());
    const auto policies = viewsOf(catalog);
    if (!policies)
        return tl::unexpected(policies.error());
    const auto known = KnownPhones::read(catalog);
    if (!known)
        return tl::unexpected(known.error());
    QList<PolicyOverview> rows;
    for (const PolicyView &policy : *policies) {
        const auto phones = phonesOf(*known, policy.definition); // None of one that cannot be read.
        if (!phones)
            return tl::unexpected(phones.error());
        rows.append({policy, phones->size()});
    }
    if (auto read = readTargets(catalog, rows); !read)
        return tl::unexpected(read.error());
    return rows;
}

} // namespace holdfast
