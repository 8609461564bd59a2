// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/catalog/database.h"
#include "core/catalog/storerecord.h"

#include <QList>

#include <functional>

namespace holdfast {

/// What lies in a store, by the catalog.
struct StoreTotals
{
    qint64 backupCount = 0; ///< AVAILABLE ones.
    qint64 storedBytes = 0; ///< Of their objects.
};

/// Stores. Used in the database's thread; does not own the database.
class StoreRepository
{
public:
    explicit StoreRepository(Database &database) : m_database(database) {}

    /// StoreExists; InvalidArgument for an empty name or URL.
    Result<void> add(const StoreRecord &store);
    /// Writes URL and options of a store that is known by its name; when it was added stays. @p locationOf
    /// (may be empty: they stay) tells the new URLs of its objects, by their keys. StoreNotFound.
    Result<void> change(const StoreRecord &store, const std::function<QString(const QString &)> &locationOf);
    /// StoreNotFound.
    Result<StoreRecord> get(const QString &name);
    /// By name.
    Result<QList<StoreRecord>> list();
    /// Zeros for a store that nobody knows.
    Result<StoreTotals> totals(const QString &name);
    /// Forgets the store, not its objects. StoreNotFound; StoreInUse while backups that are not DELETED lie
    /// in it, unless @p force.
    Result<void> remove(const QString &name, bool force = false);

private:
    Database &m_database;
};

} // namespace holdfast
