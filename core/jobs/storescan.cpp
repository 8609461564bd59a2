// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/storescan.h"

#include "core/jobs/backupmanifest.h"
#include "core/jobs/fileindexing.h"
#include "core/jobs/objectname.h"
#include "core/jobs/storedobject.h"

#include <QSet>

namespace holdfast {
namespace {

constexpr int kObjectsPerPage = 1000;

class Scan
{
public:
    Scan(Catalog &catalog, ObjectStore &store, QString storeName, const Clock &clock, CancelToken cancel)
        : m_catalog(catalog),
          m_store(store),
          m_storeName(std::move(storeName)),
          m_clock(clock),
          m_cancel(std::move(cancel))
    {}

    Result<StoreScanReport> run()
    {
        if (auto walked = walkObjects(); !walked)
            return tl::unexpected(walked.error());
        if (auto marked = markMissing(); !marked)
            return tl::unexpected(marked.error());
        return m_report;
    }

private:
    Result<void> walkObjects();
    Result<void> takeObject(const ObjectInfo &object);
    Result<void> confirm(const BackupRecord &known, const ObjectInfo &object);
    Result<void> adopt(const ObjectInfo &object);
    Result<void> markMissing();
    Result<void> setStatus(const BackupId &id, BackupStatus status);

    Catalog &m_catalog;
    ObjectStore &m_store;
    QString m_storeName;
    const Clock &m_clock;
    CancelToken m_cancel;
    StoreScanReport m_report;
    QSet<QString> m_seen; ///< Keys of archives.
};

Result<void> Scan::walkObjects()
{
    QString token;
    do {
        const auto page = m_store.list({}, token, kObjectsPerPage, m_cancel);
        if (!page)
            return tl::unexpected(page.error());
        for (const ObjectInfo &object : page->objects) {
            if (auto going = m_cancel.check(); !going)
                return going;
            if (backupIdOfKey(object.key).isEmpty())
                continue; // Somebody else's.
            ++m_report.objects;
            m_seen.insert(object.key);
            if (auto taken = takeObject(object); !taken) {
                if (taken.error().code == Errc::Cancelled)
                    return taken;
                m_report.problems.append(taken.error());
            }
        }
        token = page->nextToken;
    } while (!token.isEmpty());
    return {};
}

Result<void> Scan::takeObject(const ObjectInfo &object)
{
    const auto known = m_catalog.backups().get(backupIdOfKey(object.key));
    if (known && known->storeName == m_storeName && known->objectKey == object.key &&
        known->status != BackupStatus::Deleted) {
        return confirm(*known, object);
    }
    if (!known && known.error().code != Errc::BackupNotFound)
        return tl::unexpected(known.error());
    return adopt(object);
}

Result<void> Scan::confirm(const BackupRecord &known, const ObjectInfo &object)
{
    // A backup that failed takes its object away. One that is there all the same was left by a process that
    // died before it could; whether it is good, its bytes tell.
    if (known.status == BackupStatus::Failed) {
        ++m_report.returned;
        return adopt(object);
    }
    // A running job's object is that job's affair.
    const bool settled = known.status == BackupStatus::Available || known.status == BackupStatus::Missing;
    if (!settled)
        return {};
    if (object.size != known.storedBytes) {
        if (auto set = setStatus(known.id, BackupStatus::Damaged); !set)
            return set;
        return fail(Errc::ArchiveTruncated,
                    QStringLiteral("it has %1 bytes, not %2").arg(object.size).arg(known.storedBytes),
                    {.phone = {}, .path = {}, .object = known.location});
    }
    if (known.status == BackupStatus::Missing) {
        ++m_report.returned;
        // What was away may have changed: it counts as new.
        return adopt(object);
    }
    ++m_report.confirmed;
    return {};
}

Result<void> Scan::adopt(const ObjectInfo &object)
{
    const QString location = m_store.location(object.key);
    StoredObject stored(m_store, object.key, m_cancel);
    auto reader = ArchiveReader::open(stored, location, m_cancel);
    if (!reader)
        return tl::unexpected(reader.error());
    auto backup = backupFromManifest((*reader)->manifest());
    if (!backup) {
        Error error = backup.error();
        error.context.object = location;
        return tl::unexpected(error);
    }
    if (backup->id != backupIdOfKey(object.key)) {
        return fail(Errc::ArchiveDamaged, QStringLiteral("its name and its manifest name different backups"),
                    {.phone = {}, .path = {}, .object = location});
    }
    const auto report = (*reader)->verify({}, nullptr, m_cancel);
    if (!report)
        return tl::unexpected(report.error());
    backup->status = BackupStatus::Available;
    backup->storeName = m_storeName;
    backup->objectKey = object.key;
    backup->location = location;
    backup->sizeBytes = report->contentBytes;
    backup->storedBytes = report->objectBytes;
    backup->sha256 = QString::fromLatin1(report->objectSha256.toHex());
    backup->fileCount = (*reader)
                            ->manifest()
                            .value(QLatin1String("archive"))
                            .toObject()
                            .value(QLatin1String("fileCount"))
                            .toInteger();
    backup->finishedAt = object.modified;
    backup->verifiedAt = m_clock.now();
    const PhoneRecord phone = phoneFromManifest((*reader)->manifest());
    if (auto noted = m_catalog.phones().get(backup->phone); !noted) {
        if (auto added = m_catalog.phones().upsert(phone, backup->createdAt); !added)
            return tl::unexpected(added.error());
    }
    const bool wasKnown = m_catalog.backups().get(backup->id).has_value();
    if (auto adopted = m_catalog.backups().adopt(*backup); !adopted)
        return adopted;
    m_report.added += !wasKnown;
    return indexFiles(m_catalog, backup->id, **reader, m_cancel);
}

Result<void> Scan::markMissing()
{
    BackupFilter filter;
    filter.store = m_storeName;
    filter.statuses = {BackupStatus::Available, BackupStatus::Damaged};
    PageRequest request{.limit = PageRequest::kMaxLimit, .token = {}, .withTotal = false};
    do {
        const auto page = m_catalog.backups().list(filter, request);
        if (!page)
            return tl::unexpected(page.error());
        for (const BackupRecord &backup : page->rows) {
            if (m_seen.contains(backup.objectKey))
                continue;
            if (auto set = setStatus(backup.id, BackupStatus::Missing); !set)
                return set;
            ++m_report.missing;
        }
        request.token = page->nextToken;
    } while (!request.token.isEmpty());
    return {};
}

Result<void> Scan::setStatus(const BackupId &id, BackupStatus status)
{
    BackupChange change;
    change.status = status;
    const auto changed = m_catalog.backups().update(id, change, m_clock.now());
    if (!changed)
        return tl::unexpected(changed.error());
    return {};
}

} // namespace

Result<StoreScanReport> scanStore(Catalog &catalog, ObjectStore &store, const QString &storeName,
                                  const Clock &clock, const CancelToken &cancel)
{
    return Scan(catalog, store, storeName, clock, cancel).run();
}

} // namespace holdfast
