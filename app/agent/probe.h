// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/agent/request.h"

#include <string>

namespace holdfast::agent {

/// The document of `probe`, with its line end.
std::string probeDocument(const Request &request);

} // namespace holdfast::agent
