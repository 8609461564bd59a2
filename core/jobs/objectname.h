// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"

#include <QDateTime>

namespace holdfast {

/// The name of a backup when the operator gave none: the phone's name and the time in UTC.
QString defaultBackupName(const QString &phoneName, const QDateTime &utc);

/// The object key of a backup's archive: `FOLDER/NAME-ID.tar.zst`. The id makes it unique, so that nothing is
/// ever overwritten; characters of @p name that some object store or file system refuses become `_`.
QString archiveKey(const QString &folder, const QString &name, const BackupId &id);

/// The backup's id from the key that archiveKey() made; empty for other keys.
BackupId backupIdOfKey(const QString &key);

} // namespace holdfast
