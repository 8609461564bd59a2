// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <ctime>
#include <optional>
#include <string_view>

namespace holdfast::agent {

/// A number in a tar header: octal digits, or GNU's base-256 where the first bit is set. Nothing where the
/// field is malformed, negative or too large for 63 bits. An empty field is 0.
std::optional<std::uint64_t> tarNumber(std::string_view field);

/// A decimal number of a pax record, 63 bits, not negative.
std::optional<std::uint64_t> paxNumber(std::string_view text);

/// A pax time: seconds with a fraction, perhaps negative. Digits after the ninth are cut.
std::optional<timespec> paxTime(std::string_view text);

} // namespace holdfast::agent
