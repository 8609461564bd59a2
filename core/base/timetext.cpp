// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/timetext.h"

#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

/// A year, a month or a day; @p text has the form of one of them.
std::optional<QDateTime> periodEdge(const QString &text, bool atEnd)
{
    const int month = text.size() > 4 ? text.mid(5, 2).toInt() : 1;
    const int day = text.size() > 7 ? text.mid(8, 2).toInt() : 1;
    const QDate first(text.left(4).toInt(), month, day);
    if (!first.isValid())
        return std::nullopt;
    if (!atEnd)
        return first.startOfDay().toUTC();
    const QDate last = text.size() > 7   ? first
                       : text.size() > 4 ? first.addMonths(1).addDays(-1)
                                         : first.addYears(1).addDays(-1);
    return last.endOfDay().toUTC();
}

} // namespace

std::optional<qint64> durationFromText(const QString &text)
{
    static const QRegularExpression kForm(u"^([0-9]{1,6})([mhdw])$"_s);
    const auto match = kForm.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const QString unit = match.captured(2);
    const qint64 seconds = unit == "m"_L1 ? 60 : unit == "h"_L1 ? 3600 : unit == "d"_L1 ? 86400 : 7 * 86400;
    return 1000 * seconds * match.captured(1).toLongLong();
}

std::optional<QDateTime> timeFromText(const QString &text, const QDateTime &now, bool atEnd)
{
    if (const auto ago = durationFromText(text))
        return now.toUTC().addMSecs(-*ago);
    static const QRegularExpression kPeriod(u"^[0-9]{4}(-[0-9]{2}){0,2}$"_s);
    if (kPeriod.match(text).hasMatch())
        return periodEdge(text, atEnd);
    static const QRegularExpression kMoment(
        u"^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,3})?)?(Z|[+-][0-9]{2}:?[0-9]{2})?$"_s);
    if (!kMoment.match(text).hasMatch())
        return std::nullopt;
    const QDateTime time = QDateTime::fromString(QString(text).replace(10, 1, u'T'), Qt::ISODateWithMs);
    return time.isValid() ? std::optional(time.toUTC()) : std::nullopt;
}

} // namespace holdfast
