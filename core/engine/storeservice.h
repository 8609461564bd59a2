// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/error.h"
#include "core/jobs/storescan.h"
#include "core/store/storetest.h"

#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

#include <functional>

namespace holdfast {

struct EngineContext;

struct StoreView
{
    QString name;
    QString url;
    QString provider{};  ///< Of a bucket, whose service it is: `aws`, `oss`, `obs` or `generic`.
    QJsonObject options; ///< Of a bucket, see readS3Settings(); where its secret is, never the secret.
    QDateTime createdAt;
    qint64 backupCount = 0;
    qint64 storedBytes = 0;
    qint64 freeBytes = -1; ///< -1 where it cannot be told.
};

/// A store to be, or as it is to be.
struct StoreSetup
{
    QString name;
    QString url;               ///< As in StoreConfig; a local path is made absolute.
    QJsonObject options{};     ///< As in StoreConfig.
    QByteArray secretToKeep{}; ///< For SecretPlace::Kept and KeyStore; else empty.
};

/// Where archives are kept.
class StoreService
{
public:
    explicit StoreService(EngineContext &context) : m_context(context) {}

    /// Adds a store after trying to open it. @p url is `file:///folder` or a local path (made absolute).
    Result<StoreView> add(const QString &name, const QString &url, const CancelToken &cancel)
    {
        return add(StoreSetup{.name = name, .url = url}, cancel);
    }
    /// The same for a store of any kind. Keeps nothing of what does not work.
    Result<StoreView> add(const StoreSetup &setup, const CancelToken &cancel);
    /// Changes where and how the store of that name is reached, with all of its options anew; the secret kept
    /// for it stays unless @p setup brings another one or says that it is elsewhere. Refused, with everything
    /// as it was, when the store cannot be opened so or its newest backups do not lie there. Jobs that run go
    /// on with the store as they opened it.
    Result<StoreView> change(const StoreSetup &setup, const CancelToken &cancel);
    /// Whether secrets can be kept in the system's key store, as far as this program knows.
    static bool hasKeyStore();
    using StepHandler = std::function<void(const StoreTestStep &)>;
    /// Tests a store that is not added yet, step by step; @p onStep (may be empty) gets each as it is done,
    /// in the calling thread. Nothing is kept, the typed secret neither. A place where nothing can be tried
    /// is an error.
    Result<QList<StoreTestStep>> tryOut(const StoreSetup &setup, const StepHandler &onStep,
                                        const CancelToken &cancel);
    Result<QList<StoreView>> list();
    /// Their names alone, without looking at them.
    Result<QStringList> names();
    Result<StoreView> show(const QString &name);
    Result<QList<StoreTestStep>> test(const QString &name, const CancelToken &cancel)
    {
        return test(name, {}, cancel);
    }
    /// @p onStep as in tryOut().
    Result<QList<StoreTestStep>> test(const QString &name, const StepHandler &onStep,
                                      const CancelToken &cancel);
    /// Whether the store answers: a single request that changes nothing.
    Result<void> look(const QString &name, const CancelToken &cancel);
    /// Compares the store's objects with the catalog and rebuilds rows from objects alone. Deletes nothing.
    /// @p progress (borrowed) as in scanStore().
    Result<StoreScanReport> scan(const QString &name, ProgressCounters &progress, const CancelToken &cancel);
    /// The same, without looking on.
    Result<StoreScanReport> scan(const QString &name, const CancelToken &cancel)
    {
        ProgressCounters progress;
        return scan(name, progress, cancel);
    }
    /// Forgets the store and a secret kept for it; its objects stay. Refused while backups refer to it.
    Result<void> remove(const QString &name);

private:
    EngineContext &m_context;
};

} // namespace holdfast
