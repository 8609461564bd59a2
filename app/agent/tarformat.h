// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <cstring>

namespace holdfast::agent {

inline constexpr std::uint64_t kTarBlock = 512;

/// One tar header as it lies in the archive: POSIX.1-2017, pax, "ustar Interchange Format".
struct TarHeader
{
    char name[100];
    char mode[8];
    char uid[8];
    char gid[8];
    char size[12];
    char mtime[12];
    char checksum[8];
    char type;
    char linkName[100];
    char magic[6];
    char version[2];
    char userName[32];
    char groupName[32];
    char deviceMajor[8];
    char deviceMinor[8];
    char prefix[155];
    char padding[12];

    /// The sum of all bytes, the checksum field taken as spaces.
    [[nodiscard]] unsigned sum() const
    {
        std::array<unsigned char, kTarBlock> bytes{};
        std::memcpy(bytes.data(), this, bytes.size()); // plain characters throughout
        unsigned total = 0;
        for (const unsigned char byte : bytes)
            total += byte;
        for (const char byte : checksum)
            total = total - static_cast<unsigned char>(byte) + ' ';
        return total;
    }
};
static_assert(sizeof(TarHeader) == kTarBlock);

/// How many zero bytes follow @p size bytes of content up to the next block.
constexpr std::uint64_t tarPadding(std::uint64_t size)
{
    return (kTarBlock - size % kTarBlock) % kTarBlock;
}

/// A run of content in a file with holes.
struct Extent
{
    std::uint64_t offset = 0;
    std::uint64_t length = 0;
};

} // namespace holdfast::agent
