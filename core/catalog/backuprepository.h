// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/catalog/backuprecord.h"
#include "core/catalog/database.h"
#include "core/catalog/page.h"

namespace holdfast {

/// Backups. Used in the database's thread; does not own the database.
class BackupRepository
{
public:
    explicit BackupRepository(Database &database) : m_database(database) {}

    /// Adds a backup; modifiedAt becomes createdAt. StateConflict when the id is taken.
    Result<void> insert(const BackupRecord &backup);
    /// Writes the row as found in a store's object, whatever was known before. For rescans only.
    Result<void> adopt(const BackupRecord &backup);
    /// Changes a backup and returns it as stored. BackupNotFound; StateConflict when its state does not lead
    /// to the one asked.
    Result<BackupRecord> update(const BackupId &id, const BackupChange &change, const QDateTime &now);

    /// BackupNotFound when there is none.
    Result<BackupRecord> get(const BackupId &id);
    /// Newest first. InvalidArgument for a bad limit or token.
    Result<Page<BackupRecord>> list(const BackupFilter &filter, const PageRequest &page);

private:
    Database &m_database;
};

} // namespace holdfast
