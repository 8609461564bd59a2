// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/emulator/emulatorsettings.h"

#include <QString>

namespace holdfast {

/// Builds an emulated phone's `/`: Android's folders, its own shell and tools (mksh, toybox, from this
/// machine's packages), and stand-ins for what the phone's Java half does. `/data` gets its fixed folders
/// only. @p root does not exist yet. To be called as root (see becomeRoot()).
Result<void> buildPhoneRoot(const QString &root, const EmulatorSettings &settings);

/// Writes what belongs to this phone and not to its image, again at each start: properties, adb's folders.
Result<void> writePhoneProperties(const QString &root, const EmulatorSettings &settings);

} // namespace holdfast
