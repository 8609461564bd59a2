// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/agent/directorychain.h"
#include "app/agent/metadata.h"
#include "app/agent/temporarynode.h"

#include <atomic>
#include <string>

namespace holdfast::agent {

/// Makes the files, links and special nodes of an archive, each finished beside its place and then moved into
/// it. Several threads; each gives its own index. Failures are events.
class NodeWriter
{
public:
    NodeWriter(const Request &request, Events &events, TemporaryNodes &nodes);

    /// A file of which all content is there.
    void writeFile(size_t thread, const Place &place, const std::string &path, const TarEntry &entry,
                   std::string_view content);
    /// A file whose content is still in the stream; takes it from there as far as it can be used.
    void streamFile(size_t thread, const Place &place, const std::string &path, const TarEntry &entry,
                    TarReader &reader);
    /// A symbolic link, fifo or device.
    void makeNode(size_t thread, const Place &place, const std::string &path, const TarEntry &entry);
    /// Another name for the file at @p target.
    void makeHardLink(size_t thread, const Place &place, const std::string &path, const Place &target,
                      const std::string &targetPath);

    /// Entries made so far, and their bytes.
    [[nodiscard]] std::uint64_t files() const { return m_files; }
    [[nodiscard]] std::uint64_t bytes() const { return m_bytes; }

private:
    bool keepsExisting(const Place &place, const std::string &path, const timespec &mtime);
    bool copyContent(int fd, const std::string &path, const TarEntry &entry, TarReader &reader);
    void finishFile(TemporaryNode &node, int fd, const Place &place, const std::string &path,
                    const TarEntry &entry);
    void putInPlace(TemporaryNode &node, const Place &place, const std::string &path);

    const Request &m_request;
    Events &m_events;
    TemporaryNodes &m_nodes;
    MetadataWriter m_metadata;
    std::atomic<std::uint64_t> m_files{0};
    std::atomic<std::uint64_t> m_bytes{0};
};

} // namespace holdfast::agent
