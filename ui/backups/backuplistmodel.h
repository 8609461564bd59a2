// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/backupservice.h"

#include <QAbstractTableModel>
#include <QCache>
#include <QSet>
#include <QTimer>

#include <optional>

namespace holdfast {
class Clock;
}

namespace holdfast::ui {

class EngineLink;

/// The backups that a filter leaves, newest first, any number of them: it knows all ids, so that the scroll
/// bar and Ctrl+A tell the truth, and reads the rows that are looked at in pages. Lives in the GUI thread.
class BackupListModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Created, Phone, Name, What, Android, Size, Stored, Files, State, Store, ColumnCount };

    BackupListModel(EngineLink &engine, const Clock &clock, QObject *parent = nullptr);

    /// Asks for what @p filter wants; what is shown stays until the answer is there.
    void setFilter(const BackupFilter &filter);
    [[nodiscard]] const BackupFilter &filter() const { return m_filter; }
    /// Asks again, as after a job: rows that are still there keep their place.
    void refresh();
    [[nodiscard]] bool isLoaded() const { return m_loaded; }

    /// Ids of backups that are to be deleted: they say so instead of their state.
    void setDoomed(const QSet<QString> &ids);
    /// Ids of backups that retention leaves alone: their names carry a pin.
    void setPinned(const QSet<QString> &ids);
    [[nodiscard]] qsizetype pinnedCount() const { return m_pinned.size(); }
    [[nodiscard]] bool isPinned(const BackupId &backup) const { return m_pinned.contains(backup.value); }
    [[nodiscard]] BackupId id(int row) const;
    /// The record, if its page is here; asks for it otherwise.
    [[nodiscard]] const BackupRecord *record(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    /// Backups may be dragged to the phones.
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override
    {
        const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
        return index.isValid() ? flags | Qt::ItemIsDragEnabled : flags;
    }
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    /// The list is there, or could not be read (@p problem).
    void loaded(const QString &problem);
    /// Rows that were asked for are here.
    void recordsArrived();

private:
    /// The ids of all rows, and the records of the first page.
    struct Listing
    {
        QByteArray ids;
        QList<BackupRecord> first;
    };

    void takeIds(const QByteArray &ids);
    void askPages();
    void takePage(int page, const QList<BackupRecord> &rows);
    /// What the name's cell says beside the name: the pin and the tags.
    [[nodiscard]] QVariant nameData(const BackupRecord &backup, int role) const;
    [[nodiscard]] QString text(const BackupRecord &backup, int column) const;

    EngineLink &m_engine;
    const Clock &m_clock;
    BackupFilter m_filter;
    QByteArray m_ids; ///< kIdLength characters each.
    QSet<QString> m_doomed;
    QSet<QString> m_pinned;
    CancelSource m_listing;
    quint64 m_generation = 0;
    bool m_loaded = false;
    mutable QCache<int, QList<BackupRecord>> m_pages;
    QSet<int> m_stale;           ///< Pages that are shown but may be out of date.
    mutable QList<int> m_wanted; ///< Pages to ask for, the latest last.
    QSet<int> m_asked;
    mutable QTimer m_askSoon;
};

} // namespace holdfast::ui
