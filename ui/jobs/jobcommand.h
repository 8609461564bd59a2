// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/jobservice.h"

#include <QString>

namespace holdfast::ui {

/// The line that does on the command line what this job does; empty for jobs that have none.
QString jobCommand(const JobRecord &job);

} // namespace holdfast::ui
