// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/emulator/emulatorhome.h"

namespace holdfast {

/// Fills @p data, a phone's fresh `/data`, with believable apps, databases, media and odd names. The same
/// size gives the same names, bytes, owners and times every time. To be called as root (see becomeRoot()).
Result<void> writeSample(const QString &data, SampleSize size);

} // namespace holdfast
