// SPDX-License-Identifier: GPL-3.0-or-later
// What package managers of several Androids print, and what the agent measures.
#include "core/phone/agentrecords.h"
#include "core/phone/installedapps.h"

#include <QTest>

using namespace holdfast;
using namespace Qt::Literals::StringLiterals;

namespace {

InstalledApp one(const QByteArray &line, int user = 0)
{
    const auto apps = parsePackageList(line, user);
    InstalledApp none;
    none.package = u"%1 apps"_s.arg(apps.size());
    return apps.size() == 1 ? apps.first() : none;
}

} // namespace

class TestInstalledApps : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsLines_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("package");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<qint64>("versionCode");
        QTest::addColumn<int>("uid");
        QTest::addColumn<QString>("installer");
        QTest::newRow("Android 9")
            << QByteArray("package:/data/app/com.tencent.mm-1Zb3Yk9dVg==/base.apk=com.tencent.mm "
                          "versionCode:2200  installer=com.android.vending uid:10123\n")
            << u"com.tencent.mm"_s << QByteArray("/data/app/com.tencent.mm-1Zb3Yk9dVg==/base.apk") << 2200LL
            << 10123 << u"com.android.vending"_s;
        QTest::newRow("Android 11 and newer")
            << QByteArray(
                   "package:/data/app/~~PxHDtZDEgAeYwRyl-R3bmQ==/com.android.shell--R0z7ITsapIPKnt4BT0xkg==/"
                   "base.apk=com.android.shell versionCode:33  installer=null uid:2000\n")
            << u"com.android.shell"_s
            << QByteArray(
                   "/data/app/~~PxHDtZDEgAeYwRyl-R3bmQ==/com.android.shell--R0z7ITsapIPKnt4BT0xkg==/base.apk")
            << 33LL << 2000 << QString();
        QTest::newRow("of the image")
            << QByteArray("package:/product/app/Browser2/Browser2.apk=org.chromium.webview_shell "
                          "versionCode:1 uid:10077  installer=null\r\n")
            << u"org.chromium.webview_shell"_s << QByteArray("/product/app/Browser2/Browser2.apk") << 1LL
            << 10077 << QString();
        QTest::newRow("long version")
            << QByteArray(
                   "package:/system/framework/framework-res.apk=android versionCode:8589934592 uid:1000")
            << u"android"_s << QByteArray("/system/framework/framework-res.apk") << 8589934592LL << 1000
            << QString();
        QTest::newRow("before Android 8")
            << QByteArray("package:/data/app/a.b-1/base.apk=a.b  installer=null uid:10050") << u"a.b"_s
            << QByteArray("/data/app/a.b-1/base.apk") << -1LL << 10050 << QString();
        QTest::newRow("without details")
            << QByteArray("package:a.b") << u"a.b"_s << QByteArray() << -1LL << -1 << QString();
    }
    void readsLines()
    {
        QFETCH(QByteArray, line);
        QFETCH(QString, package);
        QFETCH(QByteArray, path);
        QFETCH(qint64, versionCode);
        QFETCH(int, uid);
        QFETCH(QString, installer);
        const InstalledApp app = one(line);
        QCOMPARE(app.package, package);
        QCOMPARE(app.apks.isEmpty() ? QByteArray() : app.apks.first().path, path);
        QCOMPARE(app.versionCode, versionCode);
        QCOMPARE(app.uid, uid);
        QCOMPARE(app.installer, installer);
    }

    void takesTheUidOfTheUser()
    {
        QCOMPARE(one("package:a.b uid:10123,1010123", 0).uid, 10123);
        QCOMPARE(one("package:a.b uid:10123,1010123", 10).uid, 1010123);
        QCOMPARE(one("package:a.b uid:10123", 10).uid, 10123);
        QCOMPARE(one("package:a.b uid:nonsense", 0).uid, -1);
    }

    void passesOverWhatIsNoName()
    {
        // Names become parts of paths.
        for (const char *name : {"..", ".", "33", "a..b", "a.", ".a", "a.1", "_a", "a/b"}) {
            const QByteArray line = QByteArray("package:/x/base.apk=").append(name).append('\n');
            QVERIFY2(parsePackageList(line, 0).isEmpty(), name);
        }
        const QByteArray longName = QByteArray("package:").append(QByteArray(224, 'a'));
        QVERIFY(parsePackageList(longName, 0).isEmpty());
        QCOMPARE(one("package:a1_.B2").package, u"a1_.B2"_s);
    }

    void passesOverWhatIsNone()
    {
        const QByteArray noise =
            "WARNING: linker: something is odd\n\npackage:\npackage:/x=\npackage:/x=a b$c\n"
            "package:/y/base.apk=ok.one uid:10001\nError: x\npackage:no/name uid:1\n";
        const auto apps = parsePackageList(noise, 0);
        QCOMPARE(apps.size(), 2);
        QCOMPARE(apps.at(0).package, u"a"_s);
        QCOMPARE(apps.at(1).package, u"ok.one"_s);
    }

    void readsMeasures()
    {
        const auto measure = parseAgentMeasure(
            R"({"path":"/data/\\x01","files":2,"folders":1,"bytes":30,"allocated":8192,"unread":0})");
        QVERIFY(measure);
        QCOMPARE(measure->path, QByteArray("/data/\x01"));
        QCOMPARE(measure->bytes, 30);
        QCOMPARE(measure->allocated, 8192);
        QCOMPARE(parseAgentMeasure(R"({"path":"/x","missing":"EACCES"})")->missing, u"EACCES"_s);
        QVERIFY(!parseAgentMeasure(R"({"path":"/x","files":2})"));
        QVERIFY(
            !parseAgentMeasure(R"({"path":"/x","files":-2,"folders":1,"bytes":3,"allocated":8,"unread":0})"));
        QVERIFY(!parseAgentMeasure("nonsense"));
    }
};

QTEST_GUILESS_MAIN(TestInstalledApps)
#include "tst_installedapps.moc"
