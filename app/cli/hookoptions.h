// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/commandline.h"
#include "app/cli/commandspec.h"
#include "app/cli/console.h"
#include "core/policy/hooks.h"

namespace holdfast::cli {

/// The options that name commands to be run before and after a backup, and their time.
QList<OptionSpec> hookOptions();
Hooks hooksOf(const Arguments &arguments);
/// How such commands are run, for a command's description.
QString hookDescription();
/// One fact for each command there is.
void printHooks(Console &console, const Hooks &hooks);

} // namespace holdfast::cli
