// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/job.h"

namespace holdfast {

/// Deletes a backup's object, then marks the row. In this order, so that a crash leaves a row in DELETING and
/// never an object that nobody knows of; deleting again finishes it.
Result<JobOutcome> runDelete(JobContext &context);

} // namespace holdfast
