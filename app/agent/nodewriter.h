// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/agent/aside.h"
#include "app/agent/directorychain.h"
#include "app/agent/metadata.h"
#include "app/agent/temporarynode.h"

#include <atomic>
#include <string>

namespace holdfast::agent {

/// Where a node comes to.
struct Target
{
    Place place;
    std::string path;
    std::uint64_t step = 0; ///< Its number in the journal, where there is one.
};

/// Makes the files, links and special nodes of an archive, each finished beside its place and then moved into
/// it. Several threads; each gives its own index. Failures are events.
class NodeWriter
{
public:
    /// @p aside may be null: then what is replaced is gone.
    NodeWriter(const Request &request, Events &events, TemporaryNodes &nodes, Aside *aside);

    /// Notes that @p entry is about to come to @p target; to be called first, by the unpacking thread.
    /// @return whether it may.
    bool begin(Target &target, const TarEntry &entry);
    /// Something that is no folder gives way to one, of mode 0700. @return 0 or the errno.
    int replaceByFolder(const Target &target);

    /// A file of which all content is there.
    void writeFile(size_t thread, const Target &target, const TarEntry &entry, std::string_view content);
    /// A file whose content is still in the stream; takes it from there as far as it can be used.
    void streamFile(size_t thread, const Target &target, const TarEntry &entry, TarReader &reader);
    /// A symbolic link, fifo or device.
    void makeNode(size_t thread, const Target &target, const TarEntry &entry);
    /// Another name for the file at @p first.
    void makeHardLink(size_t thread, const Target &target, const Place &first, const std::string &firstPath);

    /// Entries made so far, and their bytes.
    [[nodiscard]] std::uint64_t files() const { return m_files; }
    [[nodiscard]] std::uint64_t bytes() const { return m_bytes; }

private:
    bool keepsExisting(const Target &target, const timespec &mtime);
    [[nodiscard]] TemporaryNode nodeFor(size_t thread, const Target &target) const;
    bool copyContent(int fd, const std::string &path, const TarEntry &entry, TarReader &reader);
    void finishFile(TemporaryNode &node, int fd, const Target &target, const TarEntry &entry);
    void putInPlace(TemporaryNode &node, const Target &target);

    const Request &m_request;
    Events &m_events;
    TemporaryNodes &m_nodes;
    Aside *const m_aside;
    MetadataWriter m_metadata;
    std::atomic<std::uint64_t> m_files{0};
    std::atomic<std::uint64_t> m_bytes{0};
};

} // namespace holdfast::agent
