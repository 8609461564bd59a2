// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/ids.h"
#include "core/phone/adbaddress.h"
#include "core/phone/nativesocket.h"

#include <QByteArrayView>

namespace holdfast {

/// One connection to the adb server: requests, answers, and then the bytes of a service. Blocks its thread,
/// with time limits; to be used by one thread at a time.
///
/// Errors: AdbUnreachable when nobody listens, the server went away or is silent; AdbProtocol when the answer
/// is not adb's; what failureError() makes of a refusal; Cancelled.
class ServerConnection
{
public:
    static Result<ServerConnection> open(const AdbAddress &address, const AdbTimeouts &timeouts,
                                         const CancelToken &cancel);

    /// Sends @p service and waits for OKAY. @p serial is the phone that it is about, for the errors.
    Result<void> request(QByteArrayView service, const Serial &serial = {});
    /// Reads one answer with its length in front: four digits, so at most 65535 bytes.
    Result<QByteArray> readReply();
    /// Reads as readReply(), but waits for its beginning without a limit (for trackers).
    Result<QByteArray> readUpdate();

    /// Fills @p data with exactly @p size bytes within the reply time.
    Result<void> readExactly(char *data, qint64 size);
    Result<void> writeAll(QByteArrayView bytes);

    /// The socket after the service has started; the connection is not used again.
    NativeSocket takeSocket() { return std::move(m_socket); }

    void setReplyTimeout(int milliseconds) { m_timeouts.reply = milliseconds; }

    /// One request with one answer on a connection of its own.
    static Result<QByteArray> query(const AdbAddress &address, const AdbTimeouts &timeouts,
                                    QByteArrayView service, const CancelToken &cancel,
                                    const Serial &serial = {});

private:
    ServerConnection(NativeSocket socket, AdbTimeouts timeouts, CancelToken cancel);
    Result<void> waitFor(NativeSocket::Ready direction, qint64 deadlineMs);
    Result<void> readUntil(char *data, qint64 size, qint64 deadlineMs);
    Result<QByteArray> readBlock(qint64 deadlineMs);
    [[nodiscard]] qint64 deadline() const;

    NativeSocket m_socket;
    AdbTimeouts m_timeouts;
    CancelToken m_cancel;
};

} // namespace holdfast
