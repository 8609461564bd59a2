// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/emulator/adbstream.h"

#include "core/emulator/adbconnection.h"

#include <sys/eventfd.h>

#include <algorithm>
#include <cstring>

namespace holdfast {

AdbStream::AdbStream(std::shared_ptr<AdbConnection> connection, std::uint32_t localId, std::uint32_t remoteId)
    : m_connection(std::move(connection)),
      m_localId(localId),
      m_remoteId(remoteId),
      m_event(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{}

std::optional<AdbPayload> AdbStream::read()
{
    bool acknowledge = false;
    {
        const std::scoped_lock lock(m_mutex);
        acknowledge = std::exchange(m_owesAcknowledge, false) && !m_closed;
    }
    if (acknowledge)
        m_connection->send({adbwire::kOkay, m_localId, m_remoteId});
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_incoming || m_closed; });
    if (!m_incoming)
        return {};
    m_owesAcknowledge = true;
    return std::exchange(m_incoming, {});
}

bool AdbStream::write(std::string_view head, std::string_view body)
{
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_writable || m_closed; });
        if (m_closed)
            return false;
        m_writable = false;
    }
    return m_connection->send({adbwire::kWrite, m_localId, m_remoteId}, head, body);
}

void AdbStream::close()
{
    {
        const std::scoped_lock lock(m_mutex);
        if (m_closed)
            return;
    }
    m_connection->forget(m_localId);
    m_connection->send({adbwire::kClose, m_localId, m_remoteId});
    markClosed();
}

std::size_t AdbStream::maxPayload() const
{
    return m_connection->maxPayload();
}

void AdbStream::onData(AdbPayload payload)
{
    const std::scoped_lock lock(m_mutex);
    m_incoming = std::move(payload);
    m_changed.notify_all();
}

void AdbStream::onAcknowledge()
{
    const std::scoped_lock lock(m_mutex);
    m_writable = true;
    m_changed.notify_all();
}

void AdbStream::onClosed()
{
    markClosed();
}

void AdbStream::markClosed()
{
    const std::scoped_lock lock(m_mutex);
    m_closed = true;
    ::eventfd_write(m_event.get(), 1);
    m_changed.notify_all();
}

bool AdbStreamReader::readExactly(char *data, std::size_t size)
{
    while (size > 0) {
        if (m_used == m_payload.size) {
            auto next = m_stream.read();
            if (!next)
                return false;
            m_payload = *std::move(next);
            m_used = 0;
            continue;
        }
        const std::size_t step = std::min(size, m_payload.size - m_used);
        std::memcpy(data, m_payload.data.get() + m_used, step);
        m_used += step;
        data += step;
        size -= step;
    }
    return true;
}

} // namespace holdfast
