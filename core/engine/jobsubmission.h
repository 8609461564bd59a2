// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/enginecontext.h"
#include "core/jobs/requests.h"

#include <functional>

namespace holdfast {

/// Serials of the phones that the operator named, each once, in their order. With one phone its error is that
/// of the whole; with many a name that fits none stays, and its job says why. With patience
/// phones that the catalog knows are found there.
Result<QList<Serial>> resolvePhones(EngineContext &context, const QList<Serial> &phones,
                                    const CancelToken &cancel, const QueueOptions &options = {});

/// A job of @p kind for the phone that was read; one that has failed already where it could not be.
JobRecord jobFor(const EngineContext &context, JobKind kind, const Serial &serial,
                 const Result<PhoneRecord> &phone, const QJsonObject &request);

/// Lets the job wait for its turn as the request wants; it has been made by jobFor().
void applyQueue(const EngineContext &context, const QueueOptions &options, JobRecord &job);

/// What was read of the phone, or where it is away and the request has patience, what the catalog knows of
/// it.
Result<PhoneRecord> orAsKnown(EngineContext &context, const QueueOptions &options, const Serial &serial,
                              Result<PhoneRecord> phone);

/// InvalidArgument where they cannot be.
Result<void> checkQueue(const QueueOptions &options);

/// What is written in the transaction of a batch with it: both are there or neither.
using AlsoWrite = std::function<Result<void>(Catalog &catalog, const QList<JobRecord> &jobs)>;

/// Writes a batch with its jobs, in the order given, and the backups that they make, and wakes the runner.
/// The id and the time of @p batch are set here. A backup that exists must be FAILED, and becomes the new
/// one.
Result<BatchId> queueJobs(EngineContext &context, BatchRecord batch, QList<JobRecord> jobs,
                          const QList<BackupRecord> &newBackups, const AlsoWrite &also = {});

} // namespace holdfast
