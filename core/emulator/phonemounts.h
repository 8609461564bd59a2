// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/emulator/emulatorsettings.h"

#include <string>

namespace holdfast {

/// Where `reboot` on the phone writes to, below the phone's root.
inline constexpr char kRebootPipe[] = "/dev/reboot";

/// Gives the phone its /dev, /dev/pts and /proc, with a new boot id. In a mount namespace (@p mounts) these
/// are mounts of its own that go with the process; otherwise plain folders with device nodes (needs
/// CAP_MKNOD) and a /proc that holds the boot id only.
Result<void> mountPhone(const std::string &root, const std::string &bootIdFile, bool mounts);

/// Lets no program under /data/local/tmp run, or lets it again. Needs the mounts of mountPhone().
void setNoExec(const std::string &root, bool noExec);

/// Fills the file that `getprop` and `setprop` work on with the image's properties, as at each boot.
void writeProperties(const std::string &root);

/// Tells the phone's own tools (`su`, `date`) how they must answer, in small files below /dev.
void writePhoneState(const std::string &root, RootPolicy policy, const EmulatorFaults &faults);

} // namespace holdfast
