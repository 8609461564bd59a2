// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

namespace holdfast {

struct EngineContext;

/// Settles what processes that died left behind: their jobs become Failed, their unfinished backups FAILED,
/// and objects and temporaries of those backups are removed from their stores. A store that cannot be reached
/// is settled another time.
Result<void> settleInterruptedJobs(EngineContext &context);

} // namespace holdfast
