// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/agent/events.h"
#include "app/agent/nodeinfo.h"
#include "app/agent/request.h"
#include "app/agent/tarreader.h"

#include <atomic>
#include <string>
#include <vector>

namespace holdfast::agent {

/// What a restored node should have, owners and labels already mapped.
struct Metadata
{
    mode_t mode = 0;
    uid_t uid = 0;
    gid_t gid = 0;
    timespec mtime = {};
    std::vector<Xattr> xattrs;
};

/// The metadata of @p entry at @p path after the maps of the request. Of several label maps the longest
/// prefix counts, of owner maps the first that fits.
Metadata mappedMetadata(const Request &request, const std::string &path, const TarEntry &entry);

/// Gives restored nodes their owner, mode, attributes, label and time, in this order. What cannot be given is
/// an event, never the end. Any thread.
class MetadataWriter
{
public:
    explicit MetadataWriter(Events &events);

    /// An open file or folder.
    void applyToFd(int fd, const Metadata &wanted, const std::string &path, bool isFolder);
    /// A symbolic link, fifo or device that was made with its mode.
    void applyToName(const Directory &directory, const std::string &name, const Metadata &wanted,
                     const std::string &path);

private:
    /// The four calls, for a descriptor or for a name.
    class Target;

    bool setOwner(const Target &target, const Metadata &wanted, const std::string &path);
    void setXattr(const Target &target, const Xattr &xattr, const std::string &path);

    Events &m_events;
    const uid_t m_uid;
    const gid_t m_gid;
    std::atomic<bool> m_ownersNoted{false};
    std::atomic<bool> m_attributesNoted{false};
};

} // namespace holdfast::agent
