// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/job.h"
#include "core/jobs/preflight.h"

namespace holdfast {

/// Installs the apps in the files that the record's request names (`files`, paths on this machine) on the
/// record's phone, one after the other: each is judged by its own APKs, then installed in one session, then
/// its expansion files are laid beside it. An app that is refused or fails is a problem of the job, and the
/// others go on; the job has failed when none could be installed.
Result<JobOutcome> runInstall(JobContext &context);

/// What would stand in the way on the record's phone; nothing is changed.
Result<QList<PreflightFinding>> checkInstall(JobContext &context);

} // namespace holdfast
