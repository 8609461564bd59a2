// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/statement.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSqlDatabase>
#include <QSqlError>
#include <QTimeZone>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

/// SQLite's primary result codes (sqlite3.h) as errors that callers can tell apart.
Errc codeOf(const QSqlError &error)
{
    switch (error.nativeErrorCode().toInt() & 0xff) {
    case 5: // SQLITE_BUSY
    case 6: // SQLITE_LOCKED
        return Errc::CatalogBusy;
    case 11: // SQLITE_CORRUPT
    case 26: // SQLITE_NOTADB
        return Errc::CatalogDamaged;
    default:
        return Errc::CatalogFailed;
    }
}

Error errorOf(const QSqlError &error, const QString &sql, const QString &path)
{
    const QString detail =
        error.databaseText() % " ["_L1 % error.nativeErrorCode() % "] in: "_L1 % sql.left(200);
    return {codeOf(error), detail, {.path = path}};
}

} // namespace

Statement::Statement(Database &database, const QString &sql)
    : m_database(database), m_query(database.connection()), m_sql(sql)
{
    m_query.setForwardOnly(true);
    if (!m_query.prepare(sql))
        m_prepareError = errorOf(m_query.lastError(), sql, database.path());
}

Statement &Statement::append(const QVariant &value)
{
    m_query.bindValue(m_bound++, value);
    return *this;
}

Statement &Statement::bind(const QString &value)
{
    return append(value.isNull() ? QVariant(u""_s) : QVariant(value));
}

Statement &Statement::bind(const QByteArray &value)
{
    return append(value.isNull() ? QVariant(QByteArray("")) : QVariant(value));
}

Statement &Statement::bind(qint64 value)
{
    return append(QVariant(value));
}

Statement &Statement::bind(const QDateTime &value)
{
    return value.isValid() ? append(QVariant(value.toMSecsSinceEpoch())) : bindNull();
}

Statement &Statement::bind(const QStringList &value)
{
    return append(
        QString::fromUtf8(QJsonDocument(QJsonArray::fromStringList(value)).toJson(QJsonDocument::Compact)));
}

Statement &Statement::bind(const QJsonObject &value)
{
    return append(QString::fromUtf8(QJsonDocument(value).toJson(QJsonDocument::Compact)));
}

Statement &Statement::bindNull()
{
    return append(QVariant());
}

Statement &Statement::bindAll(const QList<QVariant> &values)
{
    for (const QVariant &value : values) {
        if (value.typeId() == QMetaType::QString)
            bind(value.toString());
        else
            append(value);
    }
    return *this;
}

Result<void> Statement::run()
{
    m_bound = 0;
    if (m_prepareError)
        return tl::unexpected(*m_prepareError);
    if (!m_query.exec())
        return tl::unexpected(errorOf(m_query.lastError(), m_sql, m_database.path()));
    return {};
}

Result<bool> Statement::next()
{
    if (m_query.next())
        return true;
    if (m_query.lastError().isValid())
        return tl::unexpected(errorOf(m_query.lastError(), m_sql, m_database.path()));
    return false;
}

QDateTime Statement::time(int column) const
{
    if (m_query.isNull(column))
        return {};
    return QDateTime::fromMSecsSinceEpoch(number(column), QTimeZone::utc());
}

QStringList Statement::list(int column) const
{
    QStringList result;
    const QJsonArray array = QJsonDocument::fromJson(text(column).toUtf8()).array();
    for (const QJsonValue &value : array)
        result += value.toString();
    return result;
}

QJsonObject Statement::object(int column) const
{
    return QJsonDocument::fromJson(text(column).toUtf8()).object();
}

Result<void> runSql(Database &database, const QString &sql)
{
    Statement statement(database, sql);
    return statement.run();
}

QString placeholders(qsizetype count)
{
    QStringList marks;
    marks.fill(u"?"_s, count);
    return marks.join(u", ");
}

} // namespace holdfast
