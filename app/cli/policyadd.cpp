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
    return {
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
        option(u"exclude"_s, Takes::Many, u"PATTERN"_s, u"What to leave out."_s, pathPattern()),
        option(u"to"_s, Takes::One, u"STORE[/FOLDER]"_s, u"The store, and a folder in it."_s)};
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

/// `30d` or `4w` in days.
std::optional<int> drillDaysFrom(const QString &text)
{
    const auto interval = intervalFrom(text);
    if (!interval || interval->first == Schedule::Kind::Hours)
        return std::nullopt;
    const int days = interval->second * (interval->first == Schedule::Kind::Weekly ? 7 : 1);
    return days > PolicyDefinition::kMostDrillDays ? std::nullopt : std::optional(days);
}

QString drillProblem(const QString &text)
{
    return drillDaysFrom(text) ? QString()
                               : u"is not a number of days or weeks up to a year, like 30d or 4w"_s;
}

QList<OptionSpec> drillOptions()
{
    return {
        option(u"drill-every"_s, Takes::One, u"INTERVAL"_s,
               u"Every so many days or weeks, like 30d, restore one of the policy's backups to an emulated "
               "phone, compare everything and keep a certificate; see \"drill create\"."_s,
               drillProblem),
        option(u"drill-sample"_s, Takes::One, u"N"_s,
               u"Each time the newest backups of so many phones, those first that were not tried for the "
               "longest time; 1 where none is given."_s,
               wholeNumber(1, PolicyDefinition::kMostDrillSample))};
}

/// What is said of a policy: options that are given, and those that are cleared, which count as given empty.
class Words
{
public:
    explicit Words(const Arguments &arguments)
        : m_arguments(arguments), m_cleared(arguments.values("clear"_L1))
    {}

    [[nodiscard]] bool speakOf(const QString &name) const { return given(name) || m_cleared.contains(name); }
    [[nodiscard]] bool given(const QString &name) const
    {
        return m_arguments.has(QLatin1String(name.toLatin1()));
    }
    [[nodiscard]] QString value(const QString &name) const
    {
        return m_arguments.value(QLatin1String(name.toLatin1()));
    }
    [[nodiscard]] QStringList values(const QString &name) const
    {
        return m_arguments.values(QLatin1String(name.toLatin1()));
    }
    void write(const QString &name, QString &field) const
    {
        if (speakOf(name))
            field = value(name);
    }
    void write(const QString &name, QStringList &field) const
    {
        if (speakOf(name))
            field = values(name);
    }
    void write(const QString &name, int &field) const
    {
        if (speakOf(name))
            field = value(name).toInt();
    }
    /// `STORE/FOLDER`.
    void writePlace(const QString &name, QString &store, QString &folder) const
    {
        if (!speakOf(name))
            return;
        store = value(name).section(u'/', 0, 0);
        folder = value(name).section(u'/', 1);
    }

private:
    const Arguments &m_arguments;
    QStringList m_cleared;
};

/// Changes the rule by the options with this prefix.
void writeRetention(const Words &words, const QString &prefix, RetentionRule &rule)
{
    words.write(prefix % u"retention"_s, rule.days);
    for (const KeepOption &keep : kKeepOptions)
        words.write(prefix % QLatin1String(keep.name), rule.*keep.count);
}

void writeInterval(const Words &words, Schedule &schedule)
{
    const auto interval = intervalFrom(words.value(u"every"_s));
    if (!words.given(u"cron"_s) && !interval)
        return;
    Schedule before = schedule;
    schedule.kind = interval ? interval->first : Schedule::Kind::Cron;
    schedule.every = interval ? interval->second : 1;
    schedule.cron = CronExpression::parse(words.value(u"cron"_s)).value_or(CronExpression());
    if (schedule.kind != Schedule::Kind::Weekly)
        schedule.weekdays.clear();
    if (schedule.kind != before.kind || schedule.every != before.every)
        schedule.start = {}; // Counted from today.
}

void writeSchedule(const Words &words, Schedule &schedule)
{
    writeInterval(words, schedule);
    if (words.given(u"zone"_s))
        schedule.zone = QTimeZone(words.value(u"zone"_s).toLatin1());
    if (words.given(u"at"_s))
        schedule.at = timeFrom(words.value(u"at"_s));
    if (words.given(u"on"_s)) {
        QList<int> days;
        for (const QString &day : words.value(u"on"_s).split(u',', Qt::SkipEmptyParts))
            days.append(static_cast<int>(kWeekdays.indexOf(day.toLower())) + 1);
        std::sort(days.begin(), days.end());
        days.erase(std::unique(days.begin(), days.end()), days.end());
        schedule.weekdays = days;
    }
    if (words.given(u"window"_s))
        schedule.window = timeFrom(words.value(u"window"_s));
    else if (words.speakOf(u"window"_s))
        schedule.window.reset();
    if (words.given(u"window-end"_s))
        schedule.windowEnd = words.value(u"window-end"_s) == "finish"_L1 ? Schedule::WindowEnd::Finish
                                                                         : Schedule::WindowEnd::Stop;
    if (words.given(u"missed"_s))
        schedule.missed =
            words.value(u"missed"_s) == "skip"_L1 ? Schedule::Missed::Skip : Schedule::Missed::Run;
}

void writeHooks(const Words &words, Hooks &hooks)
{
    words.write(u"before"_s, hooks.before);
    words.write(u"after"_s, hooks.after);
    words.write(u"before-on-phone"_s, hooks.beforeOnPhone);
    words.write(u"after-on-phone"_s, hooks.afterOnPhone);
    if (words.given(u"hook-timeout"_s))
        hooks.timeoutSeconds = words.value(u"hook-timeout"_s).toInt();
}

/// Changes of @p policy what the words speak of.
void writePolicy(const Words &words, PolicyDefinition &policy)
{
    words.write(u"phone"_s, policy.phones);
    words.write(u"group"_s, policy.groups);
    words.write(u"tag"_s, policy.tags);
    words.write(u"query"_s, policy.query);
    // The whole phone takes the place of paths, and they that of it.
    if (words.given(u"all"_s))
        policy.paths.clear();
    if (words.given(u"path"_s) || words.given(u"app"_s))
        policy.whole = false;
    words.write(u"path"_s, policy.paths);
    words.write(u"app"_s, policy.apps);
    if (words.given(u"all"_s))
        policy.whole = true;
    words.write(u"exclude"_s, policy.excludes);
    words.writePlace(u"to"_s, policy.store, policy.folder);
    writeSchedule(words, policy.schedule);
    if (words.speakOf(u"speed"_s))
        policy.speed = SpeedRules::parse(words.value(u"speed"_s)).value_or(SpeedRules());
    writeHooks(words, policy.hooks);
    writeRetention(words, {}, policy.retention);
    words.writePlace(u"copy-to"_s, policy.copyTo, policy.copyFolder);
    writeRetention(words, u"copy-"_s, policy.copyRetention);
    if (words.speakOf(u"drill-every"_s))
        policy.drillEvery = drillDaysFrom(words.value(u"drill-every"_s)).value_or(0);
    if (words.speakOf(u"drill-sample"_s) || policy.drillEvery == 0)
        policy.drillSample = words.given(u"drill-sample"_s) ? words.value(u"drill-sample"_s).toInt() : 1;
}

/// What fits no policy, whether it is new or changed; a sentence, or nothing.
QString mismatch(const Words &words, const PolicyDefinition &policy)
{
    const Schedule::Kind kind = policy.schedule.kind;
    if (kind == Schedule::Kind::Cron && (words.given(u"at"_s) || words.given(u"on"_s)))
        return u"--cron says the times itself; leave out --at and --on."_s;
    if (words.given(u"on"_s) && kind != Schedule::Kind::Weekly)
        return u"--on belongs to weeks, like --every 1w."_s;
    if (policy.copyTo.isEmpty() && policy.copyRetention != RetentionRule{})
        return u"The rules for copies belong to --copy-to STORE."_s;
    if (policy.drillEvery == 0 && words.given(u"drill-sample"_s))
        return u"--drill-sample belongs to --drill-every, like --drill-every 30d."_s;
    return {};
}

/// All that can be said of a policy.
QList<OptionSpec> policyOptions()
{
    return whatOptions() + whenOptions() + keepOptions() + copyOptions() + drillOptions() + hookOptions();
}

/// The same for a new one, which has to have a store.
QList<OptionSpec> newPolicyOptions()
{
    QList<OptionSpec> options = policyOptions();
    for (OptionSpec &each : options)
        each.required = each.name == "to"_L1;
    return options;
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
            "everything is kept; the last good backup of a phone and pinned ones always are. A restore drill "
            "that "
            "cannot be tried or does not pass is tried again until one has passed.\n\n"
            "A time that a change to daylight saving leaves out is taken as the moment of the change; one "
            "that comes twice counts once. Hours are counted in elapsed time.\n\n"_s %
            hookDescription(),
        .arguments = {{.name = u"NAME"_s, .help = u"A name of your choice."_s}},
        .options = newPolicyOptions(),
        .examples = {
            {u"policy add nightly --group golden --app com.tencent.mm --to disk --every 1d --at 02:00 "
             "--window 06:00 --keep-daily 7 --keep-weekly 4"_s,
             u"Chat apps of a group each night between two and six."_s},
            {u"policy add shop --query 'name:shop -tag:test' --all --to cloud/shop --cron '0 1 * * 1-5' "
             "--retention 30"_s,
             u"Whole phones on working days, kept for 30 days."_s}}};
}

/// A new policy as the words make it.
PolicyDefinition newPolicy(const Words &words)
{
    PolicyDefinition policy;
    policy.schedule.zone = QTimeZone::systemTimeZone();
    writePolicy(words, policy);
    return policy;
}

Result<ExitCode> tell(Console &console, const PolicyView &policy)
{
    if (console.json()) {
        console.document({{u"policy"_s, toJson(policy)}});
        return ExitCode::Ok;
    }
    printPolicy(console, policy);
    console.note(u"Runs are begun by \"%1 daemon\"."_s.arg(kProgramName));
    return ExitCode::Ok;
}

class PolicyAdd final : public EngineCommand
{
public:
    PolicyAdd() : EngineCommand(addSpec()) {}

    [[nodiscard]] QString complaint(const Arguments &arguments) const override
    {
        if (arguments.has("every"_L1) == arguments.has("cron"_L1))
            return u"When is missing: give either --every INTERVAL or --cron EXPRESSION."_s;
        const Words words(arguments);
        return mismatch(words, newPolicy(words));
    }

private:
    Result<ExitCode> runWith(Invocation &invocation, Engine &engine) const override
    {
        const Words words(invocation.arguments());
        const auto policy =
            engine.policies().add(invocation.arguments().words().constFirst(), newPolicy(words));
        if (!policy)
            return tl::unexpected(policy.error());
        return tell(invocation.console(), *policy);
    }
};

/// The options of a policy that it can be without.
QStringList clearable()
{
    static const QStringList kNeeded{u"to"_s,         u"every"_s,  u"at"_s,   u"on"_s,           u"cron"_s,
                                     u"window-end"_s, u"missed"_s, u"zone"_s, u"hook-timeout"_s, u"all"_s};
    QStringList names;
    for (const OptionSpec &each : policyOptions()) {
        if (!kNeeded.contains(each.name))
            names << each.name;
    }
    return names;
}

CommandSpec editSpec()
{
    OptionSpec clear = option(u"clear"_s, Takes::Many, u"OPTION"_s,
                              u"What the policy shall be without, by the names of these options."_s);
    clear.choices = clearable();
    return {
        .noun = u"policy"_s,
        .verb = u"edit"_s,
        .summary = u"Change a policy; its runs and its backups stay."_s,
        .description =
            u"Only what is given changes; a list, like that of --exclude, takes the place of the one "
            "before. Under another schedule what was due before is settled, and the days, weeks and "
            "hours of another interval are counted from today. A run that is under way keeps its phones "
            "and its end.\n\nBackups in a store that the policy had before stay its own: retention judges "
            "each store by itself."_s,
        .arguments = {{.name = u"NAME"_s, .help = u"The policy's name."_s}},
        .options = QList<OptionSpec>{option(u"rename"_s, Takes::One, u"NAME"_s, u"Another name."_s), clear} +
                   policyOptions(),
        .examples = {{u"policy edit nightly --at 03:30 --keep-daily 14"_s, u"Later, and kept longer."_s},
                     {u"policy edit nightly --clear exclude window"_s,
                      u"Leave nothing out any more, and let runs take their time."_s}}};
}

class PolicyEdit final : public EngineCommand
{
public:
    PolicyEdit() : EngineCommand(editSpec()) {}

    [[nodiscard]] QString complaint(const Arguments &arguments) const override
    {
        if (arguments.has("every"_L1) && arguments.has("cron"_L1))
            return u"Give either --every INTERVAL or --cron EXPRESSION."_s;
        for (const QString &name : arguments.values("clear"_L1)) {
            if (Words(arguments).given(name))
                return u"--%1 is given and cleared."_s.arg(name);
        }
        return {};
    }

private:
    Result<ExitCode> runWith(Invocation &invocation, Engine &engine) const override
    {
        const QString name = invocation.arguments().words().constFirst();
        const auto before = engine.policies().show(name);
        if (!before)
            return tl::unexpected(before.error());
        const Words words(invocation.arguments());
        PolicyDefinition definition = before->definition;
        writePolicy(words, definition);
        if (definition.copyTo.isEmpty() && !before->definition.copyTo.isEmpty())
            definition.copyRetention = {};
        if (const QString problem = mismatch(words, definition); !problem.isEmpty())
            return fail(Errc::InvalidArgument, problem);
        const QString newName = words.given(u"rename"_s) ? words.value(u"rename"_s) : name;
        const auto policy = engine.policies().change(name, newName, definition);
        if (!policy)
            return tl::unexpected(policy.error());
        return tell(invocation.console(), *policy);
    }
};

} // namespace

CommandList makePolicyAddCommands()
{
    CommandList list;
    list.push_back(std::make_unique<PolicyAdd>());
    list.push_back(std::make_unique<PolicyEdit>());
    return list;
}

} // namespace holdfast::cli
