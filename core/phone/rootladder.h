// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/phone/phonesession.h"

namespace holdfast {

/// @p command for the phone's shell so that it runs as the user that @p kind stands for.
QByteArray shellAs(RootKind kind, QByteArrayView command);

/// Tries the ways to root in order, each proven by a binary round trip (every byte value, 256 KiB, stderr
/// apart, exit code, uid 0). RootKind::None when there is none; an error only when the phone's own shell does
/// not carry bytes, or is lost.
Result<RootKind> findRoot(const PhoneTransport &transport, const CancelToken &cancel);

} // namespace holdfast
