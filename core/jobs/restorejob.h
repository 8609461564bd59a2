// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/job.h"
#include "core/jobs/preflight.h"
#include "core/jobs/requests.h"
#include "core/jobs/restorepreview.h"

namespace holdfast {

/// Brings a backup, or a part of it, to a phone: checks first whether that may be done, streams the entries
/// into the phone, then compares every restored file there with the archive's index.
Result<JobOutcome> runRestore(JobContext &context);

/// What a restore of @p request would meet on the phone of @p context, without changing anything there. The
/// job asks the same.
Result<QList<PreflightFinding>> checkRestore(JobContext &context, const RestoreRequest &request);

/// The same, and what it would add to the phone and find there. Changes nothing; lists
/// everything that was selected, which takes a second for thirty thousand files next door.
Result<RestorePreview> previewRestore(JobContext &context, const RestoreRequest &request);

} // namespace holdfast
