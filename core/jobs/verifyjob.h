// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/job.h"

namespace holdfast {

/// Reads a backup's object whole and checks every byte. A backup that fails becomes DAMAGED, one whose object
/// is gone MISSING; one that is good again becomes AVAILABLE. A store that cannot be reached proves nothing
/// and changes nothing.
Result<JobOutcome> runVerify(JobContext &context);

} // namespace holdfast
