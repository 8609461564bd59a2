// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDate>
#include <QDateTime>
#include <QTime>
#include <QTimeZone>

namespace holdfast {

/// What clocks on a wall in @p zone show at @p instant, with UTC as its nominal zone so that nothing is
/// converted behind our back.
QDateTime wallTime(const QDateTime &instant, const QTimeZone &zone);

/// The instant (UTC) at which clocks in @p zone show @p time on @p date. A time that a zone change leaves out
/// is taken as the moment of that change, the first that exists after it; of a time that comes twice the
/// first is meant.
QDateTime instantAt(const QDate &date, const QTime &time, const QTimeZone &zone);

/// instantAt() for many times of one day.
class WallDay
{
public:
    WallDay(const QDate &date, const QTimeZone &zone);
    [[nodiscard]] QDateTime instantAt(const QTime &time) const;

private:
    QDate m_date;
    const QTimeZone &m_zone;
    int m_offsetBefore = 0; ///< Seconds east of UTC, about a day before and a day after.
    int m_offsetAfter = 0;
};

} // namespace holdfast
