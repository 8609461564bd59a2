// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/policy/wallclock.h"

namespace holdfast {
namespace {

// QDateTime's own conversion treats gaps and overlaps differently from version to version of Qt; offsets are
// facts.

constexpr qint64 kDaySeconds = 86400;

QDateTime fromSeconds(qint64 seconds)
{
    return QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC);
}

int offsetAt(const QTimeZone &zone, qint64 seconds)
{
    return zone.offsetFromUtc(fromSeconds(seconds));
}

/// The first second at which the offset is no longer that of @p low; it differs at @p high.
qint64 changeBetween(const QTimeZone &zone, qint64 low, qint64 high)
{
    const int before = offsetAt(zone, low);
    while (high - low > 1) {
        const qint64 middle = low + (high - low) / 2;
        (offsetAt(zone, middle) == before ? low : high) = middle;
    }
    return high;
}

} // namespace

QDateTime wallTime(const QDateTime &instant, const QTimeZone &zone)
{
    return instant.toUTC().addSecs(zone.offsetFromUtc(instant));
}

WallDay::WallDay(const QDate &date, const QTimeZone &zone) : m_date(date), m_zone(zone)
{
    const qint64 midnight = QDateTime(date, QTime(0, 0), Qt::UTC).toSecsSinceEpoch();
    m_offsetBefore = offsetAt(zone, midnight - kDaySeconds);
    m_offsetAfter = offsetAt(zone, midnight + 2 * kDaySeconds);
}

QDateTime WallDay::instantAt(const QTime &time) const
{
    const qint64 shown = QDateTime(m_date, time, Qt::UTC).toSecsSinceEpoch();
    if (m_offsetBefore == m_offsetAfter)
        return fromSeconds(shown - m_offsetBefore);
    // The greater offset shows a time earlier.
    for (const int offset : {qMax(m_offsetBefore, m_offsetAfter), qMin(m_offsetBefore, m_offsetAfter)}) {
        if (offsetAt(m_zone, shown - offset) == offset)
            return fromSeconds(shown - offset);
    }
    const qint64 midnight = QDateTime(m_date, QTime(0, 0), Qt::UTC).toSecsSinceEpoch();
    return fromSeconds(changeBetween(m_zone, midnight - kDaySeconds, midnight + 2 * kDaySeconds));
}

QDateTime instantAt(const QDate &date, const QTime &time, const QTimeZone &zone)
{
    return WallDay(date, zone).instantAt(time);
}

} // namespace holdfast
