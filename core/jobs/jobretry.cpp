// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/jobretry.h"

#include <QMap>

namespace holdfast {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Whether its request can be sent again as it was.
bool isKnownRequest(const JobRecord &job)
{
    switch (job.kind) {
    case JobKind::Backup:
        return backupRequestFrom(job.request).has_value();
    case JobKind::Restore:
        return restoreRequestFrom(job.request).has_value();
    case JobKind::Verify:
        return true;
    case JobKind::Delete:
    case JobKind::Scan:
    case JobKind::Install:
    case JobKind::Copy:
        return false;
    }
    Q_UNREACHABLE();
}

/// Its restore failed with it, and brings a new one.
bool isSafetyBackup(const JobRecord &job)
{
    return job.kind == JobKind::Backup && job.request.value("onlyWhatIsThere"_L1).toBool();
}

} // namespace

bool canRetry(const JobRecord &job)
{
    const bool undone = job.status == JobStatus::Failed || job.status == JobStatus::Cancelled;
    return undone && !isSafetyBackup(job) && isKnownRequest(job);
}

RetryPlan planRetry(const QList<JobRecord> &jobs)
{
    // By batch, and restores by backup too; maps, so that the order is always the same.
    QMap<QString, RetryPlan::Backup> backups;
    QMap<QString, RestoreRequest> restores;
    RetryPlan plan;
    for (const JobRecord &job : jobs) {
        if (!canRetry(job))
            continue;
        if (job.kind == JobKind::Backup) {
            if (!backups.contains(job.batch.value))
                backups.insert(job.batch.value, {*backupRequestFrom(job.request), job.backup});
            backups[job.batch.value].request.phones.append(job.serial);
        } else if (job.kind == JobKind::Restore) {
            const QString key = job.batch.value + job.backup.value;
            if (!restores.contains(key))
                restores.insert(key, *restoreRequestFrom(job.request));
            restores[key].backup = job.backup;
            restores[key].phones.append(job.serial);
        } else {
            plan.verifies.append(job.backup);
        }
    }
    plan.backups = backups.values();
    plan.restores = restores.values();
    return plan;
}

} // namespace holdfast
