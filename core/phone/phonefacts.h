// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/phone/phonesession.h"

namespace holdfast {

/// Asks the phone for everything in PhoneFacts but its root, in one shell call.
Result<PhoneFacts> readPhoneFacts(const PhoneTransport &transport, const CancelToken &cancel);

/// The output of the script behind readPhoneFacts(), taken apart. PhoneRefused when it is not that.
Result<PhoneFacts> parsePhoneFacts(QByteArrayView output, const Serial &serial);

/// What can change at any moment and matters before something is put on a phone. What it does not tell, or
/// has no battery for, is taken for good.
struct PhoneCondition
{
    int batteryPercent = -1;    ///< -1: no battery, or it does not tell.
    bool charging = false;      ///< Or full on external power.
    bool storageLocked = false; ///< Apps' data is still encrypted: nobody has unlocked it since the start.

    friend bool operator==(const PhoneCondition &, const PhoneCondition &) = default;
};

/// Asks the phone for its condition, in one shell call.
Result<PhoneCondition> readPhoneCondition(const PhoneTransport &transport, const CancelToken &cancel);

/// @p battery as `dumpsys battery` prints it, @p userState as `am get-started-user-state` does, @p available
/// what the property `sys.user.0.ce_available` holds.
PhoneCondition parsePhoneCondition(const QByteArray &battery, const QByteArray &userState,
                                   const QByteArray &available);

/// Asks the phone who it is.
Result<PhoneIdentity> readPhoneIdentity(const PhoneTransport &transport, const CancelToken &cancel);

} // namespace holdfast
