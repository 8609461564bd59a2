// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/emulator/adbstream.h"
#include "core/emulator/adbwire.h"
#include "core/emulator/phonecontext.h"

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace holdfast {

/// One adb server's link to an emulated phone: the device side of adb's transport protocol (AOSP
/// packages/modules/adb, docs/dev/protocol.md). One thread reads and hands packets to the streams; each
/// service has a thread of its own; any thread may send.
class AdbConnection : public std::enable_shared_from_this<AdbConnection>
{
public:
    /// @p phone outlives the connection.
    AdbConnection(FileDescriptor socket, PhoneContext &phone);

    /// Serves the link until it is lost. Called once, in a thread of its own.
    void run();
    /// Cuts the link; run() returns soon after.
    void drop();

    /// Sends a packet; length and, for old hosts, checksum are filled in. False once the link is lost.
    bool send(adbwire::Header header, std::string_view head = {}, std::string_view body = {});
    /// Largest payload that both sides take.
    [[nodiscard]] std::size_t maxPayload() const { return m_maxPayload; }
    /// The stream is gone: its packets are ignored from now on.
    void forget(std::uint32_t localId);

private:
    struct Packet
    {
        adbwire::Header header;
        AdbPayload payload;
    };

    std::optional<Packet> receive();
    bool receiveBytes(char *data, std::size_t size);
    bool sendBytes(std::string_view bytes);
    void handle(Packet packet);
    void handleConnect(const adbwire::Header &header);
    void handleAuth(const Packet &packet);
    void handleOpen(const Packet &packet);
    void sendBanner();
    void sendAuthToken();
    [[nodiscard]] bool keyIsListed(std::string_view key) const;
    std::shared_ptr<AdbStream> find(std::uint32_t localId);

    const FileDescriptor m_socket;
    PhoneContext &m_phone;
    std::atomic_bool m_dropped{false};
    std::atomic<std::size_t> m_maxPayload{4096};
    std::atomic_bool m_checksums{true};
    std::atomic_bool m_online{false};

    std::mutex m_sendMutex;
    LinkThrottle m_sendThrottle;    ///< Under m_sendMutex.
    LinkThrottle m_receiveThrottle; ///< Reader's thread only.

    std::mutex m_streamsMutex;
    std::unordered_map<std::uint32_t, std::shared_ptr<AdbStream>> m_streams;
    std::uint32_t m_lastId = 0;
};

} // namespace holdfast
