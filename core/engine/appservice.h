// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/base/progress.h"
#include "core/jobs/preflight.h"
#include "core/jobs/requests.h"

#include <QList>
#include <QString>

namespace holdfast {

struct EngineContext;

/// An app's packages out of a phone or a backup, to a file on this machine.
struct AppExportRequest
{
    QString package;
    QString phone{}; ///< A serial, name or id; empty: out of the backup.
    BackupId backup{};
    QString destination; ///< A file; what is there is replaced.
};

struct AppExportReport
{
    qint64 packages = 0;
    qint64 bytes = 0; ///< Of the file.
};

/// Apps as files: installing them from this machine, exporting them to it.
class AppService
{
public:
    explicit AppService(EngineContext &context) : m_context(context) {}

    /// Reads the files (ApkInvalid, Local*), then queues a job per phone; phones that are not usable get a
    /// job that has failed already. The files must stay until the jobs have ended.
    Result<BatchId> startInstall(const InstallRequest &request, const CancelToken &cancel);
    /// What installing would meet on @p phone, without changing anything. The job asks the same.
    Result<QList<PreflightFinding>> preflight(const InstallRequest &request, const Serial &phone,
                                              const CancelToken &cancel);

    /// Writes an app's base and splits as a set that split installers read and startInstall() takes; see
    /// exportPackages(). Blocks; nothing is changed on the phone but that the agent is brought there.
    Result<AppExportReport> exportApp(const AppExportRequest &request, ProgressCounters &progress,
                                      const CancelToken &cancel);

private:
    Result<AppExportReport> exportFromPhone(const AppExportRequest &request, ProgressCounters &progress,
                                            const CancelToken &cancel);
    Result<AppExportReport> exportFromBackup(const AppExportRequest &request, ProgressCounters &progress,
                                             const CancelToken &cancel);

    EngineContext &m_context;
};

} // namespace holdfast
