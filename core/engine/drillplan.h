// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/catalog/catalog.h"
#include "core/policy/policydefinition.h"

namespace holdfast {

/// When the drills of a policy are due. A drill that passed settles the next days, whoever began it; one that
/// did not, or that could not be tried, is tried again until one has passed. The functions without a catalog
/// are pure.

/// So long after it was due a drill is overdue: others may have to be waited for.
inline constexpr qint64 kDrillGraceSeconds = 24 * 3600;
/// A backup that did not pass will hardly pass an hour later.
inline constexpr qint64 kFailedDrillSeconds = 24 * 3600;

/// How long after the @p attempts-th drill in vain that could not be tried the next one is: a quarter of an
/// hour, doubled up to six hours.
qint64 drillRetrySeconds(int attempts);

/// @p plan when the last drills that count passed by @p passedBy (invalid: never), and none were promised
/// before @p since. Drills are not due farther ahead of @p now than the policy says, whatever the clock did.
DrillPlanRecord replanned(DrillPlanRecord plan, const QDateTime &passedBy, const QDateTime &since,
                          const QDateTime &now);
/// @p plan after a drill in vain that ended at @p now.
DrillPlanRecord postponed(DrillPlanRecord plan, const Error &error, qint64 seconds, const QDateTime &now);
/// Whether the drill was promised and has not come.
bool isOverdue(const DrillPlanRecord &plan, const QDateTime &now);

/// Writes when the drills of @p policy are due, or that it asks for none.
Result<void> planDrills(Catalog &catalog, const PolicyRecord &policy, const PolicyDefinition &definition,
                        const QDateTime &now);
/// Keeps a certificate, writes when the next drill of the policy is due that made the backup, and puts down
/// messages about it.
Result<void> keepCertificate(Catalog &catalog, const DrillRecord &drill, const QDateTime &now);

} // namespace holdfast
