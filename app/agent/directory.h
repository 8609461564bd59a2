// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/agent/uniquefd.h"

#include <sys/types.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast::agent {

/// An open folder. Never reached through a symbolic link.
struct Directory
{
    UniqueFd fd;
    dev_t device = 0;
    ino_t inode = 0;

    /// Read can list it; Search needs no right to read it (O_PATH).
    enum class Access { Search, Read };

    /// Opens @p name in the folder @p parent (AT_FDCWD for an absolute name). Null with @p error on failure:
    /// ENOTDIR where it is anything but a folder, a symbolic link too.
    static std::shared_ptr<Directory> open(int parent, const std::string &name, Access access, int &error);
    /// The folder that stands for the phone's root. Unlike anything below, it may be a symbolic link.
    static std::shared_ptr<Directory> openRoot(const std::string &path, int &error);
};

/// The names in a folder, sorted by their bytes, in little memory.
class NameList
{
public:
    /// Reads a folder that was opened for Read. @return 0 or the errno.
    int read(const Directory &directory);
    /// Adds a name of unknown type (DT_UNKNOWN). Call sort() afterwards.
    void add(std::string_view name, unsigned char type);
    void sort();

    [[nodiscard]] size_t size() const { return m_items.size(); }
    [[nodiscard]] std::string_view name(size_t index) const;
    /// DT_REG and so on, DT_UNKNOWN where the file system does not say.
    [[nodiscard]] unsigned char type(size_t index) const { return m_items[index].type; }

private:
    struct Item
    {
        size_t offset;
        std::uint16_t length;
        unsigned char type;
    };

    std::string m_bytes;
    std::vector<Item> m_items;
};

/// The open folders from the root to where we are. Holds few descriptors however deep that is: far ones are
/// closed, and opened again (and proven to be the same folders) on the way back.
class DirectoryStack
{
public:
    DirectoryStack(std::shared_ptr<Directory> root, Directory::Access access);

    [[nodiscard]] size_t depth() const { return m_levels.size() - 1; }
    [[nodiscard]] const std::string &nameAt(size_t level) const { return m_levels[level].name; }
    /// The innermost folder; null where the way back to it is lost because it was moved meanwhile.
    [[nodiscard]] const std::shared_ptr<Directory> &top() const { return m_levels.back().directory; }
    void push(std::string name, std::shared_ptr<Directory> directory);
    void pop();

private:
    struct Level
    {
        std::string name;
        std::shared_ptr<Directory> directory;
        dev_t device;
        ino_t inode;
    };

    void reopenTop(const std::shared_ptr<Directory> &child);
    [[nodiscard]] std::shared_ptr<Directory> walkToTop() const;

    std::vector<Level> m_levels;
    Directory::Access m_access;
};

} // namespace holdfast::agent
