// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/console.h"
#include "core/base/ids.h"
#include "core/jobs/preflight.h"

#include <QJsonArray>

namespace holdfast::cli {

struct ShownFindings
{
    QJsonArray list;      ///< For `--json`.
    bool refused = false; ///< Something stands in the way.
};

/// Says what a check of @p phone found, a line each.
ShownFindings showFindings(Console &console, const Serial &phone, const QList<PreflightFinding> &findings);

} // namespace holdfast::cli
