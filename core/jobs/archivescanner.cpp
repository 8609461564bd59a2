// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/archivescanner.h"

#include <algorithm>
#include <iterator>

namespace holdfast {
namespace {

constexpr size_t kThreads = 6;
/// Each takes up to 256 KiB and what its index needs.
constexpr size_t kMostUnderWay = 64;

} // namespace

ArchiveScanner::ArchiveScanner(ObjectStore &store, StoreRecord record, CancelToken cancel)
    : m_store(store), m_record(std::move(record)), m_cancel(std::move(cancel))
{}

ArchiveScanner::~ArchiveScanner()
{
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
        m_waiting.clear();
    }
    m_changed.notify_all();
    for (std::thread &thread : m_threads)
        thread.join();
}

bool ArchiveScanner::full() const
{
    return m_underWay >= kMostUnderWay;
}

void ArchiveScanner::add(const ObjectInfo &info)
{
    const std::lock_guard lock(m_mutex);
    m_waiting.push_back(info);
    ++m_underWay;
    if (m_threads.size() < kThreads)
        m_threads.emplace_back([this] { run(); });
    m_changed.notify_all();
}

std::vector<ArchiveScanner::Outcome> ArchiveScanner::take(size_t least)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [&] { return m_done.size() >= std::min(least, m_underWay); });
    std::vector<Outcome> outcomes;
    std::move(m_done.begin(), m_done.end(), std::back_inserter(outcomes));
    m_done.clear();
    m_underWay -= outcomes.size();
    return outcomes;
}

void ArchiveScanner::run()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_changed.wait(lock, [this] { return m_ending || !m_waiting.empty(); });
        if (m_waiting.empty())
            return;
        const ObjectInfo info = std::move(m_waiting.front());
        m_waiting.pop_front();
        lock.unlock();
        auto archive = look(info);
        lock.lock();
        m_done.push_back({info, std::move(archive)});
        m_changed.notify_all();
    }
}

Result<FoundArchive> ArchiveScanner::look(const ObjectInfo &info) const
{
    FoundArchive found;
    found.object = std::make_unique<StoredObject>(m_store, info.key, m_cancel, info.size);
    auto reader = ArchiveReader::open(*found.object, m_store.location(info.key), m_cancel);
    if (!reader)
        return tl::unexpected(reader.error());
    found.reader = std::move(*reader);
    found.checkedBy = scanLevelFor(m_record, info.size);
    auto report = checkArchive(*found.reader, found.checkedBy, {}, nullptr, m_cancel);
    if (!report)
        return tl::unexpected(report.error());
    found.report = std::move(*report);
    found.sha256 = found.report.objectSha256;
    if (found.sha256.isEmpty()) {
        const auto metadata = m_store.metadata(info.key, m_cancel);
        if (metadata)
            found.sha256 = statedSha256(*metadata);
        else if (metadata.error().code == Errc::Cancelled)
            return tl::unexpected(metadata.error());
    }
    return found;
}

} // namespace holdfast
