// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/enginecontext.h"
#include "core/phone/phonesession.h"

namespace holdfast {

/// Reads who the phones at @p serials are, many at once, and notes them in the catalog. One result per
/// serial, in their order.
QList<Result<PhoneRecord>> readPhones(EngineContext &context, const QList<Serial> &serials,
                                      const CancelToken &cancel);

/// The serial that an operator means by @p text: a serial that the adb server knows, else an id or name from
/// the catalog. PhoneNotFound, PhoneAmbiguous.
Result<Serial> resolvePhone(EngineContext &context, const QString &text, const CancelToken &cancel);

/// The way to the phone at @p serial.
PhoneTransport transportTo(const EngineContext &context, const Serial &serial);

} // namespace holdfast
