// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/invocation.h"
#include "app/cli/values.h"
#include "core/engine/jobservice.h"

#include <array>

namespace holdfast::cli {

using namespace Qt::Literals::StringLiterals;
using Takes = OptionSpec::Takes;

namespace {

constexpr int kMostJobs = 1000;
const QString kNone = u"none"_s;

struct LimitOption
{
    const char *name;
    const char *key; ///< In the JSON document.
    const char *help;
    int JobLimits::*limit;
};

constexpr std::array<LimitOption, 4> kLimits{{
    {"all", "all", "So many jobs at once in all programs on this data directory.", &JobLimits::all},
    {"per-store", "perStore", "So many at once with each store.", &JobLimits::perStore},
    {"per-adb-server", "perAdbServer", "So many at once through each adb server.", &JobLimits::perAdbServer},
    {"per-host", "perHost", "So many at once with phones at one network address, which share a machine.",
     &JobLimits::perHost},
}};

class JobLimit final : public EngineCommand
{
public:
    JobLimit() : EngineCommand(spec()) {}

private:
    static CommandSpec spec()
    {
        QList<OptionSpec> options;
        for (const LimitOption &limit : kLimits) {
            options.append({.name = QLatin1String(limit.name),
                            .takes = Takes::One,
                            .valueName = u"N"_s,
                            .help = QLatin1String(limit.help),
                            .check = [](const QString &value) {
                                return value == kNone ? QString() : wholeNumber(1, kMostJobs)(value);
                            }});
        }
        return {.noun = u"job"_s,
                .verb = u"limit"_s,
                .summary = u"Show or set how many jobs run at the same time."_s,
                .description =
                    u"The limits are kept and hold at once in every program, also for what policies "
                    "begin; jobs that run go on. \"none\" takes a limit away; without a limit for "
                    "all each program runs four jobs, the desktop as many as its settings say."_s,
                .options = options,
                .examples = {{u"job limit --all 16 --per-store 8 --per-host 4"_s,
                              u"At most four phones of each server, eight uploads a store."_s},
                             {u"job limit --per-host none"_s, u"Take one limit away."_s}}};
    }

    Result<ExitCode> runWith(Invocation &invocation, Engine &engine) const override
    {
        auto limits = engine.jobs().limits();
        if (!limits)
            return tl::unexpected(limits.error());
        const JobLimits before = *limits;
        for (const LimitOption &limit : kLimits) {
            const QLatin1String name(limit.name);
            if (invocation.arguments().has(name))
                (*limits).*limit.limit = invocation.arguments().value(name).toInt(); // "none" is 0.
        }
        if (*limits != before) {
            if (auto set = engine.jobs().setLimits(*limits); !set)
                return tl::unexpected(set.error());
        }
        Console &console = invocation.console();
        QJsonObject json;
        TextTable table({{u"LIMIT"_s}, {u"JOBS"_s, TextTable::Align::Right}});
        for (const LimitOption &limit : kLimits) {
            const int jobs = (*limits).*limit.limit;
            json[QLatin1String(limit.key)] = jobs > 0 ? QJsonValue(jobs) : QJsonValue();
            table.addRow({QLatin1String(limit.name), jobs > 0 ? QString::number(jobs) : kNone});
        }
        if (console.json())
            console.document({{u"limits"_s, json}});
        else
            console.print(table);
        return ExitCode::Ok;
    }
};

} // namespace

CommandList makeJobLimitCommands()
{
    CommandList list;
    list.push_back(std::make_unique<JobLimit>());
    return list;
}

} // namespace holdfast::cli
