// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace holdfast::agent {

/// Writes one JSON object on one line. Text is bytes in, escapeName()'s shown form out, so that the result is
/// valid UTF-8 whatever the phone holds. Keys are written as they are: give plain ASCII words only.
class JsonObject
{
public:
    JsonObject &text(std::string_view key, std::string_view bytes);
    JsonObject &number(std::string_view key, std::int64_t value);
    JsonObject &number(std::string_view key, std::uint64_t value);
    /// @p json is a JSON value already.
    JsonObject &raw(std::string_view key, std::string_view json);
    /// The finished object, without a line end.
    [[nodiscard]] std::string take();

private:
    void key(std::string_view name);

    std::string m_text = "{";
};

/// @p bytes as a JSON string, in their shown form.
std::string jsonString(std::string_view bytes);

} // namespace holdfast::agent
