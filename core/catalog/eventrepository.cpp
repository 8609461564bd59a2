// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/eventrepository.h"

#include "core/catalog/listpage.h"
#include "core/catalog/transaction.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

EventRecord eventFrom(const Statement &row)
{
    EventRecord event;
    event.number = row.number(0);
    event.job = {row.text(1)};
    event.time = row.time(2);
    event.severity = EventSeverity(std::clamp<qint64>(row.number(3), 0, qint64(EventSeverity::Error)));
    event.kind = row.text(4);
    event.path = row.text(5);
    event.text = row.text(6);
    return event;
}

} // namespace

Result<void> EventRepository::append(const QList<EventRecord> &events)
{
    Transaction transaction(m_database);
    if (auto r = transaction.begin(); !r)
        return r;
    Statement statement(m_database,
                        u"INSERT INTO event (job_id, time, severity, kind, path, text) VALUES (?, ?, "
                        "?, ?, ?, ?)"_s);
    for (const EventRecord &event : events) {
        statement.bind(event.job.value).bind(event.time).bind(int(event.severity)).bind(event.kind);
        if (auto r = statement.bind(event.path).bind(event.text).run(); !r)
            return r;
    }
    return transaction.commit();
}

Result<Page<EventRecord>> EventRepository::list(const JobId &job, const PageRequest &page,
                                                EventSeverity atLeast)
{
    Conditions conditions;
    conditions.add(u"job_id = ?"_s, {job.value});
    if (atLeast != EventSeverity::Info)
        conditions.add(u"severity >= ?"_s, {qint64(atLeast)});
    const ListQuery query{u"event"_s, u"number, job_id, time, severity, kind, path, text"_s, u"number"_s,
                          u"job_id"_s, ListQuery::Order::OldestFirst};
    return listPage(m_database, query, conditions, page, eventFrom, [](const EventRecord &event) {
        return PageKey{event.number, event.job.value};
    });
}

Result<EventCounts> EventRepository::count(const JobId &job)
{
    Statement statement(m_database,
                        u"SELECT severity, count(*) FROM event WHERE job_id = ? GROUP BY severity"_s);
    statement.bind(job.value);
    const auto rows =
        collectRows(statement, [](const Statement &row) { return std::pair(row.number(0), row.number(1)); });
    if (!rows)
        return tl::unexpected(rows.error());
    EventCounts counts;
    for (const auto &[severity, count] : *rows) {
        if (severity == qint64(EventSeverity::Info))
            counts.infos = count;
        else if (severity == qint64(EventSeverity::Warning))
            counts.warnings = count;
        else
            counts.errors += count;
    }
    return counts;
}

} // namespace holdfast
