// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/hookoptions.h"
#include "app/cli/invocation.h"
#include "app/cli/jsonviews.h"
#include "app/cli/policyviews.h"
#include "app/cli/textformat.h"
#include "app/cli/values.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <optional>

namespace holdfast::cli {

using namespace Qt::Literals::StringLiterals;
using Takes = OptionSpec::Takes;

namespace {

const QStringList kWeekdays{u"mon"_s, u"tue"_s, u"wed"_s, u"thu"_s, u"fri"_s, u"sat"_s, u"sun"_s};

struct KeepOption
{
    const char *name;
    const char *help;
    int RetentionRule::*count;
};

constexpr std::array<KeepOption, 6> kKeepOptions{{
    {"keep-last", "Keep the newest N backups of each phone.", &RetentionRule::last},
    {"keep-hourly", "Keep the newest backup of each of the last N hours that have one.",
     &RetentionRule::hourly},
    {"keep-daily", "The same for days.", &RetentionRule::daily},
    {"keep-weekly", "The same for weeks.", &RetentionRule::weekly},
    {"keep-monthly", "The same for months.", &RetentionRule::monthly},
    {"keep-yearly", "The same for years.", &RetentionRule::yearly},
}};

/// `6h`, `1d`, `2w`.
std::optional<std::pair<Schedule::Kind, int>> intervalFrom(const QString &text)
{
    static const QRegularExpression kForm(u"^([1-9][0-9]{0,3})([hdw])$"_s);
    const auto form = kForm.match(text);
    if (!form.hasMatch())
        return std::nullopt;
    const QChar unit = form.captured(2).at(0);
    const auto kind = unit == u'h'   ? Schedule::Kind::Hours
                      : unit == u'd' ? Schedule::Kind::Days
                                     : Schedule::Kind::Weekly;
    return std::pair(kind, form.captured(1).toInt());
}

QTime timeFrom(const QString &text)
{
    static const QRegularExpression kForm(u"^[0-9]{2}:[0-9]{2}$"_s);
    return kForm.match(text).hasMatch() ? QTime::fromString(text, u"HH:mm"_s) : QTime();
}

QString intervalProblem(const QString &text)
{
    return intervalFrom(text) ? QString() : u"is not a number of hours, days or weeks like 6h, 1d or 2w"_s;
}

QString timeProblem(const QString &text)
{
    return timeFrom(text).isValid() ? QString() : u"is not a time of day like 02:00"_s;
}

QString zoneProblem(const QString &text)
{
    return QTimeZone(text.toLatin1()).isValid() ? QString() : u"is not a time zone like Asia/Shanghai"_s;
}

QString cronProblem(const QString &text)
{
    const auto cron = CronExpression::parse(text);
    return cron ? QString() : QString(u"is not understood: "_s % cron.error().detail);
}

OptionSpec option(const QString &name, Takes takes, const QString &valueName, const QString &help,
                  const ValueCheck &check = {})
{
    return {.name = name, .takes = takes, .valueName = valueName, .help = help, .check = check};
}

QList<OptionSpec> whatOptions()
{
    QList<OptionSpec> options{
        option(u"phone"_s, Takes::Many, u"PHONE"_s, u"Phones: ids, serials or names."_s),
        option(u"group"_s, Takes::Many, u"GROUP"_s, u"All phones that are in a group when a run begins."_s),
        option(u"tag"_s, Takes::Many, u"TAG"_s, u"All phones with a tag."_s),
        option(u"query"_s, Takes::One, u"QUERY"_s,
               u"All phones that this fits: words of the name, serial or model; group:, tag:, android:, "
               "serial:, name:, model:; - turns a word round."_s),
        option(u"path"_s, Takes::Many, u"PATTERN"_s, u"What to back up, as in \"backup create\"."_s,
               pathPattern()),
        option(u"app"_s, Takes::Many, u"PACKAGE"_s, u"Back up this app with its data."_s),
        {.name = u"all"_s, .help = u"Back up the whole phone."_s},
        option(u"exclude"_s, Takes::Many, u"PATTERN"_s, u"What to leave out."_s, pathPattern())};
    OptionSpec to = option(u"to"_s, Takes::One, u"STORE[/FOLDER]"_s, u"The store, and a folder in it."_s);
    to.required = true;
    options.append(to);
    return options;
}

QList<OptionSpec> whenOptions()
{
    OptionSpec end = option(u"window-end"_s, Takes::One, u"WHAT"_s,
                            u"What becomes of jobs at the window's end: they stop, or finish."_s);
    end.choices = {u"stop"_s, u"finish"_s};
    OptionSpec late = option(u"missed"_s, Takes::One, u"WHAT"_s,
                             u"Runs that nobody began in time: run late while there is time, or skip."_s);
    late.choices = {u"run"_s, u"skip"_s};
    return {option(u"every"_s, Takes::One, u"INTERVAL"_s, u"How often: 6h, 1d, 2w."_s, intervalProblem),
            option(u"at"_s, Takes::One, u"HH:MM"_s, u"When; 02:00 where no time is given."_s, timeProblem),
            option(u"on"_s, Takes::One, u"DAYS"_s,
                   u"With weeks: mon,thu; the day of today where none is given."_s, wordList(kWeekdays)),
            option(u"cron"_s, Takes::One, u"EXPRESSION"_s,
                   u"Instead: five fields as in crontab, in quotation marks."_s, cronProblem),
            option(u"window"_s, Takes::One, u"HH:MM"_s,
                   u"When the run's time ends; where none is given, when the next run begins."_s,
                   timeProblem),
            end,
            late,
            option(u"zone"_s, Takes::One, u"ZONE"_s,
                   u"Time zone of these times; this computer's where none is given."_s, zoneProblem)};
}

QList<OptionSpec> keepOptions()
{
    QList<OptionSpec> options{option(u"retention"_s, Takes::One, u"DAYS"_s,
                                     u"Keep all backups of the last so many days."_s,
                                     wholeNumber(1, RetentionRule::kMostDays))};
    options.append(option(u"speed"_s, Takes::One, u"RULES"_s,
                          u"How fast archives may go to the store, as in \"backup create\"."_s,
                          speedRules()));
    for (const KeepOption &keep : kKeepOptions)
        options.append(option(QLatin1String(keep.name), Takes::One, u"N"_s, QLatin1String(keep.help),
                              wholeNumber(1, RetentionRule::kMostCount)));
    return options;
}

QList<OptionSpec> copyOptions()
{
    QList<OptionSpec> options{
        option(u"copy-to"_s, Takes::One, u"STORE[/FOLDER]"_s,
               u"Copy each finished backup into a second store, within the run; see \"backup copy\"."_s),
        option(u"copy-retention"_s, Takes::One, u"DAYS"_s,
               u"Keep all copies of the last so many days; copies have rules of their own."_s,
               wholeNumber(1, RetentionRule::kMostDays))};
    for (const KeepOption &keep : kKeepOptions)
        options.append(option(u"copy-"_s % QLatin1String(keep.name), Takes::One, u"N"_s,
                              u"As --%1, for the copies."_s.arg(QLatin1String(keep.name)),
                              wholeNumber(1, RetentionRule::kMostCount)));
    return options;
}

/// The rule that the options with this prefix make.
RetentionRule retentionOf(const Arguments &arguments, const QByteArray &prefix)
{
    const auto number = [&](const char *name) {
        return arguments.value(QLatin1String(prefix + name)).toInt();
    };
    RetentionRule rule;
    rule.days = number("retention");
    for (const KeepOption &keep : kKeepOptions)
        rule.*keep.count = number(keep.name);
    return rule;
}

CommandSpec addSpec()
{
    return {
        .noun = u"policy"_s,
        .verb = u"add"_s,
        .summary = u"Back up phones by themselves, again and again."_s,
        .description =
            u"\"holdfast-cli daemon\" begins a run when it is due, tries phones that are away or fail "
            "again until the run's time is over, and then deletes what no rule keeps. Without a rule "
            "everything is kept; the last good backup of a phone and pinned ones always are.\n\n"
            "A time that a change to daylight saving leaves out is taken as the moment of the change; one "
            "that comes twice counts once. Hours are counted in elapsed time.\n\n"_s %
            hookDescription(),
        .arguments = {{.name = u"NAME"_s, .help = u"A name of your choice."_s}},
        .options = whatOptions() + whenOptions() + keepOptions() + copyOptions() + hookOptions(),
        .examples = {
            {u"policy add nightly --group golden --app com.tencent.mm --to disk --every 1d --at 02:00 "
             "--window 06:00 --keep-daily 7 --keep-weekly 4"_s,
             u"Chat apps of a group each night between two and six."_s},
            {u"policy add shop --query 'name:shop -tag:test' --all --to cloud/shop --cron '0 1 * * 1-5' "
             "--retention 30"_s,
             u"Whole phones on working days, kept for 30 days."_s}}};
}

class PolicyAdd final : public EngineCommand
{
public:
    PolicyAdd() : EngineCommand(addSpec()) {}

    [[nodiscard]] QString complaint(const Arguments &arguments) const override
    {
        if (arguments.has("every"_L1) == arguments.has("cron"_L1))
            return u"When is missing: give either --every INTERVAL or --cron EXPRESSION."_s;
        if (arguments.has("cron"_L1) && (arguments.has("at"_L1) || arguments.has("on"_L1)))
            return u"--cron says the times itself; leave out --at and --on."_s;
        if (arguments.has("on"_L1) &&
            intervalFrom(arguments.value("every"_L1))->first != Schedule::Kind::Weekly)
            return u"--on belongs to weeks, like --every 1w."_s;
        if (!arguments.has("copy-to"_L1) && retentionOf(arguments, "copy-") != RetentionRule{})
            return u"The rules for copies belong to --copy-to STORE."_s;
        return {};
    }

private:
    static Schedule scheduleOf(const Arguments &arguments);
    static PolicyDefinition definitionOf(const Arguments &arguments);
    Result<ExitCode> runWith(Invocation &invocation, Engine &engine) const override;
};

Schedule PolicyAdd::scheduleOf(const Arguments &arguments)
{
    Schedule schedule;
    schedule.zone = arguments.has("zone"_L1) ? QTimeZone(arguments.value("zone"_L1).toLatin1())
                                             : QTimeZone::systemTimeZone();
    schedule.start = {};
    if (arguments.has("cron"_L1)) {
        schedule.kind = Schedule::Kind::Cron;
        schedule.cron = CronExpression::parse(arguments.value("cron"_L1)).value_or(CronExpression());
    } else if (const auto interval = intervalFrom(arguments.value("every"_L1))) {
        schedule.kind = interval->first;
        schedule.every = interval->second;
    }
    if (arguments.has("at"_L1))
        schedule.at = timeFrom(arguments.value("at"_L1));
    for (const QString &day : arguments.value("on"_L1).split(u',', Qt::SkipEmptyParts))
        schedule.weekdays.append(static_cast<int>(kWeekdays.indexOf(day.toLower())) + 1);
    std::sort(schedule.weekdays.begin(), schedule.weekdays.end());
    schedule.weekdays.erase(std::unique(schedule.weekdays.begin(), schedule.weekdays.end()),
                            schedule.weekdays.end());
    if (arguments.has("window"_L1))
        schedule.window = timeFrom(arguments.value("window"_L1));
    if (arguments.value("window-end"_L1) == "finish"_L1)
        schedule.windowEnd = Schedule::WindowEnd::Finish;
    if (arguments.value("missed"_L1) == "skip"_L1)
        schedule.missed = Schedule::Missed::Skip;
    return schedule;
}

PolicyDefinition PolicyAdd::definitionOf(const Arguments &arguments)
{
    PolicyDefinition policy;
    policy.phones = arguments.values("phone"_L1);
    policy.groups = arguments.values("group"_L1);
    policy.tags = arguments.values("tag"_L1);
    policy.query = arguments.value("query"_L1);
    policy.paths = arguments.values("path"_L1);
    policy.apps = arguments.values("app"_L1);
    policy.whole = arguments.has("all"_L1);
    policy.excludes = arguments.values("exclude"_L1);
    const QString to = arguments.value("to"_L1);
    policy.store = to.section(u'/', 0, 0);
    policy.folder = to.section(u'/', 1);
    policy.schedule = scheduleOf(arguments);
    policy.speed = SpeedRules::parse(arguments.value("speed"_L1)).value_or(SpeedRules());
    policy.hooks = hooksOf(arguments);
    policy.retention = retentionOf(arguments, {});
    const QString copyTo = arguments.value("copy-to"_L1);
    policy.copyTo = copyTo.section(u'/', 0, 0);
    policy.copyFolder = copyTo.section(u'/', 1);
    policy.copyRetention = retentionOf(arguments, "copy-");
    return policy;
}

Result<ExitCode> PolicyAdd::runWith(Invocation &invocation, Engine &engine) const
{
    const QString name = invocation.arguments().words().constFirst();
    const auto policy = engine.policies().add(name, definitionOf(invocation.arguments()));
    if (!policy)
        return tl::unexpected(policy.error());
    Console &console = invocation.console();
    if (console.json()) {
        console.document({{u"policy"_s, toJson(*policy)}});
        return ExitCode::Ok;
    }
    printPolicy(console, *policy);
    console.note(u"Runs are begun by \"%1 daemon\"."_s.arg(kProgramName));
    return ExitCode::Ok;
}

} // namespace

CommandList makePolicyAddCommands()
{
    CommandList list;
    list.push_back(std::make_unique<PolicyAdd>());
    return list;
}

} // namespace holdfast::cli
