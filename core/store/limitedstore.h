// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/speedlimit.h"
#include "core/store/objectstore.h"

namespace holdfast {

/// A store to and from which objects' bytes move no faster than each of some limits lets them.
class LimitedStore final : public ObjectStore
{
public:
    using Limits = QList<std::shared_ptr<SpeedLimit>>;

    LimitedStore(std::unique_ptr<ObjectStore> store, Limits limits);

    Result<std::unique_ptr<ObjectWriter>> put(const QString &key, const PutOptions &options,
                                              const CancelToken &cancel) override;
    Result<std::unique_ptr<ByteSource>> get(const QString &key, const ObjectRange &range,
                                            const CancelToken &cancel) override;
    Result<ObjectInfo> head(const QString &key, const CancelToken &cancel) override;
    Result<ObjectPage> list(const QString &prefix, const QString &pageToken, int maxKeys,
                            const CancelToken &cancel) override;
    Result<QMap<QString, QString>> metadata(const QString &key, const CancelToken &cancel) override;
    Result<void> remove(const QString &key, const CancelToken &cancel) override;
    Result<int> sweep(const CancelToken &cancel) override;
    Result<qint64> freeSpace() override;
    QList<Error> concerns(const CancelToken &cancel) override;
    void tellOutages(OutageNote &note) override { m_store->tellOutages(note); }
    [[nodiscard]] bool hasUnfinished(const QString &key) const override
    {
        return m_store->hasUnfinished(key);
    }
    [[nodiscard]] QString location(const QString &key) const override;

private:
    std::unique_ptr<ObjectStore> m_store;
    Limits m_limits;
};

} // namespace holdfast
