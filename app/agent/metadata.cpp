// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/agent/metadata.h"

#include "app/agent/posixerror.h"

#include <fcntl.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace holdfast::agent {
namespace {

void setLabel(std::vector<Xattr> &xattrs, const std::string &label)
{
    std::erase_if(xattrs, [](const Xattr &xattr) { return xattr.name == kLabelXattr; });
    // The kernel keeps the closing NUL with a label (libselinux writes it so).
    xattrs.push_back({std::string(kLabelXattr), label + '\0'});
}

std::string ownerText(const Metadata &wanted)
{
    return "owner " + std::to_string(wanted.uid) + ':' + std::to_string(wanted.gid);
}

} // namespace

Metadata mappedMetadata(const Request &request, const std::string &path, const TarEntry &entry)
{
    Metadata wanted{entry.mode, entry.uid, entry.gid, entry.mtime, entry.xattrs};
    bool hasUid = false;
    bool hasGid = false;
    for (const OwnerMap &map : request.ownerMaps) {
        if (!isAtOrBelow(path, map.prefix))
            continue;
        if (!hasUid && entry.uid == map.oldUid) {
            wanted.uid = map.newUid;
            hasUid = true;
        }
        if (!hasGid && entry.gid == map.oldGid) {
            wanted.gid = map.newGid;
            hasGid = true;
        }
    }
    const LabelMap *best = nullptr;
    for (const LabelMap &map : request.labelMaps) {
        if (isAtOrBelow(path, map.prefix) && (!best || map.prefix.size() > best->prefix.size()))
            best = &map;
    }
    if (best)
        setLabel(wanted.xattrs, best->label);
    // The label comes last: with it the process may lose the right to set the rest.
    std::stable_partition(wanted.xattrs.begin(), wanted.xattrs.end(),
                          [](const Xattr &xattr) { return xattr.name != kLabelXattr; });
    return wanted;
}

class MetadataWriter::Target
{
public:
    explicit Target(int fd) : m_fd(fd) {}
    Target(const Directory &directory, const std::string &name)
        : m_directory(&directory), m_name(name.c_str())
    {}

    [[nodiscard]] int chown(uid_t uid, gid_t gid) const
    {
        const int result = m_directory
                               ? ::fchownat(m_directory->fd.get(), m_name, uid, gid, AT_SYMLINK_NOFOLLOW)
                               : ::fchown(m_fd, uid, gid);
        return result == 0 ? 0 : errno;
    }
    [[nodiscard]] int setXattr(const Xattr &xattr) const
    {
        const char *const key = xattr.name.c_str();
        const std::string &value = xattr.value;
        if (!m_directory)
            return ::fsetxattr(m_fd, key, value.data(), value.size(), 0) == 0 ? 0 : errno;
        int error = 0;
        withinDirectory(*m_directory, [&] {
            if (::lsetxattr(m_name, key, value.data(), value.size(), 0) != 0)
                error = errno;
        });
        return error;
    }
    [[nodiscard]] int setTime(const timespec &mtime) const
    {
        const std::array<timespec, 2> times{timespec{0, UTIME_OMIT}, mtime};
        const int result = m_directory
                               ? ::utimensat(m_directory->fd.get(), m_name, times.data(), AT_SYMLINK_NOFOLLOW)
                               : ::futimens(m_fd, times.data());
        return result == 0 ? 0 : errno;
    }

private:
    int m_fd = -1;
    const Directory *m_directory = nullptr;
    const char *m_name = nullptr;
};

MetadataWriter::MetadataWriter(Events &events) : m_events(events), m_uid(::geteuid()), m_gid(::getegid()) {}

/// @return whether the owner is as wanted now.
bool MetadataWriter::setOwner(const Target &target, const Metadata &wanted, const std::string &path)
{
    if (m_uid == 0) {
        const int error = target.chown(wanted.uid, wanted.gid);
        if (error != 0)
            m_events.failed(path, errnoReason(error, ownerText(wanted)));
        return error == 0;
    }
    if (wanted.uid == m_uid && wanted.gid == m_gid)
        return true;
    if (!m_ownersNoted.exchange(true))
        m_events.noted(path, "owners are not restored without root; this is the first of them");
    return false;
}

void MetadataWriter::setXattr(const Target &target, const Xattr &xattr, const std::string &path)
{
    const int error = target.setXattr(xattr);
    if (error == 0)
        return;
    // Names of the system's own; user.* is the owner's.
    const bool isSystem = !xattr.name.starts_with("user.");
    const bool isExpected = xattr.name == kLabelXattr && error == ENOTSUP;
    if (!isExpected && !(isSystem && error == EPERM && m_uid != 0)) {
        m_events.failed(path, errnoReason(error, "attribute " + xattr.name));
    } else if (!m_attributesNoted.exchange(true)) {
        m_events.noted(path, "attributes such as " + xattr.name + " cannot be set here (" + errnoName(error) +
                                 "); this is the first of them");
    }
}

void MetadataWriter::applyToFd(int fd, const Metadata &wanted, const std::string &path, bool isFolder)
{
    const Target target(fd);
    const bool isOwned = setOwner(target, wanted, path);
    // With an owner that is not the recorded one these bits would hand out somebody else's rights.
    const mode_t mode = isOwned || isFolder ? wanted.mode : wanted.mode & ~mode_t(S_ISUID | S_ISGID);
    if (::fchmod(fd, mode) != 0)
        m_events.failed(path, errnoReason(errno, "mode"));
    for (const Xattr &xattr : wanted.xattrs)
        setXattr(target, xattr, path);
    if (const int error = target.setTime(wanted.mtime); error != 0)
        m_events.failed(path, errnoReason(error, "time"));
}

void MetadataWriter::applyToName(const Directory &directory, const std::string &name, const Metadata &wanted,
                                 const std::string &path)
{
    const Target target(directory, name);
    setOwner(target, wanted, path);
    for (const Xattr &xattr : wanted.xattrs)
        setXattr(target, xattr, path);
    if (const int error = target.setTime(wanted.mtime); error != 0)
        m_events.failed(path, errnoReason(error, "time"));
}

} // namespace holdfast::agent
