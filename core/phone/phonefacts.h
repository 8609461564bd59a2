// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/phone/phonesession.h"

namespace holdfast {

/// Asks the phone for everything in PhoneFacts but its root, in one shell call.
Result<PhoneFacts> readPhoneFacts(const PhoneTransport &transport, const CancelToken &cancel);

/// The output of the script behind readPhoneFacts(), taken apart. PhoneRefused when it is not that.
Result<PhoneFacts> parsePhoneFacts(QByteArrayView output, const Serial &serial);

/// Asks the phone who it is.
Result<PhoneIdentity> readPhoneIdentity(const PhoneTransport &transport, const CancelToken &cancel);

} // namespace holdfast
