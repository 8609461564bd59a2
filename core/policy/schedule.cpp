// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/policy/schedule.h"

#include "core/policy/wallclock.h"

#include <algorithm>

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

/// 29 February on a weekday comes at least every 40 years; without one, every 8. Cron takes a day of the
/// month or a weekday, never both, so that 9 years hold an occurrence of everything.
constexpr int kFarthestDays = 9 * 366;

/// The instants are in order on all but the rarest days; those sort them too.
QList<QDateTime> instantsOn(const Schedule &schedule, const QDate &date)
{
    const WallDay day(date, schedule.zone);
    QList<QDateTime> instants;
    if (schedule.kind == Schedule::Kind::Cron) {
        for (const QTime &time : schedule.cron.times())
            instants.append(day.instantAt(time));
    } else {
        instants.append(day.instantAt(schedule.at));
    }
    std::sort(instants.begin(), instants.end());
    // A change of clocks lets several times fall together.
    instants.erase(std::unique(instants.begin(), instants.end()), instants.end());
    return instants;
}

qint64 weekOf(const QDate &date)
{
    return date.addDays(1 - date.dayOfWeek()).toJulianDay() / 7;
}

bool isRunDay(const Schedule &schedule, const QDate &date)
{
    switch (schedule.kind) {
    case Schedule::Kind::Hours:
        return false;
    case Schedule::Kind::Days:
        return schedule.start.daysTo(date) % schedule.every == 0;
    case Schedule::Kind::Weekly:
        return (weekOf(date) - weekOf(schedule.start)) % schedule.every == 0 &&
               schedule.weekdays.contains(date.dayOfWeek());
    case Schedule::Kind::Cron:
        return schedule.cron.matches(date);
    }
    Q_UNREACHABLE();
}

/// The beginning at or before @p instant of those every so many hours.
QDateTime lastOfHours(const Schedule &schedule, const QDateTime &instant)
{
    const QDateTime first = instantAt(schedule.start, schedule.at, schedule.zone);
    const qint64 period = qint64(schedule.every) * 3600 * 1000;
    const qint64 since = first.msecsTo(instant);
    const qint64 periods = since >= 0 ? since / period : -((-since + period - 1) / period);
    return first.addMSecs(periods * period);
}

} // namespace

Result<void> Schedule::check() const
{
    const int most = kind == Kind::Hours ? kMostHours : kind == Kind::Days ? kMostDays : kMostWeeks;
    if (kind != Kind::Cron && (every < 1 || every > most))
        return fail(Errc::InvalidArgument, u"'every' is from 1 to %1 for this unit"_s.arg(most));
    if (!zone.isValid())
        return fail(Errc::InvalidArgument, u"the time zone is not known here"_s);
    if (!at.isValid() || (window && !window->isValid()))
        return fail(Errc::InvalidArgument, u"a time of day is from 00:00 to 23:59"_s);
    if (!start.isValid())
        return fail(Errc::InvalidArgument, u"the first day is missing"_s);
    if (kind == Kind::Weekly &&
        (weekdays.isEmpty() || std::any_of(weekdays.begin(), weekdays.end(),
                                           [](int weekday) { return weekday < 1 || weekday > 7; })))
        return fail(Errc::InvalidArgument, u"a weekly schedule needs days of the week"_s);
    if (window && kind != Kind::Cron && *window == at)
        return fail(Errc::InvalidArgument, u"the window ends when it begins"_s);
    return {};
}

QDateTime Schedule::next(const QDateTime &instant) const
{
    if (kind == Kind::Hours)
        return lastOfHours(*this, instant).addSecs(qint64(every) * 3600);
    // A day may end up to a day after its date, where a zone jumps over the date line.
    const QDate first = wallTime(instant, zone).date().addDays(-1);
    for (int days = 0; days < kFarthestDays; ++days) {
        const QDate date = first.addDays(days);
        if (!isRunDay(*this, date))
            continue;
        for (const QDateTime &begin : instantsOn(*this, date)) {
            if (begin > instant)
                return begin;
        }
    }
    return {};
}

QList<QDateTime> Schedule::nextRuns(const QDateTime &instant, int count) const
{
    QList<QDateTime> runs;
    for (QDateTime begin = next(instant); begin.isValid() && runs.size() < count; begin = next(begin))
        runs.append(begin);
    return runs;
}

QDateTime Schedule::lastAt(const QDateTime &instant) const
{
    if (kind == Kind::Hours)
        return lastOfHours(*this, instant);
    const QDate last = wallTime(instant, zone).date();
    for (int days = 0; days < kFarthestDays; ++days) {
        const QDate date = last.addDays(-days);
        if (!isRunDay(*this, date))
            continue;
        const QList<QDateTime> instants = instantsOn(*this, date);
        const auto later = std::upper_bound(instants.begin(), instants.end(), instant);
        if (later != instants.begin())
            return *std::prev(later);
    }
    return {};
}

QDateTime Schedule::endOf(const QDateTime &begin) const
{
    QDateTime following = next(begin);
    if (!window)
        return following;
    const QDate date = wallTime(begin, zone).date();
    QDateTime end = instantAt(date, *window, zone);
    if (end <= begin)
        end = instantAt(date.addDays(1), *window, zone);
    return std::min(end, following);
}

ScheduleVerdict judgeSchedule(const Schedule &schedule, const QDateTime &handledUntil, const QDateTime &now)
{
    constexpr qint64 kClockMistake = 86400;
    const QDateTime settled = handledUntil > now.addSecs(kClockMistake) ? now : handledUntil;
    ScheduleVerdict verdict;
    verdict.handledUntil = settled;
    const QDateTime last = schedule.lastAt(now);
    if (!last.isValid() || last <= settled)
        return verdict;
    for (QDateTime begin = schedule.next(settled);
         begin < last && verdict.missed < ScheduleVerdict::kMostMissed; begin = schedule.next(begin))
        ++verdict.missed;
    verdict.handledUntil = last;
    const qint64 late = last.secsTo(now);
    const bool inTime = now < schedule.endOf(last) &&
                        (schedule.missed == Schedule::Missed::Run || late <= Schedule::kGraceSeconds);
    if (inTime)
        verdict.due = last;
    else if (verdict.missed < ScheduleVerdict::kMostMissed)
        ++verdict.missed;
    return verdict;
}

} // namespace holdfast
