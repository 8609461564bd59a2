// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/policy/retentionrule.h"

#include "core/policy/wallclock.h"

#include <QHash>
#include <QStringList>

#include <algorithm>
#include <array>

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

/// The rules that count periods, by what JSON and people call them.
struct CountRule
{
    const char *word;
    KeepReason reason;
    int RetentionRule::*count;
};

constexpr std::array<CountRule, 6> kCountRules{{{"last", KeepReason::Last, &RetentionRule::last},
                                                {"hourly", KeepReason::Hourly, &RetentionRule::hourly},
                                                {"daily", KeepReason::Daily, &RetentionRule::daily},
                                                {"weekly", KeepReason::Weekly, &RetentionRule::weekly},
                                                {"monthly", KeepReason::Monthly, &RetentionRule::monthly},
                                                {"yearly", KeepReason::Yearly, &RetentionRule::yearly}}};

/// A number that is the same for times in the same period. @p position tells single backups apart.
qint64 periodOf(KeepReason rule, const QDateTime &wall, qint64 position)
{
    const QDate date = wall.date();
    switch (rule) {
    case KeepReason::Hourly:
        return date.toJulianDay() * 24 + wall.time().hour();
    case KeepReason::Daily:
        return date.toJulianDay();
    case KeepReason::Weekly:
        return date.addDays(1 - date.dayOfWeek()).toJulianDay();
    case KeepReason::Monthly:
        return date.year() * 12 + date.month();
    case KeepReason::Yearly:
        return date.year();
    default:
        return position;
    }
}

/// Marks what one rule keeps of a phone's backups, the newest first.
void applyCount(const CountRule &rule, int count, QList<RetentionDecision> &backups, const QTimeZone &zone)
{
    qint64 before = -1;
    for (qsizetype i = 0; i < backups.size() && count > 0; ++i) {
        const qint64 period = periodOf(rule.reason, wallTime(backups[i].item.time, zone), i);
        if (i > 0 && period == before)
            continue;
        backups[i].reasons |= rule.reason;
        before = period;
        --count;
    }
}

void judgePhone(const RetentionRule &rule, QList<RetentionDecision> &backups, const QDateTime &now,
                const QTimeZone &zone)
{
    std::stable_sort(backups.begin(), backups.end(),
                     [](const auto &a, const auto &b) { return a.item.time > b.item.time; });
    for (RetentionDecision &backup : backups) {
        if (backup.item.pinned)
            backup.reasons |= KeepReason::Pinned;
        if (rule.keepsAll())
            backup.reasons |= KeepReason::NoRule;
        if (backup.item.time > now)
            backup.reasons |= KeepReason::Future;
        else if (rule.days > 0 && backup.item.time.addDays(rule.days) > now)
            backup.reasons |= KeepReason::Young;
    }
    for (const CountRule &each : kCountRules)
        applyCount(each, rule.*each.count, backups, zone);
    backups.first().reasons |= KeepReason::OnlyGood;
}

} // namespace

Result<void> RetentionRule::check() const
{
    for (const CountRule &rule : kCountRules) {
        if (this->*rule.count < 0 || this->*rule.count > kMostCount) {
            return fail(
                Errc::InvalidArgument,
                u"the number of %1 backups is from 0 to %2"_s.arg(QLatin1String(rule.word)).arg(kMostCount));
        }
    }
    if (days < 0 || days > kMostDays)
        return fail(Errc::InvalidArgument, u"the days of retention are from 1 to %1"_s.arg(kMostDays));
    return {};
}

QList<RetentionDecision> judgeRetention(const RetentionRule &rule, const QList<RetentionItem> &items,
                                        const QDateTime &now, const QTimeZone &zone)
{
    QList<QList<RetentionDecision>> phones;
    QHash<QString, qsizetype> places;
    for (const RetentionItem &item : items) {
        if (!places.contains(item.phone)) {
            places.insert(item.phone, phones.size());
            phones.append(QList<RetentionDecision>());
        }
        phones[places.value(item.phone)].append({item, {}});
    }
    QList<RetentionDecision> decisions;
    for (QList<RetentionDecision> &backups : phones) {
        judgePhone(rule, backups, now, zone);
        decisions.append(backups);
    }
    return decisions;
}

QString reasonText(const RetentionDecision &decision)
{
    if (!decision.keep())
        return u"no rule keeps it"_s;
    QStringList words;
    for (const CountRule &rule : kCountRules) {
        if (decision.reasons & rule.reason)
            words.append(QLatin1String(rule.word));
    }
    if (decision.reasons & KeepReason::Young)
        words.append(u"young enough"_s);
    if (decision.reasons & KeepReason::Pinned)
        words.append(u"pinned"_s);
    if (decision.reasons & KeepReason::NoRule)
        words.append(u"everything is kept"_s);
    if (decision.reasons & KeepReason::Future)
        words.append(u"its time is still to come"_s);
    if (words.isEmpty())
        words.append(u"the last good one of its phone"_s);
    return words.join(u", "_s);
}

QString retentionText(const RetentionRule &rule)
{
    QStringList words;
    if (rule.days > 0)
        words.append(rule.days == 1 ? u"1 day"_s : u"%1 days"_s.arg(rule.days));
    for (const CountRule &each : kCountRules) {
        if (rule.*each.count > 0)
            words.append(u"%1 %2"_s.arg(rule.*each.count).arg(QLatin1String(each.word)));
    }
    return words.isEmpty() ? u"everything"_s : words.join(u", "_s);
}

QJsonObject toJson(const RetentionRule &rule)
{
    QJsonObject json{{u"days"_s, rule.days}};
    for (const CountRule &each : kCountRules)
        json[QLatin1String(each.word)] = rule.*each.count;
    return json;
}

Result<RetentionRule> retentionRuleFrom(const QJsonObject &json)
{
    RetentionRule rule;
    rule.days = json.value("days"_L1).toInt();
    for (const CountRule &each : kCountRules)
        rule.*each.count = json.value(QLatin1String(each.word)).toInt();
    // What is not read back would let go what it was to keep.
    const QJsonObject again = toJson(rule);
    for (auto it = json.begin(); it != json.end(); ++it) {
        if (again.value(it.key()) != it.value())
            return fail(Errc::InvalidArgument,
                        u"the retention's '%1' is not known to this version"_s.arg(it.key()));
    }
    if (auto checked = rule.check(); !checked)
        return tl::unexpected(checked.error());
    return rule;
}

} // namespace holdfast
