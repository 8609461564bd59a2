// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/catalog/drillrecord.h"
#include "core/catalog/jobrecord.h"
#include "core/engine/policyservice.h"

namespace holdfast::cli {

/// What was done in a batch or a month, for people who were not there.
struct WorkReport
{
    QString title{};
    QDateTime madeAt{};
    QList<JobRecord> jobs{};
    QMap<QString, QString> phoneNames{}; ///< By serial.
    QList<OverduePhone> overdue{};       ///< As of now.
    QList<OverdueDrill> overdueDrills{}; ///< The same.
    QList<DrillRecord> drills{};
};

/// The figures of a report.
struct WorkTotals
{
    qint64 phones = 0;                ///< That any of the jobs was for.
    QMap<QString, qint64> byStatus{}; ///< Jobs by the words of their states.
    QMap<QString, qint64> byKind{};   ///< Jobs by the words of their kinds.
    QMap<QString, qint64> failures{}; ///< Jobs that failed, by errorName().
    qint64 sizeBytes = 0;             ///< Of the files that backups took,
    qint64 storedBytes = 0;           ///< and of their archives.
    qint64 drillsPassed = 0;
    qint64 drillsFailed = 0;
};

/// Pure, as all below.
WorkTotals totalsOf(const WorkReport &report);
/// A line for each job, RFC 4180 with a line of headings, UTF-8; cells as in csvCell().
QByteArray csvText(const WorkReport &report);
/// One page that needs nothing else, UTF-8. Whatever phones are called, it is text there.
QByteArray htmlText(const WorkReport &report);
/// The figures for people: what, and how much.
QList<QStringList> totalRows(const WorkReport &report);
/// The figures as in `--json`.
QJsonObject toJson(const WorkReport &report);

} // namespace holdfast::cli
