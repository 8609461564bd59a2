// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/copyjob.h"

#include "core/base/sha256.h"
#include "core/jobs/archivecheck.h"
#include "core/jobs/fileindexing.h"
#include "core/jobs/speedlimits.h"
#include "core/jobs/storedobject.h"

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

/// One copy in the making. The steps are called in the order in which they stand here.
class Copy
{
public:
    explicit Copy(JobContext &context) : m_context(context) {}

    Result<JobOutcome> run();
    /// After a failure: takes back the object, if there is one, and marks the copy.
    void undo(const Error &error);

private:
    Result<void> setStatus(BackupStatus status);
    Result<void> prepare();
    Result<void> copy();
    Result<void> readBack();
    Result<JobOutcome> publish();
    [[nodiscard]] PutOptions putOptions() const;

    JobContext &m_context;
    BackupRecord m_source;
    BackupRecord m_copy;
    StoreRecord m_record; ///< Of the store that gets the copy.
    std::unique_ptr<ObjectStore> m_from;
    std::unique_ptr<ObjectStore> m_to;
    QByteArray m_sha256;
    bool m_objectExists = false;
    bool m_confirmedByStore = false; ///< As in ObjectInfo.
    CheckLevel m_checkedBy = CheckLevel::EveryByte;
};

Result<JobOutcome> Copy::run()
{
    using Step = Result<void> (Copy::*)();
    for (const Step step : {&Copy::prepare, &Copy::copy, &Copy::readBack}) {
        if (auto done = (this->*step)(); !done)
            return tl::unexpected(done.error());
        if (auto going = m_context.cancel.check(); !going)
            return tl::unexpected(going.error());
    }
    return publish();
}

Result<void> Copy::setStatus(BackupStatus status)
{
    BackupChange change;
    change.status = status;
    auto changed = m_context.catalog.backups().update(m_copy.id, change, m_context.environment.clock.now());
    if (!changed)
        return tl::unexpected(changed.error());
    m_copy = std::move(*changed);
    return {};
}

Result<void> Copy::prepare()
{
    Catalog &catalog = m_context.catalog;
    auto copy = catalog.backups().get(m_context.record.backup);
    if (!copy)
        return tl::unexpected(copy.error());
    m_copy = std::move(*copy);
    if (auto set = setStatus(BackupStatus::Running); !set)
        return set;
    auto source = catalog.backups().get({m_context.record.request.value("source"_L1).toString()});
    if (!source)
        return tl::unexpected(source.error());
    m_source = std::move(*source);
    if (m_source.status != BackupStatus::Available) {
        return fail(Errc::BackupNotUsable, u"its state is %1"_s.arg(toText(m_source.status)),
                    {.phone = {}, .path = {}, .object = m_source.id.value});
    }
    auto record = catalog.stores().get(m_copy.storeName);
    if (!record)
        return tl::unexpected(record.error());
    m_record = std::move(*record);
    auto from = openLimitedStore(m_context, m_source.storeName);
    if (!from)
        return tl::unexpected(from.error());
    m_from = std::move(*from);
    auto to = openLimitedStore(m_context, m_copy.storeName);
    if (!to)
        return tl::unexpected(to.error());
    m_to = std::move(*to);
    return {};
}

/// How the store wants new objects.
PutOptions Copy::putOptions() const
{
    PutOptions options;
    options.metadata.insert(u"backup-id"_s, m_copy.id.value);
    options.sizeHint = m_source.storedBytes;
    options.resumable = true;
    if (const qint64 days = m_record.options.value("lockDays"_L1).toInteger(); days > 0)
        options.lockUntil = m_context.environment.clock.now().addDays(days);
    return options;
}

Result<void> Copy::copy()
{
    ProgressCounters &progress = m_context.progress;
    progress.phase = Phase::Copying;
    progress.bytesTotal = m_source.storedBytes;
    if (auto set = setStatus(BackupStatus::Uploading); !set)
        return set;
    auto source = m_from->get(m_source.objectKey, {}, m_context.cancel);
    if (!source)
        return tl::unexpected(source.error());
    auto writer = m_to->put(m_copy.objectKey, putOptions(), m_context.cancel);
    if (!writer)
        return tl::unexpected(writer.error());
    Sha256 hash;
    QByteArray block(kStreamBlock, Qt::Uninitialized);
    for (;;) {
        if (auto going = m_context.cancel.check(); !going)
            return going;
        const auto size = (*source)->read(block.data(), block.size());
        if (!size)
            return tl::unexpected(size.error());
        if (*size == 0)
            break;
        const auto bytes = QByteArrayView(block).first(*size);
        hash.add(bytes);
        if (auto written = (*writer)->write(bytes); !written)
            return written;
        progress.bytesDone += *size;
    }
    m_sha256 = hash.result();
    const QByteArray expected = QByteArray::fromHex(m_source.sha256.toLatin1());
    if (!expected.isEmpty() && m_sha256 != expected) {
        return fail(Errc::ArchiveDamaged, u"its SHA-256 is another one than when it was made"_s,
                    {.phone = {}, .path = {}, .object = m_source.location});
    }
    progress.phase = Phase::Finishing;
    (*writer)->describe(kSha256Metadata, QString::fromLatin1(m_sha256.toHex()));
    m_objectExists = true; // From here on the object may exist even if finish() fails half way.
    const auto object = (*writer)->finish();
    if (!object)
        return tl::unexpected(object.error());
    m_confirmedByStore = object->confirmedByStore;
    if (object->resumedBytes > 0) {
        m_context.log.info(
            u"resumed"_s,
            u"went on with a copy that was interrupted: %1 of %2 bytes were there already"_s.arg(
                QString::number(object->resumedBytes), QString::number(object->size)));
    }
    return {};
}

Result<void> Copy::readBack()
{
    ProgressCounters &progress = m_context.progress;
    progress.bytesDone = 0;
    progress.phase = Phase::Verifying;
    if (auto set = setStatus(BackupStatus::Verifying); !set)
        return set;
    StoredObject object(*m_to, m_copy.objectKey, m_context.cancel);
    auto reader = ArchiveReader::open(object, m_copy.location, m_context.cancel);
    if (!reader)
        return tl::unexpected(reader.error());
    progress.filesTotal = (*reader)->entryCount();
    m_checkedBy = checkLevelFor(m_record, (*reader)->objectBytes(), m_confirmedByStore);
    const auto report = checkArchive(**reader, m_checkedBy, m_sha256, &progress, m_context.cancel);
    if (!report)
        return tl::unexpected(report.error());
    return indexFiles(m_context.catalog, m_copy.id, **reader, m_context.cancel);
}

Result<JobOutcome> Copy::publish()
{
    const QDateTime now = m_context.environment.clock.now();
    BackupChange change;
    change.status = BackupStatus::Available;
    change.sha256 = QString::fromLatin1(m_sha256.toHex());
    change.finishedAt = now;
    change.verifiedAt = now;
    change.checkedBy = m_checkedBy;
    m_context.log.flush();
    if (auto changed = m_context.catalog.backups().update(m_copy.id, change, now); !changed)
        return tl::unexpected(changed.error());
    return JobOutcome{.partly = false,
                      .problem = {},
                      .details = {{u"source"_s, m_source.id.value},
                                  {u"storedBytes"_s, m_copy.storedBytes},
                                  {u"check"_s, toText(m_checkedBy)}}};
}

void Copy::undo(const Error &error)
{
    // Not the job's token: cleaning up is not cancelled with the job.
    if (m_objectExists) {
        const auto removed = m_to->remove(m_copy.objectKey, CancelToken());
        if (!removed && removed.error().code != Errc::ObjectNotFound) {
            m_context.log.add(
                EventSeverity::Error, u"leftover"_s, {},
                u"The object %1 could not be removed: %2"_s.arg(m_copy.location, userText(removed.error())));
        }
    }
    const QDateTime now = m_context.environment.clock.now();
    BackupChange change;
    change.status = BackupStatus::Failed;
    change.finishedAt = now;
    change.error = error;
    if (auto changed = m_context.catalog.backups().update(m_context.record.backup, change, now); !changed) {
        m_context.log.add(EventSeverity::Error, u"catalog"_s, {},
                          u"The copy could not be marked as failed: %1"_s.arg(userText(changed.error())));
    }
}

} // namespace

Result<JobOutcome> runCopy(JobContext &context)
{
    Copy copy(context);
    auto outcome = copy.run();
    if (!outcome)
        copy.undo(outcome.error());
    return outcome;
}

} // namespace holdfast
