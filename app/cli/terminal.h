// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"

#include <QByteArray>

namespace holdfast::cli {

/// What differs between the systems' terminals and signals; one implementation file a system.

/// Makes the first Ctrl-C or request to end (SIGTERM, SIGHUP, a closed console) cancel @p source, and the
/// second one end the process at once with exit code 130. A reader of standard output that goes away is an
/// error of the write, not a signal. Called once; @p source lives as long as the process.
void catchInterrupts(CancelSource *source);

/// Whether standard error is a terminal on which a line can be drawn anew.
bool errorsAreLiveTerminal();

/// Columns of that terminal, 80 where they are unknown.
int terminalColumns();

/// One line of standard input, without its end. On a terminal asks for it with @p prompt (on standard error)
/// and does not show what is typed.
QByteArray readSecret(const char *prompt);

/// Prepares standard output and standard error for UTF-8.
void useUtf8Streams();

} // namespace holdfast::cli
