// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/pathselection.h"

#include "core/base/nameescape.h"

#include <algorithm>

namespace holdfast {
namespace {

constexpr size_t kMaxPattern = 4096;
constexpr size_t kMaxName = 255;

/// Takes the next `/segment` off @p path; both "" and "/" have none.
std::optional<std::string_view> nextSegment(std::string_view &path)
{
    while (!path.empty() && path.front() == '/')
        path.remove_prefix(1);
    if (path.empty())
        return std::nullopt;
    const size_t end = std::min(path.find('/'), path.size());
    const std::string_view segment = path.substr(0, end);
    path.remove_prefix(end);
    return segment;
}

/// Length of the escape that @p text (which begins with a backslash) begins with: `\xNN` is four, others two.
size_t escapeLength(std::string_view text)
{
    return text.size() > 1 && text[1] == 'x' ? std::min<size_t>(4, text.size())
                                             : std::min<size_t>(2, text.size());
}

size_t characterLength(std::string_view name, size_t at)
{
    return static_cast<size_t>(std::max(1, utf8SequenceLength(name.substr(at))));
}

} // namespace

std::optional<PathPattern::Segment> PathPattern::parseSegment(std::string_view text, std::string &reason)
{
    Segment segment;
    if (text == "**") {
        segment.anyFolders = true;
        return segment;
    }
    for (size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '*') {
            if (segment.tokens.empty() || segment.tokens.back().kind != Token::AnyRun)
                segment.tokens.push_back({Token::AnyRun, 0});
        } else if (text[i] == '?') {
            segment.tokens.push_back({Token::AnyCharacter, 0});
        } else if (text[i] != '\\') {
            segment.tokens.push_back({Token::Byte, text[i]});
        } else {
            const std::string_view escape = text.substr(i, escapeLength(text.substr(i)));
            const bool wildcard = escape == "\\*" || escape == "\\?";
            const auto bytes = wildcard ? std::string(1, escape[1]) : unescapeName(escape);
            if (!bytes || bytes->find_first_of(std::string_view("\0/", 2)) != std::string::npos) {
                reason = "the escape '" + std::string(escape) + "' is not known";
                return std::nullopt;
            }
            segment.tokens.push_back({Token::Byte, bytes->front()});
            i += escape.size() - 1;
        }
    }
    const auto isByte = [](const Token &token) { return token.kind == Token::Byte; };
    if (std::count_if(segment.tokens.begin(), segment.tokens.end(), isByte) > std::ptrdiff_t(kMaxName)) {
        reason = "a name in it is longer than 255 bytes";
        return std::nullopt;
    }
    return segment;
}

std::optional<PathPattern> PathPattern::parse(std::string_view text, std::string &reason)
{
    if (text.empty() || text.front() != '/') {
        reason = "it does not begin with '/'";
        return std::nullopt;
    }
    if (text.size() > kMaxPattern) {
        reason = "it is longer than 4096 bytes";
        return std::nullopt;
    }
    if (text.find('\0') != std::string_view::npos) {
        reason = "it holds a NUL byte";
        return std::nullopt;
    }
    if (text.find("//") != std::string_view::npos) {
        reason = "it has an empty folder name ('//')";
        return std::nullopt;
    }
    PathPattern pattern;
    pattern.m_text = text;
    bool literal = true;
    std::string_view rest = text;
    while (const auto name = nextSegment(rest)) {
        if (*name == "." || *name == "..") {
            reason = "'.' and '..' are not allowed in it";
            return std::nullopt;
        }
        auto segment = parseSegment(*name, reason);
        if (!segment)
            return std::nullopt;
        const bool plain =
            !segment->anyFolders && std::all_of(segment->tokens.begin(), segment->tokens.end(),
                                                [](const Token &token) { return token.kind == Token::Byte; });
        literal = literal && plain;
        if (literal) {
            pattern.m_base += '/';
            for (const Token &token : segment->tokens)
                pattern.m_base += token.byte;
        }
        pattern.m_segments.push_back(std::move(*segment));
    }
    if (pattern.m_base.empty())
        pattern.m_base = "/";
    // A trailing `**` means what lies inside the folder, not the folder itself: the same as `*`.
    if (!pattern.m_segments.empty() && pattern.m_segments.back().anyFolders)
        pattern.m_segments.back() = Segment{false, {{Token::AnyRun, 0}}};
    return pattern;
}

bool PathPattern::matchSegment(const Segment &segment, std::string_view name)
{
    const auto &tokens = segment.tokens;
    size_t t = 0;
    size_t n = 0;
    // Where to go on when a later token fails: the last `*` and the character after what it took so far.
    size_t starToken = tokens.size();
    size_t starName = 0;
    while (n < name.size()) {
        if (t < tokens.size() && tokens[t].kind == Token::AnyRun) {
            starToken = t++;
            starName = n;
        } else if (t < tokens.size() && tokens[t].kind == Token::AnyCharacter) {
            n += characterLength(name, n);
            ++t;
        } else if (t < tokens.size() && tokens[t].byte == name[n]) {
            ++n;
            ++t;
        } else if (starToken < tokens.size()) {
            starName += characterLength(name, starName);
            n = starName;
            t = starToken + 1;
        } else {
            return false;
        }
    }
    while (t < tokens.size() && tokens[t].kind == Token::AnyRun)
        ++t;
    return t == tokens.size();
}

PathPattern::Match PathPattern::match(std::string_view path) const
{
    const size_t end = m_segments.size();
    // The set of pattern positions that the names read so far can have reached, in rising order.
    std::vector<size_t> reached;
    const auto reach = [&](std::vector<size_t> &set, size_t position) {
        for (;; ++position) {
            if (set.empty() || set.back() < position)
                set.push_back(position);
            if (position == end || !m_segments[position].anyFolders)
                return;
        }
    };
    reach(reached, 0);
    std::vector<size_t> next;
    while (!reached.empty() && reached.back() != end) {
        const auto name = nextSegment(path);
        if (!name)
            return Match::Above;
        next.clear();
        for (const size_t position : reached) {
            if (m_segments[position].anyFolders)
                reach(next, position);
            else if (matchSegment(m_segments[position], *name))
                reach(next, position + 1);
        }
        std::swap(reached, next);
    }
    return reached.empty() ? Match::No : Match::Selected;
}

PathSelection::PathSelection(std::vector<PathPattern> includes, std::vector<PathPattern> excludes)
    : m_includes(std::move(includes)), m_excludes(std::move(excludes))
{}

PathSelection::Verdict PathSelection::verdict(std::string_view path) const
{
    for (const PathPattern &pattern : m_excludes) {
        if (pattern.match(path) == PathPattern::Match::Selected)
            return Verdict::Skip;
    }
    Verdict best = Verdict::Skip;
    for (const PathPattern &pattern : m_includes) {
        const auto match = pattern.match(path);
        if (match == PathPattern::Match::Selected)
            return Verdict::Take;
        if (match == PathPattern::Match::Above)
            best = Verdict::Parent;
    }
    return best;
}

} // namespace holdfast
