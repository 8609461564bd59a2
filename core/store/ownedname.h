// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

// Names of things that belong to a process and are left behind when it dies: `HOST.PID.RANDOM`.
namespace holdfast {

/// A new name for something of this process.
QString ownedName();

/// A new name for something of this machine that no process cares for any more.
QString nobodysName();

/// Whether the process that made the name ran on this machine and does no longer.
bool ownerIsDead(const QString &name);

} // namespace holdfast
