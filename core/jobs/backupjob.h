// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/job.h"

namespace holdfast {

/// Streams what was asked from the phone into an archive in the store, reads the object back, checks every
/// byte of it, and only then calls the backup AVAILABLE. On any failure and on cancel the object is gone and
/// the backup FAILED.
///
/// The operator's commands run around it (backuphooks.h).
///
/// The request in the job's record: {"paths":[…],"apps":[…],"excludes":[…],"whole":false,"level":3}.
Result<JobOutcome> runBackup(JobContext &context);

} // namespace holdfast
