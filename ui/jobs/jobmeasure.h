// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/jobservice.h"

#include <QHash>

namespace holdfast::ui {

/// How much of a job is done, 0 to 1, as one figure over all its phases that never goes back; -1 while nobody
/// can know.
double jobFraction(const JobRecord &job);

/// A state in words: `Waiting`, `Running`, `Done`, `Done with losses`….
QString jobStatusText(JobStatus status);
/// The same for a job, which knows more: nothing was lost where only a command after it failed.
QString jobStateText(const JobRecord &job);
/// What a job does, in words: `Backup`, `Restore`….
QString jobKindText(JobKind kind);

/// The speed of one job from the bytes it has moved, as an average in which the last half minute counts most.
class RateMeter
{
public:
    /// Bytes moved so far at @p milliseconds of any steady clock. A count that falls begins a new phase.
    void add(qint64 milliseconds, qint64 bytes);
    /// Bytes per second; 0 until known.
    [[nodiscard]] double rate() const { return m_rate; }
    /// Bytes per second between the last two counts.
    [[nodiscard]] double latest() const { return m_latest; }
    /// Whether the figure rests on ten seconds or more, so that an end may be foretold from it.
    [[nodiscard]] bool isSettled() const;
    /// For how long no byte has moved.
    [[nodiscard]] qint64 stalledFor() const { return m_lastSeen - m_lastMoved; }

private:
    qint64 m_begun = -1;
    qint64 m_lastSeen = 0;
    qint64 m_lastMoved = 0;
    qint64 m_lastBytes = 0;
    double m_rate = 0;
    double m_latest = 0;
};

/// The jobs of a batch as one line.
struct BatchSummary
{
    int total = 0;
    int done = 0;
    int running = 0;
    int waiting = 0;
    int failed = 0;
    int cancelled = 0;
    double fraction = 0;   ///< 0 to 1, each job weighing the same.
    double rate = 0;       ///< Bytes per second of all that run.
    double remaining = -1; ///< Seconds; -1 while it cannot be told.

    [[nodiscard]] bool hasEnded() const { return running == 0 && waiting == 0; }
};

/// Sums up @p jobs; @p meters are those of the running ones.
BatchSummary summarize(const QList<JobRecord> &jobs, const QHash<JobId, RateMeter> &meters);

} // namespace holdfast::ui
