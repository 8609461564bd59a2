// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/nameescape.h"

namespace holdfast {
namespace {

constexpr char kHex[] = "0123456789abcdef";

int hexValue(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

void appendHex(std::string &out, unsigned char byte)
{
    out += "\\x";
    out += kHex[byte >> 4];
    out += kHex[byte & 15];
}

void appendAscii(std::string &out, char c)
{
    switch (c) {
    case '\\':
        out += "\\\\";
        return;
    case '\n':
        out += "\\n";
        return;
    case '\t':
        out += "\\t";
        return;
    case '\r':
        out += "\\r";
        return;
    default:
        break;
    }
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f)
        appendHex(out, byte);
    else
        out += c;
}

/// C1 control characters (U+0080 to U+009F) would reach a terminal as commands.
bool isC1Control(std::string_view sequence)
{
    return sequence.size() == 2 && static_cast<unsigned char>(sequence[0]) == 0xc2 &&
           static_cast<unsigned char>(sequence[1]) < 0xa0;
}

} // namespace

int utf8SequenceLength(std::string_view text)
{
    const auto at = [&](size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
    const auto inside = [](unsigned byte, unsigned low, unsigned high) {
        return byte >= low && byte <= high;
    };
    const unsigned first = at(0);
    if (text.empty())
        return 0;
    if (first < 0x80)
        return 1;
    if (inside(first, 0xc2, 0xdf))
        return inside(at(1), 0x80, 0xbf) ? 2 : 0;
    if (inside(first, 0xe0, 0xef)) {
        const unsigned low = first == 0xe0 ? 0xa0 : 0x80;
        const unsigned high = first == 0xed ? 0x9f : 0xbf;
        return inside(at(1), low, high) && inside(at(2), 0x80, 0xbf) ? 3 : 0;
    }
    if (inside(first, 0xf0, 0xf4)) {
        const unsigned low = first == 0xf0 ? 0x90 : 0x80;
        const unsigned high = first == 0xf4 ? 0x8f : 0xbf;
        return inside(at(1), low, high) && inside(at(2), 0x80, 0xbf) && inside(at(3), 0x80, 0xbf) ? 4 : 0;
    }
    return 0;
}

std::string escapeName(std::string_view bytes)
{
    std::string out;
    out.reserve(bytes.size());
    while (!bytes.empty()) {
        const auto length = static_cast<size_t>(utf8SequenceLength(bytes));
        if (length == 1) {
            appendAscii(out, bytes.front());
        } else if (length == 0) {
            appendHex(out, static_cast<unsigned char>(bytes.front()));
        } else if (isC1Control(bytes.substr(0, length))) {
            appendHex(out, static_cast<unsigned char>(bytes[0]));
            appendHex(out, static_cast<unsigned char>(bytes[1]));
        } else {
            out += bytes.substr(0, length);
        }
        bytes.remove_prefix(length == 0 ? 1 : length);
    }
    return out;
}

std::optional<std::string> unescapeName(std::string_view shown)
{
    std::string out;
    out.reserve(shown.size());
    for (size_t i = 0; i < shown.size(); ++i) {
        if (shown[i] != '\\') {
            out += shown[i];
            continue;
        }
        if (++i == shown.size())
            return std::nullopt;
        switch (shown[i]) {
        case '\\':
            out += '\\';
            break;
        case 'n':
            out += '\n';
            break;
        case 't':
            out += '\t';
            break;
        case 'r':
            out += '\r';
            break;
        case 'x': {
            const int high = i + 2 < shown.size() ? hexValue(shown[i + 1]) : -1;
            const int low = high >= 0 ? hexValue(shown[i + 2]) : -1;
            if (low < 0)
                return std::nullopt;
            out += static_cast<char>(high * 16 + low);
            i += 2;
            break;
        }
        default:
            return std::nullopt;
        }
    }
    return out;
}

} // namespace holdfast
