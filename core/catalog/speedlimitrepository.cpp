// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/speedlimitrepository.h"

#include "core/catalog/statement.h"

using namespace Qt::Literals::StringLiterals;

namespace holdfast {

Result<void> SpeedLimitRepository::set(const QString &store, const QString &rules)
{
    if (rules.isEmpty()) {
        Statement statement(m_database, u"DELETE FROM speed_limit WHERE store = ?"_s);
        return statement.bind(store).run();
    }
    Statement statement(m_database,
                        u"INSERT INTO speed_limit (store, rules) VALUES (?, ?) ON CONFLICT (store) "
                        "DO UPDATE SET rules = excluded.rules"_s);
    return statement.bind(store).bind(rules).run();
}

Result<QMap<QString, QString>> SpeedLimitRepository::all()
{
    Statement statement(m_database, u"SELECT store, rules FROM speed_limit"_s);
    const auto rows =
        collectRows(statement, [](const Statement &row) { return std::pair(row.text(0), row.text(1)); });
    if (!rows)
        return tl::unexpected(rows.error());
    QMap<QString, QString> limits;
    for (const auto &[store, rules] : *rows)
        limits.insert(store, rules);
    return limits;
}

} // namespace holdfast
