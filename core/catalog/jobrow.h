// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/catalog/jobrecord.h"

namespace holdfast {

class Statement;

/// The columns of table `job` that bindJob() and jobFrom() know, in their order.
extern const QString kJobColumns;
inline constexpr int kJobColumnCount = 30;

void bindJob(Statement &statement, const JobRecord &job);
/// phase, bytes_done, bytes_total, files_done, files_total.
void bindProgress(Statement &statement, const JobProgress &progress);
/// owner_host, owner_pid, owner_start.
void bindOwner(Statement &statement, const ProcessIdentity &owner);

/// The record in the current row of @p row, whose first columns are kJobColumns.
JobRecord jobFrom(const Statement &row);

} // namespace holdfast
