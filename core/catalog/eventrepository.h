// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/catalog/database.h"
#include "core/catalog/eventrecord.h"
#include "core/catalog/page.h"

namespace holdfast {

/// The logs of jobs. Used in the database's thread; does not own the database.
class EventRepository
{
public:
    explicit EventRepository(Database &database) : m_database(database) {}

    /// Adds events in one transaction; their numbers are given in the order of the list.
    Result<void> append(const QList<EventRecord> &events);
    /// A job's events, oldest first, at least as severe as @p atLeast. InvalidArgument for a bad limit or
    /// token.
    Result<Page<EventRecord>> list(const JobId &job, const PageRequest &page,
                                   EventSeverity atLeast = EventSeverity::Info);
    Result<EventCounts> count(const JobId &job);

private:
    Database &m_database;
};

} // namespace holdfast
