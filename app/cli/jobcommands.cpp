// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/invocation.h"
#include "app/cli/jsonviews.h"
#include "app/cli/textformat.h"
#include "app/cli/values.h"
#include "core/engine/jobservice.h"
#include "core/jobs/phasetext.h"

#include <QJsonDocument>

namespace holdfast::cli {

using namespace Qt::Literals::StringLiterals;
using Takes = OptionSpec::Takes;

namespace {

constexpr int kDefaultLimit = 20;
constexpr int kGreatestLimit = 1000;

const ArgumentSpec kJob{.name = u"ID"_s, .help = u"The job's id, t-…"_s};

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
                          job.backup.isEmpty() ? u"-"_s : job.backup.value, toText(job.status),
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
    console.fact(u"Status"_s, toText(job.status));
    console.fact(u"Phone"_s, job.serial.value);
    console.fact(u"Backup"_s, job.backup.value);
    if (!hasEnded(job.status))
        console.fact(u"Doing"_s, job.cancelRequested ? u"being cancelled"_s : phaseText(job.progress.phase));
    const QString total =
        job.progress.bytesTotal > 0 ? QString(u" of "_s % sizeText(job.progress.bytesTotal)) : QString();
    console.fact(u"Done"_s, u"%1%2, %3"_s.arg(sizeText(job.progress.bytesDone), total,
                                              counted(job.progress.filesDone, u"file"_s)));
    console.fact(u"Asked for"_s, timeText(job.createdAt));
    console.fact(u"Began"_s, timeText(job.startedAt));
    console.fact(u"Ended"_s, timeText(job.finishedAt));
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

class JobCancel final : public EngineCommand
{
public:
    JobCancel()
        : EngineCommand(
              {.noun = u"job"_s,
               .verb = u"cancel"_s,
               .summary = u"Ask a job to stop, in whatever program it runs."_s,
               .description = u"Returns at once; the job ends within seconds and leaves nothing partial."_s,
               .arguments = {kJob},
               .examples = {{u"job cancel t-0123456789abcdefg"_s, u"Stop one phone of a batch."_s}}})
    {}

private:
    Result<ExitCode> runWith(Invocation &invocation, Engine &engine) const override
    {
        const JobId id{invocation.arguments().words().constFirst()};
        const auto asked = engine.jobs().cancel(id);
        if (!asked)
            return tl::unexpected(asked.error());
        if (invocation.console().json())
            invocation.console().document({{u"cancelled"_s, id.value}});
        invocation.console().print(u"Job %1 was asked to stop."_s.arg(id.value));
        return ExitCode::Ok;
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
    list.push_back(std::make_unique<JobCancel>());
    list.push_back(std::make_unique<JobLog>());
    return list;
}

} // namespace holdfast::cli
