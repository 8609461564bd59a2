// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/archive/framepipeline.h"

#include "core/archive/archiveformat.h"

#include <zstd.h>

#include <chrono>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

struct FreeContext
{
    void operator()(ZSTD_CCtx *context) const { ZSTD_freeCCtx(context); }
};

int workerCount(int asked)
{
    return asked > 0 ? asked : std::clamp(int(std::thread::hardware_concurrency()), 1, 4);
}

} // namespace

FramePipeline::FramePipeline(ByteSink &object, const ArchiveOptions &options, CancelToken cancel)
    : m_object(object),
      m_options(options),
      m_cancel(std::move(cancel)),
      m_slotLimit(size_t(workerCount(options.workers)) + 3)
{
    for (int i = 0; i < workerCount(options.workers); ++i)
        m_threads.emplace_back([this] { compressLoop(); });
    m_threads.emplace_back([this] { writeLoop(); });
}

FramePipeline::~FramePipeline()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_workWaits.notify_all();
    m_frameReady.notify_all();
    for (std::thread &thread : m_threads)
        thread.join();
}

Result<void> FramePipeline::waitFor(const std::function<bool()> &condition,
                                    std::unique_lock<std::mutex> &lock)
{
    while (!m_failed && !condition()) {
        if (const auto cancelled = m_cancel.check(); !cancelled)
            return cancelled;
        m_slotFree.wait_for(lock, std::chrono::milliseconds(100));
    }
    if (m_failed)
        return tl::unexpected(m_error);
    return {};
}

Result<FramePipeline::Slot *> FramePipeline::acquire()
{
    std::unique_lock lock(m_mutex);
    if (m_free.empty() && m_slots.size() < m_slotLimit) {
        auto slot = std::make_unique<Slot>();
        // Not zeroed: these are tens of megabytes.
        slot->raw = std::make_unique_for_overwrite<char[]>(size_t(m_options.frameSize));
        slot->packed =
            std::make_unique_for_overwrite<char[]>(ZSTD_compressBound(size_t(m_options.frameSize)));
        m_free.push_back(slot.get());
        m_slots.push_back(std::move(slot));
    }
    if (const auto waited = waitFor([this] { return !m_free.empty(); }, lock); !waited)
        return tl::unexpected(waited.error());
    Slot *slot = m_free.back();
    m_free.pop_back();
    slot->rawLength = 0;
    slot->ready = false;
    return slot;
}

void FramePipeline::submit(Slot *slot)
{
    {
        const std::lock_guard lock(m_mutex);
        m_toCompress.push_back(slot);
        m_inOrder.push_back(slot);
    }
    m_workWaits.notify_one();
}

Result<void> FramePipeline::drain()
{
    std::unique_lock lock(m_mutex);
    return waitFor([this] { return m_inOrder.empty(); }, lock);
}

void FramePipeline::failWith(const Error &error)
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_failed)
            m_error = error;
        m_failed = true;
        m_stop = true;
    }
    m_workWaits.notify_all();
    m_frameReady.notify_all();
    m_slotFree.notify_all();
}

void FramePipeline::compressLoop()
{
    const std::unique_ptr<ZSTD_CCtx, FreeContext> context(ZSTD_createCCtx());
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, m_options.level);
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 1);
    for (;;) {
        Slot *slot = nullptr;
        {
            std::unique_lock lock(m_mutex);
            m_workWaits.wait(lock, [this] { return m_stop || !m_toCompress.empty(); });
            if (m_stop)
                return;
            slot = m_toCompress.front();
            m_toCompress.pop_front();
        }
        const size_t packed =
            ZSTD_compress2(context.get(), slot->packed.get(), ZSTD_compressBound(size_t(m_options.frameSize)),
                           slot->raw.get(), size_t(slot->rawLength));
        if (ZSTD_isError(packed)) {
            failWith({Errc::Internal,
                      u"cannot compress: "_s % QString::fromLatin1(ZSTD_getErrorName(packed)),
                      {}});
            return;
        }
        {
            const std::lock_guard lock(m_mutex);
            slot->packedLength = qint64(packed);
            slot->ready = true;
        }
        m_frameReady.notify_one();
    }
}

void FramePipeline::writeLoop()
{
    for (;;) {
        Slot *slot = nullptr;
        {
            std::unique_lock lock(m_mutex);
            m_frameReady.wait(lock,
                              [this] { return m_stop || (!m_inOrder.empty() && m_inOrder.front()->ready); });
            if (m_stop)
                return;
            slot = m_inOrder.front();
        }
        if (const auto written = writeFrame(*slot); !written) {
            failWith(written.error());
            return;
        }
        {
            const std::lock_guard lock(m_mutex);
            m_inOrder.pop_front();
            m_free.push_back(slot);
        }
        m_slotFree.notify_one();
    }
}

Result<void> FramePipeline::writeFrame(const Slot &slot)
{
    const QByteArrayView packed(slot.packed.get(), slot.packedLength);
    // A frame ends with the low half of the XXH64 of its content, which is what the seek table wants too.
    const auto checksum = format::take<quint32>(packed.last(4).data());
    m_frames.push_back(
        {m_objectBytes, m_tarBytes, quint32(packed.size()), quint32(slot.rawLength), checksum});
    m_objectBytes += packed.size();
    m_tarBytes += slot.rawLength;
    m_hash.add(packed);
    for (qint64 at = 0; at < packed.size(); at += kStreamBlock) {
        if (const auto cancelled = m_cancel.check(); !cancelled)
            return cancelled;
        const auto block = packed.sliced(at, std::min<qint64>(kStreamBlock, packed.size() - at));
        if (const auto written = m_object.write(block); !written)
            return written;
    }
    return {};
}

} // namespace holdfast
