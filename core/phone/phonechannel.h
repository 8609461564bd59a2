// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/phone/phonetransport.h"

#include <QDeadlineTimer>

namespace holdfast {

/// The bytes of one open service on a phone, with the rule for silence: when no byte moves for the inactivity
/// time the phone is asked by a second stream whether it lives. PhoneSilent when it does not, or when nothing
/// moves for the silence time. What was written may be under way for a while (the adb server takes a MiB
/// ahead, and hands a packet on when it is whole): both times begin when it would have arrived at 64 KiB/s,
/// 16 s from now at most. Closing is the only way to end it: adb knows no half-closed streams. Used by one
/// thread at a time; polls its CancelToken every 100 ms while it waits.
class PhoneChannel
{
public:
    static Result<PhoneChannel> open(const PhoneTransport &transport, QByteArrayView service,
                                     const CancelToken &cancel);

    /// Waits for data; 0 at the end of the stream, PhoneLost when the link broke.
    Result<qint64> read(char *data, qint64 size);
    /// Fills all of @p data; PhoneLost when the stream ends before.
    Result<void> readExactly(char *data, qint64 size);
    Result<void> writeAll(QByteArrayView bytes);

    /// Waits until one of the asked directions (bits of NativeSocket::Ready) is ready, and says which.
    Result<unsigned> wait(unsigned directions);
    /// As NativeSocket: without waiting.
    qint64 readNow(char *data, qint64 size) { return m_socket.read(data, size); }
    qint64 writeNow(const char *data, qint64 size);

    /// The error for a stream that ended or broke where it must not.
    [[nodiscard]] Error lost(const QString &detail) const;

    [[nodiscard]] const PhoneTransport &transport() const { return m_transport; }
    [[nodiscard]] const CancelToken &cancelToken() const { return m_cancel; }
    [[nodiscard]] bool isOpen() const { return m_socket.isOpen(); }
    void close() { m_socket.close(); }

private:
    PhoneChannel(PhoneTransport transport, NativeSocket socket, CancelToken cancel);
    PhoneTransport m_transport;
    NativeSocket m_socket;
    CancelToken m_cancel;
    QDeadlineTimer m_underway{0}; ///< Until what was written has arrived on a slow link.
};

} // namespace holdfast
