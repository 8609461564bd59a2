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

/// Whether its request can be sent again as it was.
bool isKnownRequest(const JobRecord &job)
{
    return job.kind == JobKind::Restore  ? restoreRequestFrom(job.request).has_value()
           : job.kind == JobKind::Backup ? backupRequestFrom(job.request).has_value()
                                         : true;
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
    // A template is in the request itself.
    if (request.name.isEmpty() && !record->name.startsWith(record->phoneName + u' '))
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
    const bool restart =
        job.kind == JobKind::Backup || job.kind == JobKind::Restore || job.kind == JobKind::Verify;
    return undone && restart && isKnownRequest(job);
}

QList<BackupRequest> JobsPresenter::backupRequests(const QList<JobRecord> &jobs)
{
    QList<BackupRequest> requests;
    for (const QList<JobRecord> &group : grouped(jobs, JobKind::Backup)) {
        BackupRequest request = backupRequestFrom(group.first().request).value_or(BackupRequest());
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
        RestoreRequest request = restoreRequestFrom(group.first().request).value_or(RestoreRequest());
        request.backup = group.first().backup;
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
    if (const QList<RestoreRequest> requests = restoreRequests(jobs); !requests.isEmpty()) {
        m_context.engine.ask(
            EngineLink::Lane::Phones, this,
            [requests](Engine &engine, const CancelToken &cancel) {
                return engine.backups().startRestores(requests, cancel);
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
