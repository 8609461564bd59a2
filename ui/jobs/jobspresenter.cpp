// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/jobspresenter.h"

#include "core/engine/engine.h"
#include "ui/jobs/jobfeed.h"
#include "ui/shell/enginelink.h"

#include <QJsonArray>
#include <QMap>

#include <algorithm>

namespace holdfast::ui {
namespace {

using namespace Qt::Literals::StringLiterals;

QStringList texts(const QJsonValue &array)
{
    QStringList list;
    for (const QJsonValue &value : array.toArray())
        list << value.toString();
    return list;
}

/// What this program knows of requests; one that holds more would be repeated as less than it was.
bool isKnownRequest(const JobRecord &job)
{
    static const QStringList backup{u"paths"_s, u"excludes"_s, u"whole"_s,
                                    u"store"_s, u"folder"_s,   u"level"_s};
    static const QStringList restore{u"paths"_s, u"conflict"_s, u"restart"_s};
    const QStringList &known = job.kind == JobKind::Restore ? restore : backup;
    const QStringList keys = job.request.keys();
    return std::all_of(keys.begin(), keys.end(), [&](const QString &key) {
        const QJsonValue value = job.request.value(key);
        return known.contains(key) || value.isNull() || value == QJsonArray() || value == false ||
               value == u""_s;
    });
}

BackupRequest backupRequest(const JobRecord &job)
{
    BackupRequest request;
    request.paths = texts(job.request.value("paths"_L1));
    request.excludes = texts(job.request.value("excludes"_L1));
    request.whole = job.request.value("whole"_L1).toBool();
    request.store = job.request.value("store"_L1).toString();
    request.folder = job.request.value("folder"_L1).toString();
    request.compressionLevel = job.request.value("level"_L1).toInt(3);
    return request;
}

RestoreRequest restoreRequest(const JobRecord &job)
{
    RestoreRequest request;
    request.backup = job.backup;
    request.paths = texts(job.request.value("paths"_L1));
    const QString conflict = job.request.value("conflict"_L1).toString();
    request.conflict = conflict == "skip"_L1    ? Conflict::Skip
                       : conflict == "newer"_L1 ? Conflict::KeepNewer
                                                : Conflict::Overwrite;
    request.restart = job.request.value("restart"_L1).toBool();
    return request;
}

/// Jobs that can be repeated, of one kind, by batch and backup in the order of their batches.
QMap<QString, QList<JobRecord>> grouped(const QList<JobRecord> &jobs, JobKind kind)
{
    QMap<QString, QList<JobRecord>> groups;
    for (const JobRecord &job : jobs) {
        if (job.kind == kind && JobsPresenter::canRetry(job))
            groups[kind == JobKind::Restore ? job.batch.value + job.backup.value : job.batch.value].append(
                job);
    }
    return groups;
}

/// Name, remark and owner are with the backup that failed. A name that the engine made is made anew.
void addTexts(Engine &engine, const BackupId &failed, BackupRequest &request)
{
    const auto record = engine.backups().get(failed);
    if (!record)
        return;
    request.description = record->description;
    request.owner = record->owner;
    if (!record->name.startsWith(record->phoneName + u' '))
        request.name = record->name;
}

} // namespace

JobsPresenter::JobsPresenter(UiContext &context, QObject *parent) : QObject(parent), m_context(context) {}

void JobsPresenter::cancel(const QList<JobId> &jobs)
{
    m_context.engine.ask(
        EngineLink::Lane::Catalog, this,
        [jobs](Engine &engine, const CancelToken &) -> Result<void> {
            for (const JobId &job : jobs) {
                if (auto cancelled = engine.jobs().cancel(job); !cancelled)
                    return cancelled;
            }
            return {};
        },
        [this](const Result<void> &done) {
            if (!done)
                Q_EMIT failed(userText(done.error()));
            m_context.jobs.refresh();
        });
}

bool JobsPresenter::canRetry(const JobRecord &job)
{
    const bool undone = job.status == JobStatus::Failed || job.status == JobStatus::Cancelled;
    const bool restart = job.kind != JobKind::Scan && job.kind != JobKind::Delete;
    return undone && restart && isKnownRequest(job);
}

QList<BackupRequest> JobsPresenter::backupRequests(const QList<JobRecord> &jobs)
{
    QList<BackupRequest> requests;
    for (const QList<JobRecord> &group : grouped(jobs, JobKind::Backup)) {
        BackupRequest request = backupRequest(group.first());
        for (const JobRecord &job : group)
            request.phones.append(job.serial);
        requests.append(request);
    }
    return requests;
}

QList<RestoreRequest> JobsPresenter::restoreRequests(const QList<JobRecord> &jobs)
{
    QList<RestoreRequest> requests;
    for (const QList<JobRecord> &group : grouped(jobs, JobKind::Restore)) {
        RestoreRequest request = restoreRequest(group.first());
        for (const JobRecord &job : group)
            request.phones.append(job.serial);
        requests.append(request);
    }
    return requests;
}

void JobsPresenter::retry(const QList<JobRecord> &jobs)
{
    QHash<Serial, BackupId> failedBackups;
    QList<BackupId> toVerify;
    for (const JobRecord &job : jobs) {
        if (job.kind == JobKind::Backup)
            failedBackups.insert(job.serial, job.backup);
        if (job.kind == JobKind::Verify && canRetry(job))
            toVerify.append(job.backup);
    }
    const auto answer = [this](const Result<BatchId> &batch) { submitted(batch); };
    for (const BackupRequest &request : backupRequests(jobs)) {
        m_context.engine.ask(
            EngineLink::Lane::Phones, this,
            [request, failedBackups](Engine &engine, const CancelToken &cancel) {
                BackupRequest whole = request;
                addTexts(engine, failedBackups.value(request.phones.first()), whole);
                return engine.backups().startBackup(whole, cancel);
            },
            answer);
    }
    for (const RestoreRequest &request : restoreRequests(jobs)) {
        m_context.engine.ask(
            EngineLink::Lane::Phones, this,
            [request](Engine &engine, const CancelToken &cancel) {
                return engine.backups().startRestore(request, cancel);
            },
            answer);
    }
    if (!toVerify.isEmpty()) {
        m_context.engine.ask(
            EngineLink::Lane::Catalog, this,
            [toVerify](Engine &engine, const CancelToken &) {
                return engine.backups().startVerify(toVerify);
            },
            answer);
    }
}

void JobsPresenter::submitted(const Result<BatchId> &batch)
{
    if (batch)
        Q_EMIT started(*batch);
    else
        Q_EMIT failed(userText(batch.error()));
    m_context.jobs.refresh();
}

void JobsPresenter::readLog(const JobId &job)
{
    m_context.engine.ask(
        EngineLink::Lane::Catalog, this,
        [job](Engine &engine, const CancelToken &) { return engine.jobs().log(job); },
        [this, job](const Result<QList<EventRecord>> &events) {
            if (events)
                Q_EMIT logRead(job, *events);
        });
}

} // namespace holdfast::ui
