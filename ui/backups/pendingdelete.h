// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"

#include <QObject>
#include <QSet>
#include <QTimer>

namespace holdfast::ui {

/// Backups that the operator has had deleted and may still take back: nothing is done to them before the time
/// for that has passed. A program that dies before has deleted nothing. Lives in the GUI thread.
class PendingDelete final : public QObject
{
    Q_OBJECT

public:
    /// Seconds in which it can be taken back.
    static constexpr int kSeconds = 10;

    explicit PendingDelete(QObject *parent = nullptr);

    /// Begins to wait. What waited already is begun at once, so that each Undo means one decision.
    void add(const QList<BackupId> &backups);
    /// Takes it back.
    void undo();
    /// Does not wait any longer.
    void begin();
    [[nodiscard]] bool isWaiting() const { return !m_backups.isEmpty(); }
    [[nodiscard]] QSet<QString> waiting() const;

Q_SIGNALS:
    /// What waits has changed.
    void changed();
    /// Time is up: delete them.
    void due(const QList<holdfast::BackupId> &backups);

private:
    QList<BackupId> m_backups;
    QTimer m_timer;
};

} // namespace holdfast::ui
