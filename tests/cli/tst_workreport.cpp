// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/textformat.h"
#include "app/cli/workreport.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>
#include <QXmlStreamReader>

using namespace holdfast;
using namespace holdfast::cli;
using namespace Qt::Literals::StringLiterals;

/// Reports as pure functions of what was done.
class WorkReportTest : public QObject
{
    Q_OBJECT

private:
    static JobRecord job(JobKind kind, JobStatus status, const QString &serial, std::optional<Errc> code = {})
    {
        JobRecord job;
        job.id = {u"t-1"_s};
        job.kind = kind;
        job.status = status;
        job.serial = {serial};
        job.createdAt = QDateTime(QDate(2026, 11, 2), QTime(2, 0), Qt::UTC);
        job.startedAt = job.createdAt.addSecs(5);
        job.finishedAt = job.createdAt.addSecs(65);
        if (code)
            job.error = Error{*code, {}, {.phone = serial, .path = {}, .object = {}}};
        if (kind == JobKind::Backup && !code) {
            job.backup = {u"bf-1"_s};
            job.outcome = {{u"files"_s, 3}, {u"sizeBytes"_s, 1000}, {u"storedBytes"_s, 400}};
        }
        return job;
    }

    static WorkReport someReport()
    {
        WorkReport report;
        report.title = u"Batch <b>"_s;
        report.madeAt = QDateTime(QDate(2026, 11, 3), QTime(8, 0), Qt::UTC);
        report.jobs = {job(JobKind::Backup, JobStatus::Finished, u"10.0.0.1:5555"_s),
                       job(JobKind::Backup, JobStatus::PartFinished, u"10.0.0.2:5555"_s),
                       job(JobKind::Backup, JobStatus::Failed, u"10.0.0.3:5555"_s, Errc::PhoneLost),
                       job(JobKind::Backup, JobStatus::Failed, u"10.0.0.3:5555"_s, Errc::PhoneLost),
                       job(JobKind::Verify, JobStatus::Failed, u"10.0.0.1:5555"_s, Errc::ArchiveDamaged)};
        report.phoneNames = {{u"10.0.0.1:5555"_s, u"=cmd|' /C calc'!A1"_s},
                             {u"10.0.0.2:5555"_s, u"<script>alert(1)</script>, \"two\""_s},
                             {u"10.0.0.3:5555"_s, u"云手机 & co"_s}};
        report.overdue = {{.policy = u"nightly"_s,
                           .key = u"ph-3"_s,
                           .serial = {u"10.0.0.3:5555"_s},
                           .name = u"云手机 & co"_s,
                           .promised = report.madeAt,
                           .lastBackup = {}}};
        report.overdueDrills = {{.policy = u"<weekly>"_s,
                                 .promised = report.madeAt,
                                 .error = Error{Errc::EmulatorFailed, {}, {}}}};
        report.drills = {{.backup = {u"bf-1"_s}, .at = report.madeAt, .passed = true, .compared = 4},
                         {.backup = {u"bf-2"_s}, .at = report.madeAt, .compared = 4, .different = 1}};
        return report;
    }

private Q_SLOTS:
    void countsWhatWasDone()
    {
        const WorkTotals totals = totalsOf(someReport());
        QCOMPARE(totals.phones, 3);
        QCOMPARE(totals.byStatus,
                 (QMap<QString, qint64>{{u"Failed"_s, 3}, {u"Finished"_s, 1}, {u"PartFinished"_s, 1}}));
        QCOMPARE(totals.byKind, (QMap<QString, qint64>{{u"Backup"_s, 4}, {u"Verify"_s, 1}}));
        QCOMPARE(totals.failures, (QMap<QString, qint64>{{u"ArchiveDamaged"_s, 1}, {u"PhoneLost"_s, 2}}));
        QCOMPARE(totals.sizeBytes, 2000);
        QCOMPARE(totals.storedBytes, 800);
        QCOMPARE(totals.drillsPassed, 1);
        QCOMPARE(totals.drillsFailed, 1);
        const QJsonObject json = toJson(someReport());
        QCOMPARE(json[u"failures"_s].toObject()[u"PhoneLost"_s].toInt(), 2);
        QCOMPARE(json[u"overdue"_s].toArray().size(), 1);
        QCOMPARE(json[u"overdueDrills"_s].toArray().first().toObject()[u"policy"_s].toString(),
                 u"<weekly>"_s);
    }

    void tablesAreForSpreadsheets()
    {
        const QList<QByteArray> lines = csvText(someReport()).split('\n');
        QCOMPARE(lines.size(), 7); // A line of headings, one a job, and nothing after the last.
        QVERIFY(lines.last().isEmpty());
        const qsizetype columns = lines.first().count(',');
        for (qsizetype i = 0; i < 6; ++i)
            QVERIFY(lines[i].endsWith('\r'));
        // A name that a spreadsheet would compute is text.
        QCOMPARE(lines[1],
                 QByteArray("2026-11-02T02:00:00.000Z,'=cmd|' /C calc'!A1,10.0.0.1:5555,Backup,Finished,"
                            "t-1,bf-1,3,1000,400,60,,\r"));
        QCOMPARE(lines[1].count(','), columns);
        QVERIFY(lines[2].contains("\"<script>alert(1)</script>, \"\"two\"\"\""));
        QVERIFY(lines[3].contains(",PhoneLost,"));
    }

    void pagesHoldNamesAsText()
    {
        const QByteArray html = htmlText(someReport());
        QVERIFY(!html.contains("<script"));
        QVERIFY(!html.contains("<b>"));
        QVERIFY(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
        QVERIFY(html.contains(u"云手机 &amp; co"_s.toUtf8()));
        // The drill that is overdue: of which policy, since when, and why.
        const QByteArray reason = userText({Errc::EmulatorFailed, {}, {}}).toHtmlEscaped().toUtf8();
        const QByteArray since = "<td>&lt;weekly&gt;</td><td>" + timeText(someReport().madeAt).toUtf8();
        QVERIFY2(html.contains(since), since.constData());
        QVERIFY2(html.contains(reason), reason.constData());
        // Every tag is closed, but for what HTML leaves open.
        QByteArray xml = html;
        xml.replace("<!DOCTYPE html>", "").replace("<meta charset=\"utf-8\">", "");
        QXmlStreamReader reader(xml);
        int rows = 0;
        while (!reader.atEnd()) {
            if (reader.readNext() == QXmlStreamReader::StartElement && reader.name() == "tr"_L1)
                ++rows;
        }
        QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
        // Of figures, overdue phones, drills and jobs, each with its headings.
        QCOMPARE(rows, (8 + 1) + (1 + 1) + (1 + 1) + (2 + 1) + (5 + 1));
    }

    void nothingIsAReportToo()
    {
        WorkReport report;
        report.title = u"Month 2026-01"_s;
        QCOMPARE(csvText(report).count('\n'), 1);
        QVERIFY(htmlText(report).contains("Month 2026-01"));
        QCOMPARE(totalsOf(report).phones, 0);
    }
};

QTEST_GUILESS_MAIN(WorkReportTest)
#include "tst_workreport.moc"
