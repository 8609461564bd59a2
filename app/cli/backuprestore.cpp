// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/batchfollower.h"
#include "app/cli/commands.h"
#include "app/cli/findings.h"
#include "app/cli/jsonviews.h"
#include "app/cli/queueoptions.h"
#include "app/cli/textformat.h"
#include "app/cli/values.h"
#include "core/engine/backupservice.h"

#include <algorithm>

namespace holdfast::cli {

using namespace Qt::Literals::StringLiterals;
using Takes = OptionSpec::Takes;

namespace {

CommandSpec restoreSpec()
{
    return {
        .noun = u"backup"_s,
        .verb = u"restore"_s,
        .summary = u"Restore a backup, or a part of it, to phones."_s,
        .description =
            u"Each phone is checked first: its Android version, space, root, processor, battery and "
            "whether its storage is unlocked. Afterwards every "
            "restored file is compared with the backup on the phone. Until then the phone keeps what was "
            "replaced; if the restore fails, is cancelled or is cut off, it is put back."_s,
        .arguments = {{.name = u"ID"_s, .help = u"The backup's id, bf-…"_s}},
        .options =
            QList<OptionSpec>{
                {.name = u"to"_s,
                 .takes = Takes::Many,
                 .valueName = u"PHONE"_s,
                 .help = u"Phones to restore to: serials as \"phone list\" shows them."_s,
                 .required = true},
                {.name = u"path"_s,
                 .takes = Takes::Many,
                 .valueName = u"PATTERN"_s,
                 .help = u"Only what these paths or patterns select."_s,
                 .check = pathPattern()},
                {.name = u"app"_s,
                 .takes = Takes::Many,
                 .valueName = u"PACKAGE"_s,
                 .help = u"Only this app: it is installed, and its data replaced. Also out of backups of "
                         "paths or of whole phones."_s},
                {.name = u"apk-only"_s, .help = u"Install the apps, but leave their data as it is."_s},
                {.name = u"data-only"_s,
                 .help = u"Replace the data of apps that are installed, but do not install them."_s},
                {.name = u"conflict"_s,
                 .takes = Takes::One,
                 .valueName = u"RULE"_s,
                 .help = u"What to do with a file that is there already: overwrite (the default), skip, or "
                         "newer (keep the newer one)."_s,
                 .choices = {u"overwrite"_s, u"skip"_s, u"newer"_s}},
                {.name = u"take-identity"_s,
                 .help = u"Let another phone also take over the ids and keys by which the backed-up phone "
                         "is known; else each phone keeps its own."_s},
                {.name = u"no-way-back"_s,
                 .help = u"Do not keep what is replaced until the restored files have been compared. Needs "
                         "less room, but a restore that fails or is cancelled leaves its half behind."_s},
                {.name = u"safety-backup"_s,
                 .takes = Takes::One,
                 .valueName = u"STORE[/FOLDER]"_s,
                 .help =
                     u"Before a phone is touched, back up there what the restore would replace. Each restore "
                     "begins only when its backup has been checked and is AVAILABLE; where that fails, the "
                     "phone stays as it is."_s},
                {.name = u"low-battery"_s,
                 .help = u"Restore also to phones whose battery is almost empty (below 5 %) and not being "
                         "charged; else they are refused."_s},
                {.name = u"restart"_s, .help = u"Restart the phones afterwards."_s},
                {.name = u"check"_s,
                 .help = u"Only tell what restoring would meet, add, replace and keep; change nothing."_s}} +
            queueOptions(JobPriority::High),
        .examples = {
            {u"backup restore bf-0123456789abcdefg --to 127.0.0.1:5602 --restart"_s,
             u"Make another phone equal to the backup."_s},
            {u"backup restore bf-0123456789abcdefg --to 127.0.0.1:5602 --safety-backup disk/before"_s,
             u"The same, with a backup of what is there now before it."_s},
            {u"backup restore bf-0123456789abcdefg --to 127.0.0.1:5602 --app com.tencent.mm"_s,
             u"Bring one app with its data to another phone."_s},
            {u"backup restore bf-0123456789abcdefg --to 127.0.0.1:5602 --path /data/data/com.example.notes "
             "--conflict newer"_s,
             u"Restore one app's data but keep newer files."_s}}};
}

class BackupRestore final : public EngineCommand
{
public:
    BackupRestore() : EngineCommand(restoreSpec()) {}

    [[nodiscard]] QString complaint(const Arguments &arguments) const override
    {
        return arguments.has("apk-only"_L1) && arguments.has("data-only"_L1)
                   ? u"--apk-only and --data-only exclude each other."_s
                   : QString();
    }

private:
    static RestoreRequest requestOf(const Arguments &arguments);
    static Result<ExitCode> check(Invocation &invocation, Engine &engine, const RestoreRequest &request);
    static void print(Console &console, const QList<JobRecord> &jobs);
    Result<ExitCode> runWith(Invocation &invocation, Engine &engine) const override;
};

RestoreRequest BackupRestore::requestOf(const Arguments &arguments)
{
    RestoreRequest request;
    request.backup = BackupId{arguments.words().constFirst()};
    for (const QString &serial : arguments.values("to"_L1))
        request.phones << Serial{serial};
    request.paths = arguments.values("path"_L1);
    request.apps = arguments.values("app"_L1);
    if (arguments.has("apk-only"_L1))
        request.scope = RestoreScope::ApkOnly;
    else if (arguments.has("data-only"_L1))
        request.scope = RestoreScope::DataOnly;
    const QString conflict = arguments.value("conflict"_L1);
    if (conflict == "skip"_L1)
        request.conflict = Conflict::Skip;
    else if (conflict == "newer"_L1)
        request.conflict = Conflict::KeepNewer;
    request.restart = arguments.has("restart"_L1);
    request.queue = queueOf(arguments, JobPriority::High);
    request.takeIdentity = arguments.has("take-identity"_L1);
    request.wayBack = !arguments.has("no-way-back"_L1);
    if (const QString place = arguments.value("safety-backup"_L1); !place.isEmpty())
        request.safetyBackup = {place.section(u'/', 0, 0), place.section(u'/', 1)};
    request.mayRunOut = arguments.has("low-battery"_L1);
    return request;
}

Result<ExitCode> BackupRestore::check(Invocation &invocation, Engine &engine, const RestoreRequest &request)
{
    Console &console = invocation.console();
    QJsonArray phones;
    bool refused = false;
    for (const Serial &phone : request.phones) {
        const auto preview = engine.backups().preview(request, phone, invocation.cancel());
        if (!preview)
            return tl::unexpected(preview.error());
        const ShownFindings shown = showFindings(console, phone, preview->findings);
        phones.append(QJsonObject{{u"phone"_s, phone.value},
                                  {u"findings"_s, shown.list},
                                  {u"preview"_s, toJson(*preview, request.conflict)}});
        if (shown.refused) {
            refused = true;
            continue;
        }
        console.print(
            u"%1: adds %2 files (%3), replaces %4, keeps %5, %6 are equal already."_s.arg(phone.value)
                .arg(preview->added)
                .arg(sizeText(preview->addedBytes))
                .arg(preview->replaced(request.conflict))
                .arg(preview->kept(request.conflict))
                .arg(preview->equal));
        if (preview->apps > 0) {
            console.print(
                u"%1: %2 apps are restored as apps, each as a whole."_s.arg(phone.value).arg(preview->apps));
        }
    }
    if (console.json())
        console.document({{u"preflight"_s, phones}});
    return refused ? ExitCode::Refused : ExitCode::Ok;
}

void BackupRestore::print(Console &console, const QList<JobRecord> &jobs)
{
    using Align = TextTable::Align;
    TextTable table({{u"PHONE"_s},
                     {u"KIND"_s},
                     {u"JOB"_s},
                     {u"STATUS"_s},
                     {u"FILES"_s, Align::Right},
                     {u"SIZE"_s, Align::Right},
                     {u"TIME"_s, Align::Right}});
    for (const JobRecord &job : jobs) {
        const bool timed = job.startedAt.isValid() && job.finishedAt.isValid();
        table.addRow({job.serial.value, toText(job.kind), job.id.value, toText(job.status),
                      QString::number(job.progress.filesDone), sizeText(job.progress.bytesDone),
                      timed ? durationText(job.startedAt.msecsTo(job.finishedAt)) : u"-"_s});
    }
    console.print(table);
    const bool keptIdentity = std::any_of(jobs.begin(), jobs.end(), [](const JobRecord &job) {
        return job.outcome.value("identityFiles"_L1).toInteger() > 0;
    });
    if (keptIdentity)
        console.print(u"Files by which a phone is known were left out: each phone keeps its own."_s);
}

Result<ExitCode> BackupRestore::runWith(Invocation &invocation, Engine &engine) const
{
    const RestoreRequest request = requestOf(invocation.arguments());
    if (invocation.arguments().has("check"_L1))
        return check(invocation, engine, request);
    const auto batch = engine.backups().startRestore(request, invocation.cancel());
    if (!batch)
        return tl::unexpected(batch.error());
    if (invocation.arguments().has("detach"_L1))
        return tellDetached(invocation, engine, *batch);
    const auto jobs = followBatch(invocation, engine, *batch);
    if (!jobs)
        return tl::unexpected(jobs.error());
    if (invocation.console().json())
        invocation.console().document(batchDocument(*batch, *jobs));
    else
        print(invocation.console(), *jobs);
    return exitCodeOf(*jobs);
}

} // namespace

CommandList makeBackupRestoreCommands()
{
    CommandList list;
    list.push_back(std::make_unique<BackupRestore>());
    return list;
}

} // namespace holdfast::cli
