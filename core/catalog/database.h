// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QString>

#include <memory>
#include <span>

QT_BEGIN_NAMESPACE
class QSqlDatabase;
QT_END_NAMESPACE

namespace holdfast {

struct Migration;

/// One connection to the catalog's file. Made, used and destroyed in one thread: each thread that needs the
/// catalog opens its own. Several processes may have the file open at once; a writer waits for the other up
/// to Options::busyTimeoutMs.
class Database
{
public:
    struct Options
    {
        int busyTimeoutMs = 15000;
    };

    /// Opens the catalog at @p path, makes it (and its folder, private to the user) when there is none, and
    /// brings its schema up to date after a copy of the file was put beside it as `PATH.vN.bak`.
    /// CatalogTooNew: a newer Holdfast changed it in a way this one cannot work with. CatalogDamaged: not a
    /// catalog, or broken. CatalogBusy: locked for too long. CatalogFailed: no rights, no room.
    static Result<std::unique_ptr<Database>> open(const QString &path, const Options &options);
    static Result<std::unique_ptr<Database>> open(const QString &path) { return open(path, Options{}); }
    /// The same with another list of migrations, for their tests.
    static Result<std::unique_ptr<Database>> open(const QString &path, const Options &options,
                                                  std::span<const Migration> migrations);

    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    /// Reads the whole file and checks its structure and references; slow on large catalogs.
    /// CatalogDamaged with the first finding.
    Result<void> checkIntegrity();

    /// Gives unused room back to the disk; outside of transactions.
    Result<void> compact();

    [[nodiscard]] const QString &path() const { return m_path; }
    /// The connection, for Statement only.
    [[nodiscard]] QSqlDatabase connection() const;

private:
    friend class Transaction;
    friend class ReadSnapshot;

    Database(QString path, QString name);
    Result<void> connectTo(const Options &options);
    Result<void> useWriteAheadLog(const Options &options);

    QString m_path;
    QString m_name;
    int m_transactionDepth = 0;
    bool m_transactionDoomed = false;
};

} // namespace holdfast
