// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/jobrow.h"

#include "core/catalog/statement.h"
#include "core/catalog/words.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {

const QString kJobColumns =
    u"id, batch_id, kind, phone_id, serial, backup_id, status, phase, bytes_done, bytes_total, files_done, "
    "files_total, created_at, started_at, finished_at, error, request, outcome, owner_host, owner_pid, "
    "owner_start, lease_until, cancel_requested, priority, durable, attempt, not_before, patient_until, "
    "outage, "
    "after_job"_s;

void bindProgress(Statement &statement, const JobProgress &progress)
{
    statement.bind(toText(progress.phase)).bind(progress.bytesDone).bind(progress.bytesTotal);
    statement.bind(progress.filesDone).bind(progress.filesTotal);
}

void bindOwner(Statement &statement, const ProcessIdentity &owner)
{
    statement.bind(owner.host).bind(owner.pid).bind(owner.startMark);
}

void bindJob(Statement &statement, const JobRecord &job)
{
    statement.bind(job.id.value).bind(job.batch.value).bind(toText(job.kind)).bind(job.phone.value);
    statement.bind(job.serial.value).bind(job.backup.value).bind(toText(job.status));
    bindProgress(statement, job.progress);
    statement.bind(job.createdAt).bind(job.startedAt).bind(job.finishedAt).bind(errorToText(job.error));
    statement.bind(job.request).bind(job.outcome);
    bindOwner(statement, job.owner);
    statement.bind(job.leaseUntil).bind(job.cancelRequested);
    statement.bind(static_cast<int>(job.priority)).bind(job.durable).bind(job.attempt);
    statement.bind(job.notBefore).bind(job.patientUntil).bind(outageToText(job.progress.outage));
    statement.bind(job.after.value);
}

JobRecord jobFrom(const Statement &row)
{
    JobRecord job;
    job.id = {row.text(0)};
    job.batch = {row.text(1)};
    job.kind = jobKindFromText(row.text(2)).value_or(JobKind::Backup);
    job.phone = {row.text(3)};
    job.serial = {row.text(4)};
    job.backup = {row.text(5)};
    job.status = jobStatusFromText(row.text(6)).value_or(JobStatus::Failed);
    job.progress = {phaseFromText(row.text(7)),  row.number(8), row.number(9), row.number(10), row.number(11),
                    outageFromText(row.text(28))};
    job.createdAt = row.time(12);
    job.startedAt = row.time(13);
    job.finishedAt = row.time(14);
    job.error = errorFromText(row.text(15));
    job.request = row.object(16);
    job.outcome = row.object(17);
    job.owner = {row.text(18), row.number(19), row.text(20)};
    job.leaseUntil = row.time(21);
    job.cancelRequested = row.flag(22);
    job.priority = static_cast<JobPriority>(
        std::clamp<qint64>(row.number(23), qint64(JobPriority::Low), qint64(JobPriority::High)));
    job.durable = row.flag(24);
    job.attempt = static_cast<int>(row.number(25));
    job.notBefore = row.time(26);
    job.patientUntil = row.time(27);
    job.after = {row.text(29)};
    return job;
}

} // namespace holdfast
