// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace holdfast {

/// What tells a running process from another one that gets the same number later, also after a restart of the
/// machine. Empty when no process has this number.
QString processStartMark(qint64 pid);

} // namespace holdfast
