// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/agent/directory.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast::agent {

/// A name in an open folder.
struct Place
{
    std::shared_ptr<Directory> directory; ///< Null where it cannot be reached.
    std::string name;                     ///< "." for the root itself.
};

/// Finds the folders that paths lie in, one step at a time from the root and never through a symbolic link.
/// Remembers where it was: paths that come in the order of a tree cost little.
class DirectoryChain
{
public:
    /// Called before a folder is made, with the one that it comes into and its path; false prevents it.
    using WillMake = std::function<bool(const std::shared_ptr<Directory> &parent, const std::string &path)>;

    explicit DirectoryChain(std::shared_ptr<Directory> root, WillMake willMake = {});

    /// The place of @p path (absolute, below the root). @p error: 0, or the errno; ENOTDIR where something on
    /// the way is no folder, a symbolic link too, and blocker() says what. EINVAL for `..` in the path.
    Place find(std::string_view path, int &error);
    /// The same, and makes the folders that are missing on the way (0755).
    Place findOrMake(std::string_view path, int &error);
    /// The path of what is in the way since the last call that said ENOTDIR.
    [[nodiscard]] const std::string &blocker() const { return m_blocker; }
    /// Forgets all folders but the root: one of them may be no longer what its path says.
    void forget();

private:
    Place reach(std::string_view path, bool make, int &error);
    int enter(const std::string &name, bool make);

    [[nodiscard]] std::string pathOf(const std::string &name) const;

    DirectoryStack m_stack;
    const WillMake m_willMake;
    std::string m_blocker;
};

/// The names in @p path, without empty ones and `.`; nothing where it has a `..` or a NUL.
std::optional<std::vector<std::string>> splitPath(std::string_view path);

} // namespace holdfast::agent
