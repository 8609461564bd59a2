// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/invocation.h"
#include "app/cli/progressfollower.h"
#include "app/cli/textformat.h"
#include "app/cli/values.h"
#include "core/engine/backupservice.h"

#include <QDir>
#include <QJsonArray>

namespace holdfast::cli {

using namespace Qt::Literals::StringLiterals;
using Takes = OptionSpec::Takes;

namespace {

constexpr qsizetype kShownProblems = 20;

class BackupExport final : public EngineCommand
{
public:
    BackupExport()
        : EngineCommand(
              {.noun = u"backup"_s,
               .verb = u"export"_s,
               .summary = u"Copy files out of a backup to a folder or a tar file of this computer."_s,
               .arguments = {{.name = u"ID"_s, .help = u"The backup's id, bf-…"_s}},
               .options = {{.name = u"to"_s,
                            .takes = Takes::One,
                            .valueName = u"DIR|FILE.tar"_s,
                            .help = u"A folder (made when missing), or a file whose name ends with .tar."_s,
                            .required = true,
                            .kind = ValueKind::LocalPath},
                           {.name = u"path"_s,
                            .takes = Takes::Many,
                            .valueName = u"PATTERN"_s,
                            .help = u"Only what these paths or patterns select."_s,
                            .check = pathPattern()}},
               .examples = {
                   {u"backup export bf-0123456789abcdefg --to /tmp/photos --path /data/media/0/DCIM"_s,
                    u"Take the photos out of a backup."_s},
                   {u"backup export bf-0123456789abcdefg --to phone.tar"_s,
                    u"Make a plain tar file of all of it."_s}}})
    {}

private:
    Result<ExitCode> runWith(Invocation &invocation, Engine &engine) const override
    {
        const Arguments &arguments = invocation.arguments();
        const ExportRequest request{.backup = BackupId{arguments.words().constFirst()},
                                    .destination = QDir::current().absoluteFilePath(arguments.value("to"_L1)),
                                    .paths = arguments.values("path"_L1)};
        Console &console = invocation.console();
        ProgressCounters progress;
        const auto report = withProgress(console, u"Exporting"_s, progress, [&] {
            return engine.backups().exportFiles(request, progress, invocation.cancel());
        });
        if (!report)
            return tl::unexpected(report.error());
        if (console.json()) {
            QJsonArray problems;
            for (const ExportProblem &problem : report->problems)
                problems.append(QJsonObject{{u"path"_s, problem.path}, {u"reason"_s, problem.reason}});
            console.document({{u"export"_s, QJsonObject{{u"backupId"_s, request.backup.value},
                                                        {u"destination"_s, request.destination},
                                                        {u"entryCount"_s, report->entryCount},
                                                        {u"sizeBytes"_s, report->contentBytes},
                                                        {u"problemCount"_s, report->problemCount},
                                                        {u"problems"_s, problems}}}});
        }
        console.print(u"%1, %2, written to %3."_s.arg(u"%1 entries"_s.arg(report->entryCount),
                                                      sizeText(report->contentBytes), request.destination));
        for (const ExportProblem &problem :
             report->problems.first(std::min(kShownProblems, report->problems.size())))
            console.complain(u"%1: %2"_s.arg(problem.path, problem.reason));
        if (report->problemCount > kShownProblems)
            console.complain(
                u"%1 more could not be made wholly."_s.arg(report->problemCount - kShownProblems));
        return report->problemCount == 0 ? ExitCode::Ok : ExitCode::Partly;
    }
};

} // namespace

CommandList makeBackupExportCommands()
{
    CommandList list;
    list.push_back(std::make_unique<BackupExport>());
    return list;
}

} // namespace holdfast::cli
