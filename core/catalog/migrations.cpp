// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/migrations.h"

#include "core/catalog/statement.h"
#include "core/catalog/transaction.h"

#include <QCoreApplication>
#include <QFile>
#include <QSqlDatabase>

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

Result<qint64> numberFrom(Database &database, const QString &sql)
{
    Statement statement(database, sql);
    if (auto r = statement.run(); !r)
        return tl::unexpected(r.error());
    const auto row = statement.next();
    if (!row)
        return tl::unexpected(row.error());
    return *row ? statement.number(0) : 0;
}

Result<qint64> schemaVersion(Database &database)
{
    return numberFrom(database, u"PRAGMA user_version"_s);
}

/// A file with tables but without a version of ours belongs to another program.
Result<void> refuseForeign(Database &database)
{
    const auto tables = numberFrom(database, u"SELECT count(*) FROM sqlite_master"_s);
    if (!tables)
        return tl::unexpected(tables.error());
    if (*tables > 0)
        return fail(Errc::CatalogDamaged, u"the file is a database of another program"_s,
                    {.path = database.path()});
    return {};
}

Result<void> refuseTooNew(Database &database, qint64 version, int known)
{
    const auto minimum = numberFrom(
        database, u"SELECT CAST(value AS INTEGER) FROM catalog_meta WHERE name = 'min_compatible'"_s);
    if (minimum && *minimum > 0 && *minimum <= known)
        return {};
    return fail(Errc::CatalogTooNew,
                u"schema version %1, this program knows up to %2"_s.arg(version).arg(known),
                {.path = database.path()});
}

QString backupPath(const Database &database, qint64 version)
{
    return database.path() % u".v%1.bak"_s.arg(version);
}

/// Copies the whole catalog, journal included, to a temporary file. It cannot be done inside a transaction.
Result<QString> copyAside(Database &database, qint64 version)
{
    // The connection's name tells threads apart, the process number programs.
    const QString path = backupPath(database, version) % u'.' % database.connection().connectionName() %
                         u'.' % QString::number(QCoreApplication::applicationPid()) % ".tmp"_L1;
    QFile::remove(path);
    Statement copy(database, u"VACUUM INTO ?"_s);
    if (auto r = copy.bind(path).run(); !r) {
        QFile::remove(path);
        return tl::unexpected(r.error());
    }
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner);
    return path;
}

/// A copy of the catalog that does not have its final name yet.
struct PendingCopy
{
    qint64 version = 0;
    QString path; ///< Empty: there is none.
};

/// Puts the copy into place. Called with the write lock held, so that only one process does it.
Result<void> keepCopy(const Database &database, PendingCopy &copy)
{
    const QString path = backupPath(database, copy.version);
    QFile::remove(path);
    if (!QFile::rename(std::exchange(copy.path, {}), path))
        return fail(Errc::CatalogFailed, u"cannot name the copy of the catalog"_s, {.path = path});
    return {};
}

Result<void> applyStep(Database &database, const Migration &step)
{
    for (const QString &sql : step.statements) {
        if (auto r = runSql(database, sql); !r)
            return r;
    }
    Statement meta(database, u"INSERT INTO catalog_meta (name, value) VALUES ('min_compatible', ?) "
                             "ON CONFLICT (name) DO UPDATE SET value = excluded.value"_s);
    if (auto r = meta.bind(QString::number(step.minCompatible)).run(); !r)
        return r;
    return runSql(database, u"PRAGMA user_version = %1"_s.arg(step.to));
}

/// Applies the steps that are missing, in one transaction: others see the old schema or the new one. Finds
/// none missing when another process was faster.
Result<void> applySteps(Database &database, std::span<const Migration> migrations, PendingCopy &copy)
{
    Transaction transaction(database);
    if (auto r = transaction.begin(); !r)
        return r;
    const auto version = schemaVersion(database);
    if (!version)
        return tl::unexpected(version.error());
    if (*version == 0) {
        if (auto r = refuseForeign(database); !r)
            return r;
    }
    if (!copy.path.isEmpty() && copy.version == *version) {
        if (auto r = keepCopy(database, copy); !r)
            return r;
    }
    for (const Migration &step : migrations) {
        if (step.to <= *version)
            continue;
        if (auto r = applyStep(database, step); !r)
            return r;
    }
    return transaction.commit();
}

} // namespace

Result<void> migrate(Database &database, std::span<const Migration> migrations)
{
    const auto version = schemaVersion(database);
    if (!version)
        return tl::unexpected(version.error());
    const int known = migrations.empty() ? 0 : migrations.back().to;
    if (*version > known)
        return refuseTooNew(database, *version, known);
    if (*version == known)
        return {};

    PendingCopy copy{*version, {}};
    if (*version > 0) {
        auto copied = copyAside(database, *version);
        if (!copied)
            return tl::unexpected(copied.error());
        copy.path = *copied;
    }
    auto result = applySteps(database, migrations, copy);
    if (!copy.path.isEmpty())
        QFile::remove(copy.path); // another process has kept its own
    return result;
}

} // namespace holdfast
