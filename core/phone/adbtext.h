// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/base/ids.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QHash>

#include <optional>

/// The small texts of the adb host protocol and of Android's shell, as pure functions.
namespace holdfast {

/// Longest service string that is sent: a longer one aborts the whole adb server when the phone's packets are
/// small.
inline constexpr qsizetype kMaximumService = 3999;

/// The length in @p digits, four hexadecimal digits; nothing for anything else.
std::optional<quint32> parseHexLength(QByteArrayView digits);

/// @p service with its length in front, ready to be sent. InvalidArgument when it is empty, too long or holds
/// a NUL byte.
Result<QByteArray> frameService(QByteArrayView service);

/// The error for the server's `FAIL` text, which is about @p serial where that is not empty.
Error failureError(QByteArrayView text, const Serial &serial);

/// What the server's sentence after `host:connect` means.
enum class ConnectAnswer { Connected, AlreadyConnected, NeedsAuthorization, Failed };
ConnectAnswer parseConnectAnswer(QByteArrayView text);

/// The properties in the output of `getprop`: lines `[key]: [value]`, where a value may go over several
/// lines. What does not fit is left out.
QHash<QByteArray, QByteArray> parseGetprop(QByteArrayView text);

/// @p word so that Android's shell (mksh) takes it as one word, byte by byte. It must not hold NUL bytes.
QByteArray shellQuote(QByteArrayView word);

} // namespace holdfast
