// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/invocation.h"
#include "core/base/ids.h"
#include "core/catalog/jobrecord.h"

namespace holdfast::cli {

/// Follows a batch until all its jobs have ended: shows the progress and passes a cancellation on. Then says
/// on the error stream what failed. Returns the jobs as they ended.
Result<QList<JobRecord>> followBatch(Invocation &invocation, Engine &engine, const BatchId &batch);

/// Says that the batch was left to whoever runs the queue.
Result<ExitCode> tellDetached(Invocation &invocation, Engine &engine, const BatchId &batch);

/// The exit code of a batch: 0 all done; 3 some jobs failed or a job lost files; 130 cancelled; where all
/// failed the code of their common error, 1 where they differ.
ExitCode exitCodeOf(const QList<JobRecord> &jobs);

/// `{"batch":{"id":…,"jobs":[…]}}`
QJsonObject batchDocument(const BatchId &batch, const QList<JobRecord> &jobs);

} // namespace holdfast::cli
