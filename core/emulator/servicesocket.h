// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/emulator/filedescriptor.h"
#include "core/emulator/packagemanager.h"

#include <string>

namespace holdfast {

/// Where the shell commands of an emulated phone reach its system services: a socket in its /dev, as binder
/// is on a real one. A call is one message: the length of what follows (u32, of this machine), then the
/// words, each ended by a NUL byte, with the caller's stdin, stdout and stderr beside the first byte
/// (SCM_RIGHTS); the answer is one byte, the exit code. `holdfast-emulator-call` is the other end.
class ServiceSocket
{
public:
    static constexpr char kPath[] = "/dev/.services"; ///< On the phone.

    /// Begins to listen. Invalid when it cannot.
    static FileDescriptor listen(const std::string &root);

    /// Takes one caller from @p listener and serves it in a thread of its own. @p packages lives as long as
    /// the process.
    static void accept(const FileDescriptor &listener, PackageManager &packages);
};

} // namespace holdfast
