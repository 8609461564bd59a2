// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/catalog/database.h"
#include "core/catalog/drillrecord.h"
#include "core/catalog/policyrecord.h"

#include <QHash>

namespace holdfast {

/// Certificates of restore drills. Used in the database's thread; does not own the database.
class DrillRepository
{
public:
    explicit DrillRepository(Database &database) : m_database(database) {}

    Result<void> add(const DrillRecord &drill);
    /// The newest first.
    Result<QList<DrillRecord>> of(const BackupId &backup);
    /// Those of a time, @p until not included, the oldest first.
    Result<QList<DrillRecord>> between(const QDateTime &from, const QDateTime &until);
    /// The newest one of a backup of each policy that has one.
    Result<QHash<PolicyId, DrillRecord>> lastByPolicy();
    /// A sample of a policy's backups: the newest AVAILABLE one of the phone whose backups of this policy
    /// were tried the longest time ago, or never. Empty where the policy has none.
    Result<BackupId> sampleOf(const PolicyId &policy);

    /// Adds the plan of a policy, or writes it anew.
    Result<void> setPlan(const DrillPlanRecord &plan);
    Result<void> dropPlan(const PolicyId &policy);
    /// Nothing where the policy asks for no drills.
    Result<std::optional<DrillPlanRecord>> plan(const PolicyId &policy);
    /// The same for the policy that made @p backup.
    Result<std::optional<DrillPlanRecord>> planFor(const BackupId &backup);
    Result<QHash<PolicyId, DrillPlanRecord>> plans();
    /// Those of policies that are not suspended and have no run under way whose nextTry has come, the longest
    /// due first.
    Result<QList<DrillPlanRecord>> duePlans(const QDateTime &now);
    /// The latest time until which backups of @p phones phones of the policy (or of all that have one, where
    /// they are fewer) had passed a drill; invalid where they have not.
    Result<QDateTime> passedBy(const PolicyId &policy, int phones);

private:
    Database &m_database;
};

} // namespace holdfast
