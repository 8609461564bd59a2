// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/policydrills.h"

#include "core/engine/drillplan.h"
#include "core/engine/drillservice.h"
#include "core/engine/enginecontext.h"

#include <QLoggingCategory>

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

Q_LOGGING_CATEGORY(policyLog, "holdfast.policy", QtInfoMsg)

/// While somebody else has a drill under way.
constexpr qint64 kBusySeconds = 60;

} // namespace

PolicyDrills::~PolicyDrills()
{
    m_cancel.cancel();
    if (m_thread.joinable())
        m_thread.join();
}

Result<void> PolicyDrills::replan(Catalog &catalog, const QDateTime &now)
{
    const auto policies = catalog.policies().list();
    if (!policies)
        return tl::unexpected(policies.error());
    for (const PolicyRecord &policy : *policies) {
        const auto definition = policyFrom(policy.definition);
        if (!definition)
            continue; // Its run tells.
        if (auto planned = planDrills(catalog, policy, *definition, now); !planned)
            return planned;
    }
    return {};
}

Result<void> PolicyDrills::step(Catalog &catalog)
{
    if (m_thread.joinable()) {
        if (!m_ended)
            return {};
        m_thread.join();
        if (auto taken = takeOver(catalog); !taken)
            return taken;
    }
    const auto due = catalog.drills().duePlans(m_context.clock.now());
    if (!due)
        return tl::unexpected(due.error());
    for (const DrillPlanRecord &plan : *due) {
        const auto backup = catalog.drills().sampleOf(plan.policy);
        if (!backup)
            return tl::unexpected(backup.error());
        if (!backup->isEmpty()) {
            m_policy = plan.policy;
            begin(*backup);
            return {};
        }
        const Error none{Errc::BackupNotFound, u"the policy has no good backup"_s, {}};
        if (auto written = postpone(catalog, plan.policy, none); !written)
            return written;
    }
    return {};
}

void PolicyDrills::begin(const BackupId &backup)
{
    qCInfo(policyLog).noquote() << "a restore drill of" << backup.value << "begins";
    m_ended = false;
    m_thread = std::thread([this, backup] {
        const auto drill = DrillService(m_context).run(backup, {}, m_cancel.token());
        m_problem = drill ? std::nullopt : std::optional(drill.error());
        if (drill)
            qCInfo(policyLog).noquote()
                << "the restore drill of" << backup.value << (drill->passed ? "passed" : "did not pass");
        m_ended = true;
    });
}

/// A drill that was carried out has left its certificate and its plan.
Result<void> PolicyDrills::takeOver(Catalog &catalog)
{
    if (!m_problem || m_problem->code == Errc::Cancelled)
        return {};
    return postpone(catalog, m_policy, *m_problem);
}

Result<void> PolicyDrills::postpone(Catalog &catalog, const PolicyId &policy, const Error &error)
{
    const QDateTime now = m_context.clock.now();
    const auto plan = catalog.drills().plan(policy);
    if (!plan)
        return tl::unexpected(plan.error());
    if (!*plan) // The policy was removed meanwhile.
        return {};
    if (error.code == Errc::StateConflict) {
        DrillPlanRecord later = **plan;
        later.nextTry = now.addSecs(kBusySeconds);
        return catalog.drills().setPlan(later);
    }
    const DrillPlanRecord next = postponed(**plan, error, drillRetrySeconds((*plan)->attempts + 1), now);
    qCWarning(policyLog).noquote() << "a restore drill could not be tried:" << userText(error) << error.detail
                                   << "- again at" << next.nextTry.toString(Qt::ISODate);
    return catalog.drills().setPlan(next);
}

} // namespace holdfast
