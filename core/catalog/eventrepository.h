// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/catalog/database.h"
#include "core/catalog/page.h"

#include <QDateTime>

#include <optional>

namespace holdfast {

enum class EventSeverity { Info = 0, Warning = 1, Error = 2 };

/// `info`, `warning`, `error`.
QString toText(EventSeverity severity);

/// Something that happened in a job.
struct EventRecord
{
    qint64 number = 0; ///< Given by the catalog; rises.
    JobId job;
    QDateTime time; ///< UTC.
    EventSeverity severity = EventSeverity::Info;
    QString kind; ///< `lost`, `changed`, `phase`, …: one word.
    QString path; ///< On the phone, in shown form; empty where it does not apply.
    QString text; ///< English.

    friend bool operator==(const EventRecord &, const EventRecord &) = default;
};

struct EventCounts
{
    qint64 infos = 0;
    qint64 warnings = 0;
    qint64 errors = 0;

    friend bool operator==(const EventCounts &, const EventCounts &) = default;
};

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
