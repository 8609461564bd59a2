// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/error.h"
#include "core/jobs/storescan.h"
#include "core/store/storetest.h"

#include <QDateTime>
#include <QList>
#include <QString>

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
