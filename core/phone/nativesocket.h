// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/phone/adbaddress.h"

namespace holdfast {

/// One stream socket without buffers of its own: bulk data goes from the kernel straight to where it is
/// wanted, and both directions can be waited for at once. Used by one thread at a time; closed with the
/// object. The folder's only platform file.
class NativeSocket
{
public:
    NativeSocket() = default;
    ~NativeSocket();
    NativeSocket(NativeSocket &&other) noexcept;
    NativeSocket &operator=(NativeSocket &&other) noexcept;

    /// Connects within @p timeoutMs. AdbUnreachable when nobody listens there.
    static Result<NativeSocket> connectTo(const AdbAddress &address, int timeoutMs,
                                          const CancelToken &cancel);

    enum Ready : unsigned { None = 0, Readable = 1, Writable = 2 };
    /// Waits at most @p timeoutMs for one of the asked directions (bits of Ready) and says which are ready. A
    /// closed or broken socket is ready, so that the next read or write tells.
    [[nodiscard]] unsigned wait(unsigned directions, int timeoutMs) const;

    /// What a read or write that does not wait came to.
    static constexpr qint64 kWouldBlock = -1;
    static constexpr qint64 kBroken = -2; ///< Reset by the other side; lastError() has the reason.

    /// Bytes stored at @p data, 0 at the end of the stream, kWouldBlock or kBroken.
    qint64 read(char *data, qint64 size);
    /// Bytes taken, kWouldBlock or kBroken.
    qint64 write(const char *data, qint64 size);

    [[nodiscard]] QString lastError() const { return m_lastError; }
    [[nodiscard]] bool isOpen() const { return m_handle != kNoHandle; }
    void close();

private:
    static constexpr qintptr kNoHandle = -1;
    explicit NativeSocket(qintptr handle) : m_handle(handle) {}
    static Result<NativeSocket> connectHandle(qintptr handle, const void *target, int targetSize,
                                              int timeoutMs, const CancelToken &cancel);
    static Result<NativeSocket> connectTcp(const AdbAddress &address, int timeoutMs,
                                           const CancelToken &cancel);
    static Result<NativeSocket> connectLocal(const AdbAddress &address, int timeoutMs,
                                             const CancelToken &cancel);

    qintptr m_handle = kNoHandle;
    QString m_lastError;
};

} // namespace holdfast
