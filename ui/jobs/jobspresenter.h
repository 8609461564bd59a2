// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/backupservice.h"
#include "core/engine/jobservice.h"
#include "ui/shell/uicontext.h"

#include <QObject>

namespace holdfast::ui {

/// Stops jobs, begins them again and reads their logs. Lives in the GUI thread.
class JobsPresenter final : public QObject
{
    Q_OBJECT

public:
    explicit JobsPresenter(UiContext &context, QObject *parent = nullptr);

    void cancel(const QList<JobId> &jobs);
    /// Begins what failed or was cancelled among @p jobs again: one new batch for each backup request that
    /// they came from, so that what belonged together stays together, and one for all restores.
    void retry(const QList<JobRecord> &jobs);
    /// Whether retry() can do something with it.
    [[nodiscard]] static bool canRetry(const JobRecord &job);
    /// The requests that retry() would send: jobs of one batch become one request.
    static QList<BackupRequest> backupRequests(const QList<JobRecord> &jobs);
    static QList<RestoreRequest> restoreRequests(const QList<JobRecord> &jobs);
    /// Reads the log of a job; logRead() brings it.
    void readLog(const JobId &job);

Q_SIGNALS:
    void logRead(const holdfast::JobId &job, const QList<holdfast::EventRecord> &events);
    void started(const holdfast::BatchId &batch);
    void failed(const QString &text);

private:
    void submitted(const Result<BatchId> &batch);

    UiContext &m_context;
};

} // namespace holdfast::ui
