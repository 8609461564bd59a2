// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/agent/directorychain.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>

namespace holdfast::agent {

std::optional<std::vector<std::string>> splitPath(std::string_view path)
{
    std::vector<std::string> names;
    if (path.find('\0') != std::string_view::npos)
        return std::nullopt;
    while (!path.empty()) {
        const size_t end = std::min(path.find('/'), path.size());
        const std::string_view name = path.substr(0, end);
        if (name == "..")
            return std::nullopt;
        if (!name.empty() && name != ".")
            names.emplace_back(name);
        path.remove_prefix(std::min(end + 1, path.size()));
    }
    return names;
}

DirectoryChain::DirectoryChain(std::shared_ptr<Directory> root, WillMake willMake)
    : m_stack(std::move(root), Directory::Access::Search), m_willMake(std::move(willMake))
{}

Place DirectoryChain::find(std::string_view path, int &error)
{
    return reach(path, false, error);
}

Place DirectoryChain::findOrMake(std::string_view path, int &error)
{
    return reach(path, true, error);
}

void DirectoryChain::forget()
{
    while (m_stack.depth() > 0)
        m_stack.pop();
}

Place DirectoryChain::reach(std::string_view path, bool make, int &error)
{
    error = 0;
    auto names = splitPath(path);
    if (!names) {
        error = EINVAL;
        return {};
    }
    if (names->empty())
        names->emplace_back(".");
    const size_t parents = names->size() - 1;
    size_t common = 0;
    while (common < std::min(parents, m_stack.depth()) && m_stack.nameAt(common + 1) == (*names)[common])
        ++common;
    while (m_stack.depth() > common)
        m_stack.pop();
    if (!m_stack.top()) {
        // The way back is lost: begin again from the root, which always stays.
        forget();
        common = 0;
    }
    for (size_t level = common; level < parents && error == 0; ++level)
        error = enter((*names)[level], make);
    if (error != 0)
        return {};
    return {m_stack.top(), std::move(names->back())};
}

int DirectoryChain::enter(const std::string &name, bool make)
{
    int error = 0;
    const int parent = m_stack.top()->fd.get();
    auto directory = Directory::open(parent, name, Directory::Access::Search, error);
    if (!directory && error == ENOENT && make) {
        if (m_willMake && !m_willMake(m_stack.top(), pathOf(name)))
            return EIO;
        if (::mkdirat(parent, name.c_str(), 0755) != 0 && errno != EEXIST)
            return errno;
        directory = Directory::open(parent, name, Directory::Access::Search, error);
    }
    if (directory) {
        m_stack.push(name, std::move(directory));
        return 0;
    }
    if (error == ENOTDIR)
        m_blocker = pathOf(name);
    return error;
}

/// Of @p name in the folder that was reached.
std::string DirectoryChain::pathOf(const std::string &name) const
{
    std::string path;
    for (size_t level = 1; level <= m_stack.depth(); ++level)
        path += '/' + m_stack.nameAt(level);
    return path + '/' + name;
}

} // namespace holdfast::agent
