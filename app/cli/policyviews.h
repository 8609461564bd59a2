// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/console.h"
#include "core/engine/policyservice.h"

namespace holdfast::cli {

/// `group golden, phones a and b`: which phones a policy means.
QString phonesText(const PolicyDefinition &policy);
/// `398 done, 2 failed`.
QString targetsText(const QList<PolicyTargetRecord> &targets);

void printPolicy(Console &console, const PolicyView &policy);
void printTargets(Console &console, const QList<PolicyTargetRecord> &targets);

} // namespace holdfast::cli
