// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/agent/directory.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>

namespace holdfast::agent {
namespace {

/// How many of the innermost folders stay open.
constexpr size_t kOpenLevels = 48;

struct CloseDir
{
    void operator()(DIR *dir) const { ::closedir(dir); }
};

bool isSame(const Directory &directory, dev_t device, ino_t inode)
{
    return directory.device == device && directory.inode == inode;
}

} // namespace

std::shared_ptr<Directory> Directory::open(int parent, const std::string &name, Access access, int &error)
{
    const int how = access == Access::Read ? O_RDONLY : O_PATH;
    auto directory = std::make_shared<Directory>();
    directory->fd = UniqueFd(::openat(parent, name.c_str(), how | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    struct stat st = {};
    if (!directory->fd || ::fstat(directory->fd.get(), &st) != 0) {
        error = errno == ELOOP ? ENOTDIR : errno;
        return nullptr;
    }
    directory->device = st.st_dev;
    directory->inode = st.st_ino;
    return directory;
}

std::shared_ptr<Directory> Directory::openRoot(const std::string &path, int &error)
{
    auto root = std::make_shared<Directory>();
    root->fd = UniqueFd(::open(path.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    struct stat st = {};
    if (!root->fd || ::fstat(root->fd.get(), &st) != 0) {
        error = errno;
        return nullptr;
    }
    root->device = st.st_dev;
    root->inode = st.st_ino;
    return root;
}

int NameList::read(const Directory &directory)
{
    // A description of our own: the stream's position must not be shared with other users of the folder.
    const int copy = ::openat(directory.fd.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (copy < 0)
        return errno;
    const std::unique_ptr<DIR, CloseDir> dir(::fdopendir(copy));
    if (!dir) {
        const int error = errno;
        ::close(copy);
        return error;
    }
    for (;;) {
        errno = 0;
        const dirent *entry = ::readdir(dir.get());
        if (!entry)
            break;
        const std::string_view name(entry->d_name);
        if (name != "." && name != "..")
            add(name, entry->d_type);
    }
    const int error = errno;
    sort();
    return error;
}

void NameList::add(std::string_view name, unsigned char type)
{
    m_items.push_back({m_bytes.size(), static_cast<std::uint16_t>(name.size()), type});
    m_bytes += name;
}

void NameList::sort()
{
    const auto bytes = [&](const Item &item) {
        return std::string_view(m_bytes).substr(item.offset, item.length);
    };
    std::sort(m_items.begin(), m_items.end(),
              [&](const Item &a, const Item &b) { return bytes(a) < bytes(b); });
    const auto same = [&](const Item &a, const Item &b) { return bytes(a) == bytes(b); };
    m_items.erase(std::unique(m_items.begin(), m_items.end(), same), m_items.end());
}

std::string_view NameList::name(size_t index) const
{
    return std::string_view(m_bytes).substr(m_items[index].offset, m_items[index].length);
}

DirectoryStack::DirectoryStack(std::shared_ptr<Directory> root, Directory::Access access) : m_access(access)
{
    push({}, std::move(root));
}

void DirectoryStack::push(std::string name, std::shared_ptr<Directory> directory)
{
    const dev_t device = directory->device;
    const ino_t inode = directory->inode;
    m_levels.push_back({std::move(name), std::move(directory), device, inode});
    // The root stays open: it is the last way back.
    if (m_levels.size() > kOpenLevels + 1)
        m_levels[m_levels.size() - kOpenLevels].directory.reset();
}

void DirectoryStack::pop()
{
    const auto child = std::move(m_levels.back().directory);
    m_levels.pop_back();
    if (!m_levels.back().directory)
        reopenTop(child);
}

void DirectoryStack::reopenTop(const std::shared_ptr<Directory> &child)
{
    Level &level = m_levels.back();
    int error = 0;
    if (child) {
        auto directory = Directory::open(child->fd.get(), "..", m_access, error);
        if (directory && isSame(*directory, level.device, level.inode)) {
            level.directory = std::move(directory);
            return;
        }
    }
    level.directory = walkToTop();
}

std::shared_ptr<Directory> DirectoryStack::walkToTop() const
{
    auto directory = m_levels.front().directory;
    int error = 0;
    for (size_t level = 1; directory && level < m_levels.size(); ++level) {
        directory = Directory::open(directory->fd.get(), m_levels[level].name, m_access, error);
        if (directory && !isSame(*directory, m_levels[level].device, m_levels[level].inode))
            directory.reset();
    }
    return directory;
}

} // namespace holdfast::agent
