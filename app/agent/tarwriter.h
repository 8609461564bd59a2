// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/agent/nodeinfo.h"
#include "app/agent/tarformat.h"

#include <string>
#include <vector>

namespace holdfast::agent {

/// What a header says beside the node's own metadata.
struct TarMember
{
    std::string_view path;     ///< From the root, with a leading slash.
    std::string_view hardLink; ///< The path of the file this is another name of; empty: none.
    /// The data of a file with holes; null: no holes. The content then begins with sparseMap().
    const std::vector<Extent> *extents = nullptr;
};

/// Appends the blocks that come before the content: a pax header where ustar's fields do not do, and the
/// header. User and group names are left empty: ids are what counts on a phone.
void appendTarHeader(std::string &out, const NodeInfo &info, const TarMember &member);

/// How many bytes of content follow the header, without the padding.
std::uint64_t tarContentSize(const NodeInfo &info, const TarMember &member);

/// The head of the content of a file with holes (GNU tar's manual, "PAX Format, Version 1.0"), padded.
std::string sparseMap(const std::vector<Extent> &extents, std::uint64_t realSize);

} // namespace holdfast::agent
