// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/console.h"
#include "core/base/error.h"

#include <QJsonArray>
#include <QList>

namespace holdfast::cli {

/// Ends a command that did the same for several names. Prints `{"KEY":[…],"errors":[…]}` with `--json` and
/// says each error. A single name that failed is an ordinary error.
Result<ExitCode> finishMany(Console &console, const QString &key, const QJsonArray &done,
                            const QList<Error> &errors);

} // namespace holdfast::cli
