// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/storerepository.h"

#include "core/catalog/statement.h"
#include "core/catalog/transaction.h"

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

StoreRecord storeFrom(const Statement &row)
{
    return {row.text(0), row.text(1), row.object(2), row.time(3)};
}

Result<void> moveBackups(Database &database, const QString &store,
                         const std::function<QString(const QString &)> &locationOf)
{
    Statement all(database, u"SELECT id, object_key FROM backup WHERE store_name = ?"_s);
    all.bind(store);
    const auto rows = collectRows(all, [](const Statement &row) {
        return std::pair{row.text(0), row.text(1)};
    });
    if (!rows)
        return tl::unexpected(rows.error());
    Statement move(database, u"UPDATE backup SET location = ? WHERE id = ?"_s);
    for (const auto &[id, key] : *rows) {
        if (auto r = move.bind(locationOf(key)).bind(id).run(); !r)
            return r;
    }
    return {};
}

} // namespace

Result<void> StoreRepository::add(const StoreRecord &store)
{
    if (store.name.trimmed().isEmpty() || store.url.trimmed().isEmpty())
        return fail(Errc::InvalidArgument, u"a store needs a name and a URL"_s);
    Statement statement(m_database,
                        u"INSERT INTO store (name, url, options, created_at) VALUES (?, ?, ?, ?) ON "
                        "CONFLICT DO NOTHING"_s);
    if (auto r = statement.bind(store.name).bind(store.url).bind(store.options).bind(store.createdAt).run();
        !r)
        return r;
    if (statement.affected() == 0)
        return fail(Errc::StoreExists, {}, {.object = store.name});
    return {};
}

Result<void> StoreRepository::change(const StoreRecord &store,
                                     const std::function<QString(const QString &)> &locationOf)
{
    Transaction transaction(m_database);
    if (auto r = transaction.begin(); !r)
        return r;
    Statement statement(m_database, u"UPDATE store SET url = ?, options = ? WHERE name = ?"_s);
    if (auto r = statement.bind(store.url).bind(store.options).bind(store.name).run(); !r)
        return r;
    if (statement.affected() == 0)
        return fail(Errc::StoreNotFound, {}, {.object = store.name});
    if (locationOf) {
        if (auto r = moveBackups(m_database, store.name, locationOf); !r)
            return r;
    }
    return transaction.commit();
}

Result<StoreRecord> StoreRepository::get(const QString &name)
{
    Statement statement(m_database, u"SELECT name, url, options, created_at FROM store WHERE name = ?"_s);
    statement.bind(name);
    const auto rows = collectRows(statement, storeFrom);
    if (!rows)
        return tl::unexpected(rows.error());
    if (rows->isEmpty())
        return fail(Errc::StoreNotFound, {}, {.object = name});
    return rows->first();
}

Result<QList<StoreRecord>> StoreRepository::list()
{
    Statement statement(m_database, u"SELECT name, url, options, created_at FROM store ORDER BY name"_s);
    return collectRows(statement, storeFrom);
}

Result<StoreTotals> StoreRepository::totals(const QString &name)
{
    Statement statement(
        m_database, u"SELECT count(*), coalesce(sum(stored_bytes), 0) FROM backup WHERE store_name = ? AND "
                    "status = 'AVAILABLE'"_s);
    statement.bind(name);
    const auto rows = collectRows(statement, [](const Statement &row) {
        return StoreTotals{row.number(0), row.number(1)};
    });
    if (!rows)
        return tl::unexpected(rows.error());
    return rows->value(0);
}

Result<void> StoreRepository::remove(const QString &name, bool force)
{
    Transaction transaction(m_database);
    if (auto r = transaction.begin(); !r)
        return r;
    Statement used(m_database, u"SELECT count(*) FROM backup WHERE store_name = ? AND status <> 'DELETED'"_s);
    used.bind(name);
    const auto counts = collectRows(used, [](const Statement &row) { return row.number(0); });
    if (!counts)
        return tl::unexpected(counts.error());
    Statement statement(m_database, u"DELETE FROM store WHERE name = ?"_s);
    if (auto r = statement.bind(name).run(); !r)
        return r;
    if (statement.affected() == 0)
        return fail(Errc::StoreNotFound, {}, {.object = name});
    if (counts->value(0) > 0 && !force)
        return fail(Errc::StoreInUse, u"%1 backups"_s.arg(counts->value(0)), {.object = name});
    return transaction.commit();
}

} // namespace holdfast
