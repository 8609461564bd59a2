// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/drillservice.h"
#include "ui/shell/uicontext.h"

#include <QObject>

namespace holdfast {
class Engine;
}

namespace holdfast::ui {

/// Begins restore drills and reads their certificates. Lives in the GUI thread.
class Drills final : public QObject
{
    Q_OBJECT

public:
    explicit Drills(UiContext &context, QObject *parent = nullptr);

    /// Whether this machine can run the emulated phones that drills need.
    [[nodiscard]] static bool arePossible();
    [[nodiscard]] bool isRunning() const { return m_running; }
    /// Restores a backup to an emulated phone and compares it there; its job is among the others meanwhile.
    void run(const BackupId &backup);
    /// The same with the backup of a policy whose turn it is.
    void runSample(const QString &policy);
    /// The certificates of a backup; certificatesRead() brings them. The question before is of no use any
    /// more.
    void readCertificates(const BackupId &backup);

Q_SIGNALS:
    /// One has begun or ended.
    void runningChanged();
    void passed(const QString &text);
    void failed(const QString &text);
    /// The newest first.
    void certificatesRead(const holdfast::BackupId &backup, const QList<holdfast::DrillRecord> &drills);

private:
    using Work = std::function<Result<DrillRecord>(Engine &, const CancelToken &)>;
    void begin(Work work);
    void end(const Result<DrillRecord> &drill);

    UiContext &m_context;
    CancelSource m_reading;
    bool m_running = false;
};

/// A certificate with its date, a line each, the newest first; empty where there is none.
QString certificateWords(const QList<DrillRecord> &drills);

} // namespace holdfast::ui
