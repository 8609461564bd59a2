// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/backupservice.h"

#include <QStringList>

namespace holdfast::ui {

/// The words of the `holdfast-cli` command that does the same as a request.
QStringList commandWords(const BackupRequest &request);
QStringList commandWords(const RestoreRequest &request);

/// @p words as one line for a POSIX shell, each quoted where it has to be.
QString shellLine(const QStringList &words);

} // namespace holdfast::ui
