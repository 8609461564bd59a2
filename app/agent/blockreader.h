// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/agent/tarformat.h"

#include <condition_variable>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace holdfast::agent {

/// Reads large files on a thread of its own, a few blocks ahead of the one who takes them. Used by one
/// thread.
class BlockReader
{
public:
    BlockReader();
    ~BlockReader();
    BlockReader(const BlockReader &) = delete;
    BlockReader &operator=(const BlockReader &) = delete;

    /// Begins to read @p extents of @p fd, which must stay open until next() has returned nothing.
    void start(int fd, std::vector<Extent> extents);
    /// The next piece, valid until the next call; empty at the end, which comes early where the file ends
    /// early or cannot be read.
    std::string_view next();
    /// After the end: 0 or the errno that ended the reading.
    [[nodiscard]] int error() const { return m_error; }

private:
    struct Block
    {
        std::string bytes;
        size_t size = 0;
    };

    void run();
    void readExtents(std::unique_lock<std::mutex> &lock);
    bool readExtent(std::unique_lock<std::mutex> &lock, const Extent &extent);

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<Block> m_blocks;
    size_t m_first = 0;  ///< The oldest full block.
    size_t m_full = 0;   ///< How many are full.
    bool m_held = false; ///< The oldest is with the user.
    bool m_busy = false;
    bool m_ended = false;
    int m_fd = -1;
    std::vector<Extent> m_extents;
    int m_error = 0;
    std::thread m_thread;
};

} // namespace holdfast::agent
