// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/agent/events.h"
#include "app/agent/outputstream.h"
#include "app/agent/request.h"
#include "app/agent/walker.h"

namespace holdfast::agent {

/// `scan`: one line for each selected entry, or one line in all. Content is hashed by several threads.
Totals scan(const Request &request, const std::shared_ptr<Directory> &root, OutputStream &output,
            Events &events);

/// `hash`: one line for each path asked, in that order.
Totals hashPaths(const Request &request, const std::shared_ptr<Directory> &root, OutputStream &output,
                 Events &events);

} // namespace holdfast::agent
