// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/database.h"

#include "core/catalog/migrations.h"
#include "core/catalog/statement.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlError>
#include <QThread>

#include <atomic>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

constexpr QFile::Permissions kOwnerFile = QFile::ReadOwner | QFile::WriteOwner;
constexpr QFile::Permissions kOwnerFolder = kOwnerFile | QFile::ExeOwner;

/// Connection names are the process's own; a counter cannot come again as a thread's address can.
QString uniqueName()
{
    static std::atomic<quint64> counter{0};
    return u"holdfast-catalog-%1"_s.arg(++counter);
}

/// Makes the file, empty and private, before SQLite would make it readable for all. SQLite gives its journal
/// files the same rights.
Result<void> makePrivateFile(const QString &path)
{
    if (QFileInfo::exists(path))
        return {};
    const QString folder = QFileInfo(path).absolutePath();
    if (!QFileInfo::exists(folder)) {
        if (!QDir().mkpath(QFileInfo(folder).path()) || !QDir().mkdir(folder, kOwnerFolder)) {
            if (!QFileInfo::exists(folder)) // unless another process was faster
                return fail(Errc::CatalogFailed, u"cannot make the folder"_s, {.path = folder});
        }
    }
    QFile file(path);
    if (!file.open(QFile::WriteOnly | QFile::Append, kOwnerFile))
        return fail(Errc::CatalogFailed, file.errorString(), {.path = path});
    return {};
}

} // namespace

Database::Database(QString path, QString name) : m_path(std::move(path)), m_name(std::move(name)) {}

Database::~Database()
{
    {
        QSqlDatabase connection = QSqlDatabase::database(m_name, false);
        connection.close();
    }
    QSqlDatabase::removeDatabase(m_name);
}

QSqlDatabase Database::connection() const
{
    return QSqlDatabase::database(m_name, false);
}

Result<std::unique_ptr<Database>> Database::open(const QString &path, const Options &options)
{
    return open(path, options, catalogMigrations());
}

Result<std::unique_ptr<Database>> Database::open(const QString &path, const Options &options,
                                                 std::span<const Migration> migrations)
{
    if (auto r = makePrivateFile(path); !r)
        return tl::unexpected(r.error());
    std::unique_ptr<Database> database(new Database(path, uniqueName()));
    if (auto r = database->connectTo(options); !r)
        return tl::unexpected(r.error());
    if (auto r = migrate(*database, migrations); !r)
        return tl::unexpected(r.error());
    if (auto r = database->useWriteAheadLog(options); !r)
        return tl::unexpected(r.error());
    return database;
}

Result<void> Database::connectTo(const Options &options)
{
    QSqlDatabase connection = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_name);
    connection.setDatabaseName(m_path);
    connection.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=%1"_s.arg(options.busyTimeoutMs));
    if (!connection.open())
        return fail(Errc::CatalogFailed, connection.lastError().text(), {.path = m_path});
    // FULL: what was committed survives a power failure. The operator was told that the backup is there.
    for (const QString &pragma : {u"PRAGMA foreign_keys = ON"_s, u"PRAGMA synchronous = FULL"_s}) {
        if (auto r = runSql(*this, pragma); !r)
            return r;
    }
    return {};
}

Result<void> Database::useWriteAheadLog(const Options &options)
{
    // Changing the mode needs the file alone and does not wait for it as other statements do.
    QDeadlineTimer deadline(options.busyTimeoutMs);
    while (true) {
        Statement statement(*this, u"PRAGMA journal_mode = WAL"_s);
        auto done = statement.run();
        if (done || done.error().code != Errc::CatalogBusy || deadline.hasExpired())
            return done;
        QThread::msleep(20);
    }
}

Result<void> Database::checkIntegrity()
{
    Statement check(*this, u"PRAGMA integrity_check(1)"_s);
    if (auto r = check.run(); !r)
        return r;
    const auto row = check.next();
    if (!row)
        return tl::unexpected(row.error());
    if (!*row || check.text(0) != "ok"_L1)
        return fail(Errc::CatalogDamaged, check.text(0), {.path = m_path});
    Statement references(*this, u"PRAGMA foreign_key_check"_s);
    if (auto r = references.run(); !r)
        return r;
    const auto broken = references.next();
    if (!broken)
        return tl::unexpected(broken.error());
    if (*broken)
        return fail(Errc::CatalogDamaged, u"a row of %1 refers to a missing one"_s.arg(references.text(0)),
                    {.path = m_path});
    return {};
}

Result<void> Database::compact()
{
    if (auto r = runSql(*this, u"VACUUM"_s); !r)
        return r;
    return runSql(*this, u"PRAGMA wal_checkpoint(TRUNCATE)"_s);
}

} // namespace holdfast
