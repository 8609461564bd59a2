// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/jobs/jobmeasure.h"
#include "ui/jobs/speedhistory.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace holdfast::ui {

class EngineLink;

/// The jobs of this data directory, asked for again and again in one place, so that every page shows the same
/// moment: four times a second while something runs, once a second otherwise. Lives in the GUI thread.
class JobFeed final : public QObject
{
    Q_OBJECT

public:
    /// Older jobs than the newest so many are history and not followed.
    static constexpr int kMostJobs = 1000;

    explicit JobFeed(EngineLink &engine, QObject *parent = nullptr);

    void start();
    /// Asks at once, as after something was submitted.
    void refresh();

    /// Newest first.
    [[nodiscard]] const QList<JobRecord> &jobs() const { return m_jobs; }
    [[nodiscard]] const QHash<JobId, RateMeter> &meters() const { return m_meters; }
    /// How fast a batch was as long as this feed has followed it.
    [[nodiscard]] SpeedHistory speedOf(const BatchId &batch) const { return m_speeds.value(batch); }
    /// The job that works on @p phone or waits for it; null where there is none.
    [[nodiscard]] const JobRecord *activeOn(const Serial &phone) const;
    [[nodiscard]] QList<JobRecord> batch(const BatchId &id) const;
    /// All that is not over yet, as one.
    [[nodiscard]] BatchSummary active() const;
    [[nodiscard]] bool isLoaded() const { return m_loaded; }

Q_SIGNALS:
    /// Something in jobs() changed.
    void changed();
    /// A job that was followed has ended: lists of backups and phones are out of date.
    void jobEnded(const holdfast::JobRecord &job);

private:
    void take(const QList<JobRecord> &jobs);
    void noteSpeeds();

    EngineLink &m_engine;
    QTimer m_timer;
    QElapsedTimer m_clock;
    QList<JobRecord> m_jobs;
    QHash<JobId, RateMeter> m_meters;
    QHash<BatchId, SpeedHistory> m_speeds;
    bool m_asking = false;
    bool m_askAgain = false;
    bool m_loaded = false;
};

} // namespace holdfast::ui
