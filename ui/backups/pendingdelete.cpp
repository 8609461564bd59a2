// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/backups/pendingdelete.h"

#include <utility>

namespace holdfast::ui {

PendingDelete::PendingDelete(QObject *parent) : QObject(parent)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(std::chrono::seconds(kSeconds));
    connect(&m_timer, &QTimer::timeout, this, &PendingDelete::begin);
}

void PendingDelete::add(const QList<BackupId> &backups)
{
    begin();
    if (backups.isEmpty())
        return;
    m_backups = backups;
    m_timer.start();
    Q_EMIT changed();
}

void PendingDelete::undo()
{
    m_timer.stop();
    m_backups.clear();
    Q_EMIT changed();
}

void PendingDelete::begin()
{
    m_timer.stop();
    if (m_backups.isEmpty())
        return;
    const QList<BackupId> backups = std::exchange(m_backups, {});
    Q_EMIT due(backups);
    Q_EMIT changed();
}

QSet<QString> PendingDelete::waiting() const
{
    QSet<QString> ids;
    for (const BackupId &backup : m_backups)
        ids.insert(backup.value);
    return ids;
}

} // namespace holdfast::ui
