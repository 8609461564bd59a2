// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/emulator/emulatorsettings.h"
#include "core/emulator/faultstate.h"
#include "core/emulator/spacelimit.h"

#include <atomic>
#include <functional>
#include <string>

namespace holdfast {

/// What the services of one running emulated phone share. Made by PhoneServer, which outlives every service.
struct PhoneContext
{
    PhoneContext(EmulatorSettings phoneSettings, std::string rootFolder)
        : settings(std::move(phoneSettings)), root(std::move(rootFolder)), space(root + "/data")
    {}

    const EmulatorSettings settings;
    const std::string root; ///< The folder on this machine that is the phone's `/`.
    FaultState faults;
    SpaceLimit space;
    std::atomic_bool adbdIsRoot{false};

    std::function<void()> dropConnections; ///< As adbd does when it restarts.
    std::function<void()> reboot;

    /// Whether shells and file services run as root now.
    [[nodiscard]] bool runsAsRoot() const { return adbdIsRoot && !faults.current().noRoot; }
};

/// Android's ids of the shell user and its groups (system/core/libcutils/include/private/
/// android_filesystem_config.h, adb's daemon/main.cpp).
inline constexpr unsigned kShellId = 2000;

/// Gives the calling thread, or a freshly forked process, the rights of root or of the shell user. Only raw
/// system calls: safe after fork, and it does not touch the other threads. False with errno on failure.
bool assumeIdentity(bool root);

} // namespace holdfast
