// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/emulator/filedescriptor.h"

#include <QtGlobal>

#include <chrono>
#include <mutex>
#include <string>

namespace holdfast {

/// How much the phone's /data may hold. There is no quota that an ordinary user could set on a folder, so
/// the phone's own writes are counted (WriteFilter, SyncService) against a capacity and the folder's size is
/// measured again now and then. Safe to use from any thread.
class SpaceLimit
{
public:
    /// @p folder is measured and guarded.
    explicit SpaceLimit(std::string folder);

    /// From now on the folder takes @p bytes more than it holds; -1: no limit.
    void setFree(qint64 bytes);
    [[nodiscard]] bool limited() const;

    /// Takes @p bytes of the room; false where they do not fit (the write must fail with ENOSPC).
    bool take(qint64 bytes);

    struct Space
    {
        qint64 capacity = 0;
        qint64 free = 0;
    };
    /// What statfs should answer while limited().
    [[nodiscard]] Space space();

    [[nodiscard]] const std::string &folder() const { return m_folder; }

private:
    void measure();

    const std::string m_folder;
    const FileDescriptor m_open;
    mutable std::mutex m_mutex;
    bool m_limited = false;
    qint64 m_capacity = 0;
    qint64 m_used = 0;
    std::chrono::steady_clock::time_point m_measured;
    std::chrono::steady_clock::duration m_cost{}; ///< Of the last measurement.
};

} // namespace holdfast
