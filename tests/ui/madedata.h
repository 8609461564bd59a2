// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/ids.h"

#include <QString>

namespace holdfast::test {

/// Fills the catalog in @p dataDirectory with phones, backups and jobs as a fleet has them, always the same
/// ones, with each state among them. Nothing of it lies in a store. False where the catalog refused. Long
/// texts: names of 40 characters, counts of seven digits.
enum class MadeTexts { Usual, Long };
bool fillCatalog(const QString &dataDirectory, const Clock &clock, MadeTexts texts = MadeTexts::Usual);
/// Says of a backup that it was made at @p time, for pictures that show when.
bool setMadeAt(const QString &dataDirectory, const BackupId &backup, const QDateTime &time);

/// Says of a store that it lies at @p url and was added at @p time, for pictures; it cannot be used any more.
bool setStorePlace(const QString &dataDirectory, const QString &store, const QString &url,
                   const QDateTime &time);

/// Gives all jobs times that are the same at each run, in the order in which they were made, for pictures.
bool freezeJobTimes(const QString &dataDirectory, const Clock &clock);

} // namespace holdfast::test
