// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/catalog/database.h"

namespace holdfast {

/// A write transaction (BEGIN IMMEDIATE, so that it waits for other writers instead of failing later).
/// Rolled back unless committed. One begun inside another joins it: only the outer commit counts, and the
/// outer cannot be committed after an inner one was dropped.
///
/// `Transaction transaction(database); if (auto r = transaction.begin(); !r) return r; … return
/// transaction.commit();`
class Transaction
{
public:
    explicit Transaction(Database &database) : m_database(database) {}
    ~Transaction();
    Transaction(const Transaction &) = delete;
    Transaction &operator=(const Transaction &) = delete;

    Result<void> begin();
    Result<void> commit();

private:
    Database &m_database;
    bool m_open = false;
};

/// Lets several reads see the catalog as it was at one moment. Does nothing inside a transaction, which has
/// that already. Nothing is written while it lives.
class ReadSnapshot
{
public:
    explicit ReadSnapshot(Database &database) : m_database(database) {}
    ~ReadSnapshot();
    ReadSnapshot(const ReadSnapshot &) = delete;
    ReadSnapshot &operator=(const ReadSnapshot &) = delete;

    Result<void> begin();

private:
    Database &m_database;
    bool m_open = false;
};

} // namespace holdfast
