// SPDX-License-Identifier: GPL-3.0-or-later
// Standard C++ only, and nothing but parsing: every byte here comes from outside.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

/// The adb protocols as the phone's side sees them. Formats: AOSP packages/modules/adb, docs/dev/
/// {protocol,sync}.md; all numbers are little-endian.
namespace holdfast::adbwire {

constexpr std::uint32_t command(const char (&name)[5])
{
    return std::uint32_t(std::uint8_t(name[0])) | std::uint32_t(std::uint8_t(name[1])) << 8 |
           std::uint32_t(std::uint8_t(name[2])) << 16 | std::uint32_t(std::uint8_t(name[3])) << 24;
}

inline constexpr std::uint32_t kConnect = command("CNXN");
inline constexpr std::uint32_t kOpen = command("OPEN");
inline constexpr std::uint32_t kOkay = command("OKAY");
inline constexpr std::uint32_t kWrite = command("WRTE");
inline constexpr std::uint32_t kClose = command("CLSE");
inline constexpr std::uint32_t kAuth = command("AUTH");

inline constexpr std::uint32_t kVersion = 0x01000001; ///< From here on checksums may be 0.
inline constexpr std::uint32_t kMaxPayload = 1024 * 1024;
inline constexpr std::size_t kHeaderSize = 24;

/// What precedes every payload of the device transport.
struct Header
{
    std::uint32_t command = 0;
    std::uint32_t arg0 = 0;
    std::uint32_t arg1 = 0;
    std::uint32_t length = 0;
    std::uint32_t checksum = 0;
};

using HeaderBytes = std::array<char, kHeaderSize>;
HeaderBytes encode(const Header &header);
/// Nothing where the magic does not fit the command or the payload is larger than kMaxPayload.
std::optional<Header> decode(const HeaderBytes &bytes);
/// Sum of all bytes, as old hosts want it.
std::uint32_t checksum(std::string_view payload);

std::uint32_t getU32(const char *bytes);
void putU32(char *bytes, std::uint32_t value);
void putU64(char *bytes, std::uint64_t value);

/// Ids of the packets inside a `shell,v2` stream.
enum ShellId : std::uint8_t {
    ShellStdin = 0,
    ShellStdout = 1,
    ShellStderr = 2,
    ShellExit = 3,
    ShellCloseStdin = 4,
    ShellWindowSize = 5,
};
inline constexpr std::size_t kShellHeaderSize = 5;

/// Takes a `shell,v2` stream apart, however it is cut into pieces. Data of stdin is handed on in the pieces
/// that come (packets may claim up to 4 GiB); window sizes are small and come whole.
class ShellParser
{
public:
    struct Event
    {
        std::uint8_t id = 0;
        std::string_view data; ///< Points into what was given to next(), or into the parser.
    };

    /// The next event in @p input, which loses the bytes used; nothing when more input is needed.
    std::optional<Event> next(std::string_view &input);

private:
    std::array<char, kShellHeaderSize> m_header{};
    std::size_t m_headerSize = 0;
    std::uint32_t m_left = 0;
    std::array<char, 64> m_small{};
    std::size_t m_smallSize = 0;
};

/// Longest path of a sync request; longer ones are answered by FAIL.
inline constexpr std::uint32_t kSyncMaxPath = 1024;
/// Largest DATA block of the sync service.
inline constexpr std::uint32_t kSyncMaxData = 64 * 1024;

/// Head of a sync request or block: an id such as `STAT` and a number.
struct SyncHead
{
    std::uint32_t id = 0;
    std::uint32_t value = 0;
};
inline constexpr std::size_t kSyncHeadSize = 8;
SyncHead decodeSyncHead(const char *bytes);

/// `path,mode` of SEND: the text after the last comma is the decimal mode. Nothing where it is none.
struct SendTarget
{
    std::string_view path;
    std::uint32_t mode = 0;
};
std::optional<SendTarget> decodeSendTarget(std::string_view text);

/// A service string as it comes in OPEN: NULs at its end are cut.
std::string_view serviceName(std::string_view payload);

/// `shell,v2,raw,TERM=xterm:CMD`. Nothing for a string that does not begin with `shell`.
struct ShellRequest
{
    bool v2 = false;
    bool pty = false; ///< Asked for, or the default: no command, or protocol v1.
    bool raw = false;
    std::string_view term; ///< Empty: unknown.
    std::string_view command;
};
std::optional<ShellRequest> decodeShellRequest(std::string_view service);

} // namespace holdfast::adbwire
