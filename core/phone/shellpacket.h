// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QByteArray>
#include <QByteArrayView>

namespace holdfast {

/// Packets of adb's shell protocol, version 2: one byte of kind, four of length (little endian), data.
enum class ShellPacket : quint8 {
    Stdin = 0,
    Stdout = 1,
    Stderr = 2,
    Exit = 3,
    CloseStdin = 4,
};

/// Longest data of one packet that is believed, and half of it the longest that is sent.
inline constexpr quint32 kMaximumShellPacket = 1024 * 1024;

/// The five bytes in front of @p size bytes of data.
QByteArray shellPacketHeader(ShellPacket kind, quint32 size);

/// Takes a byte stream apart into packets, as far as it goes: data is handed out in the pieces in which it
/// arrives, without a copy.
class ShellPacketParser
{
public:
    struct Piece
    {
        ShellPacket kind = ShellPacket::Stdout;
        QByteArrayView data; ///< Part of the bytes given to next(); empty only when nothing more is there.
    };

    /// Takes the next piece from the front of @p bytes. An empty piece means that all was used and more is
    /// needed. PhoneRefused for kinds and lengths that no phone sends.
    Result<Piece> next(QByteArrayView &bytes);

private:
    Result<void> startPacket();

    char m_header[5] = {};
    int m_headerSize = 0;
    ShellPacket m_kind = ShellPacket::Stdout;
    quint32 m_remaining = 0;
};

} // namespace holdfast
