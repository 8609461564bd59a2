// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/engine/backupservice.h"
#include "core/engine/phoneservice.h"
#include "ui/restore/restoremapping.h"

#include <QHash>

namespace holdfast {
class Engine;
}

namespace holdfast::ui {

/// The newest backup of a phone that can be restored. BackupNotFound where there is none. Blocks, like
/// all that follows.
Result<BackupRecord> newestBackupOf(Engine &engine, const PhoneView &phone);

/// For each of @p phones that has one, by serial. An error of the catalog is an error of the whole.
Result<QHash<QString, BackupRecord>> newestBackupsOf(Engine &engine, const QList<PhoneView> &phones,
                                                     const CancelToken &cancel);

/// What a mapping means today.
struct ResolvedMapping
{
    QList<PhoneView> phones{};
    QHash<QString, BackupRecord> backups{}; ///< By the phone's serial.
    QStringList problems{};                 ///< In words; empty: every line was found.
};

/// Looks phones up among @p known by name, serial or id, and backups in the catalog.
ResolvedMapping resolveMapping(Engine &engine, const RestoreMapping &mapping, const QList<PhoneView> &known,
                               const CancelToken &cancel);

} // namespace holdfast::ui
