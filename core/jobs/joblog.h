// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/catalog/eventrepository.h"

#include <QHash>

namespace holdfast {

/// The log of one running job: gathers events and writes them to the catalog in batches. Of each kind at most
/// kMaxPerKind events are kept, since a phone can lose a million files; all are counted, and flush() tells of
/// the rest. Used in one thread.
class JobLog
{
public:
    static constexpr qint64 kMaxPerKind = 10'000;

    JobLog(EventRepository &events, JobId job, const Clock &clock)
        : m_events(events), m_job(std::move(job)), m_clock(clock)
    {}

    void add(EventSeverity severity, const QString &kind, const QString &path, const QString &text);
    void info(const QString &kind, const QString &text) { add(EventSeverity::Info, kind, {}, text); }

    /// How many events of @p kind there were, kept or not.
    [[nodiscard]] qint64 count(const QString &kind) const { return m_counts.value(kind); }

    /// Writes what is still in memory. The log is not worth a job's failure: what cannot be written is told
    /// to the program's own log.
    void flush();

private:
    EventRepository &m_events;
    JobId m_job;
    const Clock &m_clock;
    QList<EventRecord> m_pending;
    QHash<QString, qint64> m_counts;
};

} // namespace holdfast
