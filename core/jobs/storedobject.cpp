// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/storedobject.h"

#include "core/store/storefactory.h"

#include <QFileInfo>

namespace holdfast {

Result<qint64> StoredObject::size()
{
    if (m_size < 0) {
        const auto info = m_store.head(m_key, m_cancel);
        if (!info)
            return tl::unexpected(info.error());
        m_size = info->size;
    }
    return m_size;
}

Result<std::unique_ptr<ByteSource>> StoredObject::range(qint64 offset, qint64 length,
                                                        const CancelToken &cancel)
{
    return m_store.get(m_key, {.offset = offset, .length = length}, cancel);
}

Result<std::unique_ptr<ObjectStore>> openCatalogStore(Catalog &catalog, const QString &name)
{
    const auto record = catalog.stores().get(name);
    if (!record)
        return tl::unexpected(record.error());
    return openStore({.name = record->name,
                      .url = record->url,
                      .options = record->options,
                      .dataFolder = QFileInfo(catalog.database().path()).absolutePath()});
}

Result<OpenArchive> openBackup(Catalog &catalog, const BackupId &id, const CancelToken &cancel)
{
    OpenArchive open;
    auto backup = catalog.backups().get(id);
    if (!backup)
        return tl::unexpected(backup.error());
    open.backup = std::move(*backup);
    if (open.backup.status != BackupStatus::Available) {
        return fail(Errc::BackupNotUsable, QStringLiteral("its state is %1").arg(toText(open.backup.status)),
                    {.phone = {}, .path = {}, .object = id.value});
    }
    auto store = openCatalogStore(catalog, open.backup.storeName);
    if (!store)
        return tl::unexpected(store.error());
    open.store = std::move(*store);
    open.object = std::make_unique<StoredObject>(*open.store, open.backup.objectKey, cancel);
    auto reader = ArchiveReader::open(*open.object, open.backup.location, cancel);
    if (!reader)
        return tl::unexpected(reader.error());
    open.reader = std::move(*reader);
    return open;
}

} // namespace holdfast
