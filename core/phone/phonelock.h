// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/phone/phonesession.h"

#include <atomic>
#include <memory>
#include <thread>

namespace holdfast {

/// The right to work on a phone, seen by every Holdfast on every computer: the symbolic link
/// `/data/local/tmp/.holdfast-lock` on the phone to `PID BOOT-ID OWNER`, kept by a shell that runs there as
/// long as the lock is held. The shell removes the link when its stream ends or no heartbeat comes for three
/// minutes, so that a crashed Holdfast leaves nothing. A lock is stale, and taken over, when the phone was
/// restarted since or when its shell is gone.
///
/// Released by the destructor, which may be called in any thread; a thread of its own sends the heartbeats.
/// When the token of acquire() is cancelled the lock ends with the work.
class PhoneLock
{
public:
    /// PhoneBusy when somebody else has it; the detail names the owner. @p owner is one line for people:
    /// `holdfast-cli on host, process 123`.
    static Result<std::unique_ptr<PhoneLock>> acquire(const PhoneTransport &transport, const QString &owner,
                                                      const CancelToken &cancel);
    ~PhoneLock();
    PhoneLock(const PhoneLock &) = delete;
    PhoneLock &operator=(const PhoneLock &) = delete;

    /// False once the phone or its lock was lost.
    [[nodiscard]] bool held() const { return m_held; }

private:
    explicit PhoneLock(std::unique_ptr<ShellStream> stream);
    void keep(const CancelToken &stop);

    std::unique_ptr<ShellStream> m_stream; ///< Belongs to m_thread while that runs.
    CancelSource m_stop;
    std::atomic_bool m_held{true};
    std::thread m_thread;
};

} // namespace holdfast
