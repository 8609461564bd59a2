// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/drillviews.h"
#include "app/cli/invocation.h"
#include "app/cli/jsonviews.h"
#include "app/cli/textformat.h"
#include "core/engine/backupservice.h"
#include "core/engine/drillservice.h"
#include "core/engine/jobservice.h"

namespace holdfast::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kJobLimit = 100;
constexpr int kShownEvents = 50;

/// A backup with everything that was done with it.
struct History
{
    BackupRecord backup;
    QList<JobRecord> jobs;
    QList<EventRecord> events;
    QList<DrillRecord> drills;
};

Result<History> historyOf(Engine &engine, const BackupId &id)
{
    const auto backup = engine.backups().get(id);
    if (!backup)
        return tl::unexpected(backup.error());
    JobFilter filter;
    filter.backup = id;
    const auto jobs = engine.jobs().list(filter, kJobLimit);
    if (!jobs)
        return tl::unexpected(jobs.error());
    const auto drills = engine.drills().of(id);
    if (!drills)
        return tl::unexpected(drills.error());
    History history{*backup, *jobs, {}, *drills};
    for (const JobRecord &job : *jobs) {
        const auto events = engine.jobs().log(job.id);
        if (!events)
            return tl::unexpected(events.error());
        history.events << *events;
    }
    return history;
}

QString checkText(CheckLevel level)
{
    switch (level) {
    case CheckLevel::EveryByte:
        return u"every byte read back"_s;
    case CheckLevel::Sampled:
        return u"its index and samples read back"_s;
    case CheckLevel::Store:
        return u"its index read back, the rest by the store's own hash"_s;
    }
    Q_UNREACHABLE();
}

/// The backup that this one is a copy of; empty: of none. Its archive names its original.
QString originalOf(const BackupRecord &backup)
{
    const QString named = backup.manifest.value("backup"_L1).toObject().value("id"_L1).toString();
    return named == backup.id.value ? QString() : named;
}

void printFacts(Console &console, const BackupRecord &backup)
{
    console.fact(u"Id"_s, backup.id.value);
    console.fact(u"Name"_s, backup.name);
    console.fact(u"Status"_s, toText(backup.status));
    console.fact(u"Copy of"_s, originalOf(backup));
    if (backup.error)
        console.fact(u"Error"_s, userText(*backup.error));
    console.fact(u"Phone"_s, backup.phoneName.isEmpty()
                                 ? backup.serial.value
                                 : u"%1 (%2)"_s.arg(backup.phoneName, backup.serial.value));
    console.fact(u"Phone id"_s, backup.phone.value);
    console.fact(u"Group"_s, backup.groupName);
    console.fact(u"Tags"_s, backup.tags.join(u", "_s));
    console.fact(u"Android"_s, backup.androidVersion);
    console.fact(u"Model"_s, backup.model);
    console.fact(u"Processor"_s, backup.abi);
    console.fact(u"Holds"_s, backup.whole ? u"the whole phone"_s : backup.paths.join(u", "_s));
    console.fact(u"Without"_s, backup.excludes.join(u", "_s));
    console.fact(u"Apps"_s, backup.apps.join(u", "_s));
    console.fact(u"Files"_s, QString::number(backup.fileCount));
    console.fact(u"Size"_s, sizeText(backup.sizeBytes));
    console.fact(u"Stored"_s, sizeText(backup.storedBytes));
    console.fact(u"Warnings"_s, QString::number(backup.warningCount));
    console.fact(u"Location"_s, backup.location);
    console.fact(u"SHA-256"_s, backup.sha256);
    console.fact(u"Description"_s, backup.description);
    console.fact(u"Owner"_s, backup.owner);
    console.fact(u"Made"_s, timeText(backup.createdAt));
    console.fact(u"Finished"_s, timeText(backup.finishedAt));
    console.fact(u"Checked"_s,
                 backup.checkedBy ? u"%1, %2"_s.arg(timeText(backup.verifiedAt), checkText(*backup.checkedBy))
                                  : timeText(backup.verifiedAt));
}

void printHistory(Console &console, const History &history)
{
    TextTable jobs({{u"JOB"_s}, {u"KIND"_s}, {u"STATUS"_s}, {u"PHONE"_s}, {u"ENDED"_s}});
    for (const JobRecord &job : history.jobs)
        jobs.addRow({job.id.value, toText(job.kind), toText(job.status),
                     job.serial.isEmpty() ? u"-"_s : job.serial.value, timeText(job.finishedAt)});
    if (!jobs.isEmpty()) {
        console.print(QString());
        console.print(jobs);
    }
    TextTable events({{u"TIME"_s}, {u"WHAT"_s}, {u"PATH"_s}, {u"TEXT"_s}});
    int hidden = 0;
    for (const EventRecord &event : history.events) {
        if (event.severity == EventSeverity::Info)
            continue;
        if (hidden > 0 || events.size() >= kShownEvents)
            ++hidden;
        else
            events.addRow(
                {timeText(event.time), event.kind, event.path.isEmpty() ? u"-"_s : event.path, event.text});
    }
    if (events.isEmpty())
        return;
    console.print(QString());
    console.print(events);
    if (hidden > 0)
        console.note(u"%1 more; see \"%2 job log JOB\"."_s.arg(hidden).arg(kProgramName));
}

class BackupShow final : public EngineCommand
{
public:
    BackupShow()
        : EngineCommand(
              {.noun = u"backup"_s,
               .verb = u"show"_s,
               .summary = u"Show all that is known of a backup, with its warnings, checks and restores."_s,
               .arguments = {{.name = u"ID"_s, .help = u"The backup's id, bf-…"_s}},
               .examples = {
                   {u"backup show bf-0123456789abcdefg"_s, u"Facts, jobs and warnings of one backup."_s}}})
    {}

private:
    Result<ExitCode> runWith(Invocation &invocation, Engine &engine) const override
    {
        const auto history = historyOf(engine, BackupId{invocation.arguments().words().constFirst()});
        if (!history)
            return tl::unexpected(history.error());
        Console &console = invocation.console();
        if (console.json()) {
            QJsonObject backup = toJson(history->backup);
            backup[u"manifest"_s] = history->backup.manifest;
            const QString original = originalOf(history->backup);
            backup[u"copyOf"_s] = original.isEmpty() ? QJsonValue() : QJsonValue(original);
            console.document({{u"backup"_s, backup},
                              {u"jobs"_s, toJsonArray(history->jobs)},
                              {u"events"_s, toJsonArray(history->events)},
                              {u"drills"_s, toJsonArray(history->drills)}});
        } else {
            printFacts(console, history->backup);
            for (const DrillRecord &drill : history->drills)
                console.fact(u"Restore drill"_s, drillText(drill));
            printHistory(console, *history);
        }
        return ExitCode::Ok;
    }
};

} // namespace

CommandList makeBackupShowCommands()
{
    CommandList list;
    list.push_back(std::make_unique<BackupShow>());
    return list;
}

} // namespace holdfast::cli
