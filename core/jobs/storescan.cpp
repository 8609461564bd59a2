// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/storescan.h"

#include "core/catalog/transaction.h"
#include "core/jobs/archivescanner.h"
#include "core/jobs/backupmanifest.h"
#include "core/jobs/fileindexing.h"
#include "core/jobs/objectname.h"

#include <QSet>

#include <algorithm>
#include <iterator>

namespace holdfast {
namespace {

constexpr int kObjectsPerPage = 1000;
/// Rows that are written together.
constexpr size_t kRowsAtOnce = 24;
/// Archives up to this size are in memory when they are found (see StoredObject): writing their rows waits
/// for nobody.
constexpr qint64 kInMemory = 256LL * 1024;

class Scan
{
public:
    Scan(Catalog &catalog, ObjectStore &store, const StoreRecord &record, const Clock &clock,
         ProgressCounters &progress, CancelToken cancel)
        : m_catalog(catalog),
          m_store(store),
          m_storeName(record.name),
          m_clock(clock),
          m_progress(progress),
          m_cancel(std::move(cancel)),
          m_scanner(store, record, m_cancel)
    {}

    Result<StoreScanReport> run()
    {
        m_progress.phase = Phase::Verifying;
        m_progress.filesTotal = 0;
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
    Result<void> look(const ObjectInfo &object);
    Result<void> takeFound();
    Result<void> adoptTogether(std::vector<ArchiveScanner::Outcome> &outcomes);
    Result<void> adopt(const ObjectInfo &object, FoundArchive &found);
    Result<void> markMissing();
    Result<void> judgeUnseen(const BackupRecord &backup);
    Result<void> setStatus(const BackupId &id, BackupStatus status);
    Result<void> note(const Result<void> &done);

    Catalog &m_catalog;
    ObjectStore &m_store;
    QString m_storeName;
    const Clock &m_clock;
    ProgressCounters &m_progress;
    CancelToken m_cancel;
    StoreScanReport m_report;
    QSet<QString> m_seen;     ///< Keys of archives.
    ArchiveScanner m_scanner; ///< Last: ends first.
};

/// What is wrong with one object does not end the scan.
Result<void> Scan::note(const Result<void> &done)
{
    if (done)
        return {};
    if (done.error().code == Errc::Cancelled)
        return done;
    m_report.problems.append(done.error());
    return {};
}

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
            ++m_progress.filesTotal;
            m_seen.insert(object.key);
            if (auto noted = note(takeObject(object)); !noted)
                return noted;
        }
        token = page->nextToken;
    } while (!token.isEmpty());
    while (!m_scanner.empty()) {
        if (auto taken = takeFound(); !taken)
            return taken;
    }
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
    return look(object);
}

/// Has it opened and checked; what comes of earlier ones is taken meanwhile.
Result<void> Scan::look(const ObjectInfo &object)
{
    while (m_scanner.full()) {
        if (auto taken = takeFound(); !taken)
            return taken;
    }
    m_scanner.add(object);
    return {};
}

Result<void> Scan::takeFound()
{
    auto outcomes = m_scanner.take(kRowsAtOnce);
    m_progress.filesDone += qint64(outcomes.size());
    const auto small = std::stable_partition(outcomes.begin(), outcomes.end(), [](const auto &outcome) {
        return !outcome.archive || outcome.info.size > kInMemory;
    });
    std::vector<ArchiveScanner::Outcome> together(std::make_move_iterator(small),
                                                  std::make_move_iterator(outcomes.end()));
    outcomes.erase(small, outcomes.end());
    const StoreScanReport before = m_report;
    if (!adoptTogether(together)) {
        // One of them does not fit in; one by one, the others do.
        m_report = before;
        std::move(together.begin(), together.end(), std::back_inserter(outcomes));
    }
    for (ArchiveScanner::Outcome &outcome : outcomes) {
        const auto done =
            outcome.archive ? adopt(outcome.info, *outcome.archive) : tl::unexpected(outcome.archive.error());
        if (auto noted = note(done); !noted)
            return noted;
    }
    return {};
}

/// In one transaction: all or none.
Result<void> Scan::adoptTogether(std::vector<ArchiveScanner::Outcome> &outcomes)
{
    Transaction transaction(m_catalog.database());
    if (auto begun = transaction.begin(); !begun)
        return begun;
    for (ArchiveScanner::Outcome &outcome : outcomes) {
        if (auto adopted = adopt(outcome.info, *outcome.archive); !adopted)
            return adopted;
    }
    return transaction.commit();
}

Result<void> Scan::confirm(const BackupRecord &known, const ObjectInfo &object)
{
    // A backup that failed takes its object away. One that is there all the same was left by a process that
    // died before it could; whether it is good, its bytes tell.
    if (known.status == BackupStatus::Failed)
        return look(object);
    ++m_progress.filesDone;
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
    // What was away may have changed: it counts as new. A row without files was left by a scan that was
    // ended.
    const auto indexed = m_catalog.files().has(known.id);
    if (!indexed)
        return tl::unexpected(indexed.error());
    if (known.status == BackupStatus::Missing || !*indexed) {
        --m_progress.filesDone;
        return look(object);
    }
    ++m_report.confirmed;
    return {};
}

Result<void> Scan::adopt(const ObjectInfo &object, FoundArchive &found)
{
    const QString location = m_store.location(object.key);
    auto backup = backupFromManifest(found.reader->manifest());
    if (!backup) {
        Error error = backup.error();
        error.context.object = location;
        return tl::unexpected(error);
    }
    // A copy has the bytes of its original, manifest and all, and an id of its own in its name.
    backup->id = backupIdOfKey(object.key);
    backup->status = BackupStatus::Available;
    backup->storeName = m_storeName;
    backup->objectKey = object.key;
    backup->location = location;
    backup->sizeBytes = found.report.contentBytes;
    backup->storedBytes = found.report.objectBytes;
    backup->sha256 = QString::fromLatin1(found.sha256.toHex());
    backup->fileCount = found.reader->manifest()
                            .value(QLatin1String("archive"))
                            .toObject()
                            .value(QLatin1String("fileCount"))
                            .toInteger();
    backup->finishedAt = object.modified;
    backup->verifiedAt = m_clock.now();
    backup->checkedBy = found.checkedBy;
    const PhoneRecord phone = phoneFromManifest(found.reader->manifest());
    if (auto noted = m_catalog.phones().get(backup->phone); !noted) {
        if (auto added = m_catalog.phones().upsert(phone, backup->createdAt); !added)
            return tl::unexpected(added.error());
    }
    const auto known = m_catalog.backups().get(backup->id);
    if (known && !known->sha256.isEmpty() && !backup->sha256.isEmpty() && known->sha256 != backup->sha256) {
        return fail(Errc::ArchiveDamaged, QStringLiteral("it is not the archive that was stored there"),
                    {.phone = {}, .path = {}, .object = location});
    }
    if (auto adopted = m_catalog.backups().adopt(*backup); !adopted)
        return adopted;
    m_report.added += !known;
    m_report.confirmed += known && known->status == BackupStatus::Available;
    m_report.returned +=
        known && (known->status == BackupStatus::Missing || known->status == BackupStatus::Failed);
    return indexFiles(m_catalog, backup->id, *found.reader, m_cancel);
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
            if (auto noted = note(judgeUnseen(backup)); !noted)
                return noted;
        }
        request.token = page->nextToken;
    } while (!request.token.isEmpty());
    return {};
}

/// A backup that is not in the list: it may have been finished after the list had passed its place.
Result<void> Scan::judgeUnseen(const BackupRecord &backup)
{
    if (auto going = m_cancel.check(); !going)
        return going;
    const auto there = m_store.head(backup.objectKey, m_cancel);
    if (there)
        return {};
    if (there.error().code != Errc::ObjectNotFound)
        return tl::unexpected(there.error());
    if (auto set = setStatus(backup.id, BackupStatus::Missing); !set)
        return set;
    ++m_report.missing;
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

Result<StoreScanReport> scanStore(Catalog &catalog, ObjectStore &store, const StoreRecord &record,
                                  const Clock &clock, ProgressCounters &progress, const CancelToken &cancel)
{
    return Scan(catalog, store, record, clock, progress, cancel).run();
}

} // namespace holdfast
