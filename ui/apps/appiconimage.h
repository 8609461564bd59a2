// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/phoneservice.h"

#include <QImage>

namespace holdfast::ui {

/// Paints an app's icon on a square of @p size pixels: an adaptive one cut to a rounded square as launchers
/// do. A null image where there is none or nothing of it can be painted. Safe on any thread.
QImage appIconImage(const AppIcon &icon, int size);

} // namespace holdfast::ui
