// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/policy/schedule.h"

#include <QJsonArray>
#include <QStringList>

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

const QStringList &weekdayNames()
{
    static const QStringList kNames{u"mon"_s, u"tue"_s, u"wed"_s, u"thu"_s, u"fri"_s, u"sat"_s, u"sun"_s};
    return kNames;
}

const QStringList &kindNames()
{
    static const QStringList kNames{u"hours"_s, u"days"_s, u"weekly"_s, u"cron"_s};
    return kNames;
}

QString clockText(const QTime &time)
{
    return time.toString(u"HH:mm"_s);
}

QString everyText(const QString &unit, int count)
{
    return count == 1 ? QString(u"every "_s % unit) : u"every %1 %2s"_s.arg(count).arg(unit);
}

QStringList weekdayWords(const QList<int> &weekdays)
{
    QStringList words;
    for (const int weekday : weekdays)
        words.append(weekdayNames().value(weekday - 1));
    return words;
}

QString beginningText(const Schedule &schedule)
{
    switch (schedule.kind) {
    case Schedule::Kind::Hours:
        return u"%1 from %2 on"_s.arg(everyText(u"hour"_s, schedule.every), clockText(schedule.at));
    case Schedule::Kind::Days:
        return u"%1 at %2"_s.arg(everyText(u"day"_s, schedule.every), clockText(schedule.at));
    case Schedule::Kind::Weekly:
        return u"%1 on %2 at %3"_s.arg(everyText(u"week"_s, schedule.every),
                                       weekdayWords(schedule.weekdays).join(u", "_s), clockText(schedule.at));
    case Schedule::Kind::Cron:
        return u"cron %1"_s.arg(schedule.cron.text());
    }
    Q_UNREACHABLE();
}

QTime timeFrom(const QJsonValue &value)
{
    return QTime::fromString(value.toString(), u"HH:mm"_s);
}

tl::unexpected<Error> unknown(const QString &what)
{
    return fail(Errc::InvalidArgument, u"the schedule's %1 is not known to this version"_s.arg(what));
}

} // namespace

QString scheduleText(const Schedule &schedule)
{
    QString text = beginningText(schedule);
    if (schedule.window)
        text += u" until "_s % clockText(*schedule.window);
    return text % u" ("_s % QString::fromLatin1(schedule.zone.id()) % u')';
}

QJsonObject toJson(const Schedule &schedule)
{
    QJsonObject json{
        {u"kind"_s, kindNames().value(static_cast<int>(schedule.kind))},
        {u"zone"_s, QString::fromLatin1(schedule.zone.id())},
        {u"start"_s, schedule.start.toString(Qt::ISODate)},
        {u"missed"_s, schedule.missed == Schedule::Missed::Run ? u"run"_s : u"skip"_s},
        {u"windowEnd"_s, schedule.windowEnd == Schedule::WindowEnd::Stop ? u"stop"_s : u"finish"_s}};
    if (schedule.kind == Schedule::Kind::Cron) {
        json[u"cron"_s] = schedule.cron.text();
    } else {
        json[u"every"_s] = schedule.every;
        json[u"at"_s] = clockText(schedule.at);
    }
    if (schedule.kind == Schedule::Kind::Weekly)
        json[u"on"_s] = QJsonArray::fromStringList(weekdayWords(schedule.weekdays));
    if (schedule.window)
        json[u"window"_s] = clockText(*schedule.window);
    return json;
}

Result<Schedule> scheduleFrom(const QJsonObject &json)
{
    Schedule schedule;
    const qsizetype kind = kindNames().indexOf(json.value("kind"_L1).toString());
    if (kind < 0)
        return unknown(u"kind"_s);
    schedule.kind = static_cast<Schedule::Kind>(kind);
    schedule.zone = QTimeZone(json.value("zone"_L1).toString().toLatin1());
    schedule.start = QDate::fromString(json.value("start"_L1).toString(), Qt::ISODate);
    if (schedule.kind == Schedule::Kind::Cron) {
        auto cron = CronExpression::parse(json.value("cron"_L1).toString());
        if (!cron)
            return tl::unexpected(cron.error());
        schedule.cron = *std::move(cron);
    } else {
        schedule.every = json.value("every"_L1).toInt();
        schedule.at = timeFrom(json.value("at"_L1));
    }
    for (const auto &word : json.value("on"_L1).toArray())
        schedule.weekdays.append(static_cast<int>(weekdayNames().indexOf(word.toString())) + 1);
    if (json.contains("window"_L1))
        schedule.window = timeFrom(json.value("window"_L1));
    const QString missed = json.value("missed"_L1).toString(u"run"_s);
    const QString windowEnd = json.value("windowEnd"_L1).toString(u"stop"_s);
    if (missed != "run"_L1 && missed != "skip"_L1)
        return unknown(u"rule for missed runs"_s);
    if (windowEnd != "stop"_L1 && windowEnd != "finish"_L1)
        return unknown(u"rule for the window's end"_s);
    schedule.missed = missed == "run"_L1 ? Schedule::Missed::Run : Schedule::Missed::Skip;
    schedule.windowEnd = windowEnd == "stop"_L1 ? Schedule::WindowEnd::Stop : Schedule::WindowEnd::Finish;
    if (auto checked = schedule.check(); !checked)
        return tl::unexpected(checked.error());
    return schedule;
}

} // namespace holdfast
