// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/joblog.h"
#include "core/phone/phoneagent.h"

namespace holdfast {

/// A handler that writes what the agent tells of single files into @p log, each kind under its protocol name
/// (`lost`, `changed`, `noted`, `skipped`, `failed`, `refused`). @p log is borrowed.
AgentEventHandler agentEventLogger(JobLog &log);

} // namespace holdfast
