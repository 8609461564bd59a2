// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/archive/archiveexport.h"
#include "core/base/cancel.h"
#include "core/base/error.h"
#include "core/base/progress.h"
#include "core/catalog/backuprecord.h"
#include "core/catalog/filequery.h"
#include "core/catalog/jobrecord.h"
#include "core/catalog/page.h"
#include "core/catalog/searchresult.h"
#include "core/jobs/backupestimate.h"
#include "core/jobs/nametemplate.h"
#include "core/jobs/preflight.h"
#include "core/jobs/requests.h"
#include "core/jobs/restorepreview.h"

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <functional>

namespace holdfast {

struct EngineContext;
struct PlannedBackups;

/// What a backup would be, phone by phone, in the order of the request.
struct DryRun
{
    struct Phone
    {
        Serial serial;
        Result<BackupEstimate> estimate;
    };
    QList<Phone> phones{};
    qint64 storeFreeBytes = -1; ///< -1 where the store cannot say.
};

/// Where an export goes: a folder (made when missing) or a tar file, by the name's ending `.tar`.
struct ExportRequest
{
    BackupId backup;
    QString destination;
    QStringList paths; ///< PathPattern texts; empty for all.
};

/// Backups: making, finding, reading, checking, restoring and deleting them. What takes long becomes a batch
/// of jobs; see JobService for following them.
class BackupService
{
public:
    explicit BackupService(EngineContext &context) : m_context(context) {}

    /// Checks the request (patterns, store, names; each phone is usable) and queues a job per phone. Phones
    /// that are not usable get a job that has failed already; an error means that nothing was queued.
    Result<BatchId> startBackup(const BackupRequest &request, const CancelToken &cancel);
    /// The same with a request of its own for each phone, all in one batch; see readBackupBatch().
    Result<BatchId> startBackups(const QList<BackupRequest> &requests, const CancelToken &cancel);
    /// What startBackup() would do, without doing it: checks the request, then looks at each phone as
    /// estimateBackup() does, several at once. An error means that the request cannot be carried out at all.
    Result<DryRun> dryRun(const BackupRequest &request, ProgressCounters &progress,
                          const CancelToken &cancel);
    /// Checks the request and queues a job per phone.
    Result<BatchId> startRestore(const RestoreRequest &request, const CancelToken &cancel);
    /// The same for several backups, each with the phones that get it, as one batch.
    Result<BatchId> startRestores(const QList<RestoreRequest> &requests, const CancelToken &cancel);
    /// Queues a job that reads each object whole and checks every byte.
    Result<BatchId> startVerify(const QList<BackupId> &backups);
    /// Queues jobs that copy the objects into another store, each as a backup of its own (copyjob.h).
    /// BackupNotUsable where one is not AVAILABLE; InvalidArgument where one lies in @p store already.
    Result<BatchId> startCopy(const QList<BackupId> &backups, const QString &store, const QString &folder);
    /// Queues jobs that delete the objects, then mark the rows.
    Result<BatchId> startDelete(const QList<BackupId> &backups, JobPriority priority = JobPriority::Normal);

    /// What a restore would meet on @p phone, without changing anything. The job asks the same.
    Result<QList<PreflightFinding>> preflight(const RestoreRequest &request, const Serial &phone,
                                              const CancelToken &cancel);

    /// The same, and what it would add there and find there, for any conflict rule. Takes as long as listing
    /// what was selected.
    Result<RestorePreview> preview(const RestoreRequest &request, const Serial &phone,
                                   const CancelToken &cancel);

    /// The newest first; with a text, the best matches first.
    Result<Page<BackupRecord>> list(const BackupFilter &filter, const PageRequest &page);
    /// The same with what is known of each match; see BackupSearch::page().
    Result<BackupHitPage> search(const BackupFilter &filter, const PageRequest &page,
                                 const CancelToken &cancel);
    /// Counts beside such a list; see BackupSearch::facets().
    Result<BackupFacets> facets(const BackupFilter &filter, const CancelToken &cancel);
    /// As BackupRepository::listIds(): every id, newest first, in one string. With a text, those of the best
    /// kMostFoundIds matches, the best first: nobody reads on behind them.
    static constexpr qsizetype kMostFoundIds = 1000;
    Result<QByteArray> listIds(const BackupFilter &filter, const CancelToken &cancel);
    Result<BackupRecord> get(const BackupId &id);
    /// Gives backups the tags @p added and takes @p removed from them, all or none; other tags stay.
    /// InvalidArgument for a tag that is empty, longer than kMostTagLength or holds a comma.
    Result<void> changeTags(const QList<BackupId> &backups, const QStringList &added,
                            const QStringList &removed);
    static constexpr qsizetype kMostTagLength = 64;
    /// Every tag that there is, and how many of @p backups have it.
    Result<QMap<QString, qint64>> tagCounts(const QList<BackupId> &backups);
    /// Which backups hold a file; see FileIndexRepository::find().
    Result<FileHits> findFiles(const FileQuery &query, int limit, const CancelToken &cancel);
    /// What a file was in many backups; see FileIndexRepository::versions().
    Result<QList<FileVersion>> fileVersions(const QByteArray &path, const FileScope &scope,
                                            const CancelToken &cancel);
    /// Calls @p visit for every entry at or below @p under (a PathPattern text; empty for all), read from the
    /// archive itself; stops when it returns false.
    Result<void> files(const BackupId &id, const QString &under,
                       const std::function<bool(const IndexEntry &)> &visit, const CancelToken &cancel);
    Result<ExportReport> exportFiles(const ExportRequest &request, ProgressCounters &progress,
                                     const CancelToken &cancel);

private:
    /// Adds the jobs of a restore to @p planned, and where it wants them, the safety backups before them.
    /// With
    /// @p onlyPhone a phone that cannot be used is an error.
    Result<void> addRestores(PlannedBackups &planned, const RestoreRequest &request, bool onlyPhone,
                             const CancelToken &cancel);
    Result<BatchId> startOnBackups(JobKind kind, const QList<BackupId> &backups,
                                   const QList<BackupStatus> &allowed, JobPriority priority);

    EngineContext &m_context;
};

} // namespace holdfast
