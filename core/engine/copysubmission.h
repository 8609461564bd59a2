// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/jobsubmission.h"

namespace holdfast {

/// Writes a PENDING copy in @p store and a job for each of @p sources, and wakes the runner; @p request is
/// what else the jobs' requests hold. A copy is a backup as its original was, made at the same time, in
/// another store and with an id of its own: that of an earlier copy that was interrupted, where the store can
/// go on with it. BackupNotFound, BackupNotUsable where one is not AVAILABLE,
/// StoreNotFound, InvalidArgument for a bad folder.
Result<BatchId> queueCopies(EngineContext &context, const QList<BackupId> &sources, const QString &store,
                            const QString &folder, const QJsonObject &request = {},
                            const AlsoWrite &also = {});

} // namespace holdfast
