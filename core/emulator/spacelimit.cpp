// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/emulator/spacelimit.h"

#include <sys/stat.h>

#include <filesystem>

namespace holdfast {
namespace {

qint64 usedBytes(const std::string &folder)
{
    qint64 used = 0;
    std::error_code error;
    std::filesystem::recursive_directory_iterator entry(
        folder, std::filesystem::directory_options::skip_permission_denied, error);
    // Files come and go while the phone works; what is gone does not count.
    for (; !error && entry != std::filesystem::recursive_directory_iterator(); entry.increment(error)) {
        struct stat status
        {};
        if (::lstat(entry->path().c_str(), &status) == 0)
            used += qint64(status.st_blocks) * 512 /
                    qint64(status.st_nlink > 0 && !S_ISDIR(status.st_mode) ? status.st_nlink : 1);
    }
    return used;
}

} // namespace

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
    const bool stale = std::chrono::steady_clock::now() - m_measured > std::chrono::milliseconds(200);
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
    m_used = usedBytes(m_folder);
    m_measured = std::chrono::steady_clock::now();
}

} // namespace holdfast
