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

NodeWriter::NodeWriter(const Request &request, Events &events, TemporaryNodes &nodes, Aside *aside)
    : m_request(request), m_events(events), m_nodes(nodes), m_aside(aside), m_metadata(events)
{}

bool NodeWriter::begin(Target &target, const TarEntry &entry)
{
    if (!m_aside)
        return true;
    const auto step = m_aside->willPut(target.place, target.path, entry);
    if (!step)
        m_events.failed(target.path, errnoReason(m_aside->error(), "the journal of the restore"));
    target.step = step.value_or(0);
    return step.has_value();
}

int NodeWriter::replaceByFolder(const Target &target)
{
    if (m_aside) {
        if (const int error = m_aside->keep(target.place, target.step); error != 0)
            return error;
    }
    const int parent = target.place.directory->fd.get();
    const char *name = target.place.name.c_str();
    int error = ::unlinkat(parent, name, 0) == 0 || errno == ENOENT ? 0 : errno;
    if (error == 0 && m_aside && !m_aside->willMake(target.place.directory, target.path))
        error = m_aside->error();
    if (error == 0 && ::mkdirat(parent, name, 0700) != 0)
        error = errno;
    if (error != 0 && m_aside)
        m_aside->takeBack(target.place, target.step);
    return error;
}

TemporaryNode NodeWriter::nodeFor(size_t thread, const Target &target) const
{
    return {m_nodes, thread, target.place.directory,
            m_aside ? m_aside->partName(target.step) : std::string()};
}

/// Whether the conflict rule leaves what is there.
bool NodeWriter::keepsExisting(const Target &target, const timespec &mtime)
{
    const Place &place = target.place;
    struct stat st = {};
    if (m_request.conflict == Conflict::Overwrite ||
        ::fstatat(place.directory->fd.get(), place.name.c_str(), &st, AT_SYMLINK_NOFOLLOW) != 0)
        return false;
    if (m_request.conflict == Conflict::Newer && !isNewer(st.st_mtim, mtime))
        return false;
    m_events.skipped(target.path,
                     m_request.conflict == Conflict::Newer ? "what is there is newer" : "it is there");
    return true;
}

void NodeWriter::writeFile(size_t thread, const Target &target, const TarEntry &entry,
                           std::string_view content)
{
    if (keepsExisting(target, entry.mtime))
        return;
    TemporaryNode node = nodeFor(thread, target);
    const UniqueFd fd = node.createFile();
    const int error = fd ? writeAll(fd.get(), content) : errno;
    if (error != 0)
        m_events.failed(target.path, errnoReason(error));
    else
        finishFile(node, fd.get(), target, entry);
}

void NodeWriter::streamFile(size_t thread, const Target &target, const TarEntry &entry, TarReader &reader)
{
    if (keepsExisting(target, entry.mtime))
        return;
    TemporaryNode node = nodeFor(thread, target);
    const UniqueFd fd = node.createFile();
    if (!fd) {
        m_events.failed(target.path, errnoReason(errno));
        return;
    }
    // A disk that is too small says so now and not after gigabytes; file systems that cannot tell do not.
    if (!hasHoles(entry) && entry.size >= kLargeFile &&
        ::fallocate(fd.get(), FALLOC_FL_KEEP_SIZE, 0, static_cast<off_t>(entry.size)) != 0 &&
        errno == ENOSPC) {
        m_events.failed(target.path, errnoReason(ENOSPC));
        return;
    }
    if (copyContent(fd.get(), target.path, entry, reader))
        finishFile(node, fd.get(), target, entry);
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

void NodeWriter::finishFile(TemporaryNode &node, int fd, const Target &target, const TarEntry &entry)
{
    m_metadata.applyToFd(fd, mappedMetadata(m_request, target.path, entry), target.path, false);
    putInPlace(node, target);
    m_bytes += entry.size;
}

void NodeWriter::putInPlace(TemporaryNode &node, const Target &target)
{
    int error = m_aside ? m_aside->keep(target.place, target.step) : 0;
    if (error == 0) {
        error = node.putInPlace(target.place.name);
        if (error != 0 && m_aside)
            m_aside->takeBack(target.place, target.step);
    }
    if (error == EISDIR)
        m_events.failed(target.path, errnoReason(error, "a folder with content is in its place"));
    else if (error != 0)
        m_events.failed(target.path, errnoReason(error));
    else
        ++m_files;
}

void NodeWriter::makeNode(size_t thread, const Target &target, const TarEntry &entry)
{
    if (entry.link.find('\0') != std::string::npos) {
        m_events.refused(target.path, "its target has a NUL byte");
        return;
    }
    if (keepsExisting(target, entry.mtime))
        return;
    TemporaryNode node = nodeFor(thread, target);
    const int error =
        node.make([&entry](int directory, const char *name) { return makePlain(directory, name, entry); });
    if (error != 0) {
        m_events.failed(target.path, errnoReason(error));
        return;
    }
    m_metadata.applyToName(*target.place.directory, node.name(),
                           mappedMetadata(m_request, target.path, entry), target.path);
    putInPlace(node, target);
}

void NodeWriter::makeHardLink(size_t thread, const Target &target, const Place &first,
                              const std::string &firstPath)
{
    struct stat source = {};
    if (::fstatat(first.directory->fd.get(), first.name.c_str(), &source, AT_SYMLINK_NOFOLLOW) != 0) {
        m_events.failed(target.path, errnoReason(errno, "the file it is another name of, " + firstPath));
        return;
    }
    if (!S_ISREG(source.st_mode)) {
        m_events.refused(target.path, "a hard link to " + firstPath + ", which is no file");
        return;
    }
    const Place &place = target.place;
    struct stat existing = {};
    const bool exists =
        ::fstatat(place.directory->fd.get(), place.name.c_str(), &existing, AT_SYMLINK_NOFOLLOW) == 0;
    if (exists && existing.st_dev == source.st_dev && existing.st_ino == source.st_ino) {
        ++m_files;
        return;
    }
    if (keepsExisting(target, source.st_mtim))
        return;
    TemporaryNode node = nodeFor(thread, target);
    const int error = node.make([&](int directory, const char *name) {
        return ::linkat(first.directory->fd.get(), first.name.c_str(), directory, name, 0) == 0 ? 0 : errno;
    });
    if (error != 0)
        m_events.failed(target.path, errnoReason(error));
    else
        putInPlace(node, target);
}

} // namespace holdfast::agent
