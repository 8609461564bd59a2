// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytestream.h"
#include "core/phone/phonetransport.h"

namespace holdfast {

/// A command that has ended.
struct ShellResult
{
    QByteArray output;
    QByteArray errors;
    int exitCode = 0;
};

/// Runs @p command to its end with @p input as its stdin. Output over @p maximumOutput bytes, or more than 1
/// MiB of stderr, is PhoneRefused. A failing command is not an error: see exitCode.
Result<ShellResult> runShell(const PhoneTransport &transport, QByteArrayView command,
                             const CancelToken &cancel, QByteArrayView input = {},
                             qint64 maximumOutput = qint64{16} * 1024 * 1024);

/// Feeds @p input to @p command and its stdout to @p output, both at once, to the end. Returns the exit code;
/// @p errors gets the first 64 KiB of stderr.
Result<int> pipeShell(const PhoneTransport &transport, QByteArrayView command, ByteSource &input,
                      ByteSink &output, QByteArray &errors, const CancelToken &cancel);

} // namespace holdfast
