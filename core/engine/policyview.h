// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/catalog/catalog.h"
#include "core/catalog/drillrecord.h"
#include "core/catalog/policyrecord.h"
#include "core/policy/policydefinition.h"

#include <QList>

#include <optional>

namespace holdfast {

/// A policy as the operator sees it.
struct PolicyView
{
    PolicyId id{};
    QString name{};
    PolicyDefinition definition{};
    std::optional<Error> problem{}; ///< Why the definition cannot be read; it is empty then.
    bool suspended = false;
    QDateTime createdAt{};
    QDateTime nextDue{};                      ///< Invalid while it is suspended.
    std::optional<PolicyRunRecord> lastRun{}; ///< The newest one, under way or not,
    QList<PolicyTargetRecord> lastTargets{};  ///< and its phones.
    std::optional<DrillPlanRecord> drills{};  ///< Where it asks for restore drills,
    std::optional<DrillRecord> lastDrill{};   ///< and the newest one of its backups.
};

/// A policy beside others, with how many phones a run would mean now.
struct PolicyOverview
{
    PolicyView policy{};
    qsizetype phones = 0;
};

/// With its last run, and its drills where it asks for any. The definition's own error where it cannot be
/// read.
Result<PolicyView> viewOf(Catalog &catalog, const PolicyRecord &record);

/// All by name, without the phones of their runs and their drills. One that cannot be read is there with its
/// problem.
Result<QList<PolicyView>> viewsOf(Catalog &catalog);

/// The same with the phones of their last runs, all read at one moment.
Result<QList<PolicyOverview>> overviewOf(Catalog &catalog);

} // namespace holdfast
