// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/emulator/adbwire.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <numeric>

namespace holdfast::adbwire {

std::uint32_t getU32(const char *bytes)
{
    const auto at = [bytes](int i) { return std::uint32_t(std::uint8_t(bytes[i])) << (8 * i); };
    return at(0) | at(1) | at(2) | at(3);
}

void putU32(char *bytes, std::uint32_t value)
{
    for (int i = 0; i < 4; ++i)
        bytes[i] = char(value >> (8 * i));
}

void putU64(char *bytes, std::uint64_t value)
{
    putU32(bytes, std::uint32_t(value));
    putU32(bytes + 4, std::uint32_t(value >> 32));
}

HeaderBytes encode(const Header &header)
{
    HeaderBytes bytes{};
    putU32(bytes.data(), header.command);
    putU32(bytes.data() + 4, header.arg0);
    putU32(bytes.data() + 8, header.arg1);
    putU32(bytes.data() + 12, header.length);
    putU32(bytes.data() + 16, header.checksum);
    putU32(bytes.data() + 20, ~header.command);
    return bytes;
}

std::optional<Header> decode(const HeaderBytes &bytes)
{
    const Header header{getU32(bytes.data()), getU32(bytes.data() + 4), getU32(bytes.data() + 8),
                        getU32(bytes.data() + 12), getU32(bytes.data() + 16)};
    if (getU32(bytes.data() + 20) != ~header.command || header.length > kMaxPayload)
        return {};
    return header;
}

std::uint32_t checksum(std::string_view payload)
{
    return std::accumulate(payload.begin(), payload.end(), std::uint32_t(0),
                           [](std::uint32_t sum, char c) { return sum + std::uint8_t(c); });
}

std::optional<ShellParser::Event> ShellParser::next(std::string_view &input)
{
    while (m_headerSize < m_header.size()) {
        if (input.empty())
            return {};
        m_header[m_headerSize++] = input.front();
        input.remove_prefix(1);
        if (m_headerSize == m_header.size()) {
            m_left = getU32(m_header.data() + 1);
            m_smallSize = 0;
        }
    }
    const auto id = std::uint8_t(m_header[0]);
    if (m_left > 0 && input.empty())
        return {};
    const std::string_view piece = input.substr(0, m_left);
    input.remove_prefix(piece.size());
    m_left -= std::uint32_t(piece.size());
    if (m_left == 0)
        m_headerSize = 0;
    if (id == ShellStdin)
        return Event{id, piece};
    // Other packets are a few bytes; what does not fit in the buffer is not of a known kind.
    const std::size_t room = std::min(piece.size(), m_small.size() - m_smallSize);
    std::memcpy(m_small.data() + m_smallSize, piece.data(), room);
    m_smallSize += room;
    if (m_left > 0)
        return {};
    return Event{id, std::string_view(m_small.data(), m_smallSize)};
}

SyncHead decodeSyncHead(const char *bytes)
{
    return {getU32(bytes), getU32(bytes + 4)};
}

std::optional<SendTarget> decodeSendTarget(std::string_view text)
{
    const std::size_t comma = text.rfind(',');
    if (comma == std::string_view::npos || comma == 0)
        return {};
    SendTarget target{text.substr(0, comma), 0};
    const char *end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data() + comma + 1, end, target.mode);
    if (error != std::errc() || rest != end)
        return {};
    return target;
}

std::string_view serviceName(std::string_view payload)
{
    while (!payload.empty() && payload.back() == '\0')
        payload.remove_suffix(1);
    return payload;
}

std::optional<ShellRequest> decodeShellRequest(std::string_view service)
{
    constexpr std::string_view prefix = "shell";
    const std::size_t colon = service.find(':');
    if (!service.starts_with(prefix) || colon == std::string_view::npos)
        return {};
    std::string_view arguments = service.substr(prefix.size(), colon - prefix.size());
    ShellRequest request;
    request.command = service.substr(colon + 1);
    request.pty = request.command.empty();
    if (!arguments.empty() && arguments.front() != ',')
        return {};
    while (!arguments.empty()) {
        arguments.remove_prefix(1);
        const std::string_view word = arguments.substr(0, arguments.find(','));
        arguments.remove_prefix(word.size());
        if (word == "v2")
            request.v2 = true;
        else if (word == "pty")
            request.pty = true;
        else if (word == "raw")
            request.raw = true;
        else if (word.starts_with("TERM="))
            request.term = word.substr(5);
    }
    if (request.raw)
        request.pty = false;
    if (!request.v2)
        request.pty = true;
    return request;
}

} // namespace holdfast::adbwire
