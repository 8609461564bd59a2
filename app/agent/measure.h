// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/agent/events.h"
#include "app/agent/outputstream.h"
#include "app/agent/request.h"

namespace holdfast::agent {

/// `measure`: one line for each path asked, in that order, with what lies at and below it. Symbolic links are
/// counted, not followed; other file systems below a path are left out.
Totals measurePaths(const Request &request, OutputStream &output, Events &events);

} // namespace holdfast::agent
