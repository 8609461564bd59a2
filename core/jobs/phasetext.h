// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"

#include <QString>

namespace holdfast {

/// The phase in words, translated: "Copying files".
QString phaseText(Phase phase);

} // namespace holdfast
