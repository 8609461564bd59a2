// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>

namespace holdfast::agent {

/// What a verb has done so far.
struct Totals
{
    std::uint64_t files = 0;   ///< Entries that are not folders.
    std::uint64_t folders = 0; ///< Folders.
    std::uint64_t bytes = 0;   ///< Content of regular files.
};

/// The events of agentprotocol.h, one JSON object a line on a file descriptor that is not owned. Any thread.
class Events
{
public:
    explicit Events(int fd) : m_fd(fd) {}

    /// About one path, given as bytes, absolute below the root.
    void lost(std::string_view path, std::string_view reason);
    void changed(std::string_view path, std::string_view reason);
    void noted(std::string_view path, std::string_view reason);
    void skipped(std::string_view path, std::string_view reason);
    void failed(std::string_view path, std::string_view reason);
    void refused(std::string_view path, std::string_view reason);

    /// Says nothing where the last call is less than a quarter of a second ago.
    void progress(const Totals &totals);
    void fatal(std::string_view reason);
    void done(const Totals &totals);

    /// How many paths were lost, failed or refused.
    [[nodiscard]] std::uint64_t misses() const { return m_misses; }

private:
    void aboutPath(std::string_view event, std::string_view path, std::string_view reason);
    void write(std::string line);

    int m_fd;
    std::mutex m_mutex;
    std::atomic<std::uint64_t> m_misses{0};
    std::chrono::steady_clock::time_point m_lastProgress = std::chrono::steady_clock::now();
};

} // namespace holdfast::agent
