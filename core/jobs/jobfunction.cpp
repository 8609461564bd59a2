// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/backupjob.h"
#include "core/jobs/copyjob.h"
#include "core/jobs/deletejob.h"
#include "core/jobs/installjob.h"
#include "core/jobs/restorejob.h"
#include "core/jobs/verifyjob.h"

namespace holdfast {
namespace {

Result<JobOutcome> runUnknown(JobContext &context)
{
    return fail(Errc::Internal,
                QStringLiteral("there are no jobs of kind %1").arg(toText(context.record.kind)));
}

} // namespace

JobFunction jobFunction(JobKind kind)
{
    switch (kind) {
    case JobKind::Backup:
        return runBackup;
    case JobKind::Restore:
        return runRestore;
    case JobKind::Verify:
        return runVerify;
    case JobKind::Delete:
        return runDelete;
    case JobKind::Install:
        return runInstall;
    case JobKind::Copy:
        return runCopy;
    case JobKind::Scan: // A scan runs where it was asked for.
        return runUnknown;
    }
    Q_UNREACHABLE();
}

} // namespace holdfast
