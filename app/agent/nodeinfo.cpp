// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/agent/nodeinfo.h"

#include <fcntl.h>
#include <sys/xattr.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <mutex>

namespace holdfast::agent {
namespace {

/// Calls @p get (a getxattr or listxattr) with a buffer that grows until the answer fits.
template <class Get>
bool getGrowing(const Get &get, std::string &value)
{
    std::array<char, 512> first{};
    ssize_t size = get(first.data(), first.size());
    if (size >= 0) {
        value.assign(first.data(), static_cast<size_t>(size));
        return true;
    }
    while (size < 0 && errno == ERANGE) {
        const ssize_t needed = get(nullptr, 0);
        if (needed < 0)
            return false;
        value.resize(static_cast<size_t>(needed) + 64);
        size = get(value.data(), value.size());
    }
    if (size < 0)
        return false;
    value.resize(static_cast<size_t>(size));
    return true;
}

template <class List, class Get>
std::vector<Xattr> readWith(const List &list, const Get &get)
{
    std::vector<Xattr> xattrs;
    std::string names;
    if (!getGrowing(list, names))
        return xattrs;
    for (size_t at = 0; at < names.size();) {
        const std::string name(names.c_str() + at);
        at += name.size() + 1;
        std::string value;
        if (getGrowing([&](char *to, size_t size) { return get(name.c_str(), to, size); }, value))
            xattrs.push_back({name, std::move(value)});
    }
    std::sort(xattrs.begin(), xattrs.end(), [](const Xattr &a, const Xattr &b) { return a.name < b.name; });
    return xattrs;
}

int readLink(const Directory &directory, const std::string &name, NodeInfo &info)
{
    // A link's st_size is its length, but some file systems say 0.
    info.link.resize(static_cast<size_t>(std::max<off_t>(info.st.st_size, 255)) + 1);
    for (;;) {
        const ssize_t length =
            ::readlinkat(directory.fd.get(), name.c_str(), info.link.data(), info.link.size());
        if (length < 0)
            return errno;
        if (static_cast<size_t>(length) < info.link.size()) {
            info.link.resize(static_cast<size_t>(length));
            return 0;
        }
        info.link.resize(info.link.size() * 2);
    }
}

} // namespace

std::vector<Xattr> readXattrs(int fd)
{
    return readWith(
        [fd](char *to, size_t size) { return ::flistxattr(fd, to, size); },
        [fd](const char *name, char *to, size_t size) { return ::fgetxattr(fd, name, to, size); });
}

int readStatus(const Directory &directory, const std::string &name, NodeInfo &info)
{
    return ::fstatat(directory.fd.get(), name.c_str(), &info.st, AT_SYMLINK_NOFOLLOW) == 0 ? 0 : errno;
}

int readInfo(const Directory &directory, const std::string &name, NodeInfo &info)
{
    if (const int error = readStatus(directory, name, info); error != 0)
        return error;
    if (S_ISLNK(info.st.st_mode)) {
        const int error = readLink(directory, name, info);
        if (error != 0)
            return error;
    }
    const char *path = name.c_str();
    withinDirectory(directory, [&] {
        info.xattrs = readWith(
            [path](char *to, size_t size) { return ::llistxattr(path, to, size); },
            [path](const char *key, char *to, size_t size) { return ::lgetxattr(path, key, to, size); });
    });
    return 0;
}

void withinDirectory(const Directory &directory, const std::function<void()> &action)
{
    static std::mutex mutex;
    const std::lock_guard lock(mutex);
    if (::fchdir(directory.fd.get()) == 0)
        action();
}

} // namespace holdfast::agent
