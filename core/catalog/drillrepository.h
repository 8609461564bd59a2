// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/catalog/database.h"
#include "core/catalog/drillrecord.h"
#include "core/catalog/policyrecord.h"

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
    /// A sample of a policy's backups: the newest AVAILABLE one of the phone whose backups of this policy
    /// were tried the longest time ago, or never. Empty where the policy has none.
    Result<BackupId> sampleOf(const PolicyId &policy);

private:
    Database &m_database;
};

} // namespace holdfast
