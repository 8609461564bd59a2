// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/agent/aside.h"
#include "app/agent/metadata.h"
#include "app/agent/posixerror.h"

#include <fcntl.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>

namespace holdfast::agent {
namespace {

/// Some file systems keep times no finer than this.
constexpr std::int64_t kCoarsestTime = 2;

bool isSameTime(const timespec &a, const timespec &b)
{
    return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec;
}

/// What does not matter: there is nothing, or no folder that it could be in.
bool isGone(int error)
{
    return error == ENOENT;
}

class Settling
{
public:
    Settling(const WrittenJournal &journal, std::shared_ptr<Directory> root, Events &events)
        : m_journal(journal), m_events(events), m_chain(std::move(root)), m_metadata(events)
    {}

    [[nodiscard]] const Totals &totals() const { return m_totals; }

    void undo()
    {
        for (size_t number = m_journal.size(); number-- > 0;) {
            const AsideStep step = m_journal.step(number);
            undoStep(step, number);
            m_events.progress(m_totals);
        }
    }

    /// Removes what was kept, and leaves each folder the time that it has.
    void cleanUp()
    {
        if (m_journal.lastFolder())
            resetTime(*m_journal.lastFolder());
        for (size_t number = 0; number < m_journal.size(); ++number) {
            const AsideStep step = m_journal.step(number);
            if (step.kind == AsideStep::Kind::Put)
                removeKept(step, number);
            m_events.progress(m_totals);
        }
        leaveFolder();
    }

    /// What was put is on the disk, not only on its way there, before what could replace it goes.
    void sync()
    {
        if (!hasReplaced())
            return;
        std::vector<dev_t> devices;
        for (size_t number = 0; number < m_journal.size(); ++number) {
            const AsideStep step = m_journal.step(number);
            int error = 0;
            const auto folder = step.kind == AsideStep::Kind::TouchFolder ? open(step.path, error) : nullptr;
            if (!folder || std::find(devices.begin(), devices.end(), folder->device) != devices.end())
                continue;
            devices.push_back(folder->device);
            ::syncfs(folder->fd.get());
        }
    }

private:
    [[nodiscard]] bool hasReplaced() const
    {
        for (size_t number = 0; number < m_journal.size(); ++number) {
            if (m_journal.step(number).existed)
                return true;
        }
        return false;
    }

    void undoStep(const AsideStep &step, size_t number)
    {
        int error = 0;
        if (step.kind == AsideStep::Kind::TouchFolder) {
            resetFolder(step);
            return;
        }
        const Place place = m_chain.find(step.path, error);
        if (!place.directory)
            error = isGone(error) ? 0 : error;
        else if (step.kind == AsideStep::Kind::MakeFolder)
            error = removeFolder(place);
        else
            error = putBack(place, step, number);
        if (error != 0)
            m_events.failed(step.path, errnoReason(error, "it could not be put back"));
    }

    /// A folder that others have filled since stays.
    int removeFolder(const Place &place)
    {
        if (::unlinkat(place.directory->fd.get(), place.name.c_str(), AT_REMOVEDIR) != 0)
            return isGone(errno) || errno == ENOTEMPTY || errno == EEXIST || errno == ENOTDIR ? 0 : errno;
        m_chain.forget();
        ++m_totals.folders;
        return 0;
    }

    int putBack(const Place &place, const AsideStep &step, size_t number)
    {
        const int directory = place.directory->fd.get();
        const char *name = place.name.c_str();
        const bool wasUnfinished =
            ::unlinkat(directory, asidePartName(m_journal.id(), number).c_str(), 0) == 0;
        const std::string kept = asideKeptName(m_journal.id(), number);
        struct stat old = {};
        if (::fstatat(directory, kept.c_str(), &old, AT_SYMLINK_NOFOLLOW) == 0) {
            struct stat now = {};
            const bool exists = ::fstatat(directory, name, &now, AT_SYMLINK_NOFOLLOW) == 0;
            if (exists && S_ISDIR(now.st_mode) != S_ISDIR(old.st_mode) &&
                ::unlinkat(directory, name, S_ISDIR(now.st_mode) ? AT_REMOVEDIR : 0) != 0)
                return errno;
            if (::renameat(directory, kept.c_str(), directory, name) != 0)
                return errno;
            // Of two names of one file rename() leaves both.
            if (::unlinkat(directory, kept.c_str(), 0) != 0 && !isGone(errno))
                return errno;
            ++m_totals.files;
            return 0;
        }
        return wasUnfinished || step.existed ? 0 : removeNew(directory, name, step);
    }

    /// There was nothing before. What somebody else put there since, or wrote to since, stays.
    int removeNew(int directory, const char *name, const AsideStep &step)
    {
        struct stat st = {};
        if (::fstatat(directory, name, &st, AT_SYMLINK_NOFOLLOW) != 0)
            return isGone(errno) ? 0 : errno;
        const bool isOurs =
            (st.st_mode & S_IFMT) == step.mode &&
            (step.size == AsideStep::kAnySize || static_cast<std::uint64_t>(st.st_size) == step.size) &&
            std::abs(std::int64_t(st.st_mtim.tv_sec) - std::int64_t(step.mtime.tv_sec)) <= kCoarsestTime;
        if (!isOurs)
            return 0;
        if (::unlinkat(directory, name, 0) != 0)
            return errno;
        ++m_totals.files;
        return 0;
    }

    std::shared_ptr<Directory> open(const std::string &path, int &error)
    {
        const Place place = m_chain.find(path.empty() ? "/" : path, error);
        return place.directory
                   ? Directory::open(place.directory->fd.get(), place.name, Directory::Access::Read, error)
                   : nullptr;
    }

    void resetFolder(const AsideStep &step)
    {
        int error = 0;
        struct stat st = {};
        const auto folder = open(step.path, error);
        if (!folder || ::fstat(folder->fd.get(), &st) != 0) {
            if (!isGone(error))
                m_events.failed(step.path, errnoReason(error, "its owner, mode and time"));
            return;
        }
        const std::vector<Xattr> xattrs = readXattrs(folder->fd.get());
        const auto isSame = [](const Xattr &a, const Xattr &b) {
            return a.name == b.name && a.value == b.value;
        };
        const bool isUnchanged =
            (st.st_mode & 07777) == step.mode && st.st_uid == step.uid && st.st_gid == step.gid &&
            std::equal(xattrs.begin(), xattrs.end(), step.xattrs.begin(), step.xattrs.end(), isSame);
        if (isUnchanged && isSameTime(st.st_mtim, step.mtime))
            return;
        if (isUnchanged) {
            const std::array<timespec, 2> times{timespec{0, UTIME_OMIT}, step.mtime};
            if (::futimens(folder->fd.get(), times.data()) != 0)
                m_events.failed(step.path, errnoReason(errno, "time"));
            return;
        }
        for (const Xattr &xattr : xattrs) {
            const bool had = std::any_of(step.xattrs.begin(), step.xattrs.end(),
                                         [&](const Xattr &old) { return old.name == xattr.name; });
            if (!had && ::fremovexattr(folder->fd.get(), xattr.name.c_str()) != 0)
                m_events.failed(step.path, errnoReason(errno, "attribute " + xattr.name));
        }
        m_metadata.applyToFd(folder->fd.get(), {step.mode, step.uid, step.gid, step.mtime, step.xattrs},
                             step.path, true);
    }

    void removeKept(const AsideStep &step, size_t number)
    {
        int error = 0;
        const Place place = m_chain.find(step.path, error);
        if (!place.directory) {
            if (!isGone(error) && error != ENOTDIR)
                m_events.failed(step.path, errnoReason(error, "what was kept of it"));
            return;
        }
        if (place.directory != m_folder) {
            leaveFolder();
            m_folder = place.directory;
            struct stat st = {};
            m_folderTime = ::fstat(m_folder->fd.get(), &st) == 0 ? st.st_mtim : timespec{0, UTIME_OMIT};
        }
        if (step.existed && !m_isNoted) {
            m_journal.noteFolder({.kind = AsideStep::Kind::TouchFolder,
                                  .path = step.path.substr(0, step.path.rfind('/')),
                                  .mtime = m_folderTime});
            m_isNoted = true;
        }
        const int directory = m_folder->fd.get();
        const std::string kept = asideKeptName(m_journal.id(), number);
        int done = ::unlinkat(directory, kept.c_str(), 0);
        if (done != 0 && (errno == EISDIR || errno == EPERM))
            done = ::unlinkat(directory, kept.c_str(), AT_REMOVEDIR);
        if (done == 0) {
            m_isChanged = true;
            ++m_totals.files;
        } else if (!isGone(errno)) {
            m_events.failed(step.path, errnoReason(errno, "what was kept of it"));
        }
    }

    void leaveFolder()
    {
        const std::array<timespec, 2> times{timespec{0, UTIME_OMIT}, m_folderTime};
        if (m_isChanged)
            (void)::utimensat(m_folder->fd.get(), ".", times.data(), 0);
        m_isChanged = false;
        m_isNoted = false;
    }

    /// Of a folder that a clean-up was killed in.
    void resetTime(const AsideStep &step)
    {
        int error = 0;
        const auto folder = open(step.path, error);
        const std::array<timespec, 2> times{timespec{0, UTIME_OMIT}, step.mtime};
        if (folder)
            (void)::futimens(folder->fd.get(), times.data());
    }

    const WrittenJournal &m_journal;
    Events &m_events;
    DirectoryChain m_chain;
    MetadataWriter m_metadata;
    Totals m_totals;
    std::shared_ptr<Directory> m_folder; ///< In which something may have been removed.
    timespec m_folderTime = {};
    bool m_isChanged = false;
    bool m_isNoted = false; ///< The folder's time stands in the journal.
};

} // namespace

std::optional<Totals> settleAside(const std::string &path, bool keep, Events &events, std::string &reason)
{
    const auto journal = WrittenJournal::open(path, reason);
    if (!journal)
        return reason.empty() ? std::optional(Totals()) : std::nullopt;
    int error = 0;
    Totals totals;
    if (journal->size() > 0) {
        auto root = Directory::openRoot(journal->root(), error);
        if (!root) {
            reason = errnoReason(error, journal->root());
            return std::nullopt;
        }
        Settling settling(*journal, std::move(root), events);
        if (keep && !journal->isKept()) {
            settling.sync();
            error = journal->decideToKeep();
        }
        if (error == 0 && journal->isKept()) {
            settling.cleanUp();
        } else if (error == 0) {
            settling.undo();
            settling.sync();
        }
        totals = settling.totals();
    }
    if (error == 0 && events.misses() == 0)
        error = journal->remove();
    if (error != 0) {
        reason = errnoReason(error, path);
        return std::nullopt;
    }
    return totals;
}

} // namespace holdfast::agent
