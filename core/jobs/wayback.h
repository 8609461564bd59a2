// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/workingphone.h"

namespace holdfast {

/// A restore of paths replaces file by file. Until its comparison has passed, the phone keeps what was
/// replaced, and notes of each step in `/data/local/tmp/.holdfast.restore` (agentprotocol.h, `settle`).
/// Whatever ends before is undone: by the destructor, as far as the phone can be reached, else by whoever
/// works on the phone next.
class WayBack
{
public:
    /// Both outlive it.
    WayBack(const WorkingPhone &phone, JobLog &log) : m_phone(phone), m_log(log) {}
    ~WayBack();
    WayBack(const WayBack &) = delete;
    WayBack &operator=(const WayBack &) = delete;

    /// For the request of the `unpack` that is to have a way back.
    [[nodiscard]] QByteArray journal() const;
    /// What was restored is right, and what it replaced goes. Where this fails, the next job on the phone
    /// goes back or forward, whichever was decided.
    Result<void> keep();
    /// Puts everything back. @return whether it is done; if not, the log tells.
    bool undo();

private:
    const WorkingPhone &m_phone;
    JobLog &m_log;
    bool m_isOpen = true;
};

/// Whether a restore was cut off on this phone (or is under way, where its lock is held).
Result<bool> hasUnsettledRestore(const PhoneSession &session, const CancelToken &cancel);

/// Brings a restore to its end that was cut off on this phone: back to what was there before, or forward
/// where its comparison had passed. To be called with the phone's lock held, before other work. PhoneFile
/// where it cannot be done. @return whether there was one; then the phone may have another android_id now.
Result<bool> settleRestore(const PhoneSession &session, const PhoneAgent &agent, JobLog &log,
                           const CancelToken &cancel);

} // namespace holdfast
