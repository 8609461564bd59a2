// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/batchfollower.h"
#include "app/cli/commands.h"
#include "app/cli/invocation.h"
#include "app/cli/jsonviews.h"
#include "app/cli/queueoptions.h"
#include "app/cli/textformat.h"
#include "app/cli/values.h"
#include "core/engine/jobservice.h"
#include "core/jobs/phasetext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

#include <algorithm>
#include <functional>

namespace holdfast::cli {

using namespace Qt::Literals::StringLiterals;
using Takes = OptionSpec::Takes;

namespace {

constexpr int kDefaultLimit = 20;
constexpr int kGreatestLimit = 1000;

const ArgumentSpec kJob{.name = u"ID"_s, .help = u"The job's id, t-…"_s};
const ArgumentSpec kJobs{
    .name = u"ID"_s, .help = u"Ids of jobs or of batches, t-…; a batch is all its jobs."_s, .many = true};

/// The jobs that @p words name, each once. JobNotFound for a word that names none.
Result<QList<JobRecord>> jobsNamed(Engine &engine, const QStringList &words)
{
    QList<JobRecord> jobs;
    QSet<QString> known;
    for (const QString &word : words) {
        auto named = engine.jobs().batch(BatchId{word});
        if (!named && named.error().code == Errc::JobNotFound) {
            named = QList<JobRecord>();
            const auto one = engine.jobs().get(JobId{word});
            if (!one)
                return tl::unexpected(one.error());
            named->append(*one);
        }
        if (!named)
            return named;
        for (const JobRecord &job : std::as_const(*named)) {
            if (!known.contains(job.id.value))
                jobs.append(job);
            known.insert(job.id.value);
        }
    }
    return jobs;
}

class JobList final : public EngineCommand
{
public:
    JobList()
        : EngineCommand(
              {.noun = u"job"_s,
               .verb = u"list"_s,
               .summary = u"List jobs, the newest first."_s,
               .options = {{.name = u"phone"_s,
                            .takes = Takes::One,
                            .valueName = u"PHONE"_s,
                            .help = u"Only of this phone: its id or serial."_s},
                           {.name = u"status"_s,
                            .takes = Takes::Many,
                            .valueName = u"A,B"_s,
                            .help = u"Only these states: "_s % jobStatusWords().join(u", "_s) % u'.',
                            .check = wordList(jobStatusWords())},
                           {.name = u"limit"_s,
                            .takes = Takes::One,
                            .valueName = u"N"_s,
                            .help = u"At most so many, 1 to 1000; 20 where none is given."_s,
                            .check = wholeNumber(1, kGreatestLimit)}},
               .examples = {{u"job list --status Processing"_s, u"What runs now."_s}}})
    {}

private:
    Result<ExitCode> runWith(Invocation &invocation, Engine &engine) const override
    {
        const Arguments &arguments = invocation.arguments();
        JobFilter filter;
        filter.phone = arguments.value("phone"_L1);
        filter.statuses = jobStatuses(arguments.values("status"_L1));
        const auto jobs = engine.jobs().list(
            filter, arguments.has("limit"_L1) ? arguments.value("limit"_L1).toInt() : kDefaultLimit);
        if (!jobs)
            return tl::unexpected(jobs.error());
        Console &console = invocation.console();
        if (console.json()) {
            console.document({{u"jobs"_s, toJsonArray(*jobs)}});
            return ExitCode::Ok;
        }
        TextTable table(
            {{u"ID"_s}, {u"KIND"_s}, {u"PHONE"_s}, {u"BACKUP"_s}, {u"STATUS"_s}, {u"BEGAN"_s}, {u"ENDED"_s}});
        for (const JobRecord &job : *jobs)
            table.addRow({job.id.value, toText(job.kind), job.serial.isEmpty() ? u"-"_s : job.serial.value,
                          job.backup.isEmpty() ? u"-"_s : job.backup.value, statusText(job),
                          timeText(job.startedAt), timeText(job.finishedAt)});
        console.print(table);
        return ExitCode::Ok;
    }
};

void printJob(Console &console, const JobRecord &job)
{
    console.fact(u"Id"_s, job.id.value);
    console.fact(u"Batch"_s, job.batch.value);
    console.fact(u"Kind"_s, toText(job.kind));
    console.fact(u"Status"_s, statusText(job));
    console.fact(u"Priority"_s, toText(job.priority));
    console.fact(u"Phone"_s, job.serial.value);
    console.fact(u"Backup"_s, job.backup.value);
    if (!hasEnded(job.status))
        console.fact(u"Doing"_s, job.cancelRequested ? u"being cancelled"_s : doingText(job.progress));
    if (job.progress.outage)
        console.fact(u"Waits for"_s, outageText(*job.progress.outage));
    const QString total =
        job.progress.bytesTotal > 0 ? QString(u" of "_s % sizeText(job.progress.bytesTotal)) : QString();
    console.fact(u"Done"_s, u"%1%2, %3"_s.arg(sizeText(job.progress.bytesDone), total,
                                              counted(job.progress.filesDone, u"file"_s)));
    console.fact(u"Asked for"_s, timeText(job.createdAt));
    console.fact(u"Began"_s, timeText(job.startedAt));
    console.fact(u"Ended"_s, timeText(job.finishedAt));
    if (job.notBefore.isValid())
        console.fact(u"Next try"_s, timeText(job.notBefore));
    if (job.patientUntil.isValid())
        console.fact(u"Waits until"_s, timeText(job.patientUntil));
    if (job.error)
        console.fact(u"Error"_s, userText(*job.error));
    if (!job.outcome.isEmpty())
        console.fact(u"Outcome"_s,
                     QString::fromUtf8(QJsonDocument(job.outcome).toJson(QJsonDocument::Compact)));
}

class JobShow final : public EngineCommand
{
public:
    JobShow()
        : EngineCommand(
              {.noun = u"job"_s,
               .verb = u"show"_s,
               .summary = u"Show one job."_s,
               .arguments = {kJob},
               .examples = {{u"job show t-0123456789abcdefg"_s, u"How far it is, or how it ended."_s}}})
    {}

private:
    Result<ExitCode> runWith(Invocation &invocation, Engine &engine) const override
    {
        const auto job = engine.jobs().get(JobId{invocation.arguments().words().constFirst()});
        if (!job)
            return tl::unexpected(job.error());
        if (invocation.console().json())
            invocation.console().document({{u"job"_s, toJson(*job)}});
        else
            printJob(invocation.console(), *job);
        return ExitCode::Ok;
    }
};

/// Stops, pauses or resumes jobs.
class JobChange final : public EngineCommand
{
public:
    using Change = std::function<Result<void>(Engine &engine, const QList<JobId> &jobs)>;

    /// Changes the jobs that are in one of @p from. @p key is that of the JSON document, @p done the sentence
    /// for people with their number.
    JobChange(CommandSpec spec, QList<JobStatus> from, Change change, QString key,
              QString (*done)(qsizetype count))
        : EngineCommand(std::move(spec)),
          m_from(std::move(from)),
          m_change(std::move(change)),
          m_key(std::move(key)),
          m_done(done)
    {}

private:
    Result<ExitCode> runWith(Invocation &invocation, Engine &engine) const override
    {
        const auto jobs = jobsNamed(engine, invocation.arguments().words());
        if (!jobs)
            return tl::unexpected(jobs.error());
        QList<JobId> changed;
        QJsonArray ids;
        for (const JobRecord &job : *jobs) {
            if (!m_from.contains(job.status))
                continue;
            changed.append(job.id);
            ids.append(job.id.value);
        }
        if (auto done = m_change(engine, changed); !done)
            return tl::unexpected(done.error());
        if (invocation.console().json())
            invocation.console().document({{m_key, ids}});
        invocation.console().print(m_done(changed.size()));
        return ExitCode::Ok;
    }

    QList<JobStatus> m_from;
    Change m_change;
    QString m_key;
    QString (*m_done)(qsizetype);
};

std::unique_ptr<Command> makeJobCancel()
{
    CommandSpec spec{
        .noun = u"job"_s,
        .verb = u"cancel"_s,
        .summary = u"Ask jobs to stop, in whatever program they run."_s,
        .description = u"Returns at once; the jobs end within seconds and leave nothing partial."_s,
        .arguments = {kJobs},
        .examples = {{u"job cancel t-0123456789abcdefg"_s, u"Stop one phone of a batch, or a batch."_s}}};
    return std::make_unique<JobChange>(
        std::move(spec), QList{JobStatus::Waiting, JobStatus::Paused, JobStatus::Processing},
        [](Engine &engine, const QList<JobId> &jobs) { return engine.jobs().cancel(jobs); }, u"cancelled"_s,
        [](qsizetype count) { return u"Asked to stop: %1."_s.arg(counted(count, u"job"_s)); });
}

std::unique_ptr<Command> makeJobPause()
{
    CommandSpec spec{
        .noun = u"job"_s,
        .verb = u"pause"_s,
        .summary = u"Keep waiting jobs from being begun."_s,
        .description = u"Jobs that run go on to their end. A program that follows the batch waits until the "
                       "paused jobs were resumed or cancelled."_s,
        .arguments = {kJobs},
        .examples = {{u"job pause t-0123456789abcdefg"_s, u"Begin no more phones of a batch for now."_s}}};
    return std::make_unique<JobChange>(
        std::move(spec), QList{JobStatus::Waiting},
        [](Engine &engine, const QList<JobId> &jobs) { return engine.jobs().pause(jobs); }, u"paused"_s,
        [](qsizetype count) {
            return u"Paused: %1. Jobs that run go on to their end."_s.arg(counted(count, u"job"_s));
        });
}

std::unique_ptr<Command> makeJobResume()
{
    CommandSpec spec{
        .noun = u"job"_s,
        .verb = u"resume"_s,
        .summary = u"Let paused jobs wait for their turn again."_s,
        .arguments = {kJobs},
        .examples = {{u"job resume t-0123456789abcdefg"_s, u"Go on with a batch that was paused."_s}}};
    return std::make_unique<JobChange>(
        std::move(spec), QList{JobStatus::Paused},
        [](Engine &engine, const QList<JobId> &jobs) { return engine.jobs().resume(jobs); }, u"resumed"_s,
        [](qsizetype count) { return u"Resumed: %1."_s.arg(counted(count, u"job"_s)); });
}

class JobRetry final : public EngineCommand
{
public:
    JobRetry()
        : EngineCommand(
              {.noun = u"job"_s,
               .verb = u"retry"_s,
               .summary = u"Begin jobs again that failed or were cancelled, as new batches."_s,
               .description = u"Backups, restores and verifications, with the same request. Of a batch only "
                              "what did not succeed is begun again. Waits until all have ended."_s,
               .arguments = {kJobs},
               .examples = {{u"job retry t-0123456789abcdefg"_s, u"The failed phones of last night."_s}}})
    {}

private:
    Result<ExitCode> runWith(Invocation &invocation, Engine &engine) const override
    {
        const auto jobs = jobsNamed(engine, invocation.arguments().words());
        if (!jobs)
            return tl::unexpected(jobs.error());
        if (std::none_of(jobs->begin(), jobs->end(), canRetry))
            return fail(Errc::StateConflict, u"no job of these failed or was cancelled"_s,
                        {.object = invocation.arguments().words().join(u", "_s)});
        const JobService::Retried retried = engine.jobs().retry(*jobs, invocation.cancel());
        for (const Error &error : retried.errors)
            invocation.console().complain(userText(error));
        QList<JobRecord> ended;
        QJsonArray batches;
        for (const BatchId &batch : retried.batches) {
            const auto followed = followBatch(invocation, engine, batch);
            if (!followed)
                return tl::unexpected(followed.error());
            batches.append(batchDocument(batch, *followed).value("batch"_L1));
            ended.append(*followed);
        }
        if (retried.batches.isEmpty())
            return tl::unexpected(retried.errors.first());
        print(invocation.console(), ended);
        if (invocation.console().json())
            invocation.console().document({{u"batches"_s, batches}});
        return retried.errors.isEmpty() ? exitCodeOf(ended) : ExitCode::Partly;
    }

    static void print(Console &console, const QList<JobRecord> &jobs)
    {
        for (const JobRecord &job : jobs)
            console.print(u"%1  %2  %3"_s.arg(job.id.value, job.serial.value, toText(job.status)));
    }
};

class JobLog final : public EngineCommand
{
public:
    JobLog()
        : EngineCommand(
              {.noun = u"job"_s,
               .verb = u"log"_s,
               .summary = u"Show what happened in a job, to the phone and to single files."_s,
               .arguments = {kJob},
               .examples = {{u"job log t-0123456789abcdefg"_s, u"Which files were lost, and why."_s}}})
    {}

private:
    Result<ExitCode> runWith(Invocation &invocation, Engine &engine) const override
    {
        const auto events = engine.jobs().log(JobId{invocation.arguments().words().constFirst()});
        if (!events)
            return tl::unexpected(events.error());
        Console &console = invocation.console();
        if (console.json()) {
            console.document({{u"events"_s, toJsonArray(*events)}});
            return ExitCode::Ok;
        }
        TextTable table({{u"TIME"_s}, {u"SEVERITY"_s}, {u"WHAT"_s}, {u"PATH"_s}, {u"TEXT"_s}});
        for (const EventRecord &event : *events)
            table.addRow({timeText(event.time), toText(event.severity), event.kind,
                          event.path.isEmpty() ? u"-"_s : event.path, event.text});
        console.print(table);
        return ExitCode::Ok;
    }
};

} // namespace

CommandList makeJobCommands()
{
    CommandList list;
    list.push_back(std::make_unique<JobList>());
    list.push_back(std::make_unique<JobShow>());
    list.push_back(makeJobCancel());
    list.push_back(makeJobPause());
    list.push_back(makeJobResume());
    list.push_back(std::make_unique<JobRetry>());
    list.push_back(std::make_unique<JobLog>());
    return list;
}

} // namespace holdfast::cli
