// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/jobrunner.h"

#include "core/base/sha256.h"
#include "core/base/tsan.h"
#include "core/jobs/jobpatience.h"
#include "core/jobs/speedlimits.h"

#include <QLoggingCategory>
#include <QRunnable>

namespace holdfast {
namespace {

Q_LOGGING_CATEGORY(jobsLog, "holdfast.jobs")

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

constexpr auto kBeat = 500ms;
constexpr qint64 kLeaseSeconds = 60;

JobProgress snapshot(const ProgressCounters &counters)
{
    return {.phase = counters.phase.load(),
            .bytesDone = counters.bytesDone.load(),
            .bytesTotal = counters.bytesTotal.load(),
            .filesDone = counters.filesDone.load(),
            .filesTotal = counters.filesTotal.load(),
            .outage = counters.outage.current()};
}

/// What a job's log says when a store has gone or come back.
EventRecord outageEvent(const JobId &job, const QDateTime &now, const StoreOutage &outage, bool over)
{
    const QString text =
        over ? u"store %1 answers again after %2 s; the job goes on where it was"_s.arg(outage.store)
                   .arg(outage.since.secsTo(now))
             : u"store %1 does not answer (%2); the job waits for it"_s.arg(outage.store, outage.answer);
    qCWarning(jobsLog).noquote() << job.value << text;
    return {.number = 0,
            .job = job,
            .time = now,
            .severity = over ? EventSeverity::Info : EventSeverity::Warning,
            .kind = u"outage"_s,
            .path = {},
            .text = text};
}

JobEnd endOf(const Result<JobOutcome> &result, const ProgressCounters &counters)
{
    JobEnd end{.status = JobStatus::Finished, .progress = snapshot(counters), .error = {}, .outcome = {}};
    if (result) {
        end.status = result->skipped  ? JobStatus::Skipped
                     : result->partly ? JobStatus::PartFinished
                                      : JobStatus::Finished;
        end.progress.phase = Phase::Done;
        end.error = result->problem;
        end.outcome = result->details;
    } else {
        const bool cancelled = result.error().code == Errc::Cancelled;
        end.status = cancelled ? JobStatus::Cancelled : JobStatus::Failed;
        end.error = result.error();
    }
    return end;
}

} // namespace

/// A job of this process, shared by the scheduler and the worker.
struct JobRunner::Running
{
    JobRecord record;
    CancelSource cancel;
    ProgressCounters counters;
    std::optional<StoreOutage> toldOutage; ///< What the job's log says already.
};

/// The only QRunnable in the program.
class JobRunner::Worker final : public QRunnable
{
public:
    Worker(JobRunner &runner, std::shared_ptr<Running> running)
        : m_runner(runner), m_running(std::move(running))
    {}

    HOLDFAST_NO_TSAN void run() override
    {
        takeOver(this);
        m_runner.work(*m_running);
    }

private:
    JobRunner &m_runner;
    std::shared_ptr<Running> m_running;
};

JobRunner::JobRunner(const JobEnvironment &environment, int parallelJobs)
    : m_environment(environment),
      m_usualJobs(static_cast<size_t>(qMax(1, parallelJobs))),
      m_parallelJobs(m_usualJobs)
{
    m_pool.setMaxThreadCount(static_cast<int>(m_parallelJobs));
    m_scheduler = std::thread([this] { schedule(); });
}

JobRunner::~JobRunner()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_stopping = true;
        for (const auto &[id, running] : m_running)
            running->cancel.cancel();
    }
    m_changed.notify_all();
    m_scheduler.join();
    m_pool.waitForDone();
    if (m_environment.keepsJobs || !m_environment.adoptsJobs)
        return;
    // Nobody else would begin what waits, and a program that stays is not ended by accident.
    if (auto catalog = Catalog::open(m_environment.catalogPath))
        (void)(*catalog)->jobs().cancelOwned(m_environment.process, m_environment.clock.now());
}

void JobRunner::wake()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_wake = true;
    }
    m_changed.notify_all();
}

std::optional<JobProgress> JobRunner::progress(const JobId &id) const
{
    const std::scoped_lock lock(m_mutex);
    const auto found = m_running.find(id.value);
    if (found == m_running.end())
        return std::nullopt;
    return snapshot(found->second->counters);
}

void JobRunner::waitForChange(std::chrono::milliseconds timeout) const
{
    std::unique_lock lock(m_mutex);
    const quint64 before = m_endedJobs;
    m_changed.wait_for(lock, timeout, [&] { return m_endedJobs != before || m_stopping; });
}

void JobRunner::schedule()
{
    std::unique_ptr<Catalog> catalog;
    std::unique_lock lock(m_mutex);
    while (!m_stopping || !m_running.empty()) {
        m_changed.wait_for(lock, kBeat, [&] { return m_wake || m_stopping; });
        m_wake = false;
        const bool stopping = m_stopping;
        const bool idle = m_running.empty();
        lock.unlock();
        if (!catalog) {
            auto opened = Catalog::open(m_environment.catalogPath);
            if (opened)
                catalog = std::move(*opened);
            else
                qCWarning(jobsLog).noquote() << userText(opened.error());
        }
        if (catalog) {
            if (!idle)
                beat(*catalog);
            if (!stopping)
                claimWaiting(*catalog);
        }
        lock.lock();
        // While stopping, the wait above returns at once: let the workers end without spinning.
        if (m_stopping && !m_running.empty()) {
            const quint64 before = m_endedJobs;
            m_changed.wait_for(lock, kBeat, [&] { return m_endedJobs != before; });
        }
    }
}

void JobRunner::beat(Catalog &catalog)
{
    QList<JobHeartbeat> beats;
    {
        const std::scoped_lock lock(m_mutex);
        for (const auto &[id, running] : m_running)
            beats.append({running->record.id, snapshot(running->counters)});
    }
    tellOutages(catalog);
    if (const auto refreshed = m_environment.speed->refresh(catalog, m_environment.clock.now()); !refreshed)
        qCWarning(jobsLog).noquote() << "speed limits were not read:" << userText(refreshed.error());
    const auto lease = m_environment.clock.now().addSecs(kLeaseSeconds);
    const auto stop = catalog.jobs().heartbeat(m_environment.process, beats, lease);
    if (!stop) {
        qCWarning(jobsLog).noquote() << "progress was not written:" << userText(stop.error());
        return;
    }
    const std::scoped_lock lock(m_mutex);
    for (const JobId &id : *stop) {
        if (const auto found = m_running.find(id.value); found != m_running.end())
            found->second->cancel.cancel();
    }
}

/// The jobs themselves hang in the store meanwhile.
void JobRunner::tellOutages(Catalog &catalog)
{
    const QDateTime now = m_environment.clock.now();
    QList<EventRecord> events;
    {
        const std::scoped_lock lock(m_mutex);
        for (const auto &[id, running] : m_running) {
            std::optional<StoreOutage> &told = running->toldOutage;
            auto current = running->counters.outage.current();
            if (told && (!current || current->since != told->since))
                events.append(outageEvent(running->record.id, now, *std::exchange(told, {}), true));
            if (current && !told) {
                events.append(outageEvent(running->record.id, now, *current, false));
                told = std::move(current);
            }
        }
    }
    if (events.isEmpty())
        return;
    if (const auto written = catalog.events().append(events); !written)
        qCWarning(jobsLog).noquote() << "events were lost:" << userText(written.error());
}

/// So many threads as jobs may run, as operators change it.
void JobRunner::readLimits(Catalog &catalog)
{
    const auto limits = catalog.jobs().limits();
    if (!limits)
        return;
    m_parallelJobs = limits->all > 0 ? static_cast<size_t>(limits->all) : m_usualJobs;
    m_pool.setMaxThreadCount(static_cast<int>(m_parallelJobs));
}

void JobRunner::claimWaiting(Catalog &catalog)
{
    readLimits(catalog);
    const ClaimScope scope{
        .batch = {}, .adbServer = m_environment.adb.text(), .adopts = m_environment.adoptsJobs};
    for (;;) {
        {
            const std::scoped_lock lock(m_mutex);
            if (m_stopping || m_running.size() >= m_parallelJobs)
                return;
        }
        const QDateTime now = m_environment.clock.now();
        auto claimed = catalog.jobs().claim(m_environment.process, now, now.addSecs(kLeaseSeconds), scope);
        if (!claimed)
            qCWarning(jobsLog).noquote() << "no job could be claimed:" << userText(claimed.error());
        if (!claimed || !*claimed)
            return;
        start(std::move(**claimed));
    }
}

void JobRunner::start(JobRecord record)
{
    auto running = std::make_shared<Running>();
    running->record = std::move(record);
    {
        const std::scoped_lock lock(m_mutex);
        m_running.emplace(running->record.id.value, running);
        if (m_stopping)
            running->cancel.cancel();
    }
    auto worker = std::make_unique<Worker>(*this, std::move(running));
    handOver(worker.get());
    m_pool.start(worker.release()); // The pool deletes it.
}

Result<void> JobRunner::carryOut(Running &running)
{
    auto catalog = Catalog::open(m_environment.catalogPath);
    if (!catalog)
        return tl::unexpected(catalog.error());
    JobLog log((*catalog)->events(), running.record.id, m_environment.clock);
    JobContext context{.environment = m_environment,
                       .record = running.record,
                       .catalog = **catalog,
                       .log = log,
                       .progress = running.counters,
                       .cancel = running.cancel.token()};
    if (running.record.attempt > 0) {
        const Serial serial = whereIsPhone(context);
        if (serial != running.record.serial) {
            log.info(QStringLiteral("moved"), QStringLiteral("the phone is at %1 now").arg(serial.value));
            if (auto noted = (*catalog)->jobs().setSerial(running.record.id, serial); !noted)
                return noted;
            running.record.serial = serial;
        }
    }
    const auto result = jobFunction(running.record.kind)(context);
    tellOutages(**catalog);
    return settle(context, result);
}

/// Ends the job, or lets it wait for another try.
Result<void> JobRunner::settle(JobContext &context, const Result<JobOutcome> &result)
{
    const JobRecord &job = context.record;
    JobRepository &jobs = context.catalog.jobs();
    const QDateTime now = m_environment.clock.now();
    const bool cancelled = !result && result.error().code == Errc::Cancelled;
    if (cancelled && job.durable && m_environment.keepsJobs) {
        context.log.flush();
        if (jobs.release(job.id, m_environment.process, now))
            return {};
    }
    const auto next = result ? std::nullopt : nextTry(job, result.error(), now);
    if (next) {
        context.log.add(EventSeverity::Warning, QStringLiteral("waits"), {},
                        QStringLiteral("tried again at %1: %2")
                            .arg(next->toString(Qt::ISODate), userText(result.error())));
        context.log.flush();
        if (jobs.postpone(job.id, m_environment.process, result.error(), *next, job.serial, now))
            return {};
    }
    if (!result && !cancelled)
        context.log.add(EventSeverity::Error, QStringLiteral("failed"), {}, userText(result.error()));
    context.log.flush();
    return jobs.finish(job.id, m_environment.process, endOf(result, context.progress), now);
}

void JobRunner::work(Running &running)
{
    if (const auto ended = carryOut(running); !ended) {
        qCCritical(jobsLog).noquote()
            << running.record.id.value << "could not be marked as ended:" << userText(ended.error());
    }
    releaseThreadDigests();
    {
        const std::scoped_lock lock(m_mutex);
        m_running.erase(running.record.id.value);
        ++m_endedJobs;
        m_wake = true;
        // Under the lock: once it is free and nothing runs, the runner may be destroyed.
        m_changed.notify_all();
    }
}

} // namespace holdfast
