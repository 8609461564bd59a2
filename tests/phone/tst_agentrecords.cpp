// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phone/agentrecords.h"
#include "core/phone/agentrequest.h"

#include <QTest>

using namespace holdfast;
using namespace Qt::Literals::StringLiterals;

namespace {

const QByteArray kFile =
    R"({"path":"/data/a\\nb","type":"file","mode":420,"uid":10123,"gid":1023,"size":12,)"
    R"("mtime":"1700000000.123456789","dev":66305,"ino":18446744073709551615,"nlink":2,"blocks":8,)"
    R"("label":"u:object_r:app_data_file:s0","xattrs":{"user.a":"AAE="},)"
    R"("sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"})";

} // namespace

class TestAgentRecords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsAFile()
    {
        const auto entry = parseAgentEntry(kFile);
        QVERIFY2(entry, entry ? "" : qPrintable(entry.error().detail));
        QCOMPARE(entry->path, QByteArray("/data/a\nb"));
        QCOMPARE(entry->type, AgentEntry::Type::File);
        QCOMPARE(entry->mode, 0644U);
        QCOMPARE(entry->uid, 10123U);
        QCOMPARE(entry->gid, 1023U);
        QCOMPARE(entry->size, 12);
        QCOMPARE(entry->modifiedSeconds, 1700000000);
        QCOMPARE(entry->modifiedNanoseconds, 123456789);
        QCOMPARE(entry->links, 2U);
        QCOMPARE(entry->label, QByteArray("u:object_r:app_data_file:s0"));
        QCOMPARE(entry->xattrs.value("user.a"), QByteArray("\0\1", 2));
        QCOMPARE(entry->sha256.size(), 32);
        QVERIFY(!entry->parent);
    }

    void readsTimes_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qint64>("seconds");
        QTest::addColumn<int>("nanoseconds");
        QTest::newRow("epoch") << QByteArray("0.000000000") << 0LL << 0;
        QTest::newRow("before 1970") << QByteArray("-1.500000000") << -2LL << 500'000'000;
        QTest::newRow("just before 1970") << QByteArray("-0.000000001") << -1LL << 999'999'999;
        QTest::newRow("whole second before") << QByteArray("-7.000000000") << -7LL << 0;
        QTest::newRow("after 2038") << QByteArray("4102444800.000000005") << 4102444800LL << 5;
    }
    void readsTimes()
    {
        QFETCH(QByteArray, text);
        QFETCH(qint64, seconds);
        QFETCH(int, nanoseconds);
        QByteArray line = kFile;
        line.replace("1700000000.123456789", text);
        const auto entry = parseAgentEntry(line);
        QVERIFY(entry);
        QCOMPARE(entry->modifiedSeconds, seconds);
        QCOMPARE(entry->modifiedNanoseconds, nanoseconds);
    }

    void readsOtherTypes()
    {
        const QByteArray common =
            R"("mode":511,"uid":0,"gid":0,"mtime":"1.000000000","dev":1,"ino":2,"nlink":1,"blocks":0)";
        const auto link = parseAgentEntry(
            QByteArray(R"({"path":"/l","type":"symlink","link":"\\xff",)").append(common).append("}"));
        QVERIFY(link);
        QCOMPARE(link->target, QByteArray("\xff"));
        const auto device = parseAgentEntry(
            QByteArray(R"({"path":"/d","type":"char","rdev":"1:300",)").append(common).append("}"));
        QVERIFY(device);
        QCOMPARE(device->deviceMajor, 1U);
        QCOMPARE(device->deviceMinor, 300U);
        const auto parent = parseAgentEntry(
            QByteArray(R"({"path":"/p","type":"dir","verdict":"parent",)").append(common).append("}"));
        QVERIFY(parent && parent->parent);
        const auto missing = parseAgentEntry(R"({"path":"/m","missing":"ENOENT"})");
        QVERIFY(missing);
        QCOMPARE(missing->missing, u"ENOENT"_s);
    }

    void refusesDamagedEntries_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::newRow("no path") << QByteArray("\"path\"") << QByteArray("\"x\"");
        QTest::newRow("relative") << QByteArray("/data/a") << QByteArray("data/a");
        QTest::newRow("bad escape") << QByteArray("a\\\\nb") << QByteArray("a\\\\qb");
        QTest::newRow("type") << QByteArray("\"file\"") << QByteArray("\"files\"");
        QTest::newRow("mode") << QByteArray("420") << QByteArray("4096");
        QTest::newRow("negative size") << QByteArray("\"size\":12") << QByteArray("\"size\":-1");
        QTest::newRow("huge size") << QByteArray("\"size\":12") << QByteArray("\"size\":1e300");
        QTest::newRow("text for a number") << QByteArray("10123") << QByteArray("\"10123\"");
        QTest::newRow("large uid") << QByteArray("10123") << QByteArray("4294967296");
        QTest::newRow("time") << QByteArray("1700000000.123456789") << QByteArray("1700000000.12");
        QTest::newRow("time without dot") << QByteArray("1700000000.123456789") << QByteArray("1700000000");
        QTest::newRow("short hash") << QByteArray("e3b0c442") << QByteArray("e3b0c4");
        QTest::newRow("upper-case hash") << QByteArray("e3b0c442") << QByteArray("E3B0C442");
        QTest::newRow("xattr") << QByteArray("AAE=") << QByteArray("*AE=");
        QTest::newRow("cut") << QByteArray("\"nlink\":2,") << QByteArray("\"nlink\":2");
    }
    void refusesDamagedEntries()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QByteArray line = kFile;
        line.replace(from, to);
        QVERIFY(line != kFile);
        const auto entry = parseAgentEntry(line);
        QVERIFY(!entry);
        QCOMPARE(entry.error().code, Errc::PhoneRefused);
    }

    void readsEvents()
    {
        const auto lost = parseAgentEvent(R"({"event":"lost","path":"/a\\\\b","reason":"ENOENT"})");
        QVERIFY(lost && *lost);
        QCOMPARE((*lost)->kind, AgentEvent::Kind::Lost);
        QCOMPARE((*lost)->path, QByteArray("/a\\b"));
        QCOMPARE((*lost)->shownPath, u"/a\\\\b"_s);
        const auto done = parseAgentEvent(R"({"event":"done","files":3,"folders":2,"bytes":9})");
        QVERIFY(done && *done);
        QCOMPARE((*done)->files, 3);
        QCOMPARE((*done)->folders, 2);
        QCOMPARE((*done)->bytes, 9);
        const auto newer = parseAgentEvent(R"({"event":"sung","song":1})");
        QVERIFY(newer && !*newer);
        for (const char *bad :
             {"", "{", "[]", "{}", R"({"event":1})", R"({"event":"done","files":-1,"bytes":0})",
              R"({"event":"lost","path":"\\q"})", R"({"event":"progress"})"})
            QVERIFY2(!parseAgentEvent(bad), bad);
    }

    void readsSummaryAndProbe()
    {
        const auto summary = parseAgentSummary(R"({"files":1,"folders":2,"bytes":3,"lost":4})");
        QVERIFY(summary);
        QCOMPARE(summary->lost, 4);
        QVERIFY(!parseAgentSummary(R"({"files":1})"));
        const QByteArray document =
            R"({"protocol":1,"version":"0.1.0","uid":0,"gid":0,"groups":[0],"context":null,"selinux":"disabled",)"
            R"("abi":"x86_64","kernel":"6.1","bootId":"b","cpus":2,"timeNs":"1700000000000000001",)"
            R"("space":[{"path":"/data","total":10,"free":5,"inodes":3,"freeInodes":2}]})";
        const auto probe = parseAgentProbe(document);
        QVERIFY(probe);
        QCOMPARE(probe->timeNs, 1700000000000000001);
        QCOMPARE(probe->space.size(), 1);
        QCOMPARE(probe->space.first().free, 5);
        QVERIFY(!parseAgentProbe(QByteArray(document).replace("\"free\":5", "\"free\":\"5\"")));
    }

    void writesRequests()
    {
        AgentRequest request;
        request.root = "/r";
        request.includes = {"/data/*"};
        request.paths = {"/a\nb"};
        request.conflict = ConflictRule::Newer;
        request.owners = {{"/data/data/p", 1, 2, 3, 4}};
        request.labels = {{"/data/data/p", "u:r:x"}};
        static constexpr char kExpected[] =
            "root=/r\0include=/data/*\0path=/a\nb\0conflict=newer\0"
            "map-owner=/data/data/p\t1\t2\t3\t4\0map-label=/data/data/p\tu:r:x\0\0";
        const QByteArray expected(kExpected, sizeof kExpected - 1);
        const auto encoded = request.encode();
        QVERIFY(encoded);
        QCOMPARE(*encoded, expected);
        request.paths = {QByteArray("a\0b", 3)};
        QCOMPARE(request.encode().error().code, Errc::InvalidArgument);
        request.paths.clear();
        request.owners.first().prefix = "/a\tb";
        QCOMPARE(request.encode().error().code, Errc::InvalidArgument);
    }
};

QTEST_GUILESS_MAIN(TestAgentRecords)
#include "tst_agentrecords.moc"
