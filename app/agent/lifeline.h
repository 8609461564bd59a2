// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

namespace holdfast::agent {

/// Blocks the signals that should end the process and makes SIGPIPE an error of write(). To be called before
/// any thread is started.
void prepareToEnd();

/// Ends the process at once, whatever its threads do, when the reader of @p output (stdout) goes away or a
/// SIGHUP, SIGINT or SIGTERM comes. @p cleanUp runs first, on a thread of its own.
void watchForEnd(int output, std::function<void()> cleanUp);

} // namespace holdfast::agent
