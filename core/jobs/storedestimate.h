// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/catalog/catalog.h"

namespace holdfast {

/// How large an archive will be, and how that is known.
struct StoredEstimate
{
    enum class Basis {
        None,          ///< Nothing was backed up yet: unknown.
        SamePhone,     ///< The newest backup of the same selection of this phone.
        SameSelection, ///< Backups of the same selection of other phones.
        AnyBackup,     ///< Whatever was backed up last.
    };
    Basis basis = Basis::None;
    qint64 bytes = -1;  ///< -1: unknown.
    double ratio = 0;   ///< Bytes of archives for each byte of files.
    qint64 backups = 0; ///< How many it was learned from.
    BackupId newest{};  ///< The newest of them.
};

/// `none`, `samePhone`, `sameSelection`, `anyBackup`: for JSON.
QString toText(StoredEstimate::Basis basis);

/// Estimates what @p backup (its phone, paths, apps and whole count) takes when its files are @p bytes, from
/// AVAILABLE backups in the catalog.
Result<StoredEstimate> estimateStored(Catalog &catalog, const BackupRecord &backup, qint64 bytes);

} // namespace holdfast
