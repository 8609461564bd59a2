// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <sys/types.h>

#include <cstdint>
#include <ctime>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast {

/// A stream of numbers that is the same everywhere for the same seed (splitmix64, public domain algorithm).
class SampleRandom
{
public:
    explicit SampleRandom(std::uint64_t seed) : m_state(seed) {}
    std::uint64_t next();
    /// 0 to @p limit - 1.
    std::uint64_t below(std::uint64_t limit) { return next() % limit; }
    /// Bytes that do not compress.
    std::string noise(std::size_t size);
    /// Readable lines that compress about five to one.
    std::string text(std::size_t size);

private:
    std::uint64_t m_state;
};

/// Owner, mode and label of what is written.
struct TreeAttributes
{
    uid_t owner = 0;
    gid_t group = 0;
    mode_t mode = 0600;
    std::string_view label{}; ///< SELinux label; empty: none.
};

/// Writes files of every kind below a folder, with times to the nanosecond that depend on the seed only. The
/// first failure stops it: later calls do nothing, finish() tells. Names are bytes, paths below the folder.
class TreeWriter
{
public:
    TreeWriter(std::string folder, std::uint64_t seed);

    void folder(const std::string &path, const TreeAttributes &attributes);
    void file(const std::string &path, std::string_view content, const TreeAttributes &attributes);
    /// A file of @p size bytes of which only @p content at @p offset is stored.
    void sparseFile(const std::string &path, std::int64_t size, std::int64_t offset, std::string_view content,
                    const TreeAttributes &attributes);
    void link(const std::string &path, const std::string &target, const TreeAttributes &attributes);
    void hardLink(const std::string &path, const std::string &existing);
    void fifo(const std::string &path, const TreeAttributes &attributes);
    void socket(const std::string &path, const TreeAttributes &attributes);
    void extendedAttribute(const std::string &path, const char *name, std::string_view value);
    void setTime(const std::string &path, const timespec &time);

    /// A folder that is there already and stays as it is, but for its time.
    void existing(const std::string &path) { m_folders.emplace_back(path, nextTime()); }

    /// Folders get their times last, when nothing changes them any more.
    Result<void> finish();

    [[nodiscard]] SampleRandom &random() { return m_random; }

private:
    [[nodiscard]] std::string full(const std::string &path) const { return m_folder + path; }
    void apply(const std::string &path, const TreeAttributes &attributes, bool isLink);
    void check(bool good, const std::string &path);
    timespec nextTime();

    const std::string m_folder;
    SampleRandom m_random;
    bool m_labels = true;
    bool m_failed = false;
    Error m_error;
    std::vector<std::pair<std::string, timespec>> m_folders;
};

} // namespace holdfast
