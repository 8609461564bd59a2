// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/job.h"

namespace holdfast {

/// Copies a backup's object byte by byte into another store, reads it back there as that of a new backup, and
/// only then calls the copy AVAILABLE. On any failure and on cancel the new object is gone and the copy
/// FAILED; the original is never touched. If the process dies or the store goes away, what has come stays for
/// the next copy of that backup (see PutOptions::resumable).
///
/// The job's backup is the copy, a row of its own; the request names the original: {"source":"bf-…"}.
Result<JobOutcome> runCopy(JobContext &context);

} // namespace holdfast
