// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace holdfast::agent {

/// The errno's symbol, "ENOSPC"; a number where the C library knows none.
std::string errnoName(int error);

/// "ENOSPC: No space left on device", with @p what ("owner 10001:10001") in brackets where given.
std::string errnoReason(int error, std::string_view what = {});

} // namespace holdfast::agent
