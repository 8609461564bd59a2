// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/agent/directory.h"
#include "app/agent/tarformat.h"
#include "app/agent/uniquefd.h"

#include <sys/stat.h>

#include <string>
#include <vector>

namespace holdfast::agent {

/// Opens @p name for reading its content: never through a symbolic link, without waiting for anything, and
/// without leaving a trace in the access time where the system lets us. On failure errno says why.
UniqueFd openContent(const Directory &directory, const std::string &name);

/// What happened to a file between two looks at it, of which @p read bytes were had: empty where nothing did.
std::string describeChange(const struct stat &before, const struct stat &after, std::uint64_t read);

/// Where a file holds data. One run from 0 to its size where it has no holes, or the file system cannot tell.
std::vector<Extent> dataExtents(int fd, const struct stat &st);

} // namespace holdfast::agent
