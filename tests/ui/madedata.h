// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QString>

namespace holdfast::test {

/// Fills the catalog in @p dataDirectory with phones, backups and jobs as a fleet has them, always the same
/// ones, with long names and each state among them. Nothing of it lies in a store. False where the catalog
/// refused.
bool fillCatalog(const QString &dataDirectory, const Clock &clock);

} // namespace holdfast::test
