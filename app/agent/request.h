// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/agent/inputstream.h"
#include "core/base/pathselection.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace holdfast::agent {

/// Entries at or below a prefix get a new owner or group.
struct OwnerMap
{
    std::string prefix;
    std::uint32_t oldUid = 0;
    std::uint32_t newUid = 0;
    std::uint32_t oldGid = 0;
    std::uint32_t newGid = 0;
};

/// Entries at or below a prefix get this SELinux label.
struct LabelMap
{
    std::string prefix;
    std::string label;
};

enum class Conflict { Overwrite, Skip, Newer };

/// What the host asks for: the records of agentprotocol.h, checked.
struct Request
{
    std::string root = "/";
    PathSelection selection;
    std::vector<std::string> paths;
    std::vector<OwnerMap> ownerMaps;
    std::vector<LabelMap> labelMaps;
    Conflict conflict = Conflict::Overwrite;
    bool summary = false;
    bool hash = false;
    std::string journal; ///< Where `unpack` notes its steps for `settle`; empty: it does not.
    bool keep = false;

    /// Reads the records of @p verb up to the empty one. On failure returns nothing and says why in
    /// @p reason (a sentence's rest, English).
    static std::optional<Request> read(const std::string &verb, FdInputStream &input, std::string &reason);
};

/// Whether @p path is @p prefix or below it.
bool isAtOrBelow(std::string_view path, std::string_view prefix);

} // namespace holdfast::agent
