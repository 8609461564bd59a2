// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/job.h"
#include "core/phone/phoneagent.h"
#include "core/phone/phonelock.h"
#include "core/phone/phonesession.h"

#include <memory>

namespace holdfast {

/// A phone that a job has for itself: open session, lock, deployed agent. The members depend on each other in
/// this order.
struct WorkingPhone
{
    std::unique_ptr<PhoneSession> session;
    std::unique_ptr<PhoneLock> lock;
    std::unique_ptr<PhoneAgent> agent;
    PhoneRecord record; ///< As the catalog has it now.

    /// Lets others work on the phone.
    void release();
};

/// Opens the job's phone, notes it in the catalog, locks it against other Holdfasts and brings the agent
/// there; what an interrupted job left is put right (apphold.h, wayback.h). PhoneChanged when another phone
/// answers at this serial than the one that the job was made for.
Result<WorkingPhone> openWorkingPhone(JobContext &context);

/// What the catalog remembers of @p facts.
PhoneRecord toPhoneRecord(const PhoneFacts &facts);

} // namespace holdfast
