// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/emulator/emulatorsettings.h"

#include <QString>

namespace holdfast {

/// Exit code of runPhoneServer() that asks for another boot.
inline constexpr int kRebootExitCode = 75;

/// The adbd stand-in of one emulated phone, the second process inside it. Listens on the phone's port, obeys
/// changes of `faults.json`, and serves until it is killed or the phone reboots. Returns the exit code.
/// @p folder is the phone's folder (see EmulatorHome).
int runPhoneServer(const QString &folder, const EmulatorSettings &settings);

} // namespace holdfast
