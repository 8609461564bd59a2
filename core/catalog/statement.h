// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/catalog/database.h"

#include <QDateTime>
#include <QJsonObject>
#include <QSqlQuery>
#include <QStringList>

#include <optional>

namespace holdfast {

/// One SQL statement with bound values: the only way in which the catalog speaks SQL. Text that is null is
/// stored as empty, times as milliseconds since 1970 UTC (invalid ones as NULL), lists and objects as JSON.
/// May be run again with new values. Reset or destroyed before its transaction is committed.
class Statement
{
public:
    Statement(Database &database, const QString &sql);

    Statement &bind(const QString &value);
    Statement &bind(const QByteArray &value);
    Statement &bind(qint64 value);
    Statement &bind(int value) { return bind(qint64(value)); }
    Statement &bind(bool value) { return bind(qint64(value)); }
    Statement &bind(const QDateTime &value);
    Statement &bind(const QStringList &value);
    Statement &bind(const QJsonObject &value);
    Statement &bindNull();
    Statement &bindAll(const QList<QVariant> &values);

    /// Runs it with the values bound so far, which are then forgotten.
    Result<void> run();
    /// Goes to the next row. An error in the middle is not mistaken for the end.
    Result<bool> next();
    /// Rows changed by the last run.
    [[nodiscard]] qint64 affected() const { return m_query.numRowsAffected(); }
    /// Ends the reading of rows.
    void reset() { m_query.finish(); }

    [[nodiscard]] QString text(int column) const { return m_query.value(column).toString(); }
    [[nodiscard]] QByteArray bytes(int column) const { return m_query.value(column).toByteArray(); }
    [[nodiscard]] qint64 number(int column) const { return m_query.value(column).toLongLong(); }
    [[nodiscard]] bool flag(int column) const { return number(column) != 0; }
    [[nodiscard]] bool isNull(int column) const { return m_query.isNull(column); }
    [[nodiscard]] QDateTime time(int column) const;
    [[nodiscard]] QStringList list(int column) const;
    [[nodiscard]] QJsonObject object(int column) const;

private:
    Statement &append(const QVariant &value);

    Database &m_database;
    QSqlQuery m_query;
    QString m_sql;
    std::optional<Error> m_prepareError;
    int m_bound = 0;
};

/// Runs @p statement and makes a list of what @p read returns for each of its rows.
template <class Read>
auto collectRows(Statement &statement, Read read) -> Result<QList<decltype(read(statement))>>
{
    if (auto r = statement.run(); !r)
        return tl::unexpected(r.error());
    QList<decltype(read(statement))> rows;
    while (true) {
        const auto more = statement.next();
        if (!more)
            return tl::unexpected(more.error());
        if (!*more)
            break;
        rows += read(statement);
    }
    statement.reset();
    return rows;
}

/// Runs one statement without values.
Result<void> runSql(Database &database, const QString &sql);

/// `?, ?, ?` for an SQL IN list.
QString placeholders(qsizetype count);

} // namespace holdfast
