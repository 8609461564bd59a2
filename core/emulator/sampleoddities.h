// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/emulator/treewriter.h"

namespace holdfast {

/// Writes one of everything that backups stumble over into the new folder @p path: names with newlines,
/// quotes, bytes that are not UTF-8, 255 bytes; paths over 1024 bytes; links of all kinds; sparse files;
/// strange times and modes.
void writeOddities(TreeWriter &tree, const std::string &path, const TreeAttributes &attributes);

} // namespace holdfast
