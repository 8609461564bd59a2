// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/agent/tarnumber.h"

#include <charconv>

namespace holdfast::agent {
namespace {

constexpr std::uint64_t kMax = INT64_MAX;

std::optional<std::uint64_t> base256(std::string_view field)
{
    // 0x80 begins a positive number; 0xff, a negative one, makes no sense for any field read here.
    if (static_cast<unsigned char>(field.front()) != 0x80)
        return std::nullopt;
    std::uint64_t value = 0;
    for (const char byte : field.substr(1)) {
        if (value > kMax >> 8)
            return std::nullopt;
        value = value << 8 | static_cast<unsigned char>(byte);
    }
    return value;
}

} // namespace

std::optional<std::uint64_t> tarNumber(std::string_view field)
{
    if (!field.empty() && (static_cast<unsigned char>(field.front()) & 0x80) != 0)
        return base256(field);
    const size_t first = field.find_first_not_of(' ');
    field.remove_prefix(first == std::string_view::npos ? field.size() : first);
    const size_t length = field.find_first_of(std::string_view(" \0", 2));
    std::uint64_t value = 0;
    for (const char digit : field.substr(0, length)) {
        if (digit < '0' || digit > '7')
            return std::nullopt;
        value = value << 3 | static_cast<std::uint64_t>(digit - '0');
    }
    return value;
}

std::optional<std::uint64_t> paxNumber(std::string_view text)
{
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc() || end != text.data() + text.size() || value > kMax)
        return std::nullopt;
    return value;
}

std::optional<timespec> paxTime(std::string_view text)
{
    const bool isNegative = text.starts_with('-');
    text.remove_prefix(isNegative ? 1 : 0);
    const size_t dot = text.find('.');
    const auto seconds = paxNumber(text.substr(0, dot));
    if (!seconds)
        return std::nullopt;
    long nanoseconds = 0;
    long unit = 100000000;
    for (const char digit : dot == std::string_view::npos ? std::string_view() : text.substr(dot + 1)) {
        if (digit < '0' || digit > '9')
            return std::nullopt;
        nanoseconds += unit * (digit - '0');
        unit /= 10;
    }
    timespec time = {};
    time.tv_sec = static_cast<time_t>(*seconds);
    time.tv_nsec = nanoseconds;
    if (isNegative) {
        time.tv_sec = -time.tv_sec - (nanoseconds > 0 ? 1 : 0);
        time.tv_nsec = nanoseconds > 0 ? 1000000000L - nanoseconds : 0;
    }
    return time;
}

} // namespace holdfast::agent
