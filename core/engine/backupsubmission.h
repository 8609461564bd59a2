// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/jobsubmission.h"
#include "core/jobs/requests.h"

namespace holdfast {

/// InvalidArgument where one of @p packages is no name of an app's package.
Result<void> checkPackages(const QStringList &packages);

/// Whether the words of a request can be carried out, whatever the phones and the store are like.
Result<void> checkBackupWords(const BackupRequest &request);

/// The same, and whether the store is there.
Result<void> checkBackupRequest(EngineContext &context, const BackupRequest &request);
/// Whether the store of this name is known and answers.
Result<void> checkStoreReached(EngineContext &context, const QString &name);

/// What the request asks for of one phone.
BackupRecord backupOf(const BackupRequest &request, const PhoneRecord &phone, const Serial &serial);

/// The jobs of a batch and the backups that they make.
struct PlannedBackups
{
    QList<JobRecord> jobs{};
    QList<BackupRecord> backups{};
};

/// Adds a job for the phone at @p serial, and a PENDING backup where the phone was read. InvalidArgument for
/// a bad name or folder.
Result<void> addBackup(PlannedBackups &planned, EngineContext &context, const BackupRequest &request,
                       const ObjectStore &store, const Serial &serial, const Result<PhoneRecord> &phone);

/// Writes a PENDING backup and a job for each phone that was read, a failed job for each other, and wakes the
/// runner. The request has been checked; @p phones are those at @p serials.
Result<BatchId> queueBackups(EngineContext &context, const BackupRequest &request,
                             const QList<Serial> &serials, const QList<Result<PhoneRecord>> &phones,
                             const AlsoWrite &also = {});
/// The same with a request for each phone.
Result<BatchId> queueBackups(EngineContext &context, const QList<BackupRequest> &requests,
                             const QList<Serial> &serials, const QList<Result<PhoneRecord>> &phones,
                             const AlsoWrite &also = {});

} // namespace holdfast
