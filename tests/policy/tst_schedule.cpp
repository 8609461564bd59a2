// SPDX-License-Identifier: GPL-3.0-or-later
// When runs begin: held against a clock that is walked through years, and against tables by hand.
#include "core/policy/schedule.h"
#include "core/policy/wallclock.h"

#include <QTest>

using namespace holdfast;
using namespace Qt::Literals::StringLiterals;

namespace {

QDateTime utc(const QString &text)
{
    return QDateTime::fromString(text % u'Z', Qt::ISODate);
}

Schedule daily(const QByteArray &zone, const QTime &at, int every = 1)
{
    Schedule schedule;
    schedule.zone = QTimeZone(zone);
    schedule.at = at;
    schedule.every = every;
    schedule.start = QDate(2016, 1, 1);
    return schedule;
}

Schedule cron(const QByteArray &zone, const QString &text)
{
    Schedule schedule = daily(zone, QTime(0, 0));
    schedule.kind = Schedule::Kind::Cron;
    schedule.cron = CronExpression::parse(text).value();
    return schedule;
}

Schedule weekly(const QByteArray &zone, const QTime &at, const QList<int> &weekdays, int every = 1)
{
    Schedule schedule = daily(zone, at, every);
    schedule.kind = Schedule::Kind::Weekly;
    schedule.weekdays = weekdays;
    return schedule;
}

/// Whether a wall clock that shows @p shown means a run: said without CronExpression's tables.
using Rings = std::function<bool(const QDateTime &shown)>;

/// The instants at which a run begins for somebody who looks at a wall clock every five minutes: each time
/// that it shows for the first time, or has just jumped over.
QList<QDateTime> walked(const QTimeZone &zone, const QDateTime &from, const QDateTime &until,
                        const Rings &rings)
{
    constexpr int kStep = 300;
    QList<QDateTime> runs;
    QDateTime farthest = wallTime(from, zone);
    for (QDateTime now = from.addSecs(kStep); now < until; now = now.addSecs(kStep)) {
        const QDateTime shown = wallTime(now, zone);
        bool begins = false;
        while (farthest < shown) {
            farthest = farthest.addSecs(kStep);
            begins = begins || rings(farthest);
        }
        if (begins)
            runs.append(now);
    }
    return runs;
}

} // namespace

class ScheduleTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agreesWithAWallClock_data();
    void agreesWithAWallClock();
    void choosesInGapsAndOverlaps_data();
    void choosesInGapsAndOverlaps();
    void knowsLeapDays();
    void countsHoursInElapsedTime();
    void endsWindows_data();
    void endsWindows();
    void judges_data();
    void judges();
    void beginsNoRunTwiceWhateverTheClockDoes();
    void readsCron_data();
    void readsCron();
    void keepsJson();
    void plansQuickly();
};

void ScheduleTest::agreesWithAWallClock_data()
{
    QTest::addColumn<QByteArray>("zone");
    QTest::addColumn<QString>("from");
    // Two years each: daylight saving, none at all but in history, changes at midnight and their end, half an
    // hour's change, a day that never was.
    QTest::newRow("Berlin") << QByteArray("Europe/Berlin") << u"2023-01-01T00:00:00"_s;
    QTest::newRow("Shanghai") << QByteArray("Asia/Shanghai") << u"2023-01-01T00:00:00"_s;
    QTest::newRow("Shanghai 1990") << QByteArray("Asia/Shanghai") << u"1990-01-01T00:00:00"_s;
    QTest::newRow("Sao Paulo 2017") << QByteArray("America/Sao_Paulo") << u"2017-01-01T00:00:00"_s;
    QTest::newRow("Sao Paulo 2018") << QByteArray("America/Sao_Paulo") << u"2018-06-01T00:00:00"_s;
    QTest::newRow("Lord Howe") << QByteArray("Australia/Lord_Howe") << u"2023-01-01T00:00:00"_s;
    QTest::newRow("Apia") << QByteArray("Pacific/Apia") << u"2011-01-01T00:00:00"_s;
    QTest::newRow("UTC") << QByteArray("UTC") << u"2023-01-01T00:00:00"_s;
}

void ScheduleTest::agreesWithAWallClock()
{
    QFETCH(const QByteArray, zone);
    QFETCH(const QString, from);
    const QDateTime begin = utc(from);
    const QDateTime end = begin.addYears(2);
    struct Case
    {
        Schedule schedule;
        Rings rings;
    };
    const auto atTime = [](int hour, int minute) {
        return [hour, minute](const QDateTime &t) { return t.time() == QTime(hour, minute); };
    };
    const auto first = QDate(2016, 1, 1);
    const QList<Case> cases{
        {daily(zone, QTime(0, 0)), atTime(0, 0)},
        {daily(zone, QTime(0, 30)), atTime(0, 30)},
        {daily(zone, QTime(2, 30)), atTime(2, 30)},
        {daily(zone, QTime(23, 30)), atTime(23, 30)},
        {daily(zone, QTime(2, 0), 3),
         [&](const QDateTime &t) { return t.time() == QTime(2, 0) && first.daysTo(t.date()) % 3 == 0; }},
        {weekly(zone, QTime(2, 15), {1, 7}),
         [](const QDateTime &t) {
             return t.time() == QTime(2, 15) && (t.date().dayOfWeek() == 1 || t.date().dayOfWeek() == 7);
         }},
        {cron(zone, u"*/20 0-3 * * *"_s),
         [](const QDateTime &t) { return t.time().hour() <= 3 && t.time().minute() % 20 == 0; }},
        {cron(zone, u"30 1,2 13,29 * 5"_s),
         [](const QDateTime &t) {
             const bool time = t.time() == QTime(1, 30) || t.time() == QTime(2, 30);
             return time &&
                    (t.date().day() == 13 || t.date().day() == 29 || t.date().dayOfWeek() == Qt::Friday);
         }},
    };
    for (const Case &each : cases) {
        QList<QDateTime> runs;
        for (QDateTime run = each.schedule.next(begin); run < end; run = each.schedule.next(run)) {
            QCOMPARE(each.schedule.lastAt(run), run);
            QVERIFY(each.schedule.lastAt(run.addSecs(-1)) < run);
            runs.append(run);
        }
        const auto expected = walked(each.schedule.zone, begin, end, each.rings);
        QVERIFY(expected.size() > 50);
        QCOMPARE(runs, expected);
    }
}

void ScheduleTest::choosesInGapsAndOverlaps_data()
{
    QTest::addColumn<QByteArray>("zone");
    QTest::addColumn<QTime>("at");
    QTest::addColumn<QString>("after");
    QTest::addColumn<QString>("run");
    const QByteArray berlin("Europe/Berlin");
    const QByteArray brazil("America/Sao_Paulo");
    QTest::newRow("left out") << berlin << QTime(2, 30) << u"2024-03-30T12:00:00"_s
                              << u"2024-03-31T01:00:00"_s;
    QTest::newRow("just before") << berlin << QTime(1, 59) << u"2024-03-30T12:00:00"_s
                                 << u"2024-03-31T00:59:00"_s;
    QTest::newRow("just after") << berlin << QTime(3, 0) << u"2024-03-30T12:00:00"_s
                                << u"2024-03-31T01:00:00"_s;
    QTest::newRow("twice") << berlin << QTime(2, 30) << u"2024-10-26T12:00:00"_s << u"2024-10-27T00:30:00"_s;
    QTest::newRow("not twice") << berlin << QTime(2, 30) << u"2024-10-27T00:30:00"_s
                               << u"2024-10-28T01:30:00"_s;
    QTest::newRow("no midnight") << brazil << QTime(0, 0) << u"2018-11-03T12:00:00"_s
                                 << u"2018-11-04T03:00:00"_s;
    QTest::newRow("midnight's hour twice")
        << brazil << QTime(23, 30) << u"2018-02-17T12:00:00"_s << u"2018-02-18T01:30:00"_s;
    QTest::newRow("Brazil without daylight saving")
        << brazil << QTime(2, 0) << u"2020-11-03T12:00:00"_s << u"2020-11-04T05:00:00"_s;
    QTest::newRow("Shanghai's summer of 1986") << QByteArray("Asia/Shanghai") << QTime(2, 30)
                                               << u"1986-05-03T12:00:00"_s << u"1986-05-03T18:00:00"_s;
    QTest::newRow("a day that never was")
        << QByteArray("Pacific/Apia") << QTime(12, 0) << u"2011-12-29T23:00:00"_s << u"2011-12-30T10:00:00"_s;
}

void ScheduleTest::choosesInGapsAndOverlaps()
{
    QFETCH(const QByteArray, zone);
    QFETCH(const QTime, at);
    QFETCH(const QString, after);
    QFETCH(const QString, run);
    QCOMPARE(daily(zone, at).next(utc(after)), utc(run));
}

void ScheduleTest::knowsLeapDays()
{
    const Schedule leap = cron("UTC", u"0 2 29 2 *"_s);
    QCOMPARE(leap.nextRuns(utc(u"2021-01-01T00:00:00"_s), 3),
             (QList<QDateTime>{utc(u"2024-02-29T02:00:00"_s), utc(u"2028-02-29T02:00:00"_s),
                               utc(u"2032-02-29T02:00:00"_s)}));
    // Eight years without one.
    QCOMPARE(leap.next(utc(u"2096-03-01T00:00:00"_s)), utc(u"2104-02-29T02:00:00"_s));
    QCOMPARE(leap.lastAt(utc(u"2104-02-28T00:00:00"_s)), utc(u"2096-02-29T02:00:00"_s));
    QCOMPARE(daily("UTC", QTime(2, 0)).next(utc(u"2024-02-28T12:00:00"_s)), utc(u"2024-02-29T02:00:00"_s));
    QCOMPARE(daily("UTC", QTime(2, 0)).next(utc(u"2023-02-28T12:00:00"_s)), utc(u"2023-03-01T02:00:00"_s));
}

void ScheduleTest::countsHoursInElapsedTime()
{
    Schedule schedule = daily("Europe/Berlin", QTime(2, 0), 6);
    schedule.kind = Schedule::Kind::Hours;
    schedule.start = QDate(2024, 3, 30);
    QCOMPARE(schedule.nextRuns(utc(u"2024-03-30T18:59:59"_s), 3),
             (QList<QDateTime>{utc(u"2024-03-30T19:00:00"_s), utc(u"2024-03-31T01:00:00"_s),
                               utc(u"2024-03-31T07:00:00"_s)}));
    QCOMPARE(schedule.lastAt(utc(u"2024-03-29T00:00:00"_s)), utc(u"2024-03-28T19:00:00"_s));
    QCOMPARE(schedule.lastAt(utc(u"2024-03-31T01:00:00"_s)), utc(u"2024-03-31T01:00:00"_s));
}

void ScheduleTest::endsWindows_data()
{
    QTest::addColumn<QTime>("at");
    QTest::addColumn<QTime>("window");
    QTest::addColumn<QString>("begin");
    QTest::addColumn<QString>("end");
    QTest::newRow("same night") << QTime(2, 0) << QTime(6, 0) << u"2024-06-01T00:00:00"_s
                                << u"2024-06-01T04:00:00"_s;
    QTest::newRow("over midnight") << QTime(22, 0) << QTime(6, 0) << u"2024-06-01T20:00:00"_s
                                   << u"2024-06-02T04:00:00"_s;
    QTest::newRow("an hour shorter") << QTime(22, 0) << QTime(6, 0) << u"2024-03-30T21:00:00"_s
                                     << u"2024-03-31T04:00:00"_s;
    QTest::newRow("an hour longer") << QTime(22, 0) << QTime(6, 0) << u"2024-10-26T20:00:00"_s
                                    << u"2024-10-27T05:00:00"_s;
    // From 01:30 to 02:30 there are 30 minutes of time that night, and the window ends with the change.
    QTest::newRow("end left out") << QTime(1, 30) << QTime(2, 30) << u"2024-03-31T00:30:00"_s
                                  << u"2024-03-31T01:00:00"_s;
}

void ScheduleTest::endsWindows()
{
    QFETCH(const QTime, at);
    QFETCH(const QTime, window);
    QFETCH(const QString, begin);
    QFETCH(const QString, end);
    Schedule schedule = daily("Europe/Berlin", at);
    QCOMPARE(schedule.lastAt(utc(begin)), utc(begin));
    QCOMPARE(schedule.endOf(utc(begin)), schedule.next(utc(begin)));
    schedule.window = window;
    QCOMPARE(schedule.endOf(utc(begin)), utc(end));
}

void ScheduleTest::judges_data()
{
    QTest::addColumn<bool>("window");
    QTest::addColumn<bool>("skip");
    QTest::addColumn<QString>("handled");
    QTest::addColumn<QString>("now");
    QTest::addColumn<QString>("due");
    QTest::addColumn<QString>("handledAfter");
    QTest::addColumn<qint64>("missed");
    const QString yesterday = u"2024-06-01T02:00:00"_s;
    const QString today = u"2024-06-02T02:00:00"_s;
    const QString none;
    QTest::newRow("too early") << true << false << yesterday << u"2024-06-02T01:59:59"_s << none << yesterday
                               << 0LL;
    QTest::newRow("in time") << true << false << yesterday << today << today << today << 0LL;
    QTest::newRow("begun already") << true << false << today << u"2024-06-02T02:00:01"_s << none << today
                                   << 0LL;
    QTest::newRow("late in the window")
        << true << false << yesterday << u"2024-06-02T05:59:00"_s << today << today << 0LL;
    QTest::newRow("window over") << true << false << yesterday << u"2024-06-02T06:00:00"_s << none << today
                                 << 1LL;
    QTest::newRow("late without window")
        << false << false << yesterday << u"2024-06-02T23:00:00"_s << today << today << 0LL;
    QTest::newRow("late and not made up")
        << false << true << yesterday << u"2024-06-02T02:11:00"_s << none << today << 1LL;
    QTest::newRow("a little late") << false << true << yesterday << u"2024-06-02T02:10:00"_s << today << today
                                   << 0LL;
    QTest::newRow("a week off") << false << false << u"2024-05-26T02:00:00"_s << u"2024-06-02T03:00:00"_s
                                << today << today << 6LL;
    QTest::newRow("clock set back an hour")
        << true << false << today << u"2024-06-02T01:30:00"_s << none << today << 0LL;
    QTest::newRow("clock was years ahead")
        << true << false << u"2040-01-01T02:00:00"_s << u"2024-06-02T01:30:00"_s << none
        << u"2024-06-02T01:30:00"_s << 0LL;
    QTest::newRow("years off") << true << false << u"2014-06-01T02:00:00"_s << u"2024-06-02T03:00:00"_s
                               << today << today << ScheduleVerdict::kMostMissed;
}

void ScheduleTest::judges()
{
    QFETCH(const bool, window);
    QFETCH(const bool, skip);
    QFETCH(const QString, handled);
    QFETCH(const QString, now);
    QFETCH(const QString, due);
    QFETCH(const QString, handledAfter);
    QFETCH(const qint64, missed);
    Schedule schedule = daily("UTC", QTime(2, 0));
    if (window)
        schedule.window = QTime(6, 0);
    schedule.missed = skip ? Schedule::Missed::Skip : Schedule::Missed::Run;
    const ScheduleVerdict verdict = judgeSchedule(schedule, utc(handled), utc(now));
    QCOMPARE(verdict.due, due.isEmpty() ? QDateTime() : utc(due));
    QCOMPARE(verdict.handledUntil, utc(handledAfter));
    QCOMPARE(verdict.missed, missed);
}

/// A clock that jumps to and fro by up to twelve hours around its way through a month.
void ScheduleTest::beginsNoRunTwiceWhateverTheClockDoes()
{
    const Schedule schedule = daily("Europe/Berlin", QTime(2, 30));
    quint32 state = 12345;
    const auto random = [&state](int below) {
        state = state * 1664525 + 1013904223;
        return static_cast<int>((state >> 8) % static_cast<quint32>(below));
    };
    QDateTime handled = utc(u"2024-10-10T00:00:00"_s);
    QList<QDateTime> begun;
    for (int minute = 0; minute < 30 * 1440; minute += 7) {
        const QDateTime truth = utc(u"2024-10-10T00:00:00"_s).addSecs(minute * 60);
        const QDateTime now = truth.addSecs(random(100) == 0 ? (random(86400) - 43200) : 0);
        const ScheduleVerdict verdict = judgeSchedule(schedule, handled, now);
        if (verdict.due.isValid()) {
            QVERIFY(!begun.contains(verdict.due));
            begun.append(verdict.due);
        }
        QVERIFY(verdict.handledUntil >= handled);
        handled = verdict.handledUntil;
    }
    // The last jump ahead may have taken the day after the month.
    QVERIFY2(begun.size() >= 30 && begun.size() <= 31, qPrintable(QString::number(begun.size())));
}

void ScheduleTest::readsCron_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("next"); ///< After the beginning of Wednesday 2025-01-01; empty: refused.
    QTest::newRow("every minute") << u"* * * * *"_s << u"2025-01-01T00:01:00"_s;
    QTest::newRow("list") << u"5,10 3 * * *"_s << u"2025-01-01T03:05:00"_s;
    QTest::newRow("step of a range") << u"10-40/15 0 * * *"_s << u"2025-01-01T00:10:00"_s;
    QTest::newRow("names") << u"0 2 * FEB Mon-fri"_s << u"2025-02-03T02:00:00"_s;
    QTest::newRow("Sunday is 7") << u"0 2 * * 7"_s << u"2025-01-05T02:00:00"_s;
    QTest::newRow("Sunday is 0") << u"0 2 * * 0"_s << u"2025-01-05T02:00:00"_s;
    QTest::newRow("one of both days") << u"0 2 31 * 1"_s << u"2025-01-06T02:00:00"_s;
    QTest::newRow("spaces") << u"  0   2 31  *  * "_s << u"2025-01-31T02:00:00"_s;
    QTest::newRow("31 of short months") << u"0 2 31 4,5 *"_s << u"2025-05-31T02:00:00"_s;
    QTest::newRow("never") << u"0 2 31 2,4 *"_s << QString();
    QTest::newRow("four fields") << u"0 2 * *"_s << QString();
    QTest::newRow("six fields") << u"0 0 2 * * *"_s << QString();
    QTest::newRow("question mark") << u"0 2 ? * 1"_s << QString();
    QTest::newRow("minute 60") << u"60 2 * * *"_s << QString();
    QTest::newRow("hour 24") << u"0 24 * * *"_s << QString();
    QTest::newRow("day 0") << u"0 2 0 * *"_s << QString();
    QTest::newRow("month 13") << u"0 2 1 13 *"_s << QString();
    QTest::newRow("weekday 8") << u"0 2 * * 8"_s << QString();
    QTest::newRow("backwards") << u"0 5-2 * * *"_s << QString();
    QTest::newRow("step 0") << u"*/0 * * * *"_s << QString();
    QTest::newRow("step of one") << u"5/10 * * * *"_s << QString();
    QTest::newRow("empty part") << u"1,,2 * * * *"_s << QString();
    QTest::newRow("macro") << u"@daily"_s << QString();
    QTest::newRow("empty") << QString() << QString();
}

void ScheduleTest::readsCron()
{
    QFETCH(const QString, text);
    QFETCH(const QString, next);
    const auto parsed = CronExpression::parse(text);
    QCOMPARE(parsed.has_value(), !next.isEmpty());
    if (!parsed) {
        QCOMPARE(parsed.error().code, Errc::InvalidArgument);
        QVERIFY(!parsed.error().detail.isEmpty());
        return;
    }
    QCOMPARE(cron("UTC", text).next(utc(u"2025-01-01T00:00:00"_s)), utc(next));
}

void ScheduleTest::keepsJson()
{
    Schedule hours = daily("Asia/Shanghai", QTime(1, 5), 6);
    hours.kind = Schedule::Kind::Hours;
    Schedule nightly = daily("Europe/Berlin", QTime(22, 0), 2);
    nightly.window = QTime(6, 0);
    nightly.windowEnd = Schedule::WindowEnd::Finish;
    nightly.missed = Schedule::Missed::Skip;
    for (const Schedule &schedule : {hours, nightly, weekly("UTC", QTime(3, 0), {2, 6}, 2),
                                     cron("America/Sao_Paulo", u"0 2 * * 1-5"_s)}) {
        QVERIFY(schedule.check());
        const auto again = scheduleFrom(toJson(schedule));
        QVERIFY(again.has_value());
        QCOMPARE(toJson(*again), toJson(schedule));
        const QDateTime now = utc(u"2024-03-29T00:00:00"_s);
        QCOMPARE(again->nextRuns(now, 20), schedule.nextRuns(now, 20));
        QCOMPARE(again->endOf(now), schedule.endOf(now));
    }
    QCOMPARE(scheduleText(nightly), u"every 2 days at 22:00 until 06:00 (Europe/Berlin)"_s);
    QCOMPARE(scheduleText(weekly("UTC", QTime(3, 0), {2, 6})), u"every week on tue, sat at 03:00 (UTC)"_s);
    for (const auto &[key, value] :
         {std::pair(u"kind"_s, QJsonValue(u"lunar"_s)), std::pair(u"zone"_s, QJsonValue(u"Mars/Olympus"_s)),
          std::pair(u"every"_s, QJsonValue(0)), std::pair(u"at"_s, QJsonValue(u"25:00"_s)),
          std::pair(u"window"_s, QJsonValue(u"x"_s)), std::pair(u"missed"_s, QJsonValue(u"perhaps"_s)),
          std::pair(u"windowEnd"_s, QJsonValue(u"pause"_s))}) {
        QJsonObject wrong = toJson(nightly);
        wrong[key] = value;
        QVERIFY2(!scheduleFrom(wrong), qPrintable(key));
    }
}

void ScheduleTest::plansQuickly()
{
    const QList<Schedule> kinds{daily("Europe/Berlin", QTime(2, 0)),
                                weekly("Asia/Shanghai", QTime(2, 0), {6}),
                                cron("America/Sao_Paulo", u"*/5 1-4 * * *"_s)};
    const QDateTime now = utc(u"2024-03-29T00:00:00"_s);
    QElapsedTimer timer;
    timer.start();
    qsizetype runs = 0;
    for (int i = 0; i < 10'000; ++i)
        runs += kinds[i % kinds.size()].nextRuns(now.addSecs(i), 5).size();
    QCOMPARE(runs, 50'000);
    qInfo("the next 5 runs of 10000 schedules in %lld ms", timer.elapsed());
    // The goal is a second; sanitizers and busy machines take longer.
    QVERIFY(timer.elapsed() < 10'000);
}

QTEST_GUILESS_MAIN(ScheduleTest)
#include "tst_schedule.moc"
