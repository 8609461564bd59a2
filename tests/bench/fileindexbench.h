// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace holdfast::bench {

/// Writes the file indexes of near-equal phones, looks files up in them, and prints sizes and times. Returns
/// whether the goals are met.
bool measureFileIndex(const QString &path, int phones, int files);

} // namespace holdfast::bench
