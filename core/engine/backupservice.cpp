// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/backupservice.h"

#include "core/engine/backupsubmission.h"
#include "core/engine/copysubmission.h"
#include "core/engine/jobsubmission.h"
#include "core/engine/phonereader.h"
#include "core/jobs/apprestore.h"
#include "core/jobs/backedupapp.h"
#include "core/jobs/fileindexing.h"
#include "core/jobs/objectname.h"
#include "core/jobs/restorejob.h"
#include "core/jobs/restoreplan.h"
#include "core/jobs/safetybackup.h"
#include "core/jobs/selection.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QMap>
#include <QSet>
#include <QThreadPool>
#include <QtConcurrentMap>

#include <numeric>

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

/// The backups that are made before the jobs of a restore; none where the request wants none.
class SafetyBackups
{
public:
    static Result<SafetyBackups> prepare(EngineContext &engine, Catalog &catalog,
                                         const RestoreRequest &request, const BackupRecord &backup)
    {
        SafetyBackups backups;
        if (!request.safetyBackup)
            return backups;
        backups.m_request = safetyBackupFor(request, backup);
        if (auto checked = checkBackupRequest(engine, backups.m_request); !checked)
            return tl::unexpected(checked.error());
        auto store = openCatalogStore(catalog, backups.m_request.store);
        if (!store)
            return tl::unexpected(store.error());
        backups.m_store = *std::move(store);
        return backups;
    }

    /// @return the job that the phone's restore has to wait for; empty where there is none.
    [[nodiscard]] Result<JobId> addFor(PlannedBackups &planned, EngineContext &engine, const Serial &serial,
                                       const PhoneRecord &phone) const
    {
        if (!m_store)
            return JobId();
        if (auto added = addBackup(planned, engine, m_request, *m_store, serial, phone); !added)
            return tl::unexpected(added.error());
        return planned.jobs.last().id;
    }

private:
    BackupRequest m_request;
    std::unique_ptr<ObjectStore> m_store;
};

/// Asks what a restore would be like on @p phone, as the job itself would ask, without a job.
template <typename Answer>
Result<Answer> askOnPhone(EngineContext &engine, const RestoreRequest &request, const Serial &phone,
                          const CancelToken &cancel,
                          Result<Answer> (*ask)(JobContext &, const RestoreRequest &))
{
    const auto serial = resolvePhone(engine, phone.value, cancel);
    if (!serial)
        return tl::unexpected(serial.error());
    const auto catalog = engine.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    JobRecord record;
    record.kind = JobKind::Restore;
    record.serial = *serial;
    record.backup = request.backup;
    JobLog log((*catalog)->events(), {}, engine.clock); // Never flushed: nothing has happened.
    ProgressCounters progress;
    const JobEnvironment environment = engine.jobEnvironment();
    JobContext context{.environment = environment,
                       .record = record,
                       .catalog = **catalog,
                       .log = log,
                       .progress = progress,
                       .cancel = cancel};
    return ask(context, request);
}

} // namespace

Result<DryRun> BackupService::dryRun(const BackupRequest &request, ProgressCounters &progress,
                                     const CancelToken &cancel)
{
    if (auto checked = checkBackupWords(request); !checked)
        return tl::unexpected(checked.error());
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    const auto store = openCatalogStore(**catalog, request.store);
    if (!store)
        return tl::unexpected(store.error());
    const auto free = (*store)->freeSpace();
    if (!free)
        return tl::unexpected(free.error());
    const auto serials = resolvePhones(m_context, request.phones, cancel);
    if (!serials)
        return tl::unexpected(serials.error());
    const auto phones = readPhones(m_context, *serials, cancel);
    const JobEnvironment environment = m_context.jobEnvironment();
    QList<qsizetype> numbers(phones.size());
    std::iota(numbers.begin(), numbers.end(), 0);
    QThreadPool pool;
    pool.setMaxThreadCount(m_context.options.parallelJobs);
    const auto estimates = QtConcurrent::blockingMapped<QList<Result<BackupEstimate>>>(
        &pool, numbers, [&](qsizetype number) -> Result<BackupEstimate> {
            if (!phones[number])
                return tl::unexpected(phones[number].error());
            const auto own = m_context.openCatalog(); // Of this thread.
            if (!own)
                return tl::unexpected(own.error());
            const BackupRecord backup = backupOf(request, *phones[number], (*serials)[number]);
            return estimateBackup(environment, **own, backup, progress, cancel);
        });
    DryRun run{.phones = {}, .storeFreeBytes = *free};
    for (qsizetype i = 0; i < serials->size(); ++i)
        run.phones.append({(*serials)[i], estimates[i]});
    return run;
}

Result<BatchId> BackupService::startBackup(const BackupRequest &request, const CancelToken &cancel)
{
    if (auto checked = checkBackupRequest(m_context, request); !checked)
        return tl::unexpected(checked.error());
    const auto serials = resolvePhones(m_context, request.phones, cancel, request.queue);
    if (!serials)
        return tl::unexpected(serials.error());
    auto phones = readPhones(m_context, *serials, cancel);
    for (qsizetype i = 0; i < phones.size(); ++i)
        phones[i] = orAsKnown(m_context, request.queue, (*serials)[i], phones[i]);
    if (phones.size() == 1 && !phones.first())
        return tl::unexpected(phones.first().error());

    return queueBackups(m_context, request, *serials, phones);
}

Result<BatchId> BackupService::startBackups(const QList<BackupRequest> &requests, const CancelToken &cancel)
{
    if (requests.size() == 1)
        return startBackup(requests.first(), cancel);
    QMap<QString, Result<void>> stores;
    QList<Serial> serials;
    for (const BackupRequest &request : requests) {
        if (auto checked = checkBackupWords(request); !checked)
            return tl::unexpected(checked.error());
        auto reached = stores.constFind(request.store);
        if (reached == stores.cend())
            reached = stores.insert(request.store, checkStoreReached(m_context, request.store));
        if (!*reached)
            return tl::unexpected(reached->error());
        if (request.phones.size() != 1)
            return fail(Errc::InvalidArgument, u"each request of a batch is for one phone"_s);
        const auto serial = resolvePhones(m_context, request.phones, cancel, request.queue);
        // One of many: its job says what is wrong.
        serials.append(serial ? serial->first() : request.phones.first());
        if (serials.indexOf(serials.last()) < serials.size() - 1)
            return fail(Errc::InvalidArgument,
                        u"two requests are for the phone %1"_s.arg(serials.last().value));
    }
    auto phones = readPhones(m_context, serials, cancel);
    for (qsizetype i = 0; i < phones.size(); ++i)
        phones[i] = orAsKnown(m_context, requests[i].queue, serials[i], phones[i]);
    return queueBackups(m_context, requests, serials, phones);
}

Result<void> BackupService::addRestores(PlannedBackups &planned, const RestoreRequest &request,
                                        bool onlyPhone, const CancelToken &cancel)
{
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    // Opened here too, so that an unusable backup or a bad path is told before any phone is touched.
    const auto archive = openBackup(**catalog, request.backup, cancel);
    if (!archive)
        return tl::unexpected(archive.error());
    if (auto selection = narrowSelection(PathSelection(), request.paths); !selection)
        return tl::unexpected(selection.error());
    if (auto named = checkPackages(request.apps); !named)
        return tl::unexpected(named.error());
    if (auto queue = checkQueue(request.queue); !queue)
        return tl::unexpected(queue.error());
    const auto safety = SafetyBackups::prepare(m_context, **catalog, request, archive->backup);
    if (!safety)
        return tl::unexpected(safety.error());
    const auto serials = resolvePhones(m_context, request.phones, cancel, request.queue);
    if (!serials)
        return tl::unexpected(serials.error());
    auto phones = readPhones(m_context, *serials, cancel);
    for (qsizetype i = 0; i < phones.size(); ++i)
        phones[i] = orAsKnown(m_context, request.queue, (*serials)[i], phones[i]);
    if (onlyPhone && phones.size() == 1 && !phones.first())
        return tl::unexpected(phones.first().error());
    const QJsonObject json = toJson(request);
    for (qsizetype i = 0; i < phones.size(); ++i) {
        JobRecord job = jobFor(m_context, JobKind::Restore, (*serials)[i], phones[i], json);
        job.backup = request.backup;
        if (phones[i]) {
            applyQueue(m_context, request.queue, job);
            const auto before = safety->addFor(planned, m_context, (*serials)[i], *phones[i]);
            if (!before)
                return tl::unexpected(before.error());
            job.after = *before;
        }
        planned.jobs.append(job);
    }
    return {};
}

Result<BatchId> BackupService::startRestore(const RestoreRequest &request, const CancelToken &cancel)
{
    return startRestores({request}, cancel);
}

Result<BatchId> BackupService::startRestores(const QList<RestoreRequest> &requests, const CancelToken &cancel)
{
    if (requests.isEmpty())
        return fail(Errc::InvalidArgument, u"no backup was named"_s);
    PlannedBackups planned;
    for (const RestoreRequest &request : requests) {
        if (auto added = addRestores(planned, request, requests.size() == 1, cancel); !added)
            return tl::unexpected(added.error());
    }
    const QJsonObject json = requests.size() == 1 ? toJson(requests.first()) : QJsonObject();
    return queueJobs(m_context, {.id = {}, .kind = JobKind::Restore, .createdAt = {}, .request = json},
                     planned.jobs, planned.backups);
}

Result<BatchId> BackupService::startVerify(const QList<BackupId> &backups)
{
    return startOnBackups(JobKind::Verify, backups,
                          {BackupStatus::Available, BackupStatus::Damaged, BackupStatus::Missing},
                          JobPriority::Normal);
}

Result<BatchId> BackupService::startCopy(const QList<BackupId> &backups, const QString &store,
                                         const QString &folder)
{
    QList<BackupId> sources;
    for (const BackupId &id : backups) {
        const auto backup = get(id);
        if (!backup)
            return tl::unexpected(backup.error());
        if (backup->storeName == store) {
            return fail(Errc::InvalidArgument, u"it lies in that store already"_s,
                        {.phone = {}, .path = {}, .object = id.value});
        }
        if (!sources.contains(id))
            sources.append(id);
    }
    return queueCopies(m_context, sources, store, folder);
}

Result<BatchId> BackupService::startDelete(const QList<BackupId> &backups, JobPriority priority)
{
    return startOnBackups(JobKind::Delete, backups,
                          {BackupStatus::Available, BackupStatus::Damaged, BackupStatus::Missing,
                           BackupStatus::Failed, BackupStatus::Deleting},
                          priority);
}

Result<BatchId> BackupService::startOnBackups(JobKind kind, const QList<BackupId> &backups,
                                              const QList<BackupStatus> &allowed, JobPriority priority)
{
    if (backups.isEmpty())
        return fail(Errc::InvalidArgument, u"no backup was named"_s);
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    QList<JobRecord> jobs;
    QSet<BackupId> seen;
    for (const BackupId &id : backups) {
        if (seen.contains(id))
            continue;
        seen.insert(id);
        const auto backup = (*catalog)->backups().get(id);
        if (!backup)
            return tl::unexpected(backup.error());
        if (backup->status == BackupStatus::Deleted)
            return fail(Errc::BackupNotFound, u"it was deleted"_s,
                        {.phone = {}, .path = {}, .object = id.value});
        if (!allowed.contains(backup->status)) {
            return fail(Errc::BackupNotUsable, u"its state is %1"_s.arg(toText(backup->status)),
                        {.phone = {}, .path = {}, .object = id.value});
        }
        // The phone does not matter for work on the store, and must not hold it up.
        JobRecord job = jobFor(m_context, kind, backup->serial, PhoneRecord{}, {});
        job.backup = id;
        job.priority = priority;
        jobs.append(job);
    }
    return queueJobs(m_context, {.id = {}, .kind = kind, .createdAt = {}, .request = {}}, jobs, {});
}

Result<QList<PreflightFinding>> BackupService::preflight(const RestoreRequest &request, const Serial &phone,
                                                         const CancelToken &cancel)
{
    return askOnPhone(m_context, request, phone, cancel, checkRestore);
}

Result<RestorePreview> BackupService::preview(const RestoreRequest &request, const Serial &phone,
                                              const CancelToken &cancel)
{
    return askOnPhone(m_context, request, phone, cancel, previewRestore);
}

Result<Page<BackupRecord>> BackupService::list(const BackupFilter &filter, const PageRequest &page)
{
    const auto catalog = m_context.keptCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    return (*catalog)->backups().list(filter, page);
}

Result<BackupHitPage> BackupService::search(const BackupFilter &filter, const PageRequest &page,
                                            const CancelToken &cancel)
{
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    return (*catalog)->search().page(filter, page, m_context.clock.now(), cancel);
}

Result<BackupFacets> BackupService::facets(const BackupFilter &filter, const CancelToken &cancel)
{
    const auto catalog = m_context.keptCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    return (*catalog)->search().facets(filter, m_context.clock.now(), cancel);
}

Result<QByteArray> BackupService::listIds(const BackupFilter &filter, const CancelToken &cancel)
{
    const auto catalog = m_context.keptCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    if (filter.text.trimmed().isEmpty())
        return (*catalog)->backups().listIds(filter, cancel);
    return (*catalog)->search().ids(filter, kMostFoundIds, m_context.clock.now(), cancel);
}

Result<FileHits> BackupService::findFiles(const FileQuery &query, int limit, const CancelToken &cancel)
{
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    return (*catalog)->files().find(query, limit, cancel);
}

Result<QList<FileVersion>> BackupService::fileVersions(const QByteArray &path, const FileScope &scope,
                                                       const CancelToken &cancel)
{
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    return (*catalog)->files().versions(path, scope, cancel);
}

Result<BackupRecord> BackupService::get(const BackupId &id)
{
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    return (*catalog)->backups().get(id);
}

Result<void> BackupService::changeTags(const QList<BackupId> &backups, const QStringList &added,
                                       const QStringList &removed)
{
    QStringList wanted;
    for (const QString &tag : added) {
        wanted << tag.simplified();
        if (wanted.last().isEmpty() || wanted.last().size() > kMostTagLength || tag.contains(u','))
            return fail(Errc::InvalidArgument,
                        u"a tag has 1 to %1 characters and no comma"_s.arg(kMostTagLength));
    }
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    return (*catalog)->backupTags().change(backups, wanted, removed);
}

Result<QMap<QString, qint64>> BackupService::tagCounts(const QList<BackupId> &backups)
{
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    return (*catalog)->backupTags().counts(backups);
}

Result<void> BackupService::files(const BackupId &id, const QString &under,
                                  const std::function<bool(const IndexEntry &)> &visit,
                                  const CancelToken &cancel)
{
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    const auto selection = makeSelection({under.isEmpty() ? u"/"_s : under}, {}, false);
    if (!selection)
        return tl::unexpected(selection.error());
    auto archive = openBackup(**catalog, id, cancel);
    if (!archive)
        return tl::unexpected(archive.error());
    return archive->reader->forEachEntry(
        [&](const IndexEntry &entry) -> Result<bool> {
            const auto verdict = selection->verdict(phonePath(entry).toStdString());
            return verdict != PathSelection::Verdict::Take || visit(entry);
        },
        cancel);
}

Result<ExportReport> BackupService::exportFiles(const ExportRequest &request, ProgressCounters &progress,
                                                const CancelToken &cancel)
{
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    auto archive = openBackup(**catalog, request.backup, cancel);
    if (!archive)
        return tl::unexpected(archive.error());
    auto plan = planRestore(*archive, request.paths, Identity::Take, cancel);
    if (!plan)
        return tl::unexpected(plan.error());
    progress.phase = Phase::Copying;
    progress.filesTotal = plan->files;
    progress.bytesTotal = plan->bytes;
    const EntryFilter select = [&](const IndexEntry &entry) { return plan->sends(entry); };
    if (!request.destination.endsWith(u".tar"_s))
        return exportToFolder(*archive->reader, select, request.destination, {}, &progress, cancel);
    const auto size = exportToTar(*archive->reader, select, request.destination, &progress, cancel);
    if (!size)
        return tl::unexpected(size.error());
    ExportReport report{.entryCount = 0, .contentBytes = plan->bytes, .problemCount = 0, .problems = {}};
    const auto counted = archive->reader->forEachEntry(
        [&](const IndexEntry &entry) {
            report.entryCount += select(entry) ? 1 : 0;
            return true;
        },
        cancel);
    if (!counted)
        return tl::unexpected(counted.error());
    return report;
}

} // namespace holdfast
