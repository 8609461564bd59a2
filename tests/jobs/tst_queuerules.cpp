// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/backupbatchfile.h"
#include "core/jobs/jobpatience.h"

#include <QTest>
#include <QTimeZone>

using namespace holdfast;
using namespace Qt::Literals::StringLiterals;

namespace {

BackupRequest usual()
{
    BackupRequest request;
    request.store = u"disk"_s;
    request.owner = u"night shift"_s;
    request.paths = {u"/sdcard/DCIM"_s};
    return request;
}

} // namespace

/// How jobs wait, and what files of requests say.
class QueueRulesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aTableAsksForAnotherBackupOfEachPhone()
    {
        const auto requests = readBackupBatch("\xEF\xBB\xBF"
                                              "Phone,path,app,all,exclude,to,name,level,patience,priority\r\n"
                                              "# a remark\r\n"
                                              "10.0.0.7:5555,/data/local/tmp|/sdcard/Music,,,/**/cache,,"
                                              "\"a, \"\"b\"\"\",9,30m,high\r\n"
                                              "\r\n"
                                              "shop-1,,com.a|com.b,,,cloud/shop,,,,\r\n"
                                              "shop-2,,,yes,,,,,,\r\n"
                                              "shop-3\r\n",
                                              usual());
        QVERIFY2(requests, requests ? "" : qPrintable(requests.error().detail));
        QCOMPARE(requests->size(), 4);
        const BackupRequest &first = requests->at(0);
        QCOMPARE(first.phones, QList{Serial{u"10.0.0.7:5555"_s}});
        QCOMPARE(first.paths, (QStringList{u"/data/local/tmp"_s, u"/sdcard/Music"_s}));
        QCOMPARE(first.excludes, QStringList{u"/**/cache"_s});
        QCOMPARE(first.store, u"disk"_s);
        QCOMPARE(first.name, u"a, \"b\""_s);
        QCOMPARE(first.owner, u"night shift"_s);
        QCOMPARE(first.compressionLevel, 9);
        QCOMPARE(first.queue.patienceSeconds, 1800);
        QCOMPARE(first.queue.priority, JobPriority::High);
        QCOMPARE(requests->at(1).apps, (QStringList{u"com.a"_s, u"com.b"_s}));
        QVERIFY(requests->at(1).paths.isEmpty());
        QCOMPARE(requests->at(1).store, u"cloud"_s);
        QCOMPARE(requests->at(1).folder, u"shop"_s);
        QVERIFY(requests->at(2).whole && requests->at(2).paths.isEmpty());
        QCOMPARE(requests->at(3).paths, usual().paths);
    }

    void tabsPartTooAndLinesCountInsideQuotes()
    {
        const auto requests = readBackupBatch("phone\tdescription\na\t\"two\nlines\"\nb\tx\ty\n", usual());
        QVERIFY(!requests);
        QCOMPARE(requests.error().detail, u"line 4: it has 3 fields, the titles 2"_s);
    }

    void anArrayAsksForTheSame()
    {
        const auto requests = readBackupBatch(
            R"([{"phone": "a", "path": ["/data/x", "/data/y"], "level": 5},
                {"phone": "b", "all": true, "to": "cloud"}])",
            usual());
        QVERIFY2(requests, requests ? "" : qPrintable(requests.error().detail));
        QCOMPARE(requests->at(0).paths, (QStringList{u"/data/x"_s, u"/data/y"_s}));
        QCOMPARE(requests->at(0).compressionLevel, 5);
        QVERIFY(requests->at(1).whole);
        QCOMPARE(requests->at(1).store, u"cloud"_s);
    }

    void mistakesNameLineAndField_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("message");
        const auto row = [](const char *name, const char *content, const QString &message) {
            QTest::newRow(name) << QByteArray(content) << message;
        };
        row("nothing", "", u"it names no phone"_s);
        row("titles only", "phone,to\n", u"it names no phone"_s);
        row("level", "phone,level\na,1\nb,high\n",
            u"line 3, field level: 'high' is not a whole number from 1 to 19"_s);
        row("path", "phone,path\na,sdcard\n", u"line 2, field path: 'sdcard' is not a path on a phone"_s);
        row("app", "phone,app\na,com app\n",
            u"line 2, field app: 'com app' is no name of an app's package"_s);
        row("all", "phone,all\na,perhaps\n", u"line 2, field all: 'perhaps' is not yes or no"_s);
        row("all and path", "phone,all,path\na,yes,/data/x\n",
            u"line 2, field all: all and path exclude each other"_s);
        row("speed", "phone,speed\na,fast\n", u"line 2, field speed: 'fast' is not understood"_s);
        row("patience", "phone,patience\na,soon\n", u"line 2, field patience: 'soon' is not a time"_s);
        row("priority", "phone,priority\na,now\n",
            u"line 2, field priority: 'now' is not low, normal or high"_s);
        row("no phone", "phone,path\n,/data/x\n", u"line 2, field phone: it is missing"_s);
        row("twice", "phone\na\nb\na\n", u"line 4, field phone: 'a' stands on line 2 already"_s);
        row("title", "phone,pahts\na,/x\n", u"line 1: there is no field 'pahts'"_s);
        row("two", "phone,level,all\na,0,maybe\n", u"field level"_s);
        row("two, the other", "phone,level,all\na,0,maybe\n", u"field all"_s);
        row("json", "[\n{\"phone\": \"a\"},\n{\"phone\": \"b\", \"level\": 99}]",
            u"line 3, field level: '99' is not"_s);
        row("json type", "[{\"phone\": {\"serial\": \"a\"}}]",
            u"line 1, field phone: it is not a text or a list of texts"_s);
        row("json key", "[\n\n{\"phone\": \"a\", \"store\": \"x\"}]", u"line 3: there is no field 'store'"_s);
        row("broken json", "[{\"phone\": \"a\"},\n{", u"line 2: no JSON: "_s);
        row("no array", "{\"phone\": \"a\"}", u"line 1: an array of objects is expected"_s);
        row("no objects", "[\"a\"]", u"an array of objects is expected, and nothing else in it"_s);
    }

    void mistakesNameLineAndField()
    {
        QFETCH(const QByteArray, content);
        QFETCH(const QString, message);
        const auto requests = readBackupBatch(content, usual());
        QVERIFY(!requests);
        QCOMPARE(requests.error().code, Errc::InvalidArgument);
        QVERIFY2(requests.error().detail.contains(message), qPrintable(requests.error().detail));
    }

    void manyMistakesAreCounted()
    {
        QByteArray content = "phone,level\n";
        for (int i = 0; i < 30; ++i)
            content += "p" + QByteArray::number(i) + ",0\n";
        const auto requests = readBackupBatch(content, usual());
        QVERIFY(!requests);
        QVERIFY(requests.error().detail.endsWith(u"and 20 more"_s));
    }

    void patienceIsReadAsPeopleWriteIt()
    {
        QCOMPARE(patienceFromText(u"90s"_s), 90);
        QCOMPARE(patienceFromText(u"30m"_s), 1800);
        QCOMPARE(patienceFromText(u"7d"_s), 7 * 86400);
        for (const QString &wrong : {u""_s, u"0s"_s, u"8d"_s, u"5"_s, u"m"_s, u"-1h"_s, u"999999d"_s})
            QVERIFY2(!patienceFromText(wrong), qPrintable(wrong));
    }

    void aJobWaitsAsLongAsItHasPatience()
    {
        const QDateTime begin(QDate(2026, 1, 1), QTime(2, 0), QTimeZone::utc());
        const Error away{Errc::PhoneLost, {}, {}};
        JobRecord job;
        QVERIFY(!nextTry(job, away, begin)); // Nobody asked for patience.
        job.patientUntil = begin.addSecs(600);
        QCOMPARE(nextTry(job, away, begin), begin.addSecs(5));
        job.attempt = 2;
        QCOMPARE(nextTry(job, away, begin), begin.addSecs(20));
        job.attempt = 50;
        QCOMPARE(nextTry(job, away, begin), begin.addSecs(60));
        QCOMPARE(nextTry(job, away, begin.addSecs(590)), job.patientUntil); // The last try.
        QVERIFY(!nextTry(job, away, job.patientUntil));
        QVERIFY(!nextTry(job, {Errc::NothingSelected, {}, {}}, begin)); // Waiting does not help.
        QVERIFY(!nextTry(job, {Errc::Cancelled, {}, {}}, begin));
        QVERIFY(nextTry(job, {Errc::StoreUnreachable, {}, {}}, begin));
    }
};

QTEST_GUILESS_MAIN(QueueRulesTest)
#include "tst_queuerules.moc"
