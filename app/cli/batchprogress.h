// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/catalog/jobrecord.h"

#include <QList>
#include <QString>

#include <deque>

namespace holdfast::cli {

/// Turns snapshots of a batch into lines for people: how far it is, how fast, what it does now. Pure: it
/// takes the time as an argument.
class BatchProgress
{
public:
    /// Takes a new snapshot; @p milliseconds is any clock that only rises.
    void update(const QList<JobRecord> &jobs, qint64 milliseconds);

    /// How far the batch is, 0 to 100; never falls.
    [[nodiscard]] int percent() const { return m_percent; }
    /// The live line of a terminal: a bar and the words of line().
    [[nodiscard]] QString liveLine() const;
    /// One line without a bar.
    [[nodiscard]] QString line() const;
    /// Whether a log of the progress should get a line now: the phase has changed, or the last line that was
    /// due is five seconds ago.
    [[nodiscard]] bool lineDue() const { return m_lineDue; }

private:
    struct Sample
    {
        qint64 milliseconds;
        qint64 bytes;
    };

    void measureRate(qint64 milliseconds, qint64 bytes);
    [[nodiscard]] QString amounts() const;

    int m_percent = 0;
    qsizetype m_jobs = 0;
    qsizetype m_ended = 0;
    qsizetype m_failed = 0;
    qsizetype m_cancelled = 0;
    Phase m_phase = Phase::Waiting;
    std::optional<StoreOutage> m_outage; ///< Of any job that runs.
    qint64 m_bytesDone = 0;
    qint64 m_bytesTotal = -1;
    qint64 m_filesDone = 0;
    double m_rate = -1; ///< Bytes a second; negative until it can be told.
    std::deque<Sample> m_samples;
    bool m_lineDue = false;
    bool m_started = false;
    qint64 m_lastLine = 0;
};

} // namespace holdfast::cli
