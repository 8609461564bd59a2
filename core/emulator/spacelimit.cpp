// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/emulator/spacelimit.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <memory>
#include <string_view>

namespace holdfast {
namespace {

/// Bytes that what lies in an open folder takes on the disk. Files come and go while the phone works; what is
/// gone does not count. Takes over @p folder.
qint64 usedBytes(FileDescriptor folder)
{
    const std::unique_ptr<DIR, int (*)(DIR *)> listing(::fdopendir(folder.get()), ::closedir);
    if (!listing)
        return 0;
    const int self = folder.release();
    qint64 used = 0;
    while (const dirent *entry = ::readdir(listing.get())) {
        const std::string_view name = entry->d_name;
        struct stat status
        {};
        if (name == "." || name == ".." || ::fstatat(self, entry->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0)
            continue;
        constexpr qint64 unit = 512; // Of st_blocks, see stat(2).
        const bool isFolder = S_ISDIR(status.st_mode);
        used += qint64(status.st_blocks) * unit / (isFolder ? 1 : qMax<qint64>(1, qint64(status.st_nlink)));
        if (isFolder)
            used += usedBytes(FileDescriptor(
                ::openat(self, entry->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)));
    }
    return used;
}

} // namespace

SpaceLimit::SpaceLimit(std::string folder)
    : m_folder(std::move(folder)), m_open(::open(m_folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC))
{}

void SpaceLimit::setFree(qint64 bytes)
{
    const std::scoped_lock lock(m_mutex);
    m_limited = bytes >= 0;
    if (!m_limited)
        return;
    measure();
    m_capacity = m_used + bytes;
}

bool SpaceLimit::limited() const
{
    const std::scoped_lock lock(m_mutex);
    return m_limited;
}

bool SpaceLimit::take(qint64 bytes)
{
    const std::scoped_lock lock(m_mutex);
    if (!m_limited)
        return true;
    // Overwritten and removed bytes were not given back by anybody: look again before saying no.
    // Measuring is given at most a third of the time.
    const bool stale = std::chrono::steady_clock::now() - m_measured > 2 * m_cost;
    if (m_used + bytes > m_capacity && stale)
        measure();
    if (m_used + bytes > m_capacity)
        return false;
    m_used += bytes;
    return true;
}

SpaceLimit::Space SpaceLimit::space()
{
    const std::scoped_lock lock(m_mutex);
    measure();
    return {m_capacity, qMax<qint64>(0, m_capacity - m_used)};
}

void SpaceLimit::measure()
{
    // From the open folder: the threads of the sync service have another root, where the path means nothing.
    // Those that act for the shell user may not list it: then the last measurement and what was written
    // count.
    FileDescriptor folder(::openat(m_open.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder.valid())
        return;
    const auto begin = std::chrono::steady_clock::now();
    m_used = usedBytes(std::move(folder));
    m_measured = std::chrono::steady_clock::now();
    m_cost = m_measured - begin;
}

} // namespace holdfast
