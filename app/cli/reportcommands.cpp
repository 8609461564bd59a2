// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/invocation.h"
#include "app/cli/textformat.h"
#include "app/cli/wholefile.h"
#include "app/cli/workreport.h"
#include "core/base/clock.h"
#include "core/engine/catalogservice.h"
#include "core/engine/drillservice.h"
#include "core/engine/jobservice.h"

#include <QRegularExpression>

namespace holdfast::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kMostJobs = 1'000'000;

/// The first moment of a month of local time, like 2026-11; invalid where it is none.
QDateTime monthFrom(const QString &text)
{
    static const QRegularExpression kForm(u"^[0-9]{4}-[0-9]{2}$"_s);
    const QDate first = QDate::fromString(QString(text % u"-01"_s), Qt::ISODate);
    return kForm.match(text).hasMatch() && first.isValid() ? first.startOfDay() : QDateTime();
}

class Report final : public EngineCommand
{
public:
    Report()
        : EngineCommand(
              {.noun = u"report"_s,
               .summary = u"Tell what was done in a batch or a month."_s,
               .description =
                   u"Phones, jobs, bytes, failures by cause, restore drills and the phones that are "
                   "overdue now; as a page for people or as a table for spreadsheets, if asked for."_s,
               .options = {{.name = u"batch"_s,
                            .takes = OptionSpec::Takes::One,
                            .valueName = u"ID"_s,
                            .help = u"The jobs of this batch."_s},
                           {.name = u"month"_s,
                            .takes = OptionSpec::Takes::One,
                            .valueName = u"YYYY-MM"_s,
                            .help = u"All jobs that were begun in this month of local time."_s,
                            .check =
                                [](const QString &text) {
                                    return monthFrom(text).isValid() ? QString()
                                                                     : u"is not a month like 2026-11"_s;
                                }},
                           {.name = u"html"_s,
                            .takes = OptionSpec::Takes::One,
                            .valueName = u"FILE"_s,
                            .help = u"Write a page with all jobs there."_s,
                            .kind = ValueKind::LocalPath},
                           {.name = u"csv"_s,
                            .takes = OptionSpec::Takes::One,
                            .valueName = u"FILE"_s,
                            .help = u"Write a table of all jobs there."_s,
                            .kind = ValueKind::LocalPath}},
               .examples = {{u"report --month 2026-11 --html november.html"_s, u"A page about a month."_s}}})
    {}

    [[nodiscard]] QString complaint(const Arguments &arguments) const override
    {
        return arguments.has("batch"_L1) == arguments.has("month"_L1)
                   ? u"What to report is missing: give either --batch ID or --month YYYY-MM."_s
                   : QString();
    }

private:
    static Result<WorkReport> reportOf(const Arguments &arguments, Engine &engine);
    Result<ExitCode> runWith(Invocation &invocation, Engine &engine) const override;
};

Result<WorkReport> Report::reportOf(const Arguments &arguments, Engine &engine)
{
    WorkReport report;
    report.madeAt = SystemClock().now();
    const QString month = arguments.value("month"_L1);
    const BatchId batch{arguments.value("batch"_L1)};
    report.title = month.isEmpty() ? u"Batch %1"_s.arg(batch.value) : u"Month %1"_s.arg(month);
    const QDateTime from = monthFrom(month);
    JobFilter filter;
    if (!month.isEmpty()) {
        filter.createdSince = from.toUTC();
        filter.createdUntil = from.addMonths(1).addMSecs(-1).toUTC();
    }
    auto jobs = month.isEmpty() ? engine.jobs().batch(batch) : engine.jobs().list(filter, kMostJobs);
    if (!jobs)
        return tl::unexpected(jobs.error());
    if (jobs->isEmpty() && month.isEmpty())
        return fail(Errc::JobNotFound, u"there is no such batch"_s, {.object = batch.value});
    report.jobs = *std::move(jobs);
    const auto phones = engine.catalog().phones();
    if (!phones)
        return tl::unexpected(phones.error());
    for (const PhoneRecord &phone : *phones)
        report.phoneNames.insert(phone.serial.value, phone.name);
    const auto check = engine.policies().check();
    if (!check)
        return tl::unexpected(check.error());
    report.overdue = check->overdue;
    report.overdueDrills = check->overdueDrills;
    if (month.isEmpty())
        return report;
    const auto drills = engine.drills().between(from.toUTC(), from.addMonths(1).toUTC());
    if (!drills)
        return tl::unexpected(drills.error());
    report.drills = *drills;
    return report;
}

Result<ExitCode> Report::runWith(Invocation &invocation, Engine &engine) const
{
    const Arguments &arguments = invocation.arguments();
    const auto report = reportOf(arguments, engine);
    if (!report)
        return tl::unexpected(report.error());
    if (arguments.has("html"_L1)) {
        if (auto written = writeWholeFile(arguments.value("html"_L1), htmlText(*report)); !written)
            return tl::unexpected(written.error());
    }
    if (arguments.has("csv"_L1)) {
        if (auto written = writeWholeFile(arguments.value("csv"_L1), csvText(*report)); !written)
            return tl::unexpected(written.error());
    }
    Console &console = invocation.console();
    if (console.json()) {
        console.document({{u"report"_s, toJson(*report)}});
        return ExitCode::Ok;
    }
    for (const QStringList &row : totalRows(*report))
        console.fact(row.first(), row.last());
    return ExitCode::Ok;
}

} // namespace

CommandList makeReportCommands()
{
    CommandList list;
    list.push_back(std::make_unique<Report>());
    return list;
}

} // namespace holdfast::cli
