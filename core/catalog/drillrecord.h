// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/base/ids.h"

#include <QDateTime>

#include <optional>

namespace holdfast {

/// A certificate: a backup was restored to a fresh phone and compared there, or that did not succeed.
struct DrillRecord
{
    BackupId backup{};
    QDateTime at{}; ///< When the comparison had ended; UTC.
    JobId job{};    ///< The restore, whose log has the details.
    bool passed = false;
    qint64 compared = 0;  ///< Entries that were held against the archive.
    qint64 different = 0; ///< Of them.
    std::optional<Error> error{};

    friend bool operator==(const DrillRecord &, const DrillRecord &) = default;
};

/// When the next drill of a policy is due that asks for drills.
struct DrillPlanRecord
{
    PolicyId policy{};
    int everyDays = 0;
    int sample = 1;               ///< The backups of so many phones are tried each time.
    QDateTime dueAt{};            ///< By when the next one was promised; UTC.
    QDateTime nextTry{};          ///< Later than that where an attempt was in vain.
    int attempts = 0;             ///< In vain, since the last one that passed.
    std::optional<Error> error{}; ///< Of the last of them.

    friend bool operator==(const DrillPlanRecord &, const DrillPlanRecord &) = default;
};

} // namespace holdfast
