// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/catalog/backuprecord.h"
#include "core/catalog/database.h"
#include "core/catalog/page.h"

#include <QHash>

namespace holdfast {

class BackupSearch;

/// Backups. Keeps the search index up to date in the same transactions. Used in the database's thread; does
/// not own the database and the search.
class BackupRepository
{
public:
    BackupRepository(Database &database, BackupSearch &search) : m_database(database), m_search(search) {}

    /// Adds a backup; modifiedAt becomes createdAt. StateConflict when the id is taken.
    Result<void> insert(const BackupRecord &backup);
    /// Writes the row as found in a store's object, whatever was known before. For rescans only.
    Result<void> adopt(const BackupRecord &backup);
    /// Changes a backup and returns it as stored. BackupNotFound; StateConflict when its state does not lead
    /// to the one asked.
    Result<BackupRecord> update(const BackupId &id, const BackupChange &change, const QDateTime &now);

    /// BackupNotFound when there is none.
    Result<BackupRecord> get(const BackupId &id);
    /// Newest first; with a text, as BackupSearch::page(). InvalidArgument for a bad text, limit or token.
    Result<Page<BackupRecord>> list(const BackupFilter &filter, const PageRequest &page);
    /// The ids of all that @p filter wants, newest first, one after the other: kBackupIdLength characters
    /// each, so that a million of them take 20 MB.
    /// @p atOnce are read in one step, which cannot be cancelled.
    Result<QByteArray> listIds(const BackupFilter &filter, const CancelToken &cancel, qint64 atOnce = 20'000);
    /// When the newest AVAILABLE backup of each known phone was made, by the phone's id; phones without one
    /// are not there.
    Result<QHash<QString, QDateTime>> newestByPhone();
    /// What lies in each store that has AVAILABLE backups, by name.
    Result<QList<StoredTotal>> storedByStore();

private:
    Database &m_database;
    BackupSearch &m_search;
};

} // namespace holdfast
