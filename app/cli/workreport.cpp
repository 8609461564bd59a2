// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/workreport.h"

#include "app/cli/drillviews.h"
#include "app/cli/jsonviews.h"
#include "app/cli/listexport.h"
#include "app/cli/textformat.h"
#include "core/base/htmlpage.h"

#include <QSet>

namespace holdfast::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

qint64 secondsOf(const JobRecord &job)
{
    return job.startedAt.isValid() && job.finishedAt.isValid() ? job.startedAt.secsTo(job.finishedAt) : 0;
}

QJsonObject countsOf(const QMap<QString, qint64> &counts)
{
    QJsonObject json;
    for (auto it = counts.begin(); it != counts.end(); ++it)
        json[it.key()] = it.value();
    return json;
}

QString countsText(const QMap<QString, qint64> &counts)
{
    QStringList words;
    for (auto it = counts.begin(); it != counts.end(); ++it)
        words << u"%1 %2"_s.arg(it.value()).arg(it.key());
    return words.isEmpty() ? u"none"_s : words.join(u", "_s);
}

QList<QStringList> jobRows(const WorkReport &report)
{
    QList<QStringList> rows;
    for (const JobRecord &job : report.jobs)
        rows.append({timeText(job.createdAt), report.phoneNames.value(job.serial.value), job.serial.value,
                     toText(job.kind), toText(job.status), job.backup.value,
                     durationText(secondsOf(job) * 1000), job.error ? userText(*job.error) : QString()});
    return rows;
}

} // namespace

WorkTotals totalsOf(const WorkReport &report)
{
    WorkTotals totals;
    QSet<QString> phones;
    for (const JobRecord &job : report.jobs) {
        if (!job.serial.isEmpty())
            phones.insert(job.serial.value);
        ++totals.byStatus[toText(job.status)];
        ++totals.byKind[toText(job.kind)];
        if (job.status == JobStatus::Failed)
            ++totals.failures[errorName(job.error ? job.error->code : Errc::Internal)];
        if (job.kind != JobKind::Backup)
            continue;
        totals.sizeBytes += job.outcome.value("sizeBytes"_L1).toInteger();
        totals.storedBytes += job.outcome.value("storedBytes"_L1).toInteger();
    }
    totals.phones = phones.size();
    for (const DrillRecord &drill : report.drills)
        ++(drill.passed ? totals.drillsPassed : totals.drillsFailed);
    return totals;
}

QList<QStringList> totalRows(const WorkReport &report)
{
    const WorkTotals totals = totalsOf(report);
    return {
        {u"Phones"_s, QString::number(totals.phones)},
        {u"Jobs"_s, countsText(totals.byStatus)},
        {u"Kinds"_s, countsText(totals.byKind)},
        {u"Failures"_s, countsText(totals.failures)},
        {u"Backed up"_s, u"%1, stored as %2"_s.arg(sizeText(totals.sizeBytes), sizeText(totals.storedBytes))},
        {u"Restore drills"_s, u"%1 passed, %2 failed"_s.arg(totals.drillsPassed).arg(totals.drillsFailed)},
        {u"Overdue phones"_s, QString::number(report.overdue.size())},
        {u"Overdue drills"_s, QString::number(report.overdueDrills.size())}};
}

QByteArray csvText(const WorkReport &report)
{
    QByteArray csv =
        "time,phone,serial,kind,status,job,backup,files,sizeBytes,storedBytes,seconds,error,reason\r\n";
    for (const JobRecord &job : report.jobs) {
        const QJsonArray cells{isoText(job.createdAt),
                               report.phoneNames.value(job.serial.value),
                               job.serial.value,
                               toText(job.kind),
                               toText(job.status),
                               job.id.value,
                               job.backup.value,
                               job.outcome.value("files"_L1).toInteger(),
                               job.outcome.value("sizeBytes"_L1).toInteger(),
                               job.outcome.value("storedBytes"_L1).toInteger(),
                               secondsOf(job),
                               job.error ? errorName(job.error->code) : QString(),
                               job.error ? userText(*job.error) : QString()};
        QStringList texts;
        for (const QJsonValue cell : cells)
            texts << csvCell(cell);
        csv += texts.join(u',').toUtf8() + "\r\n";
    }
    return csv;
}

QByteArray htmlText(const WorkReport &report)
{
    QList<QStringList> overdue;
    for (const OverduePhone &phone : report.overdue)
        overdue.append({phone.policy, phone.name, phone.serial.value, timeText(phone.promised),
                        timeText(phone.lastBackup)});
    QList<QStringList> drills;
    for (const DrillRecord &drill : report.drills)
        drills.append({drill.backup.value, drillText(drill)});
    QList<QStringList> overdueDrills;
    for (const OverdueDrill &drill : report.overdueDrills)
        overdueDrills.append({drill.policy, timeText(drill.promised), timeText(drill.lastDrill),
                              drill.error ? userText(*drill.error) : QString()});
    const QString body =
        u"<p>Made %1.</p>\n"_s.arg(timeText(report.madeAt)) %
        htmlTable(u"In all"_s, {u"What"_s, u"How much"_s}, totalRows(report)) %
        htmlTable(u"Overdue phones"_s,
                  {u"Policy"_s, u"Phone"_s, u"Serial"_s, u"Promised"_s, u"Last backup"_s}, overdue) %
        htmlTable(u"Overdue restore drills"_s, {u"Policy"_s, u"Promised"_s, u"Last drill"_s, u"Reason"_s},
                  overdueDrills) %
        htmlTable(u"Restore drills"_s, {u"Backup"_s, u"Result"_s}, drills) %
        htmlTable(
            u"Jobs"_s,
            {u"Time"_s, u"Phone"_s, u"Serial"_s, u"Kind"_s, u"Status"_s, u"Backup"_s, u"Took"_s, u"Reason"_s},
            jobRows(report));
    return htmlPage(report.title, body);
}

QJsonObject toJson(const WorkReport &report)
{
    const WorkTotals totals = totalsOf(report);
    return {{u"title"_s, report.title},
            {u"madeAt"_s, isoText(report.madeAt)},
            {u"phones"_s, totals.phones},
            {u"jobs"_s, countsOf(totals.byStatus)},
            {u"kinds"_s, countsOf(totals.byKind)},
            {u"failures"_s, countsOf(totals.failures)},
            {u"sizeBytes"_s, totals.sizeBytes},
            {u"storedBytes"_s, totals.storedBytes},
            {u"drills"_s, toJsonArray(report.drills)},
            {u"overdue"_s, toJsonArray(report.overdue)},
            {u"overdueDrills"_s, toJsonArray(report.overdueDrills)}};
}

} // namespace holdfast::cli
