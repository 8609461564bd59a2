// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/catalog/drillrecord.h"

#include <QString>

namespace holdfast::cli {

/// `passed 2026-11-22 10:04:05, 3681 entries compared`; `failed …, 3 of 3681 entries differ`.
QString drillText(const DrillRecord &drill);

} // namespace holdfast::cli
