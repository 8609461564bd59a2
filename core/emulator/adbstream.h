// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/emulator/filedescriptor.h"

#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>

namespace holdfast {

class AdbConnection;

/// Bytes of one WRTE packet.
struct AdbPayload
{
    std::unique_ptr<char[]> data;
    std::size_t size = 0;
    [[nodiscard]] std::string_view view() const { return {data.get(), size}; }
};

/// One stream of an adb connection, seen from the phone. The connection's reader calls the on…() functions;
/// a service reads in one thread and writes in one thread.
class AdbStream
{
public:
    AdbStream(std::shared_ptr<AdbConnection> connection, std::uint32_t localId, std::uint32_t remoteId);

    /// Waits for the next packet from the host. Asking for it acknowledges the one before, so that a slow
    /// consumer slows the host down. Nothing once the stream is closed.
    std::optional<AdbPayload> read();
    /// Sends @p head and @p body as one packet (together at most maxPayload()), when the host has
    /// acknowledged the packet before. False once the stream is closed.
    bool write(std::string_view head, std::string_view body = {});
    /// Ends the stream from our side. Later calls do nothing.
    void close();

    [[nodiscard]] std::size_t maxPayload() const;
    /// Readable as soon as the stream is closed from either side.
    [[nodiscard]] int closedEvent() const { return m_event.get(); }

    void onData(AdbPayload payload);
    void onAcknowledge();
    /// Closed by the host, or the link was lost.
    void onClosed();

private:
    void markClosed();

    const std::shared_ptr<AdbConnection> m_connection;
    const std::uint32_t m_localId;
    const std::uint32_t m_remoteId;
    const FileDescriptor m_event;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::optional<AdbPayload> m_incoming;
    bool m_owesAcknowledge = false;
    bool m_writable = true;
    bool m_closed = false;
};

/// Reads an AdbStream as plain bytes, wherever the packets were cut.
class AdbStreamReader
{
public:
    explicit AdbStreamReader(AdbStream &stream) : m_stream(stream) {}
    /// Fills @p data whole; false when the stream ended before.
    bool readExactly(char *data, std::size_t size);

private:
    AdbStream &m_stream;
    AdbPayload m_payload;
    std::size_t m_used = 0;
};

} // namespace holdfast
