// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/agent/directory.h"
#include "app/agent/uniquefd.h"

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast::agent {

/// Whether @p name is that of a node that a restore has not finished with: of one that was cut off by SIGKILL
/// or a power loss, and nobody's file; or of one that was kept aside (aside.h).
bool isTemporaryName(std::string_view name);

/// The unfinished nodes of all threads, one each, so that none is left behind however the process ends.
class TemporaryNodes
{
public:
    explicit TemporaryNodes(size_t threads);

    /// Removes what is unfinished and lets nothing be made or put into place any more: for the last breath.
    void abandon();

private:
    friend class TemporaryNode;
    struct Slot
    {
        std::mutex mutex;
        std::shared_ptr<Directory> directory;
        std::string name; ///< Empty: nothing is unfinished.
        unsigned counter = 0;
    };

    std::vector<std::unique_ptr<Slot>> m_slots;
};

/// A node that is made beside its place and then moved into it. Removed when destroyed before that.
class TemporaryNode
{
public:
    /// @p thread is the index of the calling thread, below the number given to @p nodes.
    /// Its name is @p name, or one of its own.
    TemporaryNode(TemporaryNodes &nodes, size_t thread, std::shared_ptr<Directory> directory,
                  std::string name = {});
    ~TemporaryNode();
    TemporaryNode(const TemporaryNode &) = delete;
    TemporaryNode &operator=(const TemporaryNode &) = delete;

    /// A file open for writing, mode 0600. On failure errno says why.
    UniqueFd createFile();
    /// Calls @p make with the folder and a fresh name until it does not fail with EEXIST. @return its errno.
    int make(const std::function<int(int directory, const char *name)> &make);
    [[nodiscard]] const std::string &name() const { return m_slot.name; }

    /// Moves the node to @p name, in place of a file or an empty folder. @return 0 or the errno.
    int putInPlace(const std::string &name);

private:
    TemporaryNodes::Slot &m_slot;
    const std::shared_ptr<Directory> m_directory;
    const std::string m_wantedName;
};

} // namespace holdfast::agent
