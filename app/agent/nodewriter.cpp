// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/agent/nodewriter.h"

#include "app/agent/outputstream.h"
#include "app/agent/posixerror.h"

#include <fcntl.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace holdfast::agent {
namespace {

constexpr size_t kBlock = size_t(256) * 1024;
constexpr std::uint64_t kLargeFile = std::uint64_t(4) << 20;

bool isNewer(const timespec &a, const timespec &b)
{
    return a.tv_sec != b.tv_sec ? a.tv_sec > b.tv_sec : a.tv_nsec > b.tv_nsec;
}

bool hasHoles(const TarEntry &entry)
{
    return entry.extents.size() != 1 || entry.extents.front().length != entry.size;
}

/// Makes the node @p name in the folder @p directory. @return 0 or the errno.
int makePlain(int directory, const char *name, const TarEntry &entry)
{
    const mode_t mode = entry.mode & 07777;
    int result = 0;
    switch (entry.type) {
    case TarEntry::Type::Symlink:
        result = ::symlinkat(entry.link.c_str(), directory, name);
        break;
    case TarEntry::Type::Fifo:
        result = ::mknodat(directory, name, S_IFIFO | mode, 0);
        break;
    case TarEntry::Type::Char:
        result = ::mknodat(directory, name, S_IFCHR | mode, makedev(entry.major, entry.minor));
        break;
    case TarEntry::Type::Block:
        result = ::mknodat(directory, name, S_IFBLK | mode, makedev(entry.major, entry.minor));
        break;
    default:
        return EINVAL;
    }
    return result == 0 ? 0 : errno;
}

} // namespace

NodeWriter::NodeWriter(const Request &request, Events &events, TemporaryNodes &nodes)
    : m_request(request), m_events(events), m_nodes(nodes), m_metadata(events)
{}

/// Whether the conflict rule leaves what is there.
bool NodeWriter::keepsExisting(const Place &place, const std::string &path, const timespec &mtime)
{
    struct stat st = {};
    if (m_request.conflict == Conflict::Overwrite ||
        ::fstatat(place.directory->fd.get(), place.name.c_str(), &st, AT_SYMLINK_NOFOLLOW) != 0)
        return false;
    if (m_request.conflict == Conflict::Newer && !isNewer(st.st_mtim, mtime))
        return false;
    m_events.skipped(path, m_request.conflict == Conflict::Newer ? "what is there is newer" : "it is there");
    return true;
}

void NodeWriter::writeFile(size_t thread, const Place &place, const std::string &path, const TarEntry &entry,
                           std::string_view content)
{
    if (keepsExisting(place, path, entry.mtime))
        return;
    TemporaryNode node(m_nodes, thread, place.directory);
    const UniqueFd fd = node.createFile();
    const int error = fd ? writeAll(fd.get(), content) : errno;
    if (error != 0)
        m_events.failed(path, errnoReason(error));
    else
        finishFile(node, fd.get(), place, path, entry);
}

void NodeWriter::streamFile(size_t thread, const Place &place, const std::string &path, const TarEntry &entry,
                            TarReader &reader)
{
    if (keepsExisting(place, path, entry.mtime))
        return;
    TemporaryNode node(m_nodes, thread, place.directory);
    const UniqueFd fd = node.createFile();
    if (!fd) {
        m_events.failed(path, errnoReason(errno));
        return;
    }
    // A disk that is too small says so now and not after gigabytes; file systems that cannot tell do not.
    if (!hasHoles(entry) && entry.size >= kLargeFile &&
        ::fallocate(fd.get(), FALLOC_FL_KEEP_SIZE, 0, static_cast<off_t>(entry.size)) != 0 &&
        errno == ENOSPC) {
        m_events.failed(path, errnoReason(ENOSPC));
        return;
    }
    if (copyContent(fd.get(), path, entry, reader))
        finishFile(node, fd.get(), place, path, entry);
}

/// @return false where the file is given up, or the stream has ended (the reader knows).
bool NodeWriter::copyContent(int fd, const std::string &path, const TarEntry &entry, TarReader &reader)
{
    std::string buffer(kBlock, '\0');
    for (const Extent &extent : entry.extents) {
        if (hasHoles(entry) && ::lseek(fd, static_cast<off_t>(extent.offset), SEEK_SET) < 0) {
            m_events.failed(path, errnoReason(errno));
            return false;
        }
        for (std::uint64_t left = extent.length; left > 0;) {
            const size_t part = std::min<std::uint64_t>(left, buffer.size());
            if (!reader.readContent(buffer.data(), part))
                return false;
            const int error = writeAll(fd, {buffer.data(), part});
            if (error != 0) {
                m_events.failed(path, errnoReason(error));
                return false;
            }
            left -= part;
            m_events.progress({m_files, 0, m_bytes + extent.length - left});
        }
    }
    if (hasHoles(entry) && ::ftruncate(fd, static_cast<off_t>(entry.size)) != 0) {
        m_events.failed(path, errnoReason(errno));
        return false;
    }
    return true;
}

void NodeWriter::finishFile(TemporaryNode &node, int fd, const Place &place, const std::string &path,
                            const TarEntry &entry)
{
    m_metadata.applyToFd(fd, mappedMetadata(m_request, path, entry), path, false);
    putInPlace(node, place, path);
    m_bytes += entry.size;
}

void NodeWriter::putInPlace(TemporaryNode &node, const Place &place, const std::string &path)
{
    const int error = node.putInPlace(place.name);
    if (error == EISDIR)
        m_events.failed(path, errnoReason(error, "a folder with content is in its place"));
    else if (error != 0)
        m_events.failed(path, errnoReason(error));
    else
        ++m_files;
}

void NodeWriter::makeNode(size_t thread, const Place &place, const std::string &path, const TarEntry &entry)
{
    if (entry.link.find('\0') != std::string::npos) {
        m_events.refused(path, "its target has a NUL byte");
        return;
    }
    if (keepsExisting(place, path, entry.mtime))
        return;
    TemporaryNode node(m_nodes, thread, place.directory);
    const int error =
        node.make([&entry](int directory, const char *name) { return makePlain(directory, name, entry); });
    if (error != 0) {
        m_events.failed(path, errnoReason(error));
        return;
    }
    m_metadata.applyToName(*place.directory, node.name(), mappedMetadata(m_request, path, entry), path);
    putInPlace(node, place, path);
}

void NodeWriter::makeHardLink(size_t thread, const Place &place, const std::string &path, const Place &target,
                              const std::string &targetPath)
{
    struct stat source = {};
    if (::fstatat(target.directory->fd.get(), target.name.c_str(), &source, AT_SYMLINK_NOFOLLOW) != 0) {
        m_events.failed(path, errnoReason(errno, "the file it is another name of, " + targetPath));
        return;
    }
    if (!S_ISREG(source.st_mode)) {
        m_events.refused(path, "a hard link to " + targetPath + ", which is no file");
        return;
    }
    struct stat existing = {};
    const bool exists =
        ::fstatat(place.directory->fd.get(), place.name.c_str(), &existing, AT_SYMLINK_NOFOLLOW) == 0;
    if (exists && existing.st_dev == source.st_dev && existing.st_ino == source.st_ino) {
        ++m_files;
        return;
    }
    if (keepsExisting(place, path, source.st_mtim))
        return;
    TemporaryNode node(m_nodes, thread, place.directory);
    const int error = node.make([&](int directory, const char *name) {
        return ::linkat(target.directory->fd.get(), target.name.c_str(), directory, name, 0) == 0 ? 0 : errno;
    });
    if (error != 0)
        m_events.failed(path, errnoReason(error));
    else
        putInPlace(node, place, path);
}

} // namespace holdfast::agent
