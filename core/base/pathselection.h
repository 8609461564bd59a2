// SPDX-License-Identifier: GPL-3.0-or-later
// Standard C++ only: the phone agent is built from this file too, so that both sides select alike.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast {

/// One absolute path pattern. A pattern selects what it matches and everything below that.
///
/// `*` stands for any characters but `/`, `?` for one character (a UTF-8 character, or a byte where the name
/// is not UTF-8), a segment `**` for any number of folders. `\*`, `\?` and the escapes of escapeName() stand
/// for themselves, so that a shown name can be pasted. At most 4096 bytes, 255 bytes a literal segment; `.`,
/// `..` and empty segments are refused.
class PathPattern
{
public:
    /// Reads @p text; on failure returns nothing and says why in @p reason (English, one clause).
    static std::optional<PathPattern> parse(std::string_view text, std::string &reason);

    enum class Match { No, Above, Selected };
    /// What the pattern says of the absolute path @p path: it selects it, or it may select something below it
    /// (Above), or neither.
    [[nodiscard]] Match match(std::string_view path) const;

    /// The longest folder without wildcards: every selected path is this one or below it.
    [[nodiscard]] const std::string &base() const { return m_base; }
    /// The pattern as it was given.
    [[nodiscard]] const std::string &text() const { return m_text; }

private:
    struct Token
    {
        enum Kind : std::uint8_t { Byte, AnyCharacter, AnyRun } kind;
        char byte;
    };
    struct Segment
    {
        bool anyFolders = false;
        std::vector<Token> tokens;
    };

    static std::optional<Segment> parseSegment(std::string_view text, std::string &reason);
    static bool matchSegment(const Segment &segment, std::string_view name);

    std::string m_text;
    std::string m_base;
    std::vector<Segment> m_segments;
};

/// Includes and excludes together; exclude wins.
class PathSelection
{
public:
    PathSelection() = default;
    PathSelection(std::vector<PathPattern> includes, std::vector<PathPattern> excludes);

    enum class Verdict {
        Skip,   ///< Neither it nor anything below it is selected.
        Parent, ///< Not selected itself, but something below it may be.
        Take,   ///< Selected.
    };
    [[nodiscard]] Verdict verdict(std::string_view path) const;

    [[nodiscard]] const std::vector<PathPattern> &includes() const { return m_includes; }
    [[nodiscard]] const std::vector<PathPattern> &excludes() const { return m_excludes; }

private:
    std::vector<PathPattern> m_includes;
    std::vector<PathPattern> m_excludes;
};

} // namespace holdfast
