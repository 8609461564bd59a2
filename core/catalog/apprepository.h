// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/catalog/apprecord.h"
#include "core/catalog/database.h"

#include <QHash>
#include <QList>

#include <optional>

namespace holdfast {

/// What is known of apps: labels, icons, signers. A thousand phones with the same app share one row. Used in
/// the database's thread; does not own the database.
class AppRepository
{
public:
    explicit AppRepository(Database &database) : m_database(database) {}

    /// Adds or replaces the row of the record's key.
    Result<void> put(const AppRecord &app);
    Result<std::optional<AppRecord>> find(const AppKey &key);
    /// Those of @p keys that are known, by their place in the list.
    Result<QHash<qsizetype, AppRecord>> findAll(const QList<AppKey> &keys);
    /// What was read last of any version of @p package: for names in lists.
    Result<std::optional<AppRecord>> newest(const QString &package);

private:
    Database &m_database;
};

} // namespace holdfast
