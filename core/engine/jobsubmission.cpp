// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/jobsubmission.h"

#include "core/catalog/transaction.h"
#include "core/engine/phonereader.h"
#include "core/jobs/jobpatience.h"

namespace holdfast {
namespace {

/// The phone that the catalog knows by this id, serial or name.
Result<PhoneRecord> knownPhone(EngineContext &context, const QString &word)
{
    const auto catalog = context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    return (*catalog)->phones().find(word);
}

} // namespace

using namespace Qt::Literals::StringLiterals;

Result<QList<Serial>> resolvePhones(EngineContext &context, const QList<Serial> &phones,
                                    const CancelToken &cancel, const QueueOptions &options)
{
    if (phones.isEmpty())
        return fail(Errc::InvalidArgument, u"no phone was named"_s);
    QList<Serial> serials;
    for (const Serial &phone : phones) {
        auto serial = resolvePhone(context, phone.value, cancel);
        if (!serial && options.patienceSeconds > 0 && isAway(serial.error().code)) {
            if (const auto known = knownPhone(context, phone.value))
                serial = known->serial;
        }
        // With one phone the request fails; with many the others go on and this one's job says why not.
        if (!serial && phones.size() == 1)
            return tl::unexpected(serial.error());
        const Serial resolved = serial ? *serial : phone;
        if (!serials.contains(resolved))
            serials.append(resolved);
    }
    return serials;
}

JobRecord jobFor(const EngineContext &context, JobKind kind, const Serial &serial,
                 const Result<PhoneRecord> &phone, const QJsonObject &request)
{
    JobRecord job;
    job.id = newJobId();
    job.kind = kind;
    job.serial = serial;
    job.createdAt = context.clock.now();
    job.request = request;
    job.owner = context.process;
    job.leaseUntil = job.createdAt.addSecs(60);
    if (phone) {
        job.phone = phone->id;
    } else {
        job.status = JobStatus::Failed;
        job.finishedAt = job.createdAt;
        job.error = phone.error();
    }
    return job;
}

void applyQueue(const EngineContext &context, const QueueOptions &options, JobRecord &job)
{
    job.priority = options.priority;
    if (options.patienceSeconds > 0)
        job.patientUntil = job.createdAt.addSecs(options.patienceSeconds);
    job.durable = options.detached || (options.outlives && context.options.adoptsJobs);
    if (options.detached) {
        job.owner = {};
        job.leaseUntil = {};
    }
}

Result<PhoneRecord> orAsKnown(EngineContext &context, const QueueOptions &options, const Serial &serial,
                              Result<PhoneRecord> phone)
{
    if (phone || options.patienceSeconds <= 0 || !isAway(phone.error().code))
        return phone;
    if (auto known = knownPhone(context, serial.value))
        return *std::move(known);
    return phone;
}

Result<void> checkQueue(const QueueOptions &options)
{
    if (options.patienceSeconds < 0 || options.patienceSeconds > QueueOptions::kMostPatienceSeconds)
        return fail(Errc::InvalidArgument, u"patience lasts a week at most"_s);
    return {};
}

Result<BatchId> queueJobs(EngineContext &context, BatchRecord batch, QList<JobRecord> jobs,
                          const QList<BackupRecord> &newBackups, const AlsoWrite &also)
{
    batch.id = newBatchId();
    batch.createdAt = context.clock.now();
    // Jobs are listed by the time of their creation: a millisecond each keeps the order of the request.
    for (qsizetype i = 0; i < jobs.size(); ++i)
        jobs[i].createdAt = batch.createdAt.addMSecs(i);
    const auto catalog = context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    Transaction transaction((*catalog)->database());
    if (auto begun = transaction.begin(); !begun)
        return tl::unexpected(begun.error());
    for (const BackupRecord &backup : newBackups) {
        const auto known = (*catalog)->backups().get(backup.id);
        const bool again = known && known->status == BackupStatus::Failed;
        const auto written =
            again ? (*catalog)->backups().adopt(backup) : (*catalog)->backups().insert(backup);
        if (!written)
            return tl::unexpected(written.error());
    }
    if (auto inserted = (*catalog)->jobs().insertBatch(batch, jobs); !inserted)
        return tl::unexpected(inserted.error());
    if (also) {
        if (auto written = also(**catalog, jobs); !written)
            return tl::unexpected(written.error());
    }
    if (auto committed = transaction.commit(); !committed)
        return tl::unexpected(committed.error());
    context.runner.wake();
    return batch.id;
}

} // namespace holdfast
