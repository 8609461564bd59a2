// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/catalog/backuprecord.h"

namespace holdfast {

class Statement;

/// The columns of table `backup` that backupFrom() reads, in its order; the manifest is not among them.
extern const QString kBackupColumns;

/// Binds a record's values in that order, and its manifest behind them.
void bindBackup(Statement &statement, const BackupRecord &backup);

/// The record in the current row of @p row, whose first columns are kBackupColumns, behind @p skipped others.
BackupRecord backupFrom(const Statement &row, int skipped = 0);

} // namespace holdfast
