// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/agent/blockreader.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace holdfast::agent {
namespace {

constexpr size_t kBlocks = 4;
constexpr size_t kBlockSize = size_t(256) * 1024;

} // namespace

BlockReader::BlockReader() : m_blocks(kBlocks), m_thread([this] { run(); }) {}

BlockReader::~BlockReader()
{
    {
        const std::lock_guard lock(m_mutex);
        m_ended = true;
    }
    m_changed.notify_all();
    m_thread.join();
}

void BlockReader::start(int fd, std::vector<Extent> extents)
{
    {
        const std::lock_guard lock(m_mutex);
        m_fd = fd;
        m_extents = std::move(extents);
        m_error = 0;
        m_busy = true;
    }
    m_changed.notify_all();
}

std::string_view BlockReader::next()
{
    std::unique_lock lock(m_mutex);
    if (m_held) {
        m_held = false;
        m_first = (m_first + 1) % kBlocks;
        --m_full;
        m_changed.notify_all();
    }
    m_changed.wait(lock, [this] { return m_full > 0 || !m_busy; });
    if (m_full == 0)
        return {};
    m_held = true;
    return std::string_view(m_blocks[m_first].bytes).substr(0, m_blocks[m_first].size);
}

void BlockReader::run()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_changed.wait(lock, [this] { return m_busy || m_ended; });
        if (m_ended)
            return;
        readExtents(lock);
        m_busy = false;
        m_changed.notify_all();
    }
}

void BlockReader::readExtents(std::unique_lock<std::mutex> &lock)
{
    const std::vector<Extent> extents = std::move(m_extents);
    for (const Extent &extent : extents) {
        if (!readExtent(lock, extent))
            return;
    }
}

bool BlockReader::readExtent(std::unique_lock<std::mutex> &lock, const Extent &extent)
{
    std::uint64_t done = 0;
    while (done < extent.length) {
        m_changed.wait(lock, [this] { return m_full < kBlocks || m_ended; });
        if (m_ended)
            return false;
        Block &block = m_blocks[(m_first + m_full) % kBlocks];
        lock.unlock();
        block.bytes.resize(kBlockSize);
        const size_t want = std::min<std::uint64_t>(kBlockSize, extent.length - done);
        const ssize_t got = ::pread(m_fd, block.bytes.data(), want, static_cast<off_t>(extent.offset + done));
        const int error = errno;
        lock.lock();
        if (got < 0 && error == EINTR)
            continue;
        if (got <= 0) {
            m_error = got < 0 ? error : 0;
            return false;
        }
        block.size = static_cast<size_t>(got);
        done += block.size;
        ++m_full;
        m_changed.notify_all();
    }
    return true;
}

} // namespace holdfast::agent
