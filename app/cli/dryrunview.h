// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/console.h"
#include "core/engine/backupservice.h"

#include <QJsonObject>

namespace holdfast::cli {

/// What a dry run found, for people: per phone its apps and paths, what is left out, the sums, and where the
/// estimated size comes from.
void printDryRun(Console &console, const DryRun &run);

/// The same for scripts: `{"dryRun":{"phones":[…],"storeFreeBytes":…}}`.
QJsonObject dryRunDocument(const DryRun &run);

} // namespace holdfast::cli
