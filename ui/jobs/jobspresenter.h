// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/backupservice.h"
#include "core/engine/jobservice.h"
#include "ui/shell/uicontext.h"

#include <QObject>

#include <functional>

namespace holdfast {
class Engine;
}

namespace holdfast::ui {

/// Stops and pauses jobs, begins them again and reads their logs. Lives in the GUI thread.
class JobsPresenter final : public QObject
{
    Q_OBJECT

public:
    explicit JobsPresenter(UiContext &context, QObject *parent = nullptr);

    void cancel(const QList<JobId> &jobs);
    /// As JobService::pause() and resume().
    void setPaused(const QList<JobId> &jobs, bool paused);
    /// Begins what failed or was cancelled among @p jobs again, see JobService::retry().
    void retry(const QList<JobRecord> &jobs);
    /// Reads the log of a job; logRead() brings it.
    void readLog(const JobId &job);

Q_SIGNALS:
    void logRead(const holdfast::JobId &job, const QList<holdfast::EventRecord> &events);
    void started(const holdfast::BatchId &batch);
    void failed(const QString &text);

private:
    void change(std::function<Result<void>(Engine &)> work);

    UiContext &m_context;
};

} // namespace holdfast::ui
