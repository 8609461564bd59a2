// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/agent/asidejournal.h"
#include "app/agent/directorychain.h"
#include "app/agent/events.h"
#include "app/agent/tarreader.h"

#include <set>
#include <utility>

namespace holdfast::agent {

/// Keeps what a restore replaces beside its place, where no rename can fail for another file system or
/// another encryption key, and notes every step first. The noting calls are the unpacking thread's; keep() is
/// any thread's. Failures are error(), and nothing may be changed after one.
class Aside
{
public:
    explicit Aside(std::unique_ptr<AsideJournal> journal) : m_journal(std::move(journal)) {}

    /// @p entry is about to come to @p place. @return the step's number.
    std::optional<std::uint64_t> willPut(const Place &place, const std::string &path, const TarEntry &entry);
    /// A folder is about to be made where nothing is. @p parent is the folder that it comes into.
    bool willMake(const std::shared_ptr<Directory> &parent, const std::string &path);
    /// The metadata of the folder @p path is about to change.
    bool willChange(const std::shared_ptr<Directory> &folder, const std::string &path);
    [[nodiscard]] int error() const { return m_journal->error(); }

    [[nodiscard]] std::string partName(std::uint64_t number) const
    {
        return asidePartName(m_journal->id(), number);
    }
    /// Gives what is at @p place its second name. @return 0, also where nothing is there, or the errno:
    /// EISDIR for a folder with content.
    int keep(const Place &place, std::uint64_t number);
    /// Nothing came to @p place after all: what was kept is what is there.
    void takeBack(const Place &place, std::uint64_t number);

private:
    const std::unique_ptr<AsideJournal> m_journal;
    std::set<std::pair<dev_t, ino_t>> m_touched;
};

/// Undoes the restore that wrote the journal at @p path, the last step first, or, where @p keep or the
/// journal itself says so, removes what was kept aside. Either can be repeated after any interruption. No
/// journal, nothing to do. @return how many steps needed something done; nothing, with the reason, where it
/// cannot go on. Paths that cannot be put right are `failed` events; the journal stays then.
std::optional<Totals> settleAside(const std::string &path, bool keep, Events &events, std::string &reason);

} // namespace holdfast::agent
