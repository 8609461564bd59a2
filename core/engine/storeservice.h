// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/error.h"

#include <QDateTime>
#include <QList>
#include <QString>

#include <optional>

namespace holdfast {

struct EngineContext;

struct StoreView
{
    QString name;
    QString url;
    QDateTime createdAt;
    qint64 backupCount = 0;
    qint64 storedBytes = 0;
    qint64 freeBytes = -1; ///< -1 where it cannot be told.
};

/// One step of a store test and how it went.
struct StoreTestStep
{
    QString name;
    qint64 milliseconds = 0;
    std::optional<Error> error;
};

/// What a scan of a store found and did.
struct StoreScanReport
{
    qint64 objects = 0;    ///< Archives seen.
    qint64 added = 0;      ///< Rows made from archives that the catalog did not know.
    qint64 confirmed = 0;  ///< Rows whose object is there with the right size.
    qint64 missing = 0;    ///< Rows marked MISSING: their object is gone.
    qint64 returned = 0;   ///< Rows that were MISSING and whose object is back.
    QList<Error> problems; ///< Objects that could not be read.
};

/// Where archives are kept.
class StoreService
{
public:
    explicit StoreService(EngineContext &context) : m_context(context) {}

    /// Adds a store after trying to open it. @p url is `file:///folder` or a local path (made absolute).
    Result<StoreView> add(const QString &name, const QString &url, const CancelToken &cancel);
    Result<QList<StoreView>> list();
    Result<StoreView> show(const QString &name);
    Result<QList<StoreTestStep>> test(const QString &name, const CancelToken &cancel);
    /// Compares the store's objects with the catalog and rebuilds rows from objects alone. Deletes nothing.
    Result<StoreScanReport> scan(const QString &name, const CancelToken &cancel);
    /// Forgets the store; its objects stay. Refused while backups refer to it.
    Result<void> remove(const QString &name);

private:
    EngineContext &m_context;
};

} // namespace holdfast
