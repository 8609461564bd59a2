// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/emulator/filedescriptor.h"

#include <sys/types.h>

#include <string>

namespace holdfast {

/// How a shell on the phone is started.
struct ShellOptions
{
    std::string root;    ///< The phone's `/` on this machine.
    std::string command; ///< For `sh -c`; empty: a login shell.
    std::string term = "dumb";
    bool asRoot = false;
    bool pty = false;
    bool rawPty = false;   ///< The terminal passes bytes through unchanged.
    bool filtered = false; ///< Install a WriteFilter before the shell starts.
};

/// A process inside the phone: chroot, the shell user's or root's ids, Android's environment.
struct ShellProcess
{
    pid_t pid = -1;
    FileDescriptor pidfd;
    FileDescriptor input;  ///< The child's stdin; non-blocking.
    FileDescriptor output; ///< The child's stdout, or the terminal.
    FileDescriptor error;  ///< The child's stderr; not open with a terminal.
    FileDescriptor filter; ///< The WriteFilter's listener, when one was asked for.
    bool terminal = false;

    static Result<ShellProcess> start(const ShellOptions &options);
    /// Waits for the end: the exit code, or 128 + signal.
    static int waitFor(pid_t pid);
};

} // namespace holdfast
