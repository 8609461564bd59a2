// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/agent/directory.h"

#include <sys/stat.h>

#include <functional>
#include <string>
#include <vector>

namespace holdfast::agent {

inline constexpr std::string_view kLabelXattr = "security.selinux";

/// An extended attribute. The value is bytes; a label's holds the NUL that the kernel keeps with it.
struct Xattr
{
    std::string name;
    std::string value;
};

/// What the file system knows of one node.
struct NodeInfo
{
    struct stat st = {};
    std::string link; ///< A symbolic link's target.
    std::vector<Xattr> xattrs;
};

/// Reads the attributes of an open file or folder; those that may not be read are left out.
std::vector<Xattr> readXattrs(int fd);

/// Reads the status of @p name in @p directory, nothing else: all that counting needs. @return 0 or the
/// errno.
int readStatus(const Directory &directory, const std::string &name, NodeInfo &info);

/// Reads all of @p name in @p directory without opening it. @return 0 or the errno.
int readInfo(const Directory &directory, const std::string &name, NodeInfo &info);

/// Runs @p action with @p directory as the working directory: the calls for attributes have no form that
/// takes a folder, and /proc/self/fd is not there in every emulated phone. One at a time.
void withinDirectory(const Directory &directory, const std::function<void()> &action);

} // namespace holdfast::agent
