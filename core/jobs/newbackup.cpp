// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/newbackup.h"

#include "core/jobs/archivecheck.h"
#include "core/jobs/fileindexing.h"
#include "core/jobs/speedlimits.h"
#include "core/jobs/storedobject.h"

namespace holdfast {

using namespace Qt::Literals::StringLiterals;

Result<void> NewBackup::begin()
{
    auto record = m_context.catalog.backups().get(m_context.record.backup);
    if (!record)
        return tl::unexpected(record.error());
    m_record = std::move(*record);
    BackupChange running;
    running.status = BackupStatus::Running;
    // A phone that moved since the backup was asked for is read where it is now, as its manifest says too.
    running.serial = m_context.record.serial;
    if (auto changed = change(running); !changed)
        return changed;
    auto storeRecord = m_context.catalog.stores().get(m_record.storeName);
    if (!storeRecord)
        return tl::unexpected(storeRecord.error());
    m_storeRecord = std::move(*storeRecord);
    auto store = openLimitedStore(m_context, m_record.storeName);
    if (!store)
        return tl::unexpected(store.error());
    m_store = std::move(*store);
    return {};
}

Result<void> NewBackup::setStatus(BackupStatus status)
{
    BackupChange to;
    to.status = status;
    return change(to);
}

Result<void> NewBackup::setApps(const QStringList &apps)
{
    BackupChange to;
    to.apps = apps;
    return change(to);
}

Result<void> NewBackup::change(const BackupChange &change)
{
    auto changed = m_context.catalog.backups().update(m_record.id, change, m_context.environment.clock.now());
    if (!changed)
        return tl::unexpected(changed.error());
    m_record = std::move(*changed);
    return {};
}

Result<std::unique_ptr<ObjectWriter>> NewBackup::put(PutOptions options)
{
    m_context.progress.phase = Phase::Copying;
    if (auto set = setStatus(BackupStatus::Uploading); !set)
        return tl::unexpected(set.error());
    options.metadata.insert(u"backup-id"_s, m_record.id.value);
    if (const qint64 days = m_storeRecord.options.value("lockDays"_L1).toInteger(); days > 0)
        options.lockUntil = m_context.environment.clock.now().addDays(days);
    return m_store->put(m_record.objectKey, options, m_context.cancel);
}

Result<ObjectInfo> NewBackup::finish(ObjectWriter &writer, const QByteArray &sha256)
{
    m_context.progress.phase = Phase::Finishing;
    m_sha256 = sha256;
    writer.describe(kSha256Metadata, QString::fromLatin1(m_sha256.toHex()));
    m_objectExists = true; // From here on the object may exist even if finish() fails half way.
    auto object = writer.finish();
    if (object)
        m_confirmedByStore = object->confirmedByStore;
    return object;
}

Result<void> NewBackup::readBack()
{
    ProgressCounters &progress = m_context.progress;
    progress.bytesDone = 0;
    progress.filesDone = 0;
    progress.phase = Phase::Verifying;
    if (auto set = setStatus(BackupStatus::Verifying); !set)
        return set;
    StoredObject object(*m_store, m_record.objectKey, m_context.cancel);
    auto reader = ArchiveReader::open(object, m_record.location, m_context.cancel);
    if (!reader)
        return tl::unexpected(reader.error());
    progress.bytesTotal = (*reader)->objectBytes();
    progress.filesTotal = (*reader)->entryCount();
    m_checkedBy = checkLevelFor(m_storeRecord, (*reader)->objectBytes(), m_confirmedByStore);
    const auto report = checkArchive(**reader, m_checkedBy, m_sha256, &progress, m_context.cancel);
    if (!report)
        return tl::unexpected(report.error());
    if (m_checkedBy != CheckLevel::EveryByte) {
        m_context.log.info(
            u"checked"_s,
            u"its index and %1 of %2 frames were read back%3"_s.arg(
                QString::number(report->framesRead), QString::number((*reader)->frameCount()),
                m_confirmedByStore ? u"; the store's own hash of all bytes is right"_s : QString()));
    }
    return indexFiles(m_context.catalog, m_record.id, **reader, m_context.cancel);
}

Result<void> NewBackup::publish(BackupChange change)
{
    const QDateTime now = m_context.environment.clock.now();
    change.status = BackupStatus::Available;
    change.sha256 = QString::fromLatin1(m_sha256.toHex());
    change.finishedAt = now;
    change.verifiedAt = now;
    change.checkedBy = m_checkedBy;
    // The log must say what was lost before anybody can see the backup as AVAILABLE.
    m_context.log.flush();
    const auto changed = m_context.catalog.backups().update(m_record.id, change, now);
    return changed ? Result<void>() : tl::unexpected(changed.error());
}

void NewBackup::undo(const Error &error)
{
    if (m_objectExists)
        removeObject();
    const QDateTime now = m_context.environment.clock.now();
    BackupChange change;
    change.status = BackupStatus::Failed;
    change.finishedAt = now;
    change.error = error;
    if (auto changed = m_context.catalog.backups().update(m_context.record.backup, change, now); !changed) {
        m_context.log.add(EventSeverity::Error, u"catalog"_s, {},
                          u"The backup could not be marked as failed: %1"_s.arg(userText(changed.error())));
    }
}

void NewBackup::removeObject()
{
    // Not the job's token: cleaning up is not cancelled with the job.
    const auto removed = m_store->remove(m_record.objectKey, CancelToken());
    if (removed || removed.error().code == Errc::ObjectNotFound)
        return;
    m_context.log.add(
        EventSeverity::Error, u"leftover"_s, {},
        u"The object %1 could not be removed: %2"_s.arg(m_record.location, userText(removed.error())));
}

} // namespace holdfast
