// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/invocation.h"
#include "app/cli/textformat.h"
#include "app/cli/values.h"
#include "core/engine/backupservice.h"

#include <QDir>
#include <QElapsedTimer>
#include <QJsonArray>

#include <chrono>
#include <future>

namespace holdfast::cli {

using namespace Qt::Literals::StringLiterals;
using Takes = OptionSpec::Takes;

namespace {

constexpr auto kPoll = std::chrono::milliseconds(150);
constexpr qint64 kLineInterval = 5000;
constexpr qsizetype kShownProblems = 20;

QString progressLine(const ProgressCounters &progress)
{
    const qint64 total = progress.bytesTotal;
    const QString bytes = total > 0 ? u"%1 of %2"_s.arg(sizeText(progress.bytesDone), sizeText(total))
                                    : sizeText(progress.bytesDone);
    return u"Exporting  %1, %2"_s.arg(bytes, counted(progress.filesDone, u"file"_s));
}

/// Runs the export on a thread of its own while this one shows how far it is.
Result<ExportReport> exportWithProgress(Invocation &invocation, Engine &engine, const ExportRequest &request)
{
    ProgressCounters progress;
    auto running = std::async(std::launch::async, [&] {
        return engine.backups().exportFiles(request, progress, invocation.cancel());
    });
    Console &console = invocation.console();
    QElapsedTimer sinceLine;
    sinceLine.start();
    while (running.wait_for(kPoll) != std::future_status::ready) {
        if (console.errorsToTerminal()) {
            console.live(progressLine(progress));
        } else if (sinceLine.elapsed() >= kLineInterval) {
            console.note(progressLine(progress));
            sinceLine.restart();
        }
    }
    console.live({});
    return running.get();
}

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
        const auto report = exportWithProgress(invocation, engine, request);
        if (!report)
            return tl::unexpected(report.error());
        Console &console = invocation.console();
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
