// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/emulator/adbconnection.h"

#include "core/emulator/delayline.h"
#include "core/emulator/services.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <fstream>
#include <thread>

namespace holdfast {

using namespace adbwire;

AdbConnection::AdbConnection(FileDescriptor socket, PhoneContext &phone)
    : m_socket(std::move(socket)),
      m_phone(phone),
      m_sendThrottle(phone.faults),
      m_receiveThrottle(phone.faults)
{
    const int on = 1;
    ::setsockopt(m_socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    const int buffer = 2 * int(kMaxPayload);
    ::setsockopt(m_socket.get(), SOL_SOCKET, SO_SNDBUF, &buffer, sizeof buffer);
}

void AdbConnection::run()
{
    {
        DelayLine<Packet> line([this](Packet packet) { handle(std::move(packet)); });
        while (auto packet = receive())
            line.add(*std::move(packet), m_phone.faults.latency());
        drop();
    }
    std::unordered_map<std::uint32_t, std::shared_ptr<AdbStream>> streams;
    {
        const std::scoped_lock lock(m_streamsMutex);
        streams.swap(m_streams);
    }
    for (const auto &[id, stream] : streams)
        stream->onClosed();
}

void AdbConnection::drop()
{
    m_dropped = true;
    ::shutdown(m_socket.get(), SHUT_RDWR);
}

bool AdbConnection::receiveBytes(char *data, std::size_t size)
{
    while (size > 0) {
        const qint64 allowed = m_receiveThrottle.permit(qint64(size), m_dropped);
        if (allowed <= 0)
            return false;
        const ssize_t got = ::recv(m_socket.get(), data, std::size_t(allowed), 0);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        data += got;
        size -= std::size_t(got);
    }
    return true;
}

std::optional<AdbConnection::Packet> AdbConnection::receive()
{
    HeaderBytes bytes{};
    if (!receiveBytes(bytes.data(), bytes.size()))
        return {};
    const auto header = decode(bytes);
    if (!header)
        return {};
    Packet packet{*header, {}};
    if (header->length > 0) {
        packet.payload.data = std::make_unique_for_overwrite<char[]>(header->length);
        packet.payload.size = header->length;
        if (!receiveBytes(packet.payload.data.get(), packet.payload.size))
            return {};
    }
    // A packet that was on its way when the phone froze is not looked at either.
    if (m_receiveThrottle.permit(1, m_dropped) == 0)
        return {};
    return packet;
}

bool AdbConnection::sendBytes(std::string_view bytes)
{
    while (!bytes.empty()) {
        qint64 allowed = m_sendThrottle.permit(qint64(bytes.size()), m_dropped);
        if (allowed > 0)
            allowed = m_phone.faults.takeFromCut(allowed);
        if (allowed <= 0) {
            drop();
            return false;
        }
        const ssize_t sent = ::send(m_socket.get(), bytes.data(), std::size_t(allowed), MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent <= 0) {
            drop();
            return false;
        }
        bytes.remove_prefix(std::size_t(sent));
    }
    return true;
}

bool AdbConnection::send(Header header, std::string_view head, std::string_view body)
{
    header.length = std::uint32_t(head.size() + body.size());
    if (m_checksums)
        header.checksum = checksum(head) + checksum(body);
    // Header and short parts travel in one system call: a packet must not cost three.
    std::array<char, 256> front{};
    const HeaderBytes bytes = encode(header);
    std::size_t size = bytes.size();
    std::copy(bytes.begin(), bytes.end(), front.begin());
    const auto append = [&](std::string_view &part) {
        if (part.size() > front.size() - size)
            return;
        std::copy(part.begin(), part.end(), front.begin() + std::ptrdiff_t(size));
        size += part.size();
        part = {};
    };
    append(head);
    if (head.empty())
        append(body);
    const std::scoped_lock lock(m_sendMutex);
    return sendBytes({front.data(), size}) && sendBytes(head) && sendBytes(body);
}

void AdbConnection::handle(Packet packet)
{
    switch (packet.header.command) {
    case kConnect:
        handleConnect(packet.header);
        break;
    case kAuth:
        handleAuth(packet);
        break;
    case kOpen:
        if (m_online)
            handleOpen(packet);
        break;
    case kWrite:
        if (const auto stream = find(packet.header.arg1))
            stream->onData(std::move(packet.payload));
        break;
    case kOkay:
        if (const auto stream = find(packet.header.arg1))
            stream->onAcknowledge();
        break;
    case kClose:
        if (const auto stream = find(packet.header.arg1)) {
            forget(packet.header.arg1);
            stream->onClosed();
            send({kClose, packet.header.arg1, packet.header.arg0});
        }
        break;
    default:
        break;
    }
}

void AdbConnection::handleConnect(const Header &header)
{
    m_checksums = header.arg0 < kVersion;
    m_maxPayload = std::clamp<std::size_t>(header.arg1, 4096, kMaxPayload);
    const EmulatorFaults faults = m_phone.faults.current();
    if (faults.unauthorized || faults.auth) {
        sendAuthToken();
        return;
    }
    sendBanner();
}

void AdbConnection::sendBanner()
{
    m_online = true;
    const EmulatorFaults faults = m_phone.faults.current();
    const auto maxData =
        std::uint32_t(faults.maxData > 0 ? qMin<qint64>(faults.maxData, 0x7fffffff) : kMaxPayload);
    // Hosts drop the link over a packet that is larger than what we announce ourselves.
    constexpr std::size_t smallest = 64;
    m_maxPayload = std::max(smallest, std::min<std::size_t>(m_maxPayload, maxData));
    const std::string model = m_phone.settings.model.toStdString();
    const std::string name = m_phone.settings.name.toStdString();
    const std::string banner = "device::ro.product.name=" + name + ";ro.product.model=" + model +
                               ";ro.product.device=" + name +
                               ";features=shell_v2,cmd,stat_v2,ls_v2,fixed_push_mkdir";
    // Older hosts check it, and whatever the version the sum is right in this packet.
    send({kConnect, kVersion, maxData, 0, checksum(banner)}, banner);
}

void AdbConnection::sendAuthToken()
{
    // Nobody's secret: signatures are not checked, only listed keys are let in.
    std::array<char, 20> token{};
    token.fill('t');
    const std::string_view text(token.data(), token.size());
    send({kAuth, 1, 0, 0, checksum(text)}, text);
}

void AdbConnection::handleAuth(const Packet &packet)
{
    constexpr std::uint32_t signature = 2;
    constexpr std::uint32_t publicKey = 3;
    if (m_online)
        return;
    if (packet.header.arg0 == signature) {
        sendAuthToken(); // No: try the next key, or show the public one.
    } else if (packet.header.arg0 == publicKey) {
        // As a person would look at the phone's screen: until the key is accepted or the link is gone.
        std::thread([self = shared_from_this(), key = std::string(serviceName(packet.payload.view()))] {
            while (!self->m_dropped) {
                const EmulatorFaults faults = self->m_phone.faults.current();
                if (!faults.unauthorized && (!faults.auth || self->keyIsListed(key))) {
                    self->sendBanner();
                    return;
                }
                std::this_thread::sleep_for(std::chrono::milliseconds(100));
            }
        }).detach();
    }
}

bool AdbConnection::keyIsListed(std::string_view key) const
{
    std::ifstream file(m_phone.root + "/data/misc/adb/adb_keys");
    const auto bare = [](std::string_view text) { return text.substr(0, text.find(' ')); };
    for (std::string line; std::getline(file, line);) {
        if (!bare(line).empty() && bare(line) == bare(key))
            return true;
    }
    return false;
}

void AdbConnection::handleOpen(const Packet &packet)
{
    const std::string service(serviceName(packet.payload.view()));
    const std::uint32_t remoteId = packet.header.arg0;
    const EmulatorFaults faults = m_phone.faults.current();
    const bool refused = faults.refuseOpen && service.starts_with(faults.refuseService.toStdString());
    const ServiceFunction function = refused ? nullptr : findService(service);
    if (!function) {
        send({kClose, 0, remoteId});
        return;
    }
    std::shared_ptr<AdbStream> stream;
    std::uint32_t localId = 0;
    {
        const std::scoped_lock lock(m_streamsMutex);
        localId = ++m_lastId;
        stream = std::make_shared<AdbStream>(shared_from_this(), localId, remoteId);
        m_streams.emplace(localId, stream);
    }
    send({kOkay, localId, remoteId});
    std::thread([function, stream, service, phone = &m_phone] {
        function(service, stream, *phone);
        stream->close();
    }).detach();
}

void AdbConnection::forget(std::uint32_t localId)
{
    const std::scoped_lock lock(m_streamsMutex);
    m_streams.erase(localId);
}

std::shared_ptr<AdbStream> AdbConnection::find(std::uint32_t localId)
{
    const std::scoped_lock lock(m_streamsMutex);
    const auto found = m_streams.find(localId);
    return found == m_streams.end() ? nullptr : found->second;
}

} // namespace holdfast
