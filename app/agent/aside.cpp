// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/agent/aside.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

namespace holdfast::agent {
namespace {

std::string parentOf(const std::string &path)
{
    return path.substr(0, path.rfind('/'));
}

mode_t typeOf(TarEntry::Type type)
{
    switch (type) {
    case TarEntry::Type::File:
    case TarEntry::Type::HardLink:
        return S_IFREG;
    case TarEntry::Type::Symlink:
        return S_IFLNK;
    case TarEntry::Type::Char:
        return S_IFCHR;
    case TarEntry::Type::Block:
        return S_IFBLK;
    case TarEntry::Type::Fifo:
        return S_IFIFO;
    case TarEntry::Type::Folder:
        break;
    }
    return S_IFDIR;
}

/// A folder goes aside only while it is empty, as one is replaced only then.
int moveAside(int directory, const std::string &name, const std::string &kept)
{
    struct stat st = {};
    if (::fstatat(directory, name.c_str(), &st, AT_SYMLINK_NOFOLLOW) != 0)
        return errno == ENOENT ? 0 : errno;
    if (S_ISDIR(st.st_mode)) {
        int error = 0;
        const auto folder = Directory::open(directory, name, Directory::Access::Read, error);
        NameList names;
        if (folder)
            error = names.read(*folder);
        if (error != 0)
            return error;
        if (names.size() > 0)
            return EISDIR;
    }
    return ::renameat(directory, name.c_str(), directory, kept.c_str()) == 0 ? 0 : errno;
}

} // namespace

std::optional<std::uint64_t> Aside::willPut(const Place &place, const std::string &path,
                                            const TarEntry &entry)
{
    if (!willChange(place.directory, parentOf(path)))
        return std::nullopt;
    struct stat st = {};
    AsideStep step{.kind = AsideStep::Kind::Put, .path = path};
    step.existed = ::fstatat(place.directory->fd.get(), place.name.c_str(), &st, AT_SYMLINK_NOFOLLOW) == 0;
    step.mode = typeOf(entry.type);
    step.size = entry.type == TarEntry::Type::File ? entry.size : AsideStep::kAnySize;
    step.mtime = entry.mtime;
    return m_journal->append(step);
}

bool Aside::willMake(const std::shared_ptr<Directory> &parent, const std::string &path)
{
    return willChange(parent, parentOf(path)) &&
           m_journal->append({.kind = AsideStep::Kind::MakeFolder, .path = path}).has_value();
}

bool Aside::willChange(const std::shared_ptr<Directory> &folder, const std::string &path)
{
    if (!m_touched.emplace(folder->device, folder->inode).second)
        return true;
    NodeInfo info;
    if (readInfo(*folder, ".", info) != 0)
        return true; // It is gone: nothing comes into it.
    AsideStep step{.kind = AsideStep::Kind::TouchFolder, .path = path};
    step.mode = info.st.st_mode & 07777;
    step.mtime = info.st.st_mtim;
    step.uid = info.st.st_uid;
    step.gid = info.st.st_gid;
    step.xattrs = std::move(info.xattrs);
    return m_journal->append(step).has_value();
}

int Aside::keep(const Place &place, std::uint64_t number)
{
    if (const int error = m_journal->waitUntilSafe(number); error != 0)
        return error;
    const int directory = place.directory->fd.get();
    const std::string kept = asideKeptName(m_journal->id(), number);
    // A second name leaves the first one in its place until the new node takes it.
    if (::linkat(directory, place.name.c_str(), directory, kept.c_str(), 0) == 0 || errno == ENOENT)
        return 0;
    if (errno == EEXIST)
        return EEXIST;
    return moveAside(directory, place.name, kept);
}

void Aside::takeBack(const Place &place, std::uint64_t number)
{
    const int directory = place.directory->fd.get();
    const std::string kept = asideKeptName(m_journal->id(), number);
    // Of two names of one file rename() leaves both.
    if (::renameat(directory, kept.c_str(), directory, place.name.c_str()) == 0)
        ::unlinkat(directory, kept.c_str(), 0);
}

} // namespace holdfast::agent
