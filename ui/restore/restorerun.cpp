// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/restore/restorerun.h"

#include "core/engine/backupservice.h"
#include "core/engine/engine.h"
#include "core/engine/jobservice.h"
#include "ui/jobs/jobfeed.h"
#include "ui/shell/enginelink.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace holdfast::ui {
namespace {

/// Losses on the first phone would be losses on all others.
bool hasSucceeded(const JobRecord &job)
{
    return job.status == JobStatus::Finished;
}

} // namespace

qsizetype RestorePlan::phoneCount() const
{
    return std::accumulate(
        requests.begin(), requests.end(), qsizetype(0),
        [](qsizetype sum, const RestoreRequest &request) { return sum + request.phones.size(); });
}

RestoreRequest takeCanary(QList<RestoreRequest> &requests)
{
    RestoreRequest canary = requests.first();
    canary.phones = {requests.first().phones.takeFirst()};
    if (requests.first().phones.isEmpty())
        requests.removeFirst();
    return canary;
}

RestoreRun::RestoreRun(UiContext &context, RestorePlan plan, QObject *parent)
    : QObject(parent), m_context(context), m_plan(std::move(plan))
{
    connect(&context.jobs, &JobFeed::changed, this, &RestoreRun::watch);
}

qsizetype RestoreRun::phonesToCome() const
{
    return m_finished ? 0 : m_plan.phoneCount() + m_asked;
}

void RestoreRun::start()
{
    m_onCanary = m_plan.canary && m_plan.phoneCount() > 1;
    if (m_onCanary)
        begin({takeCanary(m_plan.requests)});
    else
        begin(std::exchange(m_plan.requests, {}));
}

void RestoreRun::begin(const QList<RestoreRequest> &requests)
{
    m_batch = {};
    m_asked = RestorePlan{.requests = requests}.phoneCount();
    m_context.engine.ask(
        EngineLink::Lane::Phones, this,
        [requests](Engine &engine, const CancelToken &cancel) {
            return engine.backups().startRestores(requests, cancel);
        },
        [this](const Result<BatchId> &batch) {
            m_context.jobs.refresh();
            if (!batch) {
                Q_EMIT refused(userText(batch.error()));
                finish();
                return;
            }
            m_batch = *batch;
            Q_EMIT started(*batch);
        });
}

void RestoreRun::watch()
{
    const QList<JobRecord> jobs = m_context.jobs.batch(m_batch);
    if (m_finished || m_batch.isEmpty() || jobs.isEmpty())
        return;
    m_asked = 0;
    const auto failed = std::count_if(jobs.begin(), jobs.end(),
                                      [](const JobRecord &job) { return job.status == JobStatus::Failed; });
    const bool over =
        std::all_of(jobs.begin(), jobs.end(), [](const JobRecord &job) { return hasEnded(job.status); });
    if (m_onCanary && over)
        judgeCanary(jobs);
    else if (over)
        finish();
    else if (m_plan.maxFailures > 0 && failed >= m_plan.maxFailures && !m_stopped)
        stopWaiting(jobs);
}

void RestoreRun::judgeCanary(const QList<JobRecord> &jobs)
{
    m_onCanary = false;
    if (std::all_of(jobs.begin(), jobs.end(), hasSucceeded)) {
        begin(std::exchange(m_plan.requests, {}));
        return;
    }
    Q_EMIT stopped(tr("The first phone was not restored as a whole. Left as before: %n other phone(s).",
                      nullptr, static_cast<int>(m_plan.phoneCount())));
    finish();
}

void RestoreRun::stopWaiting(const QList<JobRecord> &jobs)
{
    m_stopped = true;
    QList<JobId> waiting;
    for (const JobRecord &job : jobs) {
        if (job.status == JobStatus::Waiting || job.status == JobStatus::Paused)
            waiting.append(job.id);
    }
    if (waiting.isEmpty())
        return;
    m_context.engine.ask(
        EngineLink::Lane::Catalog, this,
        [waiting](Engine &engine, const CancelToken &) { return engine.jobs().cancel(waiting); },
        [this](const Result<void> &done) {
            if (!done)
                Q_EMIT refused(userText(done.error()));
            m_context.jobs.refresh();
        });
    Q_EMIT stopped(tr("Failures so far: %1. Left as before: %n waiting phone(s).", nullptr,
                      static_cast<int>(waiting.size()))
                       .arg(m_plan.maxFailures));
}

void RestoreRun::finish()
{
    m_finished = true;
    Q_EMIT ended();
    deleteLater();
}

} // namespace holdfast::ui
