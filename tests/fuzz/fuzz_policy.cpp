// SPDX-License-Identifier: GPL-3.0-or-later
// Any text as what operators write in policies: what parses is kept and has a next run, what does not says
// why.
#include "core/policy/phonequery.h"
#include "core/policy/policydefinition.h"

#include <QJsonDocument>

#include <cstddef>
#include <cstdint>
#include <cstdlib>

using namespace holdfast;

namespace {

void require(bool kept)
{
    if (!kept)
        std::abort();
}

template <class T>
bool parsed(const Result<T> &result)
{
    require(result || (result.error().code == Errc::InvalidArgument && !result.error().detail.isEmpty()));
    return result.has_value();
}

void checkSchedule(const Schedule &schedule)
{
    const QDateTime now = QDateTime::fromSecsSinceEpoch(1'760'000'000, Qt::UTC);
    const QDateTime next = schedule.next(now);
    require(next.isValid() && next > now && schedule.lastAt(next) == next && schedule.endOf(next) > next);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    const QString text = QString::fromUtf8(bytes.left(200));
    if (const auto rules = SpeedRules::parse(text); parsed(rules)) {
        require(SpeedRules::parse(rules->text()).value() == *rules);
        for (int hour = 0; hour < 24; ++hour)
            require(rules->bytesPerSecond(QTime(hour, 0)) >= 0);
    }
    if (const auto cron = CronExpression::parse(text); parsed(cron)) {
        require(CronExpression::parse(cron->text()).value() == *cron && !cron->times().isEmpty());
        Schedule schedule;
        schedule.kind = Schedule::Kind::Cron;
        schedule.cron = *cron;
        schedule.start = QDate(2024, 1, 1);
        checkSchedule(schedule);
    }
    if (const auto query = PhoneQuery::parse(text); parsed(query))
        (void)query->matches({.id = text, .serial = text, .name = text});
    const auto policy = policyFrom(QJsonDocument::fromJson(bytes).object());
    if (parsed(policy)) {
        require(policyFrom(toJson(*policy)).value() == *policy);
        checkSchedule(policy->schedule);
    }
    return 0;
}
