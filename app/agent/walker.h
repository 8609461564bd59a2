// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/agent/directory.h"
#include "app/agent/events.h"
#include "app/agent/nodeinfo.h"
#include "core/base/pathselection.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace holdfast::agent {

/// Something selected.
struct Found
{
    std::shared_ptr<Directory> parent; ///< Where it lies; null for a folder.
    std::string name;                  ///< Its name there.
    std::string path;                  ///< From the root, with a leading slash.
    unsigned char type = 0;            ///< DT_REG and so on, as the folder's list says.
    bool isFolder = false;
    bool isParent = false; ///< A folder that is only above what was selected.
    NodeInfo info;         ///< Filled for folders only.
};

/// Walks a tree in the byte order of the names in each folder, a folder before what it holds, without
/// recursion, without following symbolic links, with few open descriptors. Enters other file systems but not
/// those that are no storage (proc, sysfs, …; tmpfs only where asked for by name). Folders above the
/// selection are read only where a pattern leaves no other way, so a user who may not list them still gets
/// below.
///
/// The root itself is not an entry. Says what was lost or noted in events.
class Walker
{
public:
    Walker(std::shared_ptr<Directory> root, const PathSelection &selection, Events &events);

    using Visitor = std::function<void(Found &&)>;
    void run(const Visitor &visitor);

private:
    struct Frame
    {
        NameList names;
        size_t next = 0;
        size_t pathLength = 0;
        dev_t device = 0;
        std::optional<Found> pending; ///< A parent, not visited before something in it is.
    };

    void step(const Visitor &visitor);
    void leave();
    void visit(const Visitor &visitor, Found &&found);
    void visitNode(const Visitor &visitor, std::string name, unsigned char type, bool isTaken);
    void visitFolder(const Visitor &visitor, std::string name, bool isTaken);
    void enterFolder(std::string name, std::shared_ptr<Directory> folder, Frame frame);
    [[nodiscard]] std::optional<unsigned char> typeOf(const std::string &name, bool isTaken);
    void blockedParent(const std::string &name);
    [[nodiscard]] bool needsListing() const;
    [[nodiscard]] bool isNamed() const;
    [[nodiscard]] bool isForeign(const Directory &folder) const;
    void addNames(NameList &names) const;

    const PathSelection &m_selection;
    Events &m_events;
    DirectoryStack m_stack;
    std::vector<Frame> m_frames;
    size_t m_pending = 0; ///< Parents not visited yet.
    std::string m_path;   ///< Of what is being looked at; empty at the root.
};

} // namespace holdfast::agent
