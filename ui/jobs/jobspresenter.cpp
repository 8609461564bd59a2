// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/jobspresenter.h"

#include "core/engine/engine.h"
#include "ui/jobs/jobfeed.h"
#include "ui/shell/enginelink.h"

namespace holdfast::ui {
JobsPresenter::JobsPresenter(UiContext &context, QObject *parent) : QObject(parent), m_context(context) {}

void JobsPresenter::cancel(const QList<JobId> &jobs)
{
    change([jobs](Engine &engine) { return engine.jobs().cancel(jobs); });
}

void JobsPresenter::setPaused(const QList<JobId> &jobs, bool paused)
{
    change([jobs, paused](Engine &engine) {
        return paused ? engine.jobs().pause(jobs) : engine.jobs().resume(jobs);
    });
}

void JobsPresenter::change(std::function<Result<void>(Engine &)> work)
{
    m_context.engine.ask(
        EngineLink::Lane::Catalog, this,
        [work = std::move(work)](Engine &engine, const CancelToken &) { return work(engine); },
        [this](const Result<void> &done) {
            if (!done)
                Q_EMIT failed(userText(done.error()));
            m_context.jobs.refresh();
        });
}

void JobsPresenter::retry(const QList<JobRecord> &jobs)
{
    m_context.engine.ask(
        EngineLink::Lane::Phones, this,
        [jobs](Engine &engine, const CancelToken &cancel) { return engine.jobs().retry(jobs, cancel); },
        [this](const JobService::Retried &retried) {
            for (const BatchId &batch : retried.batches)
                Q_EMIT started(batch);
            for (const Error &error : retried.errors)
                Q_EMIT failed(userText(error));
            m_context.jobs.refresh();
        });
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
