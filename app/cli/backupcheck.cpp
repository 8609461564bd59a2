// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/batchfollower.h"
#include "app/cli/commands.h"
#include "app/cli/textformat.h"
#include "core/engine/backupservice.h"

namespace holdfast::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

const ArgumentSpec kIds{.name = u"ID"_s, .help = u"Backups' ids, bf-…"_s, .many = true};

QList<BackupId> idsOf(const Arguments &arguments)
{
    QList<BackupId> ids;
    for (const QString &word : arguments.words())
        ids << BackupId{word};
    return ids;
}

/// Follows a batch over backups and prints a line for each.
Result<ExitCode> finishBatch(Invocation &invocation, Engine &engine, const Result<BatchId> &batch,
                             const QString &doneWord)
{
    if (!batch)
        return tl::unexpected(batch.error());
    const auto jobs = followBatch(invocation, engine, *batch);
    if (!jobs)
        return tl::unexpected(jobs.error());
    Console &console = invocation.console();
    if (console.json()) {
        console.document(batchDocument(*batch, *jobs));
    } else {
        for (const JobRecord &job : *jobs) {
            const bool good = job.status == JobStatus::Finished;
            console.print(job.backup.value % u"  "_s % (good ? doneWord : toText(job.status)));
        }
    }
    return exitCodeOf(*jobs);
}

class BackupVerify final : public EngineCommand
{
public:
    BackupVerify()
        : EngineCommand(
              {.noun = u"backup"_s,
               .verb = u"verify"_s,
               .summary = u"Read backups whole from their store and check every byte."_s,
               .description = u"A backup that fails becomes DAMAGED, so that it is not restored by "
                              "mistake."_s,
               .arguments = {kIds},
               .examples = {{u"backup verify bf-0123456789abcdefg"_s, u"Prove that a backup is whole."_s}}})
    {}

private:
    Result<ExitCode> runWith(Invocation &invocation, Engine &engine) const override
    {
        return finishBatch(invocation, engine, engine.backups().startVerify(idsOf(invocation.arguments())),
                           u"good"_s);
    }
};

class BackupDelete final : public EngineCommand
{
public:
    BackupDelete()
        : EngineCommand({.noun = u"backup"_s,
                         .verb = u"delete"_s,
                         .summary = u"Delete backups and their archives for good."_s,
                         .arguments = {kIds},
                         .examples = {{u"backup delete bf-0123456789abcdefg bf-gfedcba9876543210"_s,
                                       u"Delete two backups; there is no way back."_s}}})
    {}

private:
    Result<ExitCode> runWith(Invocation &invocation, Engine &engine) const override
    {
        return finishBatch(invocation, engine, engine.backups().startDelete(idsOf(invocation.arguments())),
                           u"deleted"_s);
    }
};

class BackupCopy final : public EngineCommand
{
public:
    BackupCopy()
        : EngineCommand(
              {.noun = u"backup"_s,
               .verb = u"copy"_s,
               .summary = u"Copy backups into another store."_s,
               .description =
                   u"Each copy is a backup of its own, with its own id, made at the same time as the "
                   "original. It is read back and checked in its store as a new backup is, before it is "
                   "AVAILABLE; the phone is not needed."_s,
               .arguments = {kIds},
               .options = {{.name = u"to"_s,
                            .takes = OptionSpec::Takes::One,
                            .valueName = u"STORE[/FOLDER]"_s,
                            .help = u"The store that gets the copies, and a folder in it."_s,
                            .required = true}},
               .examples = {
                   {u"backup copy bf-0123456789abcdefg --to cloud"_s, u"Have a second one elsewhere."_s}}})
    {}

private:
    Result<ExitCode> runWith(Invocation &invocation, Engine &engine) const override
    {
        const QString to = invocation.arguments().value("to"_L1);
        return finishBatch(invocation, engine,
                           engine.backups().startCopy(idsOf(invocation.arguments()), to.section(u'/', 0, 0),
                                                      to.section(u'/', 1)),
                           u"copied"_s);
    }
};

} // namespace

CommandList makeBackupCheckCommands()
{
    CommandList list;
    list.push_back(std::make_unique<BackupVerify>());
    list.push_back(std::make_unique<BackupCopy>());
    list.push_back(std::make_unique<BackupDelete>());
    return list;
}

} // namespace holdfast::cli
