// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/jobsubmission.h"

namespace holdfast {

/// Writes a PENDING copy in @p store and a job for each of @p sources, and wakes the runner. A copy is a
/// backup as its original was, made at the same time, in another store and with an id of its own: that of an
/// earlier copy that was interrupted, where the store can go on with it. @p priority is that of the jobs.
/// BackupNotFound, BackupNotUsable where one is not AVAILABLE, StoreNotFound, InvalidArgument for a bad
/// folder.
Result<BatchId> queueCopies(EngineContext &context, const QList<BackupId> &sources, const QString &store,
                            const QString &folder, JobPriority priority = JobPriority::Normal,
                            const AlsoWrite &also = {});

} // namespace holdfast
