// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a pattern and as paths: what parses keeps the promises of PathPattern and escapeName().
#include "core/base/nameescape.h"
#include "core/base/pathselection.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

using namespace holdfast;

namespace {

void require(bool kept)
{
    if (!kept)
        std::abort();
}

void checkNames(std::string_view bytes)
{
    const std::string shown = escapeName(bytes);
    require(unescapeName(shown) == std::string(bytes));
    for (const char c : shown)
        require(static_cast<unsigned char>(c) >= 0x20 && c != 0x7f);
    (void)unescapeName(bytes);
}

/// A path without empty, `.` and `..` names, as phones give them.
bool isHonest(std::string_view path)
{
    if (path.empty() || path.front() != '/' || path.find('\0') != std::string_view::npos)
        return false;
    while (!path.empty()) {
        path.remove_prefix(1);
        const std::string_view name = path.substr(0, path.find('/'));
        if (name.empty() || name == "." || name == ".." || name.size() > 255)
            return false;
        path.remove_prefix(name.size());
    }
    return true;
}

void checkPattern(const PathPattern &pattern, std::string_view path)
{
    const auto match = pattern.match(path);
    if (match == PathPattern::Match::Selected) {
        require(pattern.match(std::string(path) + "/below") == PathPattern::Match::Selected);
        // Every selected path is the base or below it, and every folder above it leads there.
        const std::string base = pattern.base() == "/" ? std::string() : pattern.base();
        require(path.substr(0, base.size()) == base);
        const size_t slash = path.rfind('/');
        if (slash > 0 && slash != std::string_view::npos)
            require(pattern.match(path.substr(0, slash)) != PathPattern::Match::No);
    }
    const PathSelection all({pattern}, {pattern});
    require(all.verdict(path) != PathSelection::Verdict::Take);
}

/// A path's shown form, with its wildcards escaped, selects that path.
void checkPasted(std::string_view path)
{
    std::string pasted;
    for (const char c : escapeName(path)) {
        if (c == '*' || c == '?')
            pasted += '\\';
        pasted += c;
    }
    std::string reason;
    const auto pattern = PathPattern::parse(pasted, reason);
    if (pasted.size() > 4096) {
        require(!pattern && !reason.empty());
        return;
    }
    require(pattern && pattern->match(path) == PathPattern::Match::Selected && pattern->base() == path);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view input(reinterpret_cast<const char *>(data), size);
    const size_t cut = input.find('\n');
    const std::string_view text = input.substr(0, cut);
    const std::string_view path = cut == std::string_view::npos ? text : input.substr(cut + 1);
    checkNames(text);
    checkNames(path);
    if (isHonest(path))
        checkPasted(path);
    std::string reason;
    const auto pattern = PathPattern::parse(text, reason);
    require(pattern || !reason.empty());
    if (pattern && isHonest(path))
        checkPattern(*pattern, path);
    return 0;
}
