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

} // namespace holdfast
