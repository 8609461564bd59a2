// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/archive/archivereader.h"
#include "core/base/randomaccess.h"
#include "core/catalog/catalog.h"
#include "core/store/limitedstore.h"

#include <memory>

namespace holdfast {

/// An object of a store as the archive reader wants it. Its last 256 KiB, where an archive's index and
/// manifest mostly lie, are read once and kept.
class StoredObject final : public RandomAccess
{
public:
    /// @p store is borrowed. ObjectNotFound shows in the first call.
    /// @p size is the object's where it is known; -1: it is asked for.
    StoredObject(ObjectStore &store, QString key, CancelToken cancel, qint64 size = -1)
        : m_store(store), m_key(std::move(key)), m_cancel(std::move(cancel)), m_size(size)
    {}

    Result<qint64> size() override;
    Result<std::unique_ptr<ByteSource>> range(qint64 offset, qint64 length,
                                              const CancelToken &cancel) override;

private:
    Result<void> loadTail(qint64 begin);

    ObjectStore &m_store;
    QString m_key;
    CancelToken m_cancel;
    qint64 m_size;
    QByteArray m_tail;
};

/// A backup's archive, open, with all that it stands on.
struct OpenArchive
{
    BackupRecord backup;
    std::unique_ptr<ObjectStore> store;
    std::unique_ptr<StoredObject> object;
    std::unique_ptr<ArchiveReader> reader;
};

/// Opens the store that the catalog knows as @p name. StoreNotFound.
Result<std::unique_ptr<ObjectStore>> openCatalogStore(Catalog &catalog, const QString &name);

/// Opens the archive of an AVAILABLE backup. BackupNotFound, BackupNotUsable, ObjectNotFound, Archive*.
/// The bytes that are read pass @p limits. Outages of the store are noted in @p outages (borrowed, may be
/// null).
Result<OpenArchive> openBackup(Catalog &catalog, const BackupId &id, const CancelToken &cancel,
                               const LimitedStore::Limits &limits = {}, OutageNote *outages = nullptr);

} // namespace holdfast
