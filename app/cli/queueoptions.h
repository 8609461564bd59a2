// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/commandline.h"
#include "app/cli/commandspec.h"
#include "core/jobs/requests.h"

namespace holdfast::cli {

/// `--priority`, `--patience` and `--detach`, which say how jobs wait for their turn.
QList<OptionSpec> queueOptions(JobPriority usual);
QueueOptions queueOf(const Arguments &arguments, JobPriority usual);

/// `Waiting for the phone` where a job that waits says for what; else the word of its state.
QString statusText(const JobRecord &job);

} // namespace holdfast::cli
