// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/agent/content.h"

#include <fcntl.h>

#include <algorithm>
#include <atomic>
#include <cerrno>

namespace holdfast::agent {
namespace {

/// More runs than this are not worth a map: it would be as large as the holes.
constexpr size_t kMaxExtents = 100000;

bool isSameTime(const timespec &a, const timespec &b)
{
    return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec;
}

} // namespace

UniqueFd openContent(const Directory &directory, const std::string &name)
{
    // The kernel allows O_NOATIME to a file's owner and to root; one refusal is enough to stop asking.
    static std::atomic<bool> quiet{true};
    constexpr int kFlags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
    if (quiet) {
        UniqueFd fd(::openat(directory.fd.get(), name.c_str(), kFlags | O_NOATIME));
        if (fd || errno != EPERM)
            return fd;
        quiet = false;
    }
    return UniqueFd(::openat(directory.fd.get(), name.c_str(), kFlags));
}

std::string describeChange(const struct stat &before, const struct stat &after, std::uint64_t read)
{
    const auto size = static_cast<std::uint64_t>(before.st_size);
    if (read < size)
        return "it shrank from " + std::to_string(size) + " to " + std::to_string(read) +
               " bytes while it was read; the rest is zeros";
    if (after.st_size > before.st_size)
        return "it grew from " + std::to_string(size) + " to " + std::to_string(after.st_size) +
               " bytes while it was read; what was added is left out";
    if (!isSameTime(before.st_mtim, after.st_mtim) || !isSameTime(before.st_ctim, after.st_ctim))
        return "it was written to while it was read";
    return {};
}

std::vector<Extent> dataExtents(int fd, const struct stat &st)
{
    const auto size = static_cast<std::uint64_t>(st.st_size);
    std::vector<Extent> whole{{0, size}};
    if (static_cast<std::uint64_t>(st.st_blocks) * 512 >= size)
        return whole;
    std::vector<Extent> extents;
    off_t at = 0;
    while (static_cast<std::uint64_t>(at) < size) {
        const off_t data = ::lseek(fd, at, SEEK_DATA);
        if (data < 0 && errno == ENXIO)
            break;
        const off_t hole = data < 0 ? -1 : ::lseek(fd, data, SEEK_HOLE);
        if (hole < 0 || extents.size() == kMaxExtents)
            return whole;
        // The file may have grown: what is past its size then is not in the archive.
        const std::uint64_t begin = std::min(static_cast<std::uint64_t>(data), size);
        const std::uint64_t end = std::min(static_cast<std::uint64_t>(hole), size);
        if (end > begin)
            extents.push_back({begin, end - begin});
        at = hole;
    }
    return extents;
}

} // namespace holdfast::agent
