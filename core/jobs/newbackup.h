// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/checklevel.h"
#include "core/catalog/backuprecord.h"
#include "core/catalog/storerecord.h"
#include "core/jobs/job.h"
#include "core/store/objectstore.h"

#include <memory>

namespace holdfast {

/// What every job does that makes a backup: its row in the catalog goes from RUNNING to AVAILABLE or FAILED,
/// its object is put into its store, read back and checked there. Used by the job's thread; the methods are
/// called in the order in which they stand here.
class NewBackup
{
public:
    explicit NewBackup(JobContext &context) : m_context(context) {}

    /// The row becomes RUNNING, of the phone where the job finds it, and its store is opened.
    Result<void> begin();
    /// Of the apps that were asked for only these are there.
    Result<void> setApps(const QStringList &apps);
    [[nodiscard]] const BackupRecord &record() const { return m_record; }
    [[nodiscard]] ObjectStore &store() const { return *m_store; }

    /// The row becomes UPLOADING, and its object is begun as its store wants new ones and @p options says.
    Result<std::unique_ptr<ObjectWriter>> put(PutOptions options);
    /// Makes the object appear; @p sha256 (raw) is that of all its bytes.
    Result<ObjectInfo> finish(ObjectWriter &writer, const QByteArray &sha256);
    /// The row becomes VERIFYING, and the object is checked where it lies, as thoroughly as its store asks
    /// for. Its files are copied to the catalog.
    Result<void> readBack();
    [[nodiscard]] CheckLevel checkedBy() const { return m_checkedBy; }
    /// The row becomes AVAILABLE, with @p change and the check. The job's log is in the catalog before.
    Result<void> publish(BackupChange change);

    /// After a failure anywhere: takes back the object, if there is one, and the row becomes FAILED.
    void undo(const Error &error);
    /// After that, where there was nothing to back up: nobody sees the row any more.
    void forget() { (void)setStatus(BackupStatus::Deleted); }

private:
    Result<void> setStatus(BackupStatus status);
    Result<void> change(const BackupChange &change);
    void removeObject();

    JobContext &m_context;
    BackupRecord m_record;
    StoreRecord m_storeRecord;
    std::unique_ptr<ObjectStore> m_store;
    QByteArray m_sha256;
    bool m_objectExists = false;
    bool m_confirmedByStore = false; ///< As in ObjectInfo.
    CheckLevel m_checkedBy = CheckLevel::EveryByte;
};

} // namespace holdfast
