// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/listpage.h"

using namespace Qt::Literals::StringLiterals;

namespace holdfast {

QString ListQuery::pageSql(const Conditions &conditions) const
{
    const QLatin1String direction = order == Order::NewestFirst ? " DESC"_L1 : ""_L1;
    return "SELECT "_L1 % columns % " FROM "_L1 % table % conditions.where() % " ORDER BY "_L1 %
           numberColumn % direction % ", "_L1 % textColumn % direction % " LIMIT ?"_L1;
}

QString ListQuery::countSql(const Conditions &conditions) const
{
    return "SELECT count(*) FROM "_L1 % table % conditions.where();
}

void ListQuery::addStart(Conditions &conditions, const PageKey &key) const
{
    const QLatin1String comparison = order == Order::NewestFirst ? "<"_L1 : ">"_L1;
    conditions.add(QString(u'(' % numberColumn % ", "_L1 % textColumn % ") "_L1 % comparison % " (?, ?)"_L1),
                   {key.number, key.text});
}

Result<qint64> countRows(Database &database, const ListQuery &query, const Conditions &conditions)
{
    Statement statement(database, query.countSql(conditions));
    statement.bindAll(conditions.values());
    const auto rows = collectRows(statement, [](const Statement &row) { return row.number(0); });
    if (!rows)
        return tl::unexpected(rows.error());
    return rows->value(0);
}

} // namespace holdfast
