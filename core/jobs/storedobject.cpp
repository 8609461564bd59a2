// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/storedobject.h"

#include "core/store/storefactory.h"

#include <QFileInfo>

#include <algorithm>

namespace holdfast {
namespace {

constexpr qint64 kTailBytes = 256LL * 1024;

/// A part of bytes that are kept elsewhere too.
class PartSource final : public ByteSource
{
public:
    PartSource(QByteArray bytes, qint64 offset, qint64 length)
        : m_bytes(std::move(bytes)), m_next(offset), m_end(offset + length)
    {}
    Result<qint64> read(char *data, qint64 size) override
    {
        const qint64 length = std::min(size, m_end - m_next);
        std::copy_n(m_bytes.constData() + m_next, length, data);
        m_next += length;
        return length;
    }

private:
    QByteArray m_bytes;
    qint64 m_next;
    qint64 m_end;
};

} // namespace

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
    const auto whole = size();
    if (!whole)
        return tl::unexpected(whole.error());
    const qint64 begin = std::max<qint64>(0, *whole - kTailBytes);
    if (offset < begin || length > *whole - offset)
        return m_store.get(m_key, {.offset = offset, .length = length}, cancel);
    if (m_tail.isEmpty() && *whole > 0) {
        if (const auto loaded = loadTail(begin); !loaded)
            return tl::unexpected(loaded.error());
    }
    return std::make_unique<PartSource>(m_tail, offset - begin, length);
}

Result<void> StoredObject::loadTail(qint64 begin)
{
    const auto source = m_store.get(m_key, {.offset = begin, .length = m_size - begin}, m_cancel);
    if (!source)
        return tl::unexpected(source.error());
    QByteArray tail(m_size - begin, Qt::Uninitialized);
    for (qint64 taken = 0; taken < tail.size();) {
        const auto got = (*source)->read(tail.data() + taken, tail.size() - taken);
        if (!got)
            return tl::unexpected(got.error());
        if (*got == 0)
            return fail(Errc::ArchiveTruncated, QStringLiteral("it ended early"));
        taken += *got;
    }
    m_tail = std::move(tail);
    return {};
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

Result<OpenArchive> openBackup(Catalog &catalog, const BackupId &id, const CancelToken &cancel,
                               const LimitedStore::Limits &limits, OutageNote *outages)
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
    open.store =
        limits.isEmpty() ? std::move(*store) : std::make_unique<LimitedStore>(std::move(*store), limits);
    if (outages)
        open.store->tellOutages(*outages);
    open.object = std::make_unique<StoredObject>(*open.store, open.backup.objectKey, cancel);
    auto reader = ArchiveReader::open(*open.object, open.backup.location, cancel);
    if (!reader)
        return tl::unexpected(reader.error());
    open.reader = std::move(*reader);
    return open;
}

} // namespace holdfast
