// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/agent/events.h"
#include "app/agent/inputstream.h"
#include "app/agent/outputstream.h"
#include "app/agent/request.h"

namespace holdfast::agent {

/// `read`: answers questions for ranges of the request's files until the input ends.
/// @return nothing, and says why in @p reason, after a question that is none.
std::optional<Totals> answerRanges(const Request &request, FdInputStream &input, OutputStream &output,
                                   std::string &reason);

} // namespace holdfast::agent
