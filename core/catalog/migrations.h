// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/catalog/database.h"

#include <QStringList>

#include <span>
#include <vector>

namespace holdfast {

/// One step of the schema. Steps are never changed once they were released; they name tables and columns
/// literally, as these were called then.
struct Migration
{
    int to = 0; ///< The version (`PRAGMA user_version`) that it makes, one more than the step before.
    /// The oldest program version of the schema that may still open the result, kept in `catalog_meta`.
    int minCompatible = 0;
    QStringList statements;
};

/// The steps of this program, oldest first.
const std::vector<Migration> &catalogMigrations();

/// Brings the schema up to the last of @p migrations, in one transaction; before that, copies the file of a
/// catalog that has a schema to `PATH.vN.bak`. Two processes may do it at once.
Result<void> migrate(Database &database, std::span<const Migration> migrations);

} // namespace holdfast
