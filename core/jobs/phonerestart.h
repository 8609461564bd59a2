// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/phone/phonesession.h"

namespace holdfast {

/// Restarts the phone and waits until the same phone answers again with a new boot id. PhoneSilent when it
/// does not come back in time, PhoneChanged when another phone answers instead.
Result<void> restartPhone(const PhoneSession &session, const CancelToken &cancel);

} // namespace holdfast
