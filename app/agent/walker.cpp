// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/agent/walker.h"

#include "app/agent/posixerror.h"
#include "app/agent/temporarynode.h"

#include <dirent.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <sys/vfs.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace holdfast::agent {
namespace {

/// File systems that the kernel makes up. Their content is no data, and reading some of it has effects.
struct Pseudo
{
    unsigned long magic;
    std::string_view name;
};
// linux/magic.h, and the kernel's sources for those that are not there.
constexpr std::array kPseudo{
    Pseudo{PROC_SUPER_MAGIC, "proc"},
    Pseudo{SYSFS_MAGIC, "sysfs"},
    Pseudo{SELINUX_MAGIC, "selinuxfs"},
    Pseudo{DEBUGFS_MAGIC, "debugfs"},
    Pseudo{TRACEFS_MAGIC, "tracefs"},
    Pseudo{CGROUP_SUPER_MAGIC, "cgroup"},
    Pseudo{CGROUP2_SUPER_MAGIC, "cgroup2"},
    Pseudo{DEVPTS_SUPER_MAGIC, "devpts"},
    Pseudo{BPF_FS_MAGIC, "bpf"},
    Pseudo{PSTOREFS_MAGIC, "pstore"},
    Pseudo{BINDERFS_SUPER_MAGIC, "binder"},
    Pseudo{SECURITYFS_MAGIC, "securityfs"},
    Pseudo{BINFMTFS_MAGIC, "binfmt_misc"},
    Pseudo{NSFS_MAGIC, "nsfs"},
    Pseudo{0x62656570, "configfs"},
    Pseudo{0x65735543, "fusectl"},
    Pseudo{0x19800202, "mqueue"},
};

/// The name of the file system that @p folder lies on if it holds no data; `tmpfs` counts.
std::optional<std::string_view> pseudoName(const Directory &folder)
{
    struct statfs fs = {};
    if (::fstatfs(folder.fd.get(), &fs) != 0)
        return std::nullopt;
    const auto magic = static_cast<unsigned long>(fs.f_type) & 0xffffffffUL;
    if (magic == TMPFS_MAGIC)
        return "tmpfs";
    for (const Pseudo &pseudo : kPseudo) {
        if (pseudo.magic == magic)
            return pseudo.name;
    }
    return std::nullopt;
}

bool isOwnFolder(std::string_view path)
{
    return path.starts_with("/data/local/tmp/holdfast-agent-");
}

/// Whether the pattern's plain beginning @p base lies below @p path.
bool isBelow(std::string_view base, std::string_view path)
{
    return base.size() > path.size() && base.starts_with(path) && base[path.size()] == '/' && base != "/";
}

} // namespace

Walker::Walker(std::shared_ptr<Directory> root, const PathSelection &selection, Events &events)
    : m_selection(selection), m_events(events), m_stack(std::move(root), Directory::Access::Search)
{}

void Walker::run(const Visitor &visitor)
{
    const auto verdict = m_selection.verdict("/");
    if (verdict == PathSelection::Verdict::Skip)
        return;
    Frame frame;
    frame.device = m_stack.top()->device;
    const bool isParent = verdict == PathSelection::Verdict::Parent;
    if (!isParent || needsListing()) {
        if (const int error = frame.names.read(*m_stack.top()); error != 0) {
            m_events.lost("/", errnoReason(error));
            return;
        }
    }
    if (isParent)
        addNames(frame.names);
    m_frames.push_back(std::move(frame));
    while (!m_frames.empty()) {
        if (m_frames.back().next < m_frames.back().names.size())
            step(visitor);
        else
            leave();
    }
}

void Walker::leave()
{
    if (m_frames.back().pending)
        --m_pending;
    m_frames.pop_back();
    if (m_frames.empty())
        return;
    m_stack.pop();
    m_path.resize(m_frames.back().pathLength);
}

void Walker::step(const Visitor &visitor)
{
    Frame &frame = m_frames.back();
    const size_t index = frame.next++;
    std::string name(frame.names.name(index));
    const unsigned char type = frame.names.type(index);
    m_path.resize(frame.pathLength);
    m_path += '/';
    m_path += name;
    const auto verdict = m_selection.verdict(m_path);
    if (verdict == PathSelection::Verdict::Skip || isOwnFolder(m_path))
        return;
    const bool isTaken = verdict == PathSelection::Verdict::Take;
    if (!m_stack.top()) {
        m_events.lost(m_path, "ENOENT: its folder was moved away meanwhile");
        return;
    }
    visitNode(visitor, std::move(name), type, isTaken);
}

void Walker::visitNode(const Visitor &visitor, std::string name, unsigned char type, bool isTaken)
{
    if (type == DT_UNKNOWN) {
        const auto found = typeOf(name, isTaken);
        if (!found)
            return;
        type = *found;
    }
    if (type == DT_DIR) {
        visitFolder(visitor, std::move(name), isTaken);
    } else if (!isTaken) {
        blockedParent(name);
    } else if (type == DT_SOCK) {
        m_events.noted(m_path, "a socket has no content to keep");
    } else if (isTemporaryName(name)) {
        m_events.noted(m_path, "a restore that was cut off left it");
    } else {
        visit(visitor, Found{m_stack.top(), std::move(name), m_path, type, false, false, {}});
    }
}

std::optional<unsigned char> Walker::typeOf(const std::string &name, bool isTaken)
{
    struct stat st = {};
    if (::fstatat(m_stack.top()->fd.get(), name.c_str(), &st, AT_SYMLINK_NOFOLLOW) == 0)
        return static_cast<unsigned char>(IFTODT(st.st_mode));
    if (isTaken || isNamed())
        m_events.lost(m_path, errnoReason(errno));
    return std::nullopt;
}

/// What should lead on to the selection is no folder. That matters where somebody named it.
void Walker::blockedParent(const std::string &name)
{
    if (!isNamed())
        return;
    NodeInfo info;
    const int error = readInfo(*m_stack.top(), name, info);
    if (error == 0 && S_ISLNK(info.st.st_mode))
        m_events.lost(m_path, "ENOTDIR: it is a symbolic link to " + info.link + "; select what is there");
    else
        m_events.lost(m_path, errnoReason(ENOTDIR));
}

void Walker::visitFolder(const Visitor &visitor, std::string name, bool isTaken)
{
    const bool listed = isTaken || needsListing();
    int error = 0;
    auto folder = Directory::open(m_stack.top()->fd.get(), name,
                                  listed ? Directory::Access::Read : Directory::Access::Search, error);
    Found found{nullptr, name, m_path, DT_DIR, true, !isTaken, {}};
    if (!folder || ::fstat(folder->fd.get(), &found.info.st) != 0) {
        if (isTaken || isNamed())
            m_events.lost(m_path, errnoReason(folder ? errno : error));
        return;
    }
    if (listed)
        found.info.xattrs = readXattrs(folder->fd.get());
    else
        (void)readInfo(*m_stack.top(), name, found.info);

    Frame frame;
    frame.device = folder->device;
    if (!isForeign(*folder)) {
        const int failed = listed ? frame.names.read(*folder) : 0;
        if (failed != 0) {
            m_events.lost(m_path, errnoReason(failed));
            return;
        }
        if (!isTaken)
            addNames(frame.names);
    }
    if (isTaken) {
        visit(visitor, std::move(found));
    } else {
        frame.pending = std::move(found);
        ++m_pending;
    }
    enterFolder(std::move(name), std::move(folder), std::move(frame));
}

void Walker::enterFolder(std::string name, std::shared_ptr<Directory> folder, Frame frame)
{
    frame.pathLength = m_path.size();
    m_stack.push(std::move(name), std::move(folder));
    m_frames.push_back(std::move(frame));
}

void Walker::visit(const Visitor &visitor, Found &&found)
{
    for (size_t level = 0; m_pending > 0; ++level) {
        Frame &frame = m_frames[level];
        if (!frame.pending)
            continue;
        visitor(std::move(*std::exchange(frame.pending, std::nullopt)));
        --m_pending;
    }
    visitor(std::move(found));
}

bool Walker::needsListing() const
{
    const auto &includes = m_selection.includes();
    const std::string_view path = m_path.empty() ? "/" : std::string_view(m_path);
    return std::any_of(includes.begin(), includes.end(), [&](const PathPattern &pattern) {
        return pattern.match(path) == PathPattern::Match::Above && !isBelow(pattern.base(), m_path);
    });
}

void Walker::addNames(NameList &names) const
{
    for (const PathPattern &pattern : m_selection.includes()) {
        if (!isBelow(pattern.base(), m_path))
            continue;
        const std::string_view rest = std::string_view(pattern.base()).substr(m_path.size() + 1);
        names.add(rest.substr(0, rest.find('/')), DT_UNKNOWN);
    }
    names.sort();
}

/// Whether a pattern names this very path, or something below it.
bool Walker::isNamed() const
{
    const auto &includes = m_selection.includes();
    return std::any_of(includes.begin(), includes.end(), [&](const PathPattern &pattern) {
        return pattern.base() == m_path || isBelow(pattern.base(), m_path);
    });
}

bool Walker::isForeign(const Directory &folder) const
{
    if (folder.device == m_frames.back().device)
        return false;
    const auto name = pseudoName(folder);
    if (!name || (*name == "tmpfs" && isNamed()))
        return false;
    m_events.noted(m_path, "its content is not kept: " + std::string(*name) + " holds no lasting data");
    return true;
}

} // namespace holdfast::agent
