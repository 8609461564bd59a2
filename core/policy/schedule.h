// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/policy/cronexpression.h"

#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <QTime>
#include <QTimeZone>

#include <optional>

namespace holdfast {

/// When runs begin and how long they may last. Plain data and pure functions; instants go in and come out in
/// UTC.
///
/// Times of day are those of clocks in `zone`. One that a change to daylight saving leaves out is taken as
/// the moment of the change; one that comes twice counts once, the first time (see instantAt()). Hours are
/// counted in elapsed time, so that a change of clocks moves what they show.
struct Schedule
{
    enum class Kind {
        Hours,  ///< Every `every` hours from `at` on `start`.
        Days,   ///< Every `every` days from `start`, at `at`.
        Weekly, ///< Every `every` weeks (beginning on Mondays) from that of `start`, on `weekdays`, at `at`.
        Cron,
    };
    /// What becomes of a run that nobody began in time.
    enum class Missed {
        Run, ///< Begun late, as long as its time has not run out.
        Skip ///< Not begun later than kGraceSeconds.
    };
    /// What happens to jobs that run at the end of the window.
    enum class WindowEnd {
        Stop,  ///< They are cancelled.
        Finish ///< They go on; no more are begun.
    };

    static constexpr qint64 kGraceSeconds = 600;
    static constexpr int kMostHours = 24 * 366;
    static constexpr int kMostDays = 366;
    static constexpr int kMostWeeks = 52;

    Kind kind = Kind::Days;
    int every = 1;
    QTime at{2, 0};
    QList<int> weekdays{}; ///< 1 is Monday, 7 Sunday; rising.
    CronExpression cron{};
    QDate start{};                 ///< From which hours, days and weeks are counted.
    std::optional<QTime> window{}; ///< The run's time ends when clocks show this next; nothing: see endOf().
    Missed missed = Missed::Run;
    WindowEnd windowEnd = WindowEnd::Stop;
    QTimeZone zone = QTimeZone::utc();

    /// InvalidArgument that says what cannot be.
    [[nodiscard]] Result<void> check() const;
    /// The first beginning later than @p instant. Every schedule that check() lets pass has one.
    [[nodiscard]] QDateTime next(const QDateTime &instant) const;
    /// The next @p count of them.
    [[nodiscard]] QList<QDateTime> nextRuns(const QDateTime &instant, int count) const;
    /// The last beginning at or before @p instant; an invalid time where there was none in nine years.
    [[nodiscard]] QDateTime lastAt(const QDateTime &instant) const;
    /// When the time of the run that began at @p begin is over: at the window's end, else when the next run
    /// begins.
    [[nodiscard]] QDateTime endOf(const QDateTime &begin) const;

    friend bool operator==(const Schedule &, const Schedule &) = default;
};

/// What a schedule asks for now.
struct ScheduleVerdict
{
    QDateTime due{};          ///< The run to begin now; invalid where there is none.
    QDateTime handledUntil{}; ///< Beginnings up to this instant are settled now: begun, missed or skipped.
    qint64 missed = 0;        ///< How many of them nobody began, at most kMostMissed.
    static constexpr qint64 kMostMissed = 1000;
};

/// Judges at @p now, when all beginnings up to @p handledUntil have been settled. At most one run is due: of
/// several whose time has come the latest, as the older ones would only repeat it. A clock that was set back
/// by less than a day begins no run twice; a @p handledUntil more than a day ahead of @p now is a clock's
/// mistake and counts as @p now.
ScheduleVerdict judgeSchedule(const Schedule &schedule, const QDateTime &handledUntil, const QDateTime &now);

/// `every day at 02:00 until 06:00 (Europe/Berlin)`: English, for the command line and the log.
QString scheduleText(const Schedule &schedule);

QJsonObject toJson(const Schedule &schedule);
/// InvalidArgument for what this version does not know, or check() refuses.
Result<Schedule> scheduleFrom(const QJsonObject &json);

} // namespace holdfast
