// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/commandspec.h"
#include "core/catalog/backuprecord.h"
#include "core/catalog/jobrecord.h"

namespace holdfast::cli {

/// Checks for option values; each says what is wrong as "is not …".
ValueCheck wholeNumber(int least, int most);
ValueCheck pathPattern();
ValueCheck pointInTime();
ValueCheck speedRules();
/// Words parted by commas, each one of @p words, in upper or lower case.
ValueCheck wordList(const QStringList &words);

/// The words of all states, as they are shown and asked for.
QStringList backupStatusWords();
QStringList jobStatusWords();
/// Reads lists that wordList() let pass.
QList<BackupStatus> backupStatuses(const QStringList &values);
QList<JobStatus> jobStatuses(const QStringList &values);

} // namespace holdfast::cli
