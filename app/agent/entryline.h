// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/agent/nodeinfo.h"

#include <string>
#include <string_view>

namespace holdfast::agent {

/// What the line of agentprotocol.h says beside the metadata.
struct EntryExtra
{
    std::string_view sha256;
    std::string_view error; ///< An errno's name.
    bool isParent = false;
};

/// One line of `scan` and `hash`, with its line end.
std::string entryLine(std::string_view path, const NodeInfo &info, const EntryExtra &extra);

/// The line of a path that is not there.
std::string missingLine(std::string_view path, int error);

} // namespace holdfast::agent
