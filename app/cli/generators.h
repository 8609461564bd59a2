// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command.h"

#include <QByteArray>

namespace holdfast::cli {

/// A bash completion script for all commands and options of @p registry.
QByteArray bashCompletion(const CommandRegistry &registry);

/// The manual page of section 1 (man(7) macros, UTF-8) for all commands of @p registry.
QByteArray manualPage(const CommandRegistry &registry);

} // namespace holdfast::cli
