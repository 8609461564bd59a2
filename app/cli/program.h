// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command.h"
#include "core/base/cancel.h"

#include <QIODevice>
#include <QStringList>

namespace holdfast::cli {

/// Where a program runs. All of it is borrowed.
struct Surroundings
{
    QIODevice &output;
    QIODevice &errors;
    bool errorsToTerminal = false;
    int columns = 80;
    CancelToken cancel;
};

/// Does what @p words (without the program's name) ask and returns the process's exit code. Needs a
/// QCoreApplication. In one process one call runs at a time, as it routes Qt's messages to the log file.
int runProgram(const QStringList &words, const CommandRegistry &registry, const Surroundings &surroundings);

/// Every command of this program.
CommandRegistry makeRegistry();

} // namespace holdfast::cli
