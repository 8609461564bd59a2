// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/catalog/backuprecord.h"
#include "core/jobs/packsequence.h"
#include "core/jobs/workingphone.h"

namespace holdfast {

/// What a backup copies off a phone, and in which steps.
struct BackupPlan
{
    QList<BackedUpApp> apps; ///< Those that were asked for, as they are now.
    QList<PackStep> steps;   ///< Apps of one user id together, then the paths.
    AgentRequest whole{};    ///< Everything in one, for counting.
};

/// Apps that a phone does not have.
enum class MissingApps { Refuse, LeaveOut };

/// Plans what @p backup asks for. AppNotInstalled for an app that the phone does not have and that is not to
/// be left out, InvalidArgument for a bad pattern or name.
Result<BackupPlan> planBackup(const BackupRecord &backup, const WorkingPhone &phone, MissingApps missing,
                              const CancelToken &cancel);

} // namespace holdfast
