// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace holdfast {

/// A real SQLite database in WAL mode, as apps leave it behind while they run.
struct SampleDatabase
{
    std::string main;
    std::string log;   ///< The `-wal`: valid, two pages that are not yet in the main file.
    std::string index; ///< The `-shm`: rebuilt by SQLite at the next open.
};

/// Makes one with @p rows messages. The same arguments give the same bytes. Needs a QCoreApplication.
Result<SampleDatabase> makeSampleDatabase(int rows, std::uint64_t seed);

/// Marks a copy as another app's: the user version in the header. Its size stays.
void personalize(SampleDatabase &database, std::uint32_t number);

} // namespace holdfast
