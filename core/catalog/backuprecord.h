// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/checklevel.h"
#include "core/base/error.h"
#include "core/base/ids.h"

#include <QDateTime>
#include <QJsonObject>
#include <QStringList>

#include <optional>

namespace holdfast {

enum class BackupStatus {
    Pending,
    Running,
    Uploading,
    Verifying,
    Available,
    Failed,
    Deleting,
    Deleted,
    Missing, ///< The object is not in its store any more.
    Damaged, ///< The object failed a check.
};

/// `PENDING`, `RUNNING`, … as in `--json` and in the catalog.
QString toText(BackupStatus status);
std::optional<BackupStatus> backupStatusFromText(QStringView text);

/// Whether a backup may go from one state to the other. Staying is always allowed; nothing leads out of
/// DELETED.
bool canChange(BackupStatus from, BackupStatus to);

/// One backup of one phone. Times are UTC with milliseconds; invalid ones have not come yet.
struct BackupRecord
{
    BackupId id{};
    PhoneId phone{};
    QString phoneName{}; ///< As it was then, like serial, group, model and version.
    Serial serial{};
    QString name{};
    QString description{};
    QString owner{};
    QString groupName{};
    BackupStatus status = BackupStatus::Pending;
    bool whole = false;      ///< The whole phone rather than paths.
    QStringList paths{};     ///< In shown form, like excludes.
    QStringList excludes{};  ///<
    QStringList apps{};      ///< Packages: those asked for; of a whole phone all that are installed.
    QStringList appLabels{}; ///< What people call them; in any number and order.
    QString androidVersion{};
    int sdk = 0;
    QString model{};
    QString abi{};
    QString storeName{};
    QString objectKey{};
    QString location{};     ///< URL of the object.
    qint64 sizeBytes = 0;   ///< Of the files on the phone.
    qint64 storedBytes = 0; ///< Of the object.
    qint64 fileCount = 0;
    qint64 warningCount = 0; ///< Files lost or changed while they were read.
    QString sha256{};        ///< Of the object, 64 hex digits; empty until known.
    QDateTime createdAt{};
    QDateTime modifiedAt{};
    QDateTime finishedAt{};
    QDateTime verifiedAt{};                ///< When the object was last read back and found good.
    std::optional<CheckLevel> checkedBy{}; ///< How thoroughly, then.
    std::optional<Error> error{};
    QStringList tags{};     ///< Sorted. Changed by BackupTagRepository alone; writing a record leaves them.
    QJsonObject manifest{}; ///< Not filled by BackupRepository::list(): it can be large.

    friend bool operator==(const BackupRecord &, const BackupRecord &) = default;
};

/// What lies in one store.
struct StoredTotal
{
    QString store{};
    qint64 backups = 0; ///< AVAILABLE ones.
    qint64 bytes = 0;   ///< Of their objects.
};

/// What to change in a backup; what is not set stays.
struct BackupChange
{
    std::optional<QStringList> apps{};
    std::optional<QStringList> appLabels{};
    std::optional<BackupStatus> status{};
    std::optional<Serial> serial{};
    std::optional<QString> name{};
    std::optional<QString> description{};
    std::optional<QString> owner{};
    std::optional<QString> objectKey{};
    std::optional<QString> location{};
    std::optional<qint64> sizeBytes{};
    std::optional<qint64> storedBytes{};
    std::optional<qint64> fileCount{};
    std::optional<qint64> warningCount{};
    std::optional<QString> sha256{};
    std::optional<QDateTime> finishedAt{};
    std::optional<QDateTime> verifiedAt{};
    std::optional<CheckLevel> checkedBy{};
    std::optional<std::optional<Error>> error{}; ///< Set to nothing: no error any more.
    std::optional<QJsonObject> manifest{};
};

/// Which backups are wanted: all conditions that are set hold together.
struct BackupFilter
{
    QList<BackupId> ids{};         ///< At most 1000.
    QString text{};                ///< In the language of parseSearchQuery().
    QString nameContains{};        ///< Found as it is, as a part of words too, without regard to case.
    QString group{};               ///< The phone is in this group now, or was when it was backed up.
    QString phone{};               ///< Id or serial, exact.
    QString phoneNameContains{};   ///< So is this,
    QString descriptionContains{}; ///< and this.
    QList<BackupStatus> statuses{};
    QDateTime createdSince{}; ///< Inclusive, as createdUntil.
    QDateTime createdUntil{};
    QString owner{}; ///< Exact.
    QString store{}; ///< Exact.
    std::optional<bool> whole{};
    QString tag{};            ///< Exact.
    bool pinnedOnly = false;  ///< Those that PolicyRepository::setPinned() keeps.
    bool withDeleted = false; ///< DELETED rows are hidden unless asked, here or by statuses.
};

} // namespace holdfast
