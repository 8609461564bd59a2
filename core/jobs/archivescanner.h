// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/catalog/storerecord.h"
#include "core/jobs/archivecheck.h"
#include "core/jobs/storedobject.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

namespace holdfast {

/// An archive that was found in a store, open, and checked as thoroughly as the store's checks are.
struct FoundArchive
{
    std::unique_ptr<StoredObject> object{};
    std::unique_ptr<ArchiveReader> reader{};
    VerifyReport report{};
    CheckLevel checkedBy = CheckLevel::EveryByte;
    QByteArray sha256{}; ///< Of the object: read, or as its metadata says; empty where neither is.
};

/// Opens and checks archives of a store, several at once: in a bucket most of the time goes by waiting. Used
/// by one thread; what it hands out may be used until it ends.
class ArchiveScanner
{
public:
    struct Outcome
    {
        ObjectInfo info;
        Result<FoundArchive> archive;
    };

    /// @p store is borrowed.
    ArchiveScanner(ObjectStore &store, StoreRecord record, CancelToken cancel);
    ~ArchiveScanner();
    ArchiveScanner(const ArchiveScanner &) = delete;
    ArchiveScanner &operator=(const ArchiveScanner &) = delete;

    /// Begins with an archive. Only while not full().
    void add(const ObjectInfo &info);
    /// Those that were added and are done: at least so many, or all that are left. Only while not empty().
    std::vector<Outcome> take(size_t least);
    /// Whether something has to be taken before more is added: memory is bounded.
    [[nodiscard]] bool full() const;
    [[nodiscard]] bool empty() const { return m_underWay == 0; }

private:
    void run();
    Result<FoundArchive> look(const ObjectInfo &info) const;

    ObjectStore &m_store;
    const StoreRecord m_record;
    const CancelToken m_cancel;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<ObjectInfo> m_waiting;
    std::deque<Outcome> m_done;
    bool m_ending = false;
    size_t m_underWay = 0; ///< Added and not taken. Of the using thread.
    std::vector<std::thread> m_threads;
};

} // namespace holdfast
