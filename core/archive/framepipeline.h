// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/archive/archivelayout.h"
#include "core/archive/archivewriter.h"
#include "core/base/sha256.h"

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace holdfast {

/// Compresses frames of tar bytes on several threads and writes them in order on one more, with a bounded
/// number under way. acquire(), submit() and drain() are called by one thread, the owner.
class FramePipeline
{
public:
    /// One frame under way. The owner fills `raw` (up to the frame size) and sets `rawLength`.
    struct Slot
    {
        std::unique_ptr<char[]> raw;
        qint64 rawLength = 0;
        std::unique_ptr<char[]> packed;
        qint64 packedLength = 0;
        bool ready = false;
    };

    /// @p object is borrowed; it is written by the writer thread until drain() returns.
    FramePipeline(ByteSink &object, const ArchiveOptions &options, CancelToken cancel);
    /// Stops all threads; what is under way is dropped.
    ~FramePipeline();
    FramePipeline(const FramePipeline &) = delete;
    FramePipeline &operator=(const FramePipeline &) = delete;

    /// An empty slot; waits for one. The error of the sink or of a compressor, or Cancelled.
    Result<Slot *> acquire();
    void submit(Slot *slot);
    /// Waits until all submitted frames are written. Call once, after the last submit().
    Result<void> drain();

    // After drain():
    [[nodiscard]] const std::vector<ArchiveFrame> &frames() const { return m_frames; }
    /// Over all frames' stored bytes; the owner goes on with it.
    [[nodiscard]] Sha256 &objectHash() { return m_hash; }
    [[nodiscard]] qint64 objectBytes() const { return m_objectBytes; }

private:
    void compressLoop();
    void writeLoop();
    Result<void> writeFrame(const Slot &slot);
    void failWith(const Error &error);
    Result<void> waitFor(const std::function<bool()> &condition, std::unique_lock<std::mutex> &lock);

    ByteSink &m_object;
    const ArchiveOptions m_options;
    const CancelToken m_cancel;

    std::mutex m_mutex;
    std::condition_variable m_workWaits;  ///< For compressors.
    std::condition_variable m_frameReady; ///< For the writer.
    std::condition_variable m_slotFree;   ///< For the owner.
    // Guarded by the mutex:
    std::vector<std::unique_ptr<Slot>> m_slots;
    std::vector<Slot *> m_free;
    std::deque<Slot *> m_toCompress;
    std::deque<Slot *> m_inOrder;
    bool m_stop = false;
    bool m_failed = false;
    Error m_error;
    // The writer's alone until drain() has returned:
    Sha256 m_hash;
    std::vector<ArchiveFrame> m_frames;
    qint64 m_objectBytes = 0;
    qint64 m_tarBytes = 0;

    size_t m_slotLimit;
    std::vector<std::thread> m_threads; ///< Last: they use everything above.
};

} // namespace holdfast
