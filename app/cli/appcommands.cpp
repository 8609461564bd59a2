// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/batchfollower.h"
#include "app/cli/commands.h"
#include "app/cli/findings.h"
#include "app/cli/jsonviews.h"
#include "app/cli/progressfollower.h"
#include "app/cli/textformat.h"
#include "core/engine/appservice.h"

#include <QDir>

namespace holdfast::cli {

using namespace Qt::Literals::StringLiterals;
using Takes = OptionSpec::Takes;

namespace {

QString absolutePath(const QString &path)
{
    return QDir::current().absoluteFilePath(path);
}

class AppInstall final : public EngineCommand
{
public:
    AppInstall()
        : EngineCommand(
              {.noun = u"app"_s,
               .verb = u"install"_s,
               .summary = u"Install apps from files of this computer on phones."_s,
               .description =
                   u"Takes single packages (.apk; base and splits of one app together) and sets of them "
                   "(.apks, .xapk). Of a set each phone gets the parts for its processor, screen and "
                   "languages. Each app is checked before anything is sent: its version against the one that "
                   "is installed, its signer, its processors, the Android that it needs, missing parts. All "
                   "phones run as one batch; Ctrl-C cancels it and leaves nothing partial."_s,
               .arguments = {{.name = u"FILE"_s,
                              .help = u"Files of this computer: .apk, .apks or .xapk."_s,
                              .many = true,
                              .kind = ValueKind::LocalPath}},
               .options = {{.name = u"phone"_s,
                            .takes = Takes::Many,
                            .valueName = u"PHONE"_s,
                            .help = u"Phones to install on: serials as \"phone list\" shows them."_s,
                            .required = true},
                           {.name = u"check"_s,
                            .help = u"Only tell what installing would meet; change nothing."_s}},
               .examples = {{u"app install wechat.apks --phone 127.0.0.1:5601 127.0.0.1:5602"_s,
                             u"Install an app with its splits on two phones."_s},
                            {u"app install base.apk split_config.zh.apk --phone 127.0.0.1:5601 --check"_s,
                             u"See whether the app would run there."_s}}})
    {}

private:
    static InstallRequest requestOf(const Arguments &arguments)
    {
        InstallRequest request;
        for (const QString &file : arguments.words())
            request.files << absolutePath(file);
        for (const QString &serial : arguments.values("phone"_L1))
            request.phones << Serial{serial};
        return request;
    }

    static Result<ExitCode> check(Invocation &invocation, Engine &engine, const InstallRequest &request)
    {
        Console &console = invocation.console();
        QJsonArray phones;
        bool refused = false;
        for (const Serial &phone : request.phones) {
            const auto findings = engine.apps().preflight(request, phone, invocation.cancel());
            if (!findings)
                return tl::unexpected(findings.error());
            const ShownFindings shown = showFindings(console, phone, *findings);
            refused = refused || shown.refused;
            phones.append(QJsonObject{{u"phone"_s, phone.value}, {u"findings"_s, shown.list}});
        }
        if (console.json())
            console.document({{u"preflight"_s, phones}});
        return refused ? ExitCode::Refused : ExitCode::Ok;
    }

    static void print(Console &console, const QList<JobRecord> &jobs)
    {
        using Align = TextTable::Align;
        TextTable table({{u"PHONE"_s},
                         {u"JOB"_s},
                         {u"STATUS"_s},
                         {u"APPS"_s, Align::Right},
                         {u"SIZE"_s, Align::Right},
                         {u"TIME"_s, Align::Right}});
        for (const JobRecord &job : jobs) {
            const bool timed = job.startedAt.isValid() && job.finishedAt.isValid();
            table.addRow({job.serial.value, job.id.value, toText(job.status),
                          QString::number(job.outcome.value("apps"_L1).toInteger()),
                          sizeText(job.progress.bytesDone),
                          timed ? durationText(job.startedAt.msecsTo(job.finishedAt)) : u"-"_s});
        }
        console.print(table);
    }

    Result<ExitCode> runWith(Invocation &invocation, Engine &engine) const override
    {
        const InstallRequest request = requestOf(invocation.arguments());
        if (invocation.arguments().has("check"_L1))
            return check(invocation, engine, request);
        const auto batch = engine.apps().startInstall(request, invocation.cancel());
        if (!batch)
            return tl::unexpected(batch.error());
        const auto jobs = followBatch(invocation, engine, *batch);
        if (!jobs)
            return tl::unexpected(jobs.error());
        if (invocation.console().json())
            invocation.console().document(batchDocument(*batch, *jobs));
        else
            print(invocation.console(), *jobs);
        return exitCodeOf(*jobs);
    }
};

class AppExport final : public EngineCommand
{
public:
    AppExport()
        : EngineCommand(
              {.noun = u"app"_s,
               .verb = u"export"_s,
               .summary = u"Copy an app's packages from a phone or out of a backup to a file."_s,
               .description =
                   u"Writes a set of APKs (.apks) with the base and all splits, as split installers read it "
                   "and as \"app install\" takes it. Data of the app is not in it. The file is read back and "
                   "compared before it takes the place of what was there."_s,
               .arguments = {{.name = u"PACKAGE"_s, .help = u"The app, named by its package."_s}},
               .options = {{.name = u"phone"_s,
                            .takes = Takes::One,
                            .valueName = u"PHONE"_s,
                            .help = u"From this phone: its serial, name or id."_s},
                           {.name = u"backup"_s,
                            .takes = Takes::One,
                            .valueName = u"ID"_s,
                            .help = u"Out of this backup."_s},
                           {.name = u"out"_s,
                            .takes = Takes::One,
                            .valueName = u"FILE.apks"_s,
                            .help = u"The file to write."_s,
                            .required = true,
                            .kind = ValueKind::LocalPath}},
               .examples = {{u"app export com.tencent.mm --phone 127.0.0.1:5601 --out wechat.apks"_s,
                             u"Take an app off a phone."_s},
                            {u"app export com.tencent.mm --backup bf-0123456789abcdefg --out wechat.apks"_s,
                             u"Take it out of a backup."_s}}})
    {}

    [[nodiscard]] QString complaint(const Arguments &arguments) const override
    {
        return arguments.has("phone"_L1) == arguments.has("backup"_L1)
                   ? u"Give either --phone PHONE or --backup ID."_s
                   : QString();
    }

private:
    Result<ExitCode> runWith(Invocation &invocation, Engine &engine) const override
    {
        const Arguments &arguments = invocation.arguments();
        const AppExportRequest request{.package = arguments.words().constFirst(),
                                       .phone = arguments.value("phone"_L1),
                                       .backup = BackupId{arguments.value("backup"_L1)},
                                       .destination = absolutePath(arguments.value("out"_L1))};
        Console &console = invocation.console();
        ProgressCounters progress;
        const auto report = withProgress(console, u"Exporting"_s, progress, [&] {
            return engine.apps().exportApp(request, progress, invocation.cancel());
        });
        if (!report)
            return tl::unexpected(report.error());
        if (console.json())
            console.document({{u"export"_s, QJsonObject{{u"package"_s, request.package},
                                                        {u"destination"_s, request.destination},
                                                        {u"packageCount"_s, report->packages},
                                                        {u"sizeBytes"_s, report->bytes}}}});
        console.print(u"%1, %2, written to %3."_s.arg(counted(report->packages, u"package"_s),
                                                      sizeText(report->bytes), request.destination));
        return ExitCode::Ok;
    }
};

} // namespace

CommandList makeAppCommands()
{
    CommandList list;
    list.push_back(std::make_unique<AppInstall>());
    list.push_back(std::make_unique<AppExport>());
    return list;
}

} // namespace holdfast::cli
