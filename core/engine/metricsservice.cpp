// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/metricsservice.h"

#include "core/engine/drillplan.h"
#include "core/engine/enginecontext.h"
#include "core/engine/policyservice.h"

#include <algorithm>
#include <array>

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr std::array kStatuses{JobStatus::Waiting,      JobStatus::Processing, JobStatus::Finished,
                               JobStatus::PartFinished, JobStatus::Failed,     JobStatus::Cancelled,
                               JobStatus::Skipped,      JobStatus::Paused};

/// One family of samples after the other, each with what it means.
class Text
{
public:
    void family(const QByteArray &name, const QByteArray &help)
    {
        m_name = "holdfast_" + name;
        m_bytes += "# HELP " + m_name + ' ' + help + "\n# TYPE " + m_name + " gauge\n";
    }
    void sample(const QByteArray &label, const QString &value, qint64 number)
    {
        m_bytes +=
            m_name + '{' + label + "=\"" + metricLabel(value) + "\"} " + QByteArray::number(number) + '\n';
    }
    [[nodiscard]] QByteArray bytes() const { return m_bytes; }

private:
    QByteArray m_name;
    QByteArray m_bytes;
};

Result<void> addJobs(Text &text, Catalog &catalog)
{
    const auto jobs = catalog.jobs().countByStatus();
    if (!jobs)
        return tl::unexpected(jobs.error());
    text.family("jobs", "Jobs in the catalog by status.");
    for (const JobStatus status : kStatuses)
        text.sample("status", toText(status), jobs->value(status));
    return {};
}

Result<void> addStores(Text &text, Catalog &catalog)
{
    const auto stores = catalog.backups().storedByStore();
    if (!stores)
        return tl::unexpected(stores.error());
    text.family("backups", "Available backups by store.");
    for (const StoredTotal &store : *stores)
        text.sample("store", store.store, store.backups);
    text.family("stored_bytes", "Bytes of the archives of available backups by store.");
    for (const StoredTotal &store : *stores)
        text.sample("store", store.store, store.bytes);
    return {};
}

Result<void> addPolicies(Text &text, Catalog &catalog, PolicyService &service)
{
    const auto policies = service.list();
    if (!policies)
        return tl::unexpected(policies.error());
    const auto check = service.check();
    if (!check)
        return tl::unexpected(check.error());
    const auto newest = catalog.policies().newestByPolicy();
    if (!newest)
        return tl::unexpected(newest.error());
    QMap<QString, qint64> overdue;
    for (const OverduePhone &phone : check->overdue)
        ++overdue[phone.policy];
    text.family("policy_overdue_phones", "Phones without the backup that their policy promised.");
    for (const PolicyView &policy : *policies)
        text.sample("policy", policy.name, overdue.value(policy.name));
    text.family("policy_suspended", "1 where a policy is suspended.");
    for (const PolicyView &policy : *policies)
        text.sample("policy", policy.name, policy.suspended ? 1 : 0);
    text.family("policy_running", "1 while a run of the policy is under way.");
    for (const PolicyView &policy : *policies)
        text.sample("policy", policy.name, policy.lastRun && !policy.lastRun->finishedAt.isValid() ? 1 : 0);
    text.family("policy_next_run_timestamp_seconds", "When a policy's next run is due.");
    for (const PolicyView &policy : *policies) {
        if (policy.nextDue.isValid())
            text.sample("policy", policy.name, policy.nextDue.toSecsSinceEpoch());
    }
    text.family("policy_last_success_timestamp_seconds", "When a policy's newest good backup was begun.");
    for (const PolicyView &policy : *policies) {
        const QMap<QString, QDateTime> times = newest->value(policy.id);
        if (!times.isEmpty())
            text.sample("policy", policy.name,
                        std::max_element(times.begin(), times.end()).value().toSecsSinceEpoch());
    }
    return {};
}

/// Of the policies that ask for restore drills.
Result<void> addDrills(Text &text, Catalog &catalog, PolicyService &service, const QDateTime &now)
{
    const auto policies = service.list();
    if (!policies)
        return tl::unexpected(policies.error());
    const auto plans = catalog.drills().plans();
    if (!plans)
        return tl::unexpected(plans.error());
    const auto last = catalog.drills().lastByPolicy();
    if (!last)
        return tl::unexpected(last.error());
    QList<std::pair<QString, DrillPlanRecord>> asked;
    for (const PolicyView &policy : *policies) {
        if (const auto plan = plans->constFind(policy.id); plan != plans->cend() && !policy.suspended)
            asked.append({policy.name, *plan});
    }
    text.family("policy_drill_overdue", "1 where the restore drill that a policy promised has not come.");
    for (const auto &[name, plan] : std::as_const(asked))
        text.sample("policy", name, isOverdue(plan, now) ? 1 : 0);
    text.family("policy_drill_due_timestamp_seconds", "When a policy's next restore drill is due.");
    for (const auto &[name, plan] : std::as_const(asked))
        text.sample("policy", name, plan.dueAt.toSecsSinceEpoch());
    text.family("policy_drill_passed", "1 where a policy's newest restore drill passed, 0 where it did not.");
    for (const auto &[name, plan] : std::as_const(asked)) {
        if (const auto drill = last->constFind(plan.policy); drill != last->cend())
            text.sample("policy", name, drill->passed ? 1 : 0);
    }
    return {};
}

} // namespace

QByteArray metricLabel(const QString &text)
{
    QByteArray value = text.toUtf8();
    value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    return value;
}

Result<QByteArray> MetricsService::prometheusText()
{
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    PolicyService policies(m_context);
    Text text;
    return addJobs(text, **catalog)
        .and_then([&] { return addStores(text, **catalog); })
        .and_then([&] { return addPolicies(text, **catalog, policies); })
        .and_then([&] { return addDrills(text, **catalog, policies, m_context.clock.now()); })
        .map([&] { return text.bytes(); });
}

} // namespace holdfast
