// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/backupservice.h"
#include "ui/jobs/problemtext.h"
#include "ui/shell/uicontext.h"

#include <QObject>

namespace holdfast::ui {

/// A restore as the operator wants it carried out.
struct RestorePlan
{
    QList<RestoreRequest> requests; ///< One for each backup, with the phones that get it.
    bool canary = false;            ///< One phone first; the others only if it succeeds.
    int maxFailures = 0;            ///< After so many failures nothing more is begun; 0: no limit.

    [[nodiscard]] qsizetype phoneCount() const;
};

/// Takes the first phone out of @p requests as a request of its own. Pure.
RestoreRequest takeCanary(QList<RestoreRequest> &requests);

/// Carries a plan out: begins batches, watches them, and stops where the plan says so. Lives in the GUI
/// thread as long as the program or the plan; deletes itself at its end.
class RestoreRun final : public QObject
{
    Q_OBJECT

public:
    RestoreRun(UiContext &context, RestorePlan plan, QObject *parent);

    void start();
    /// The phones that no job of this run is there for yet, and may come to be.
    [[nodiscard]] qsizetype phonesToCome() const;

Q_SIGNALS:
    /// A batch was begun.
    void started(const holdfast::BatchId &batch);
    /// The engine did not take a request; why, in words.
    void refused(const QString &text);
    /// Phones were left as they are; how many and why, in words.
    void stopped(const QString &text);
    /// There is nothing more to begin or to watch.
    void ended();

private:
    void begin(const QList<RestoreRequest> &requests);
    void watch();
    void judgeCanary(const QList<JobRecord> &jobs);
    void stopWaiting(const QList<JobRecord> &jobs);
    void finish();

    UiContext &m_context;
    RestorePlan m_plan;
    BatchId m_batch;       ///< That is watched; empty while the engine is asked for one.
    qsizetype m_asked = 0; ///< Phones that the engine was asked to restore and whose jobs were not seen yet.
    bool m_onCanary = false;
    bool m_stopped = false;
    bool m_finished = false;
};

} // namespace holdfast::ui
