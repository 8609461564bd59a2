// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/catalog/backuprecord.h"
#include "core/catalog/fileentry.h"

#include <QDateTime>
#include <QList>

namespace holdfast {

/// Which backups' files are looked at; conditions that are set hold together. DELETED backups never are.
struct FileScope
{
    BackupId backup{};
    QString phone{}; ///< Id or serial.
    QString group{}; ///< The phone is in it now, or was when it was backed up.
};

/// What to look for; one of name, path and sha256 is set.
struct FileQuery
{
    QString name{};      ///< A pattern of the name alone: `*`, `?`, a backslash before what is meant plainly.
    QString path{};      ///< A pattern of the whole path, see PathPattern. What lies below is not meant.
    QByteArray sha256{}; ///< 32 bytes.
    FileScope scope{};
};

/// A file in a backup.
struct FileHit
{
    BackupId backup{};
    QString backupName{};
    PhoneId phone{};
    QString phoneName{};
    BackupStatus status = BackupStatus::Available;
    QDateTime createdAt{}; ///< When the backup was made.
    FileEntry file{};

    friend bool operator==(const FileHit &, const FileHit &) = default;
};

struct FileHits
{
    QList<FileHit> hits{};
    bool more = false; ///< There are more than were asked for.
};

/// One content that a file had, in however many backups: equal type, size, hash and link.
struct FileVersion
{
    FileHit newest{}; ///< In the backup made last.
    FileHit oldest{};
    qint64 backupCount = 0;
    qint64 phoneCount = 0;
};

} // namespace holdfast
