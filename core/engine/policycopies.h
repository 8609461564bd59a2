// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/catalog/policyrecord.h"

namespace holdfast {

/// How often a backup is copied in one run before it is left without its copy.
inline constexpr int kMostCopyAttempts = 3;
/// What earlier runs could not copy is made up for so many days.
inline constexpr int kCopyDays = 7;

/// What a run has to do about the second copies of its policy's backups.
struct CopyPlan
{
    QList<BackupId> begin{};         ///< Originals to copy now,
    QList<BackupId> underWay{};      ///< copies that are being made,
    QList<PolicyBackup> leftAlone{}; ///< originals without a copy after all attempts of this run, with why,
    bool waits = false;              ///< and whether some are to be tried again later in this run.
};

/// Pure. @p originals and @p copies are the policy's backups in its two stores, of any state, also those that
/// are DELETED by now: what retention let go of is not copied again. A copy is known by the phone and the
/// time of its original. Of a run whose time is over nothing more is begun.
CopyPlan planCopies(const QList<PolicyBackup> &originals, const QList<PolicyBackup> &copies,
                    const PolicyRunRecord &run, const QDateTime &now);

struct EngineContext;
class Catalog;

/// Asks the jobs that make these copies to end.
Result<void> cancelCopies(EngineContext &context, Catalog &catalog, const QList<BackupId> &copies);

} // namespace holdfast
