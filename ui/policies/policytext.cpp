// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/policies/policytext.h"

#include <QCoreApplication>
#include <QLocale>
#include <QMap>

#include <algorithm>

namespace holdfast::ui {
namespace {

using namespace Qt::Literals::StringLiterals;

QString tr(const char *text, int n = -1)
{
    return QCoreApplication::translate("Policies", text, nullptr, n);
}

QString clockText(const QTime &time)
{
    return time.toString(u"HH:mm"_s);
}

QString beginningWords(const Schedule &schedule)
{
    const QString at = clockText(schedule.at);
    QStringList days;
    switch (schedule.kind) {
    case Schedule::Kind::Hours:
        return tr("Every %n hour(s) from %1 on", schedule.every).arg(at);
    case Schedule::Kind::Days:
        return schedule.every == 1 ? tr("Every day at %1").arg(at)
                                   : tr("Every %n day(s) at %1", schedule.every).arg(at);
    case Schedule::Kind::Weekly:
        for (const int day : schedule.weekdays)
            days << QLocale().dayName(day, QLocale::ShortFormat);
        return tr("Every %n week(s) on %1 at %2", schedule.every).arg(days.join(u", "_s), at);
    case Schedule::Kind::Cron:
        return tr("By cron: %1").arg(schedule.cron.text());
    }
    Q_UNREACHABLE();
}

QString targetWords(TargetState state, int count)
{
    switch (state) {
    case TargetState::Waiting:
        return tr("%n waiting", count);
    case TargetState::Running:
        return tr("%n running", count);
    case TargetState::Done:
        return tr("%n done", count);
    case TargetState::Partly:
        return tr("%n in part", count);
    case TargetState::Failed:
        return tr("%n failed", count);
    case TargetState::Cancelled:
        return tr("%n cancelled", count);
    case TargetState::Missed:
        return tr("%n not reached in time", count);
    }
    Q_UNREACHABLE();
}

} // namespace

QString scheduleWords(const Schedule &schedule)
{
    const QString beginning = beginningWords(schedule);
    return schedule.window ? tr("%1, until %2").arg(beginning, clockText(*schedule.window)) : beginning;
}

QString retentionWords(const RetentionRule &rule)
{
    if (rule.keepsAll())
        return tr("everything");
    QStringList parts;
    if (rule.days > 0)
        parts << tr("all of %n day(s)", rule.days);
    if (rule.last > 0)
        parts << tr("the newest %n", rule.last);
    if (rule.hourly > 0)
        parts << tr("%n hourly", rule.hourly);
    if (rule.daily > 0)
        parts << tr("%n daily", rule.daily);
    if (rule.weekly > 0)
        parts << tr("%n weekly", rule.weekly);
    if (rule.monthly > 0)
        parts << tr("%n monthly", rule.monthly);
    if (rule.yearly > 0)
        parts << tr("%n yearly", rule.yearly);
    return parts.join(u", "_s);
}

QString policyPhonesWords(const PolicyDefinition &policy)
{
    QStringList parts;
    if (!policy.phones.isEmpty())
        parts << policy.phones.join(u", "_s);
    if (!policy.groups.isEmpty())
        parts << tr("Group %1").arg(policy.groups.join(u", "_s));
    if (!policy.tags.isEmpty())
        parts << tr("Tag %1").arg(policy.tags.join(u", "_s));
    if (!policy.query.isEmpty())
        parts << tr("Search “%1”").arg(policy.query);
    return parts.join(u"\n"_s);
}

QString policyWhatWords(const PolicyDefinition &policy)
{
    if (policy.whole)
        return tr("Whole phone");
    return (policy.apps + policy.paths).join(u"\n"_s);
}

QString policyCopyWords(const PolicyDefinition &policy)
{
    if (policy.copyTo.isEmpty())
        return {};
    return tr("%1; keeps: %2").arg(policy.copyTo, retentionWords(policy.copyRetention));
}

QString policyCommandWords(const Hooks &hooks)
{
    QStringList parts;
    if (!hooks.before.isEmpty())
        parts << tr("Here, before: %1").arg(hooks.before);
    if (!hooks.beforeOnPhone.isEmpty())
        parts << tr("On the phone, before: %1").arg(hooks.beforeOnPhone);
    if (!hooks.afterOnPhone.isEmpty())
        parts << tr("On the phone, after: %1").arg(hooks.afterOnPhone);
    if (!hooks.after.isEmpty())
        parts << tr("Here, after: %1").arg(hooks.after);
    return parts.join(u"\n"_s);
}

QString policyResultWords(const PolicyView &policy)
{
    if (!policy.lastRun)
        return {};
    QMap<TargetState, int> counts;
    for (const PolicyTargetRecord &target : policy.lastTargets)
        ++counts[target.state];
    QStringList parts;
    for (auto it = counts.cbegin(); it != counts.cend(); ++it)
        parts << targetWords(it.key(), it.value());
    const QString sum = parts.isEmpty() ? tr("no phone was meant") : parts.join(u", "_s);
    return policy.lastRun->finishedAt.isValid() ? sum : tr("Under way: %1").arg(sum);
}

Tone policyResultTone(const PolicyView &policy)
{
    if (!policy.lastRun)
        return Tone::Muted;
    if (!policy.lastRun->finishedAt.isValid())
        return Tone::Info;
    const auto any = [&](auto fits) {
        return std::any_of(policy.lastTargets.begin(), policy.lastTargets.end(),
                           [fits](const PolicyTargetRecord &target) { return fits(target.state); });
    };
    if (any([](TargetState state) { return state == TargetState::Failed || state == TargetState::Missed; }))
        return Tone::Bad;
    return any([](TargetState state) { return state != TargetState::Done; }) ? Tone::Warning : Tone::Good;
}

QString keepWords(const RetentionDecision &decision)
{
    if (!decision.keep())
        return tr("Goes: no rule keeps it");
    static const std::pair<KeepReason, const char *> kReasons[] = {
        {KeepReason::Pinned, QT_TRANSLATE_NOOP("Policies", "pinned")},
        {KeepReason::OnlyGood, QT_TRANSLATE_NOOP("Policies", "the last good one of its phone")},
        {KeepReason::NoRule, QT_TRANSLATE_NOOP("Policies", "everything is kept")},
        {KeepReason::Young, QT_TRANSLATE_NOOP("Policies", "young enough")},
        {KeepReason::Last, QT_TRANSLATE_NOOP("Policies", "among the newest")},
        {KeepReason::Hourly, QT_TRANSLATE_NOOP("Policies", "of its hour")},
        {KeepReason::Daily, QT_TRANSLATE_NOOP("Policies", "of its day")},
        {KeepReason::Weekly, QT_TRANSLATE_NOOP("Policies", "of its week")},
        {KeepReason::Monthly, QT_TRANSLATE_NOOP("Policies", "of its month")},
        {KeepReason::Yearly, QT_TRANSLATE_NOOP("Policies", "of its year")},
        {KeepReason::Future, QT_TRANSLATE_NOOP("Policies", "its time is still to come")}};
    QStringList parts;
    for (const auto &[reason, words] : kReasons) {
        if (decision.reasons.testFlag(reason))
            parts << tr(words);
    }
    //: %1 is why a backup stays, as in "Stays: of its day, of its week".
    return tr("Stays: %1").arg(parts.join(u", "_s));
}

} // namespace holdfast::ui
