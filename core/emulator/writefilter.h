// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/emulator/filedescriptor.h"
#include "core/emulator/spacelimit.h"

#include <string>

namespace holdfast {

/// Makes write(2) and its kin fail with ENOSPC, and statfs(2) answer, as SpaceLimit says, for everything that
/// a shell on the phone runs: a seccomp filter hands these system calls to the emulator
/// (seccomp_unotify(2)). That works for static programs, for root and for ordinary users, and the files lie
/// in a plain folder all the same.
class WriteFilter
{
public:
    /// In a forked child that still may (CAP_SYS_ADMIN): installs the filter and sends its listener over
    /// @p socket. Async-signal-safe.
    static bool install(int socket);
    /// In the parent: takes the listener. Invalid if the child failed.
    static FileDescriptor receiveListener(int socket);

    /// Answers the filter's questions until every process under it has ended. Blocks. @p root is the phone's
    /// `/` on this machine.
    static void serve(const FileDescriptor &listener, SpaceLimit &space, const std::string &root);
};

} // namespace holdfast
