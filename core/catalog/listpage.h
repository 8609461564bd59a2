// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/catalog/conditions.h"
#include "core/catalog/statement.h"

namespace holdfast {

/// What a paged list is made of. The rows' order is that of two columns (keyset paging): an index on them
/// makes every page as fast as the first, and rows that come or go meanwhile move no others.
struct ListQuery
{
    enum class Order { NewestFirst, OldestFirst };

    QString table;
    QString columns;
    QString numberColumn; ///< An integer.
    QString textColumn;   ///< Tells rows with the same number apart.
    Order order = Order::NewestFirst;

    /// The statement for one page; @p conditions already holds where the page begins.
    [[nodiscard]] QString pageSql(const Conditions &conditions) const;
    [[nodiscard]] QString countSql(const Conditions &conditions) const;
    /// Adds that rows come after @p key.
    void addStart(Conditions &conditions, const PageKey &key) const;
};

/// Counts, without regard to pages.
Result<qint64> countRows(Database &database, const ListQuery &query, const Conditions &conditions);

/// Reads one page. @p read makes a row of the statement's columns, @p keyOf tells where a row stands.
template <class Read, class KeyOf>
auto listPage(Database &database, const ListQuery &query, Conditions conditions, const PageRequest &request,
              Read read, KeyOf keyOf)
    -> Result<Page<std::decay_t<decltype(read(std::declval<Statement &>()))>>>
{
    using Row = std::decay_t<decltype(read(std::declval<Statement &>()))>;
    const auto key = checkPage(request);
    if (!key)
        return tl::unexpected(key.error());
    Page<Row> page;
    if (request.withTotal) {
        const auto total = countRows(database, query, conditions);
        if (!total)
            return tl::unexpected(total.error());
        page.totalCount = *total;
    }
    if (*key)
        query.addStart(conditions, **key);
    Statement statement(database, query.pageSql(conditions));
    statement.bindAll(conditions.values()).bind(request.limit + 1); // one more tells whether there is more
    auto rows = collectRows(statement, read);
    if (!rows)
        return tl::unexpected(rows.error());
    page.rows = std::move(*rows);
    if (page.rows.size() > request.limit) {
        page.rows.removeLast();
        page.nextToken = pageToken(keyOf(page.rows.last()));
    }
    return page;
}

} // namespace holdfast
