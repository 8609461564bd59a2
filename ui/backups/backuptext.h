// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/backupservice.h"
#include "ui/shell/theme.h"

namespace holdfast::ui {

/// A backup's state in words: `Available`, `Being made`, `Damaged`….
QString backupStatusText(BackupStatus status);
Tone backupStatusTone(BackupStatus status);
/// The name of the icon that says the same.
QString backupStatusIcon(BackupStatus status);
/// What was backed up in a few words: `Whole phone`, a path, `3 paths`.
QString backupWhatText(const BackupRecord &backup);
/// When the archive was last looked at, and how thoroughly.
QString backupCheckText(const BackupRecord &backup);

} // namespace holdfast::ui
