// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QString>

namespace holdfast {

/// Runs the emulated phone in @p folder in the foreground until SIGTERM or SIGINT; a reboot of the phone
/// starts it anew. Three processes: this one (holds the lock, waits), the phone's first process (reaps), and
/// the adbd stand-in. The phone's processes die with this one, however it ends. To be called before any
/// thread is started, as root (see becomeRoot()).
Result<void> superviseEmulator(const QString &folder);

} // namespace holdfast
