// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QString>

#include <memory>
#include <optional>

namespace holdfast {

/// The process behind a running emulated phone, found through the lock that it holds on its pid file. The
/// lock goes with the process, however it ends: there are no stale ones. On systems without emulated phones
/// nothing ever runs.
class EmulatorProcess
{
public:
    class Lock
    {
    public:
        virtual ~Lock() = default;
    };

    /// Takes the lock for as long as the result lives, and writes the own process id into the file.
    static Result<std::shared_ptr<Lock>> lock(const QString &pidFile);
    /// The process that holds the lock.
    static std::optional<qint64> find(const QString &pidFile);
    /// Asks (SIGTERM) or forces (SIGKILL) the process to end.
    static void terminate(qint64 pid);
    static void kill(qint64 pid);
};

} // namespace holdfast
