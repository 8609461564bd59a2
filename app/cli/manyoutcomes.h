// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/console.h"
#include "core/base/error.h"

#include <QJsonValue>
#include <QStringList>

#include <functional>

namespace holdfast::cli {

/// Does the same for each of @p names and goes on past errors; what @p action gives stands in the JSON
/// document. Prints `{"KEY":[…],"errors":[…]}` with `--json` and says each error. A single name that failed
/// is an ordinary error. Cancelled ends it at once.
Result<ExitCode> forEachName(Console &console, const QString &key, const QStringList &names,
                             const std::function<Result<QJsonValue>(const QString &name)> &action);

} // namespace holdfast::cli
