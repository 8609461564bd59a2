// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/catalog/backuprecord.h"
#include "core/catalog/phonerecord.h"
#include "core/phone/phonesession.h"

#include <QJsonObject>

namespace holdfast {

/// What an archive says about itself, so that it can be restored and its catalog row rebuilt from the object
/// alone. Keys in core/archive/FORMAT.md. Everything is known before the first byte but the result, which the
/// writer adds.
QJsonObject backupManifest(const BackupRecord &backup, const PhoneSession &session, const PhoneRecord &phone);

/// The catalog row that @p manifest describes, without the store's part (store, key, location, stored bytes,
/// states). ArchiveDamaged when it is not a manifest of ours.
Result<BackupRecord> backupFromManifest(const QJsonObject &manifest);

/// The phone that @p manifest describes.
PhoneRecord phoneFromManifest(const QJsonObject &manifest);

} // namespace holdfast
