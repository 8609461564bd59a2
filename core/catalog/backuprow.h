// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/catalog/backuprecord.h"

namespace holdfast {

class Statement;

/// The columns of table `backup` that are written, in the order of bindBackup(); the manifest is not among
/// them.
extern const QString kBackupColumns;
/// What backupFrom() reads of a row: those columns, and the backup's tags.
extern const QString kBackupFields;

/// Binds a record's values in that order, and its manifest behind them.
void bindBackup(Statement &statement, const BackupRecord &backup);

/// The record in the current row of @p row, whose first columns are kBackupFields, behind @p skipped others.
BackupRecord backupFrom(const Statement &row, int skipped = 0);

} // namespace holdfast
