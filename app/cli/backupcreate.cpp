// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/batchfollower.h"
#include "app/cli/commands.h"
#include "app/cli/dryrunview.h"
#include "app/cli/hookoptions.h"
#include "app/cli/jsonviews.h"
#include "app/cli/progressfollower.h"
#include "app/cli/queueoptions.h"
#include "app/cli/textformat.h"
#include "app/cli/values.h"
#include "core/engine/backupservice.h"
#include "core/jobs/backupbatchfile.h"

#include <QFile>

namespace holdfast::cli {

using namespace Qt::Literals::StringLiterals;
using Takes = OptionSpec::Takes;

namespace {

CommandSpec createSpec()
{
    return {
        .noun = u"backup"_s,
        .verb = u"create"_s,
        .summary = u"Back up paths, apps or the whole of phones to a store."_s,
        .description =
            u"Each phone becomes one backup: a file NAME.tar.zst in the store, read back and checked before "
            "it counts. All phones run as one batch; Ctrl-C cancels it and leaves nothing partial.\n\n"
            "Patterns are absolute paths on the phone. A pattern selects what it matches and everything "
            "below: "
            "* stands for any characters of a name, ? for one, a folder ** for any number of folders. "
            "Exclude wins.\n\n"_s %
            hookDescription(),
        .arguments = {{.name = u"PHONE"_s,
                       .help = u"Phones: serials as \"phone list\" shows them."_s,
                       .many = true,
                       .optional = true}},
        .options =
            QList<OptionSpec>{
                {.name = u"path"_s,
                 .takes = Takes::Many,
                 .valueName = u"PATTERN"_s,
                 .help = u"What to back up."_s,
                 .check = pathPattern()},
                {.name = u"app"_s,
                 .takes = Takes::Many,
                 .valueName = u"PACKAGE"_s,
                 .help = u"Back up this app: its packages and all its data but caches. It is stopped only "
                         u"while its "
                         "files are copied."_s},
                {.name = u"all"_s,
                 .help =
                     u"Back up the whole phone: all of /data but caches and what Holdfast keeps there."_s},
                {.name = u"exclude"_s,
                 .takes = Takes::Many,
                 .valueName = u"PATTERN"_s,
                 .help = u"What to leave out."_s,
                 .check = pathPattern()},
                {.name = u"to"_s,
                 .takes = Takes::One,
                 .valueName = u"STORE[/FOLDER]"_s,
                 .help = u"The store, and a folder in it."_s},
                {.name = u"from"_s,
                 .takes = Takes::One,
                 .valueName = u"FILE"_s,
                 .help =
                     u"Another request for each phone, all in one batch, from a CSV file with a line of "
                     "titles or a JSON array of objects: phone, path, app, all, exclude, to, name, "
                     "description, owner, level, speed, priority, patience, as the options; lists in a "
                     "field of CSV are parted by |. What a phone's line leaves out is as the options say."_s,
                 .kind = ValueKind::LocalPath},
                {.name = u"name"_s,
                 .takes = Takes::One,
                 .valueName = u"NAME"_s,
                 .help =
                     u"The backups' name; made of the phone's name and the time where none is given. For "
                     u"each phone "
                     "{phone}, {group}, {model}, {android}, {serial}, {date} and {time} are filled in."_s},
                {.name = u"description"_s,
                 .takes = Takes::One,
                 .valueName = u"TEXT"_s,
                 .help = u"A remark, found by searching."_s},
                {.name = u"owner"_s,
                 .takes = Takes::One,
                 .valueName = u"NAME"_s,
                 .help = u"Who the backups belong to."_s},
                {.name = u"level"_s,
                 .takes = Takes::One,
                 .valueName = u"N"_s,
                 .help = u"How hard to compress, 1 to 19; 3 where none is given."_s,
                 .check = wholeNumber(1, 19)},
                {.name = u"speed"_s,
                 .takes = Takes::One,
                 .valueName = u"RULES"_s,
                 .help =
                     u"How fast the archives may go to the store, all together: START:END:KB/s joined by |, "
                     "hours of the day, NaN without limit, like '8:20:5120|20:24:NaN'."_s,
                 .check = speedRules()},
                {.name = u"dry-run"_s,
                 .help =
                     u"Only tell what would be backed up, what is left out and how large it would be; the "
                     "phones and the store stay as they are."_s}} +
            queueOptions(JobPriority::Normal) + hookOptions(),
        .examples = {
            {u"backup create 127.0.0.1:5601 --all --to disk"_s, u"Back up a whole phone."_s},
            {u"backup create 10.0.0.7:5555 --app com.tencent.mm --to disk"_s,
             u"Back up one app with its data."_s},
            {u"backup create 10.0.0.7:5555 --all --exclude '/data/media/0/Movies' --to disk --dry-run"_s,
             u"See how large a backup would be, and what the exclude saves."_s},
            {u"backup create 10.0.0.7:5555 --path /data/data/com.game --to disk --before-on-phone 'am "
             u"force-stop "
             "com.game' --after 'sh:echo $HOLDFAST_PHONE $HOLDFAST_STATUS >>/tmp/backups'"_s,
             u"Stop an app first, and note the end in a file."_s},
            {u"backup create --from phones.csv --to disk"_s,
             u"What each phone's line of the file says, to one store."_s},
            {u"backup create 10.0.0.7:5555 10.0.0.8:5555 --path /sdcard/DCIM '/data/data/com.*' "
             "--exclude '/**/cache' --to disk/daily --name photos"_s,
             u"Back up some paths of two phones to a folder of the store."_s}}};
}

class BackupCreate final : public EngineCommand
{
public:
    BackupCreate() : EngineCommand(createSpec()) {}

    [[nodiscard]] QString complaint(const Arguments &arguments) const override
    {
        if (arguments.has("path"_L1) && arguments.has("all"_L1))
            return u"--path and --all exclude each other."_s;
        if (arguments.has("from"_L1)) {
            if (!arguments.words().isEmpty())
                return u"With --from the phones stand in the file."_s;
            return arguments.has("dry-run"_L1) ? u"--dry-run and --from exclude each other."_s : QString();
        }
        if (arguments.words().isEmpty())
            return u"PHONE is missing."_s;
        if (!arguments.has("to"_L1))
            return u"--to STORE is missing."_s;
        if (!arguments.has("path"_L1) && !arguments.has("all"_L1) && !arguments.has("app"_L1))
            return u"What to back up is missing: give --path PATTERN…, --app PACKAGE… or --all."_s;
        if (arguments.value("to"_L1).startsWith(u'/'))
            return u"--to names a store, not a folder of this computer; add one with \"%1 store add\"."_s.arg(
                kProgramName);
        return {};
    }

private:
    static BackupRequest requestOf(const Arguments &arguments);
    static Result<QList<BackupRequest>> requestsOf(const Arguments &arguments);
    static void print(Console &console, const QList<JobRecord> &jobs, const QList<BackupRecord> &backups);
    static Result<ExitCode> tell(Invocation &invocation, Engine &engine);
    static void noteWarnings(Console &console, const QList<BackupRecord> &backups);
    Result<ExitCode> runWith(Invocation &invocation, Engine &engine) const override;
};

BackupRequest BackupCreate::requestOf(const Arguments &arguments)
{
    BackupRequest request;
    for (const QString &serial : arguments.words())
        request.phones << Serial{serial};
    request.paths = arguments.values("path"_L1);
    request.apps = arguments.values("app"_L1);
    request.whole = arguments.has("all"_L1);
    request.excludes = arguments.values("exclude"_L1);
    const QString to = arguments.value("to"_L1);
    request.store = to.section(u'/', 0, 0);
    request.folder = to.section(u'/', 1);
    request.name = arguments.value("name"_L1);
    request.description = arguments.value("description"_L1);
    request.owner = arguments.value("owner"_L1);
    request.speed = arguments.value("speed"_L1);
    request.hooks = hooksOf(arguments);
    request.queue = queueOf(arguments, JobPriority::Normal);
    if (arguments.has("level"_L1))
        request.compressionLevel = arguments.value("level"_L1).toInt();
    return request;
}

Result<QList<BackupRequest>> BackupCreate::requestsOf(const Arguments &arguments)
{
    const QString path = arguments.value("from"_L1);
    if (path.isEmpty())
        return QList{requestOf(arguments)};
    const ErrorContext context{.phone = {}, .path = path, .object = {}};
    QFile file(path);
    if (!file.open(QFile::ReadOnly))
        return fail(Errc::LocalFailed, file.errorString(), context);
    auto requests = readBackupBatch(file.readAll(), requestOf(arguments));
    if (!requests)
        return fail(requests.error().code, u"%1: %2"_s.arg(path, requests.error().detail), context);
    return requests;
}

void BackupCreate::print(Console &console, const QList<JobRecord> &jobs, const QList<BackupRecord> &backups)
{
    using Align = TextTable::Align;
    TextTable table({{u"PHONE"_s},
                     {u"BACKUP"_s},
                     {u"STATUS"_s},
                     {u"FILES"_s, Align::Right},
                     {u"SIZE"_s, Align::Right},
                     {u"STORED"_s, Align::Right},
                     {u"TIME"_s, Align::Right}});
    for (const JobRecord &job : jobs) {
        BackupRecord made;
        for (const BackupRecord &backup : backups) {
            if (backup.id == job.backup)
                made = backup;
        }
        const QString time = job.startedAt.isValid() && job.finishedAt.isValid()
                                 ? durationText(job.startedAt.msecsTo(job.finishedAt))
                                 : u"-"_s;
        table.addRow({job.serial.value, job.backup.isEmpty() ? u"-"_s : job.backup.value,
                      made.id.isEmpty() ? toText(job.status).toUpper() : toText(made.status),
                      QString::number(made.fileCount), sizeText(made.sizeBytes), sizeText(made.storedBytes),
                      time});
    }
    console.print(table);
}

void BackupCreate::noteWarnings(Console &console, const QList<BackupRecord> &backups)
{
    for (const BackupRecord &backup : backups) {
        if (backup.warningCount > 0)
            console.complain(u"%1: %2 lost or changed while being read; see \"%3 backup show %4\"."_s.arg(
                backup.serial.value, counted(backup.warningCount, u"file"_s), kProgramName, backup.id.value));
    }
}

/// The exit code is that of the backup itself, as far as it can be told.
Result<ExitCode> BackupCreate::tell(Invocation &invocation, Engine &engine)
{
    const BackupRequest request = requestOf(invocation.arguments());
    Console &console = invocation.console();
    ProgressCounters progress;
    const auto run = withProgress(console, u"Looking"_s, progress, [&] {
        return engine.backups().dryRun(request, progress, invocation.cancel());
    });
    if (!run)
        return tl::unexpected(run.error());
    QList<Error> errors;
    for (const DryRun::Phone &phone : run->phones) {
        if (!phone.estimate)
            errors.append(phone.estimate.error());
    }
    if (errors.size() == run->phones.size())
        return tl::unexpected(errors.constFirst());
    if (console.json())
        console.document(dryRunDocument(*run));
    printDryRun(console, *run);
    for (const Error &error : errors)
        console.complain(userText(error));
    return errors.isEmpty() ? ExitCode::Ok : ExitCode::Partly;
}

Result<ExitCode> BackupCreate::runWith(Invocation &invocation, Engine &engine) const
{
    if (invocation.arguments().has("dry-run"_L1))
        return tell(invocation, engine);
    const auto requests = requestsOf(invocation.arguments());
    if (!requests)
        return tl::unexpected(requests.error());
    const auto batch = engine.backups().startBackups(*requests, invocation.cancel());
    if (!batch)
        return tl::unexpected(batch.error());
    if (invocation.arguments().has("detach"_L1))
        return tellDetached(invocation, engine, *batch);
    const auto jobs = followBatch(invocation, engine, *batch);
    if (!jobs)
        return tl::unexpected(jobs.error());
    QList<BackupRecord> backups;
    for (const JobRecord &job : *jobs) {
        if (job.backup.isEmpty())
            continue;
        if (const auto backup = engine.backups().get(job.backup); backup)
            backups << *backup;
    }
    Console &console = invocation.console();
    if (console.json()) {
        QJsonObject document = batchDocument(*batch, *jobs);
        document[u"backups"_s] = toJsonArray(backups);
        console.document(document);
    } else {
        print(console, *jobs, backups);
    }
    noteWarnings(console, backups);
    return exitCodeOf(*jobs);
}

} // namespace

CommandList makeBackupCreateCommands()
{
    CommandList list;
    list.push_back(std::make_unique<BackupCreate>());
    return list;
}

} // namespace holdfast::cli
