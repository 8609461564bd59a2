// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/policy/cronexpression.h"

#include <QRegularExpression>
#include <QStringList>

#include <optional>

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;
using Field = std::bitset<64>;

struct FieldRule
{
    QString name;
    int least = 0;
    int most = 0;
    QStringList words{}; ///< Their numbers begin at `least`.
};

const QList<FieldRule> &rules()
{
    static const QList<FieldRule> kRules{
        {u"minute"_s, 0, 59},
        {u"hour"_s, 0, 23},
        {u"day of the month"_s, 1, 31},
        {u"month"_s,
         1,
         12,
         {u"jan"_s, u"feb"_s, u"mar"_s, u"apr"_s, u"may"_s, u"jun"_s, u"jul"_s, u"aug"_s, u"sep"_s, u"oct"_s,
          u"nov"_s, u"dec"_s}},
        {u"day of the week"_s, 0, 7, {u"sun"_s, u"mon"_s, u"tue"_s, u"wed"_s, u"thu"_s, u"fri"_s, u"sat"_s}},
    };
    return kRules;
}

std::optional<int> numberOf(const QString &text, const FieldRule &rule)
{
    static const QRegularExpression kNumber(u"^[0-9]{1,2}$"_s);
    if (kNumber.match(text).hasMatch()) {
        const int number = text.toInt();
        return number >= rule.least && number <= rule.most ? std::optional(number) : std::nullopt;
    }
    const qsizetype word = rule.words.indexOf(text.toLower());
    return word < 0 ? std::nullopt : std::optional(rule.least + static_cast<int>(word));
}

/// One part between commas; false where it is not one.
bool addPart(Field &field, const QString &part, const FieldRule &rule)
{
    static const QRegularExpression kForm(
        u"^(?:(\\*)|([0-9A-Za-z]+)(?:-([0-9A-Za-z]+))?)(?:/([0-9]{1,2}))?$"_s);
    const auto form = kForm.match(part);
    if (!form.hasMatch())
        return false;
    const bool all = !form.captured(1).isEmpty();
    const bool range = !form.captured(3).isEmpty();
    const bool stepped = !form.captured(4).isEmpty();
    const auto first = all ? std::optional(rule.least) : numberOf(form.captured(2), rule);
    const auto last = all ? std::optional(rule.most) : range ? numberOf(form.captured(3), rule) : first;
    const int step = stepped ? form.captured(4).toInt() : 1;
    if (!first || !last || *first > *last || step < 1 || (stepped && !all && !range))
        return false;
    for (int number = *first; number <= *last; number += step)
        field.set(static_cast<size_t>(number));
    return true;
}

Result<Field> fieldOf(const QString &text, const FieldRule &rule)
{
    Field field;
    for (const QString &part : text.split(u',')) {
        if (!addPart(field, part, rule)) {
            return fail(Errc::InvalidArgument,
                        u"'%1' is no %2 of a cron expression (%3 to %4)"_s.arg(text, rule.name)
                            .arg(rule.least)
                            .arg(rule.most));
        }
    }
    return field;
}

/// Whether some month has one of the days.
bool canHappen(const Field &days, const Field &months)
{
    constexpr int kLeapYear = 2024;
    for (int month = 1; month <= 12; ++month) {
        if (!months.test(static_cast<size_t>(month)))
            continue;
        for (int day = 1; day <= QDate(kLeapYear, month, 1).daysInMonth(); ++day) {
            if (days.test(static_cast<size_t>(day)))
                return true;
        }
    }
    return false;
}

} // namespace

CronExpression::CronExpression() : m_text(u"0 0 * * *"_s), m_times({QTime(0, 0)})
{
    m_days.set();
    m_months.set();
    m_weekdays.set();
}

Result<CronExpression> CronExpression::parse(const QString &text)
{
    const QStringList words = text.simplified().split(u' ');
    if (words.size() != rules().size()) {
        return fail(
            Errc::InvalidArgument,
            u"'%1' has %2 fields; a cron expression has 5: minute, hour, day of the month, month, day "
            "of the week"_s.arg(text)
                .arg(words.size()));
    }
    QList<Field> fields;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const auto field = fieldOf(words[i], rules()[i]);
        if (!field)
            return tl::unexpected(field.error());
        fields.append(*field);
    }
    CronExpression cron;
    cron.m_text = words.join(u' ');
    cron.m_days = fields[2];
    cron.m_months = fields[3];
    cron.m_weekdays = fields[4];
    if (cron.m_weekdays.test(7))
        cron.m_weekdays.set(0);
    cron.m_anyDay = words[2].startsWith(u'*');
    cron.m_anyWeekday = words[4].startsWith(u'*');
    if (cron.m_anyWeekday && !canHappen(cron.m_days, cron.m_months))
        return fail(Errc::InvalidArgument, u"no month has the days of '%1'"_s.arg(text));
    cron.m_times.clear();
    for (int hour = 0; hour < 24; ++hour) {
        for (int minute = 0; minute < 60; ++minute) {
            if (fields[1].test(static_cast<size_t>(hour)) && fields[0].test(static_cast<size_t>(minute)))
                cron.m_times.append(QTime(hour, minute));
        }
    }
    return cron;
}

bool CronExpression::matches(const QDate &date) const
{
    if (!m_months.test(static_cast<size_t>(date.month())))
        return false;
    const bool day = m_days.test(static_cast<size_t>(date.day()));
    const bool weekday = m_weekdays.test(static_cast<size_t>(date.dayOfWeek() % 7));
    // A field like */2 begins with a star and still limits: then both must fit, as in cron.
    return m_anyDay || m_anyWeekday ? day && weekday : day || weekday;
}

} // namespace holdfast
