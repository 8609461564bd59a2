// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/base/ids.h"

#include <QList>
#include <QMap>
#include <QStringList>

namespace holdfast {

class Database;

/// Words that operators give backups. Used in the database's thread; does not own the database.
class BackupTagRepository
{
public:
    explicit BackupTagRepository(Database &database) : m_database(database) {}

    /// Gives all of @p backups the tags @p added and takes @p removed from them, or changes nothing.
    /// BackupNotFound; InvalidArgument for a tag without a text or with a comma.
    Result<void> change(const QList<BackupId> &backups, const QStringList &added, const QStringList &removed);
    /// Every tag that some backup has, and how many of @p backups have it.
    Result<QMap<QString, qint64>> counts(const QList<BackupId> &backups);

private:
    Database &m_database;
};

} // namespace holdfast
