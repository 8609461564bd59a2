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

} // namespace

CommandList makeBackupCheckCommands()
{
    CommandList list;
    list.push_back(std::make_unique<BackupVerify>());
    list.push_back(std::make_unique<BackupDelete>());
    return list;
}

} // namespace holdfast::cli
