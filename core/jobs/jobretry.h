// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/catalog/jobrecord.h"
#include "core/jobs/requests.h"

#include <QList>

namespace holdfast {

/// What begins jobs again that failed or were cancelled.
struct RetryPlan
{
    struct Backup
    {
        BackupRequest request{};
        BackupId failed{}; ///< One that failed: its record has the name, description and owner.
    };
    QList<Backup> backups{};          ///< One for each batch, so that what belonged together stays together.
    QList<RestoreRequest> restores{}; ///< One for each batch and backup.
    QList<BackupId> verifies{};

    [[nodiscard]] bool isEmpty() const
    {
        return backups.isEmpty() && restores.isEmpty() && verifies.isEmpty();
    }
};

/// Whether the job failed or was cancelled, and its record says all that it takes to do it again. Not a
/// safety backup: its restore makes a new one.
bool canRetry(const JobRecord &job);

/// Leaves out jobs that cannot be begun again.
RetryPlan planRetry(const QList<JobRecord> &jobs);

} // namespace holdfast
