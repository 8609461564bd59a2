// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/agent/nodeinfo.h"
#include "app/agent/uniquefd.h"

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace holdfast::agent {

/// One step of a restore, noted before it is made. Paths are absolute below the root.
struct AsideStep
{
    enum class Kind : char {
        Put = 'P',        ///< A node comes to @ref path; what was there is kept beside it.
        MakeFolder = 'M', ///< There was nothing at @ref path.
        TouchFolder = 'T' ///< Something in the folder @ref path, or its metadata, is about to change.
    };
    Kind kind = Kind::Put;
    std::string path;
    bool existed = false;   ///< Put: something was there.
    mode_t mode = 0;        ///< Put: the new node's type. TouchFolder: the mode that it had.
    std::uint64_t size = 0; ///< Put: of the new file, kAnySize where it does not matter.
    timespec mtime = {};    ///< Put: of the new node. TouchFolder: that it had, like the rest.
    uid_t uid = 0;
    gid_t gid = 0;
    std::vector<Xattr> xattrs{};

    static constexpr std::uint64_t kAnySize = ~std::uint64_t(0);
};

/// The names, beside the place of step @p number, of the node that comes and of the one that is kept.
std::string asidePartName(std::uint64_t id, std::uint64_t number);
std::string asideKeptName(std::uint64_t id, std::uint64_t number);

/// Writes the steps of a restore to a file, each before it is made, so that settleAside() can go back or
/// clean up whatever happens. append() is one thread's, waitUntilSafe() any thread's.
class AsideJournal
{
public:
    /// Makes @p path, which must not exist. Null with the errno in @p error.
    static std::unique_ptr<AsideJournal> create(const std::string &path, const std::string &root, int &error);
    ~AsideJournal();
    AsideJournal(const AsideJournal &) = delete;
    AsideJournal &operator=(const AsideJournal &) = delete;

    [[nodiscard]] std::uint64_t id() const { return m_id; }
    /// @return the step's number; nothing, with the errno in error(), where it could not be written. A
    /// process that is killed from here on leaves the note.
    std::optional<std::uint64_t> append(const AsideStep &step);
    [[nodiscard]] int error() const;
    /// Blocks until step @p number outlives a loss of power too. @return 0 or the errno.
    int waitUntilSafe(std::uint64_t number);

private:
    AsideJournal(UniqueFd fd, std::uint64_t id);
    int write(std::string_view body);
    void keepSafe();

    const UniqueFd m_fd;
    const std::uint64_t m_id;
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::uint64_t m_count = 0; ///< Steps written.
    std::uint64_t m_safe = 0;  ///< Steps on the disk.
    std::uint64_t m_wanted = 0;
    int m_error = 0;
    bool m_closed = false;
    std::thread m_thread; ///< Last: it uses all of the above.
};

/// A journal that was written before, by whichever process.
class WrittenJournal
{
public:
    /// Waits for a restore that still writes it. Null where there is none (@p reason is empty) or it cannot
    /// be read.
    static std::unique_ptr<WrittenJournal> open(const std::string &path, std::string &reason);
    ~WrittenJournal();
    WrittenJournal(const WrittenJournal &) = delete;
    WrittenJournal &operator=(const WrittenJournal &) = delete;

    [[nodiscard]] std::uint64_t id() const { return m_id; }
    [[nodiscard]] const std::string &root() const { return m_root; }
    /// Whether it was decided that what was restored stays.
    [[nodiscard]] bool isKept() const { return m_isKept; }
    [[nodiscard]] size_t size() const { return m_offsets.size(); }
    [[nodiscard]] AsideStep step(size_t number) const;
    /// Decides so, for good. @return 0 or the errno.
    int decideToKeep();
    /// Notes, once that was decided, a folder's time before something in it goes.
    void noteFolder(const AsideStep &step) const;
    /// The last folder that was noted so: it may have been left with another time.
    [[nodiscard]] const std::optional<AsideStep> &lastFolder() const { return m_lastFolder; }
    /// All is done. @return 0 or the errno.
    int remove() const;

private:
    WrittenJournal(std::string path, UniqueFd fd) : m_path(std::move(path)), m_fd(std::move(fd)) {}
    bool map();
    bool readAll(std::string &reason);

    const std::string m_path;
    const UniqueFd m_fd;
    const char *m_bytes = nullptr;
    size_t m_size = 0;
    std::uint64_t m_id = 0;
    std::string m_root;
    bool m_isKept = false;
    std::optional<AsideStep> m_lastFolder;
    size_t m_end = 0;                     ///< Of the last whole record.
    std::vector<std::uint64_t> m_offsets; ///< Of the steps.
};

} // namespace holdfast::agent
