// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/invocation.h"
#include "app/cli/jsonviews.h"
#include "app/cli/listexport.h"
#include "app/cli/textformat.h"
#include "core/engine/backupservice.h"
#include "core/engine/catalogservice.h"
#include "core/engine/jobservice.h"

namespace holdfast::cli {

using namespace Qt::Literals::StringLiterals;
using Takes = OptionSpec::Takes;

namespace {

class CatalogCheck final : public EngineCommand
{
public:
    CatalogCheck()
        : EngineCommand(
              {.noun = u"catalog"_s,
               .verb = u"check"_s,
               .summary = u"Check the catalog's file and its search index."_s,
               .description =
                   u"With --repair the search index is built anew and every store is read again, so that "
                   "each archive has its entry. Where the file itself is damaged, move it away and run "
                   "\"store add\" and \"store scan\": the stores hold all that is needed."_s,
               .options = {{.name = u"repair"_s, .help = u"Build the index anew and read all stores."_s}},
               .examples = {{u"catalog check"_s, u"See whether all is well."_s},
                            {u"catalog check --repair"_s, u"Make the catalog what the stores say."_s}}})
    {}

private:
    Result<ExitCode> runWith(Invocation &invocation, Engine &engine) const override
    {
        const auto report =
            engine.catalog().check(invocation.arguments().has("repair"_L1), invocation.cancel());
        if (!report)
            return tl::unexpected(report.error());
        Console &console = invocation.console();
        if (console.json())
            console.document({{u"check"_s, QJsonObject{{u"path"_s, report->path},
                                                       {u"bytes"_s, report->bytes},
                                                       {u"backups"_s, report->backups},
                                                       {u"repaired"_s, report->repaired},
                                                       {u"added"_s, report->added},
                                                       {u"missing"_s, report->missing},
                                                       {u"problems"_s, toJsonArray(report->problems)}}}});
        console.fact(u"Catalog"_s, report->path);
        console.fact(u"Size"_s, sizeText(report->bytes));
        console.fact(u"Backups"_s, QString::number(report->backups));
        if (report->repaired) {
            console.fact(u"Added"_s, QString::number(report->added));
            console.fact(u"Missing"_s, QString::number(report->missing));
        }
        console.fact(u"Result"_s, report->problems.isEmpty() ? u"good"_s : u"problems"_s);
        for (const Error &problem : report->problems)
            console.complain(QString(userText(problem) % u" ("_s % problem.detail % u')'));
        return report->problems.isEmpty() ? ExitCode::Ok : ExitCode::Failed;
    }
};

class CatalogCompact final : public EngineCommand
{
public:
    CatalogCompact()
        : EngineCommand({.noun = u"catalog"_s,
                         .verb = u"compact"_s,
                         .summary = u"Give the catalog's unused room back to the disk."_s,
                         .examples = {{u"catalog compact"_s, u"After many backups were deleted."_s}}})
    {}

private:
    Result<ExitCode> runWith(Invocation &invocation, Engine &engine) const override
    {
        const auto report = engine.catalog().compact(invocation.cancel());
        if (!report)
            return tl::unexpected(report.error());
        Console &console = invocation.console();
        if (console.json())
            console.document(
                {{u"bytesBefore"_s, report->bytesBefore}, {u"bytesAfter"_s, report->bytesAfter}});
        console.fact(u"Before"_s, sizeText(report->bytesBefore));
        console.fact(u"After"_s, sizeText(report->bytesAfter));
        return ExitCode::Ok;
    }
};

class CatalogExport final : public EngineCommand
{
public:
    CatalogExport()
        : EngineCommand(
              {.noun = u"catalog"_s,
               .verb = u"export"_s,
               .summary = u"Write a list as CSV or as JSON, one object a line."_s,
               .description =
                   u"Columns and keys are those of --json, times in UTC. Lists in a CSV cell are "
                   "parted by line ends. Texts that a spreadsheet would take for formulas (= + - @ in "
                   "front) get an apostrophe before them."_s,
               .arguments = {{.name = u"LIST"_s, .help = u"backups, phones or jobs."_s},
                             {.name = u"SEARCH"_s,
                              .help = u"For backups: only what these words find, as in \"backup list\"."_s,
                              .many = true,
                              .optional = true}},
               .options = {{.name = u"format"_s,
                            .takes = Takes::One,
                            .valueName = u"FORMAT"_s,
                            .help = u"csv or jsonl; csv where none is given."_s,
                            .choices = {u"csv"_s, u"jsonl"_s}}},
               .examples = {{u"catalog export backups > backups.csv"_s, u"All backups for a spreadsheet."_s},
                            {u"catalog export backups status:failed --format jsonl"_s,
                             u"Failed ones for a script."_s}}})
    {}

    [[nodiscard]] QString complaint(const Arguments &arguments) const override
    {
        const QString list = arguments.words().constFirst();
        if (list != "backups"_L1 && list != "phones"_L1 && list != "jobs"_L1)
            return u"There is no list \"%1\": it is backups, phones or jobs."_s.arg(list);
        if (list != "backups"_L1 && arguments.words().size() > 1)
            return u"Only backups can be searched."_s;
        return {};
    }

private:
    Result<ExitCode> runWith(Invocation &invocation, Engine &engine) const override
    {
        const Arguments &arguments = invocation.arguments();
        const QString list = arguments.words().constFirst();
        ListExport out(invocation.console(), arguments.value("format"_L1) == "jsonl"_L1);
        const auto done = list == "backups"_L1  ? writeBackups(invocation, engine, out)
                          : list == "phones"_L1 ? writePhones(engine, out)
                                                : writeJobs(engine, out);
        if (!done)
            return tl::unexpected(done.error());
        return ExitCode::Ok;
    }

    static Result<void> writeBackups(Invocation &invocation, Engine &engine, ListExport &out)
    {
        BackupFilter filter;
        filter.text = invocation.arguments().words().mid(1).join(u' ');
        PageRequest request{.limit = PageRequest::kMaxLimit, .token = {}, .withTotal = false};
        do {
            if (auto going = invocation.cancel().check(); !going)
                return going;
            const auto page = engine.backups().list(filter, request);
            if (!page)
                return tl::unexpected(page.error());
            for (const BackupRecord &backup : page->rows)
                out.write(toJson(backup), toJson(BackupRecord{}));
            request.token = page->nextToken;
        } while (!request.token.isEmpty() && invocation.console().outputWorks());
        return {};
    }

    static Result<void> writePhones(Engine &engine, ListExport &out)
    {
        const auto phones = engine.catalog().phones();
        if (!phones)
            return tl::unexpected(phones.error());
        for (const PhoneRecord &phone : *phones)
            out.write(toJson(phone), toJson(PhoneRecord{}));
        return {};
    }

    static Result<void> writeJobs(Engine &engine, ListExport &out)
    {
        const auto jobs = engine.jobs().list({}, kMaxJobs);
        if (!jobs)
            return tl::unexpected(jobs.error());
        for (const JobRecord &job : *jobs)
            out.write(toJson(job), toJson(JobRecord{}));
        return {};
    }

    static constexpr int kMaxJobs = 1'000'000;
};

} // namespace

CommandList makeCatalogCommands()
{
    CommandList list;
    list.push_back(std::make_unique<CatalogCheck>());
    list.push_back(std::make_unique<CatalogExport>());
    list.push_back(std::make_unique<CatalogCompact>());
    return list;
}

} // namespace holdfast::cli
