// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phone/shellpacket.h"

#include <QtEndian>

#include <algorithm>
#include <cstring>

namespace holdfast {

using namespace Qt::Literals::StringLiterals;

QByteArray shellPacketHeader(ShellPacket kind, quint32 size)
{
    QByteArray header(5, Qt::Uninitialized);
    header[0] = static_cast<char>(kind);
    qToLittleEndian(size, header.data() + 1);
    return header;
}

Result<void> ShellPacketParser::startPacket()
{
    const auto kind = static_cast<quint8>(m_header[0]);
    const auto size = qFromLittleEndian<quint32>(m_header + 1);
    const bool isData =
        kind == static_cast<quint8>(ShellPacket::Stdout) || kind == static_cast<quint8>(ShellPacket::Stderr);
    const bool isExit = kind == static_cast<quint8>(ShellPacket::Exit) && size == 1;
    if (!(isData && size <= kMaximumShellPacket) && !isExit)
        return fail(Errc::PhoneRefused,
                    u"the phone's shell sent a packet of kind %1 with %2 bytes"_s.arg(kind).arg(size));
    m_kind = static_cast<ShellPacket>(kind);
    m_remaining = size;
    m_headerSize = 0;
    return {};
}

Result<ShellPacketParser::Piece> ShellPacketParser::next(QByteArrayView &bytes)
{
    while (m_remaining == 0 && !bytes.isEmpty()) {
        const auto missing =
            std::min<qsizetype>(static_cast<qsizetype>(sizeof m_header) - m_headerSize, bytes.size());
        std::memcpy(m_header + m_headerSize, bytes.data(), static_cast<size_t>(missing));
        m_headerSize += static_cast<int>(missing);
        bytes = bytes.sliced(missing);
        if (m_headerSize < static_cast<int>(sizeof m_header))
            continue;
        if (auto started = startPacket(); !started)
            return tl::unexpected(started.error());
    }
    const auto size = std::min<qsizetype>(m_remaining, bytes.size());
    const Piece piece{m_kind, bytes.first(size)};
    m_remaining -= static_cast<quint32>(size);
    bytes = bytes.sliced(size);
    return piece;
}

} // namespace holdfast
