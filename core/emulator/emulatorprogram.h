// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace holdfast {

/// Finds a program that is installed or built together with the running one (`holdfast-emulator`): beside it,
/// in the build tree, in libexec, on the PATH; the environment's HOLDFAST_BUILD_DIR goes first. Empty when
/// there is none.
QString findEmulatorProgram(const QString &name);

} // namespace holdfast
