// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/catalog/drillrecord.h"
#include "core/catalog/jobrecord.h"

#include <QList>

#include <functional>
#include <mutex>

namespace holdfast {

struct EngineContext;

/// Restore drills: proving that backups can be restored, on emulated phones that are made for it (Linux
/// only).
class DrillService
{
public:
    explicit DrillService(EngineContext &context) : m_context(context) {}

    /// Makes an emulated phone of the backup's Android version, restores all of @p backup to it, compares
    /// everything, keeps a certificate with the result, and removes the phone whatever happens. @p follow is
    /// called several times a second with the restore as it goes, from the calling thread.
    ///
    /// A drill that did not pass is a result, not an error. Errors: what kept it from being tried at all;
    /// Cancelled; StateConflict while another drill runs on this data directory.
    Result<DrillRecord> run(const BackupId &backup, const std::function<void(const JobRecord &)> &follow,
                            const CancelToken &cancel);
    /// A backup's certificates, the newest first.
    Result<QList<DrillRecord>> of(const BackupId &backup);
    /// Those of a time, @p until not included, the oldest first.
    Result<QList<DrillRecord>> between(const QDateTime &from, const QDateTime &until);
    /// A backup of this policy to be tried next; see DrillRepository::sampleOf(). PolicyNotFound;
    /// BackupNotFound where the policy has none.
    Result<BackupId> sampleOf(const QString &policy);

private:
    Result<DrillRecord> runAlone(const BackupId &backup, const std::function<void(const JobRecord &)> &follow,
                                 const CancelToken &cancel);
    Result<void> removePhone(const QString &name);
    Result<void> removeLeftovers();
    Result<JobRecord> restore(const BackupId &backup, const Serial &phone,
                              const std::function<void(const JobRecord &)> &follow,
                              const CancelToken &cancel);

    EngineContext &m_context;
    std::mutex m_oneAtATime; ///< In this process; the lease does it for others.
};

} // namespace holdfast
