// SPDX-License-Identifier: GPL-3.0-or-later
// The `su` of emulated phones: a set-user-id program, built without any library that a phone would lack.
// It answers as the phone's root policy says, which only root can write to the file read here.
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <string_view>

namespace {

constexpr char kShell[] = "/system/bin/sh";

std::string_view readPolicy(std::array<char, 32> &buffer)
{
    const int file = ::open("/dev/.root-policy", O_RDONLY | O_CLOEXEC);
    const ssize_t size = file < 0 ? 0 : ::read(file, buffer.data(), buffer.size());
    return {buffer.data(), size > 0 ? std::size_t(size) : 0};
}

int refuse(const char *why)
{
    std::fprintf(stderr, "su: %s\n", why);
    return 1;
}

/// Magisk: `su -c 'COMMAND LINE'`.
int runLine(int count, char **arguments)
{
    if (count < 3 || std::strcmp(arguments[1], "-c") != 0)
        return refuse("usage: su -c COMMAND");
    ::execl(kShell, kShell, "-c", arguments[2], nullptr);
    return refuse("cannot run the shell");
}

/// AOSP: `su [WHO [COMMAND…]]`, WHO is `0` or `root`.
int runCommand(int count, char **arguments)
{
    if (count > 1 && std::strcmp(arguments[1], "0") != 0 && std::strcmp(arguments[1], "root") != 0)
        return refuse("invalid uid/gid");
    if (count > 2)
        ::execvp(arguments[2], arguments + 2);
    else
        ::execl(kShell, kShell, nullptr);
    return refuse("cannot run the command");
}

} // namespace

int main(int count, char **arguments)
{
    std::array<char, 32> buffer{};
    const std::string_view policy = readPolicy(buffer);
    if (policy == "none" || policy.empty())
        return refuse("Permission denied");
    if (::setresgid(0, 0, 0) != 0 || ::setresuid(0, 0, 0) != 0)
        return refuse("cannot become root");
    return policy == "magisk" ? runLine(count, arguments) : runCommand(count, arguments);
}
