// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/catalog/database.h"

#include <QMap>

namespace holdfast {

/// The texts of SpeedRules by store; that of the empty name is for all stores together. Used in the
/// database's thread; does not own the database.
class SpeedLimitRepository
{
public:
    explicit SpeedLimitRepository(Database &database) : m_database(database) {}

    /// An empty text takes the limit away.
    Result<void> set(const QString &store, const QString &rules);
    Result<QMap<QString, QString>> all();

private:
    Database &m_database;
};

} // namespace holdfast
