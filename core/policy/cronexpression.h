// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QDate>
#include <QList>
#include <QString>
#include <QTime>

#include <bitset>

namespace holdfast {

/// When, in the five fields of crontab(5): minute, hour, day of the month, month, day of the week. Each field
/// is `*`, numbers, ranges `a-b`, steps `*/n` or `a-b/n`, joined by commas; months and days of the week also
/// by their first three letters in English; Sunday is 0 or 7. As in cron, where both days are limited (their
/// fields do not begin with `*`) one of them is enough.
class CronExpression
{
public:
    /// Midnight of every day.
    CronExpression();
    /// InvalidArgument that says which field and why; also for days that no calendar has (31 February).
    static Result<CronExpression> parse(const QString &text);

    [[nodiscard]] bool matches(const QDate &date) const;
    /// The times of each day that matches, rising.
    [[nodiscard]] const QList<QTime> &times() const { return m_times; }
    [[nodiscard]] const QString &text() const { return m_text; }

    friend bool operator==(const CronExpression &a, const CronExpression &b) { return a.m_text == b.m_text; }

private:
    using Field = std::bitset<64>;

    QString m_text;
    QList<QTime> m_times;
    Field m_days;     ///< 1 to 31.
    Field m_months;   ///< 1 to 12.
    Field m_weekdays; ///< 0 to 6, Sunday first.
    bool m_anyDay = true;
    bool m_anyWeekday = true;
};

} // namespace holdfast
