// SPDX-License-Identifier: GPL-3.0-or-later
// Standard C++ only: the phone agent is built from this file too.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace holdfast {

/// File names on phones are bytes. Their shown form is UTF-8 in which a backslash is `\\`, control characters
/// are `\n`, `\t`, `\r` or `\xNN`, and each byte that is not part of valid UTF-8 is `\xNN` (lower-case hex).
/// Different names have different shown forms.
std::string escapeName(std::string_view bytes);

/// The inverse of escapeName(). Nothing where a backslash is not followed by a known escape.
std::optional<std::string> unescapeName(std::string_view shown);

/// Length in bytes (1 to 4) of the valid UTF-8 sequence that @p text begins with; 0 where there is none.
/// Overlong forms, surrogates and values over U+10FFFF are not valid (Unicode 15, table 3-7).
int utf8SequenceLength(std::string_view text);

} // namespace holdfast
