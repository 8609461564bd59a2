// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/agent/unpacker.h"

#include "app/agent/posixerror.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace holdfast::agent {
namespace {

constexpr std::uint64_t kSmallFile = std::uint64_t(128) * 1024;
// Four threads of 6 MiB stay well under 32 MiB.
constexpr size_t kQueueJobs = 512;
constexpr size_t kQueueBytes = size_t(6) << 20;
constexpr size_t kMaxUnderWay = 8192;

size_t workerCount()
{
    return std::clamp<size_t>(std::thread::hardware_concurrency(), 2, 4);
}

/// "/a/b" for what an archive calls "a/b/", "./a//b" …; "" for the root itself; nothing, and why, for a name
/// that no honest archive holds.
std::optional<std::string> honestPath(const std::string &name, std::string &reason)
{
    if (name.starts_with('/')) {
        reason = "its name is absolute";
        return std::nullopt;
    }
    const auto parts = splitPath(name);
    if (!parts) {
        reason = "its name holds '..' or a NUL byte";
        return std::nullopt;
    }
    std::string path;
    for (const std::string &part : *parts)
        path += '/' + part;
    return path;
}

} // namespace

size_t Unpacker::threadCount()
{
    return workerCount() + 1;
}

Unpacker::Unpacker(const Request &request, std::shared_ptr<Directory> root, Events &events,
                   TemporaryNodes &nodes, Aside *aside)
    : m_request(request),
      m_events(events),
      m_aside(aside),
      m_chain(std::move(root),
              [this](const auto &parent, const auto &path) { return mayMake(parent, path); }),
      m_writer(request, events, nodes, aside),
      m_folderMetadata(events),
      m_pool(workerCount(), kQueueJobs, kQueueBytes, [this](size_t thread, Job &job) { runJob(thread, job); })
{
    // Modes come from the archive and from nowhere else.
    ::umask(0);
}

Totals Unpacker::totals() const
{
    return {m_writer.files(), m_folderCount, m_writer.bytes()};
}

bool Unpacker::run(InputStream &source)
{
    TarReader reader(source);
    TarEntry entry;
    TarReader::Next next = reader.next(entry);
    for (; next == TarReader::Next::Entry; next = reader.next(entry)) {
        handle(reader, entry);
        m_events.progress(totals());
    }
    settle();
    finishFolders();
    m_error = reader.error();
    return next == TarReader::Next::End;
}

void Unpacker::handle(TarReader &reader, TarEntry &entry)
{
    std::string reason;
    const auto path = honestPath(entry.path, reason);
    if (!path) {
        m_events.refused('/' + entry.path, reason);
        return;
    }
    if (path->empty())
        return; // The root is there already, and not ours to change.
    const auto verdict = m_request.selection.verdict(*path);
    const bool isFolder = entry.type == TarEntry::Type::Folder;
    if (verdict == PathSelection::Verdict::Skip || (verdict == PathSelection::Verdict::Parent && !isFolder))
        return;
    if (!entry.unsupported.empty()) {
        m_events.failed(*path, entry.unsupported);
        return;
    }
    if (isFolder) {
        handleFolder(*path, entry, verdict == PathSelection::Verdict::Parent);
        return;
    }
    int error = 0;
    Place place = placeOf(*path, error);
    if (!place.directory)
        reportUnreachable(*path, error);
    else if (entry.type == TarEntry::Type::HardLink)
        handleHardLink({std::move(place), *path}, entry);
    else
        handleNode(reader, {std::move(place), *path}, entry);
}

/// The place of @p path, whose missing folders are made. An entry before it may have put a link in their
/// place and not be done with it.
Place Unpacker::placeOf(const std::string &path, int &error)
{
    Place place = m_chain.find(path, error);
    if (place.directory || error != ENOENT)
        return place;
    settle();
    return m_chain.findOrMake(path, error);
}

/// Waits until everything that came so far is in its place.
void Unpacker::settle()
{
    m_pool.drainAll();
    m_underWay.clear();
}

void Unpacker::reportUnreachable(const std::string &path, int error)
{
    struct stat st = {};
    int ignored = 0;
    const std::string blocker = m_chain.blocker();
    const Place place = error == ENOTDIR ? m_chain.find(blocker, ignored) : Place{};
    const bool isLink =
        place.directory &&
        ::fstatat(place.directory->fd.get(), place.name.c_str(), &st, AT_SYMLINK_NOFOLLOW) == 0 &&
        S_ISLNK(st.st_mode);
    if (isLink)
        m_events.refused(path, "its folder " + blocker + " is a symbolic link");
    else if (error == ENOTDIR)
        m_events.failed(path, errnoReason(error, blocker + " is no folder"));
    else
        m_events.failed(path, errnoReason(error));
}

void Unpacker::handleFolder(const std::string &path, const TarEntry &entry, bool isParent)
{
    int error = 0;
    if (m_underWay.contains(std::hash<std::string>()(path)))
        settle();
    const Place place = placeOf(path, error);
    if (!place.directory)
        reportUnreachable(path, error);
    else if (makeFolder(place, path, entry, isParent))
        ++m_folderCount;
}

bool Unpacker::makeFolder(const Place &place, const std::string &path, const TarEntry &entry, bool isParent)
{
    const int parent = place.directory->fd.get();
    const char *name = place.name.c_str();
    struct stat st = {};
    const bool exists = ::fstatat(parent, name, &st, AT_SYMLINK_NOFOLLOW) == 0;
    if (!exists && !mayMake(place.directory, path)) {
        m_events.failed(path, errnoReason(m_aside->error(), "the journal of the restore"));
        return false;
    }
    if (!exists && ::mkdirat(parent, name, 0700) == 0) {
        m_folders.push_back({path, mappedMetadata(m_request, path, entry)});
        return true;
    }
    const int error = errno;
    if (!exists && (error != EEXIST || ::fstatat(parent, name, &st, AT_SYMLINK_NOFOLLOW) != 0)) {
        m_events.failed(path, errnoReason(error));
        return false;
    }
    const bool isChanged = !isParent && m_request.conflict == Conflict::Overwrite;
    if (!S_ISDIR(st.st_mode)) {
        if (isParent || !replaceByFolder(place, path, entry, st))
            return false;
    } else if (isChanged && !mayChange(place, path)) {
        return false;
    }
    if (isChanged)
        m_folders.push_back({path, mappedMetadata(m_request, path, entry)});
    return true;
}

/// Something that is no folder is where one belongs.
bool Unpacker::replaceByFolder(const Place &place, const std::string &path, const TarEntry &entry,
                               const struct stat &st)
{
    const int parent = place.directory->fd.get();
    const char *name = place.name.c_str();
    struct stat target = {};
    // Links to folders are how Android ties its tree together (/data/user/0): without them it does not run.
    if (S_ISLNK(st.st_mode) && ::fstatat(parent, name, &target, 0) == 0 && S_ISDIR(target.st_mode)) {
        m_events.refused(path, "a symbolic link to a folder is in its place");
        return false;
    }
    if (m_request.conflict != Conflict::Overwrite) {
        m_events.skipped(path, "something that is no folder is in its place");
        return false;
    }
    settle();
    Target way{place, path};
    if (!m_writer.begin(way, entry))
        return false;
    if (const int error = m_writer.replaceByFolder(way); error != 0) {
        m_events.failed(path, errnoReason(error));
        return false;
    }
    return true;
}

/// Notes that a folder is about to be made.
bool Unpacker::mayMake(const std::shared_ptr<Directory> &parent, const std::string &path)
{
    return !m_aside || m_aside->willMake(parent, path);
}

/// Notes that the folder at @p place is about to change.
bool Unpacker::mayChange(const Place &place, const std::string &path)
{
    if (!m_aside)
        return true;
    int error = 0;
    const auto folder =
        Directory::open(place.directory->fd.get(), place.name, Directory::Access::Search, error);
    if (!folder)
        m_events.failed(path, errnoReason(error));
    else if (!m_aside->willChange(folder, path))
        m_events.failed(path, errnoReason(m_aside->error(), "the journal of the restore"));
    else
        return true;
    return false;
}

void Unpacker::handleHardLink(Target target, const TarEntry &entry)
{
    const std::string &path = target.path;
    std::string reason;
    const auto first = honestPath(entry.link, reason);
    if (!first || first->empty()) {
        m_events.refused(path, "a hard link to /" + entry.link + ", outside of what is restored");
        return;
    }
    if (m_request.selection.verdict(*first) != PathSelection::Verdict::Take) {
        m_events.failed(path, errnoReason(ENOENT, "another name of " + *first + ", which was not selected"));
        return;
    }
    // Its first name may still be in the making.
    settle();
    int error = 0;
    const Place firstPlace = m_chain.find(*first, error);
    if (!firstPlace.directory && error == ENOTDIR)
        m_events.refused(path, "a hard link to " + *first + ", which is not in a folder");
    else if (!firstPlace.directory)
        m_events.failed(path, errnoReason(error, "the file it is another name of, " + *first));
    else if (m_writer.begin(target, entry))
        m_writer.makeHardLink(m_pool.size(), target, firstPlace, *first);
}

void Unpacker::handleNode(TarReader &reader, Target target, TarEntry &entry)
{
    if (!m_writer.begin(target, entry))
        return;
    const size_t thread = (target.place.directory->inode * 2654435761U >> 8) % m_pool.size();
    const bool isFile = entry.type == TarEntry::Type::File;
    const std::uint64_t size = reader.contentLeft();
    if (isFile && (size > kSmallFile || entry.extents.size() != 1 || entry.size != size)) {
        m_pool.drain(thread);
        m_writer.streamFile(m_pool.size(), target, entry, reader);
        return;
    }
    const size_t hash = std::hash<std::string>()(target.path);
    Job job{std::move(target), std::move(entry), {}};
    if (isFile) {
        job.content.resize(size);
        if (!reader.readContent(job.content.data(), size))
            return;
    }
    if (m_underWay.size() == kMaxUnderWay)
        settle();
    m_underWay.insert(hash);
    m_pool.submit(thread, std::move(job), size + 1024);
}

void Unpacker::runJob(size_t thread, Job &job)
{
    if (job.entry.type == TarEntry::Type::File)
        m_writer.writeFile(thread, job.target, job.entry, job.content);
    else
        m_writer.makeNode(thread, job.target, job.entry);
}

void Unpacker::finishFolders()
{
    // Backwards, what lies in a folder comes before it. Of two entries for one folder the later counts.
    std::stable_sort(m_folders.begin(), m_folders.end(),
                     [](const Folder &a, const Folder &b) { return a.path < b.path; });
    m_chain.forget();
    for (size_t i = m_folders.size(); i-- > 0;) {
        const Folder &folder = m_folders[i];
        if (i + 1 < m_folders.size() && m_folders[i + 1].path == folder.path)
            continue;
        int error = 0;
        const Place place = m_chain.find(folder.path, error);
        const auto opened = place.directory ? Directory::open(place.directory->fd.get(), place.name,
                                                              Directory::Access::Read, error)
                                            : nullptr;
        if (opened)
            m_folderMetadata.applyToFd(opened->fd.get(), folder.metadata, folder.path, true);
        else
            m_events.failed(folder.path, errnoReason(error, "its owner, mode and time"));
    }
}

} // namespace holdfast::agent
