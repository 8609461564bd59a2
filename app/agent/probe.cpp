// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/agent/probe.h"

#include "app/agent/jsonwriter.h"
#include "app/agent/uniquefd.h"
#include "core/phone/agentprotocol.h"

#include <fcntl.h>
#include <sys/statvfs.h>
#include <sys/utsname.h>

#include <array>
#include <ctime>
#include <thread>

namespace holdfast::agent {
namespace {

/// The beginning of a small file of the kernel's, without the NUL or line end; nothing where it is not there.
std::string readLine(const char *path)
{
    const UniqueFd fd(::open(path, O_RDONLY | O_CLOEXEC));
    std::array<char, 512> buffer{};
    const ssize_t got = fd ? ::read(fd.get(), buffer.data(), buffer.size()) : 0;
    const std::string_view text(buffer.data(), got > 0 ? static_cast<size_t>(got) : 0);
    return std::string(text.substr(0, text.find_first_of(std::string_view("\0\n", 2))));
}

std::string groupList()
{
    std::array<gid_t, 1024> groups{};
    const int count = ::getgroups(groups.size(), groups.data());
    std::string list = "[";
    for (int i = 0; i < count; ++i)
        list += (i > 0 ? "," : "") + std::to_string(groups[static_cast<size_t>(i)]);
    return list + ']';
}

std::string selinuxState()
{
    const std::string enforce = readLine("/sys/fs/selinux/enforce");
    if (enforce.empty())
        return "disabled";
    return enforce == "1" ? "enforcing" : "permissive";
}

std::string spaceList(const std::vector<std::string> &paths)
{
    std::string list = "[";
    for (const std::string &path : paths) {
        struct statvfs fs = {};
        if (::statvfs(path.c_str(), &fs) != 0)
            continue;
        JsonObject space;
        space.text("path", path);
        space.number("total", std::uint64_t(fs.f_blocks) * fs.f_frsize);
        space.number("free", std::uint64_t(fs.f_bavail) * fs.f_frsize);
        space.number("inodes", std::uint64_t(fs.f_files));
        space.number("freeInodes", std::uint64_t(fs.f_favail));
        list += (list.size() > 1 ? "," : "") + space.take();
    }
    return list + ']';
}

constexpr std::string_view abi()
{
#if defined(__aarch64__)
    return "arm64-v8a";
#elif defined(__x86_64__)
    return "x86_64";
#else
#error "the agent is built for arm64-v8a and x86_64"
#endif
}

} // namespace

std::string probeDocument(const Request &request)
{
    utsname system = {};
    ::uname(&system);
    timespec now = {};
    ::clock_gettime(CLOCK_REALTIME, &now);
    const std::string context = readLine("/proc/self/attr/current");
    JsonObject document;
    document.number("protocol", std::int64_t(kProtocolVersion)).text("version", HOLDFAST_AGENT_VERSION);
    document.number("uid", std::uint64_t(::geteuid())).number("gid", std::uint64_t(::getegid()));
    document.raw("groups", groupList());
    document.raw("context", context.empty() ? "null" : jsonString(context));
    document.text("selinux", selinuxState()).text("abi", abi()).text("kernel", system.release);
    document.text("bootId", readLine("/proc/sys/kernel/random/boot_id"));
    document.number("cpus", std::uint64_t(std::thread::hardware_concurrency()));
    document.text("timeNs", std::to_string(std::int64_t(now.tv_sec) * 1000000000 + now.tv_nsec));
    document.raw("space", spaceList(request.paths));
    return document.take() + '\n';
}

} // namespace holdfast::agent
