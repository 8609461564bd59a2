// SPDX-License-Identifier: GPL-3.0-or-later
// The real adb program and server against an emulated phone.
#include "tests/support/emulatedphonefixture.h"

#include <QDir>
#include <QRandomGenerator>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace holdfast;
using namespace holdfast::test;

namespace {

QByteArray randomBytes(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    QRandomGenerator generator(4711);
    for (char &byte : bytes)
        byte = char(generator.generate());
    return bytes;
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("no such file");
}

bool writeFile(const QString &path, const QByteArray &content)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

} // namespace

class EmulatedPhoneTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_server.start(), qPrintable(m_server.error()));
        EmulatorSettings settings;
        settings.model = u"Test Phone"_s;
        settings.androidId = u"0123456789abcdef"_s;
        QVERIFY2(m_phone.start(settings, SampleSize::Small), qPrintable(m_phone.error()));
    }

    void isListedWithItsModel()
    {
        const QByteArray list = m_server.adb({u"devices"_s, u"-l"_s}).out;
        QVERIFY2(list.contains("model:Test_Phone"), list.constData());
    }

    void shellSeparatesOutputErrorAndCode()
    {
        const auto result = m_phone.shell(u"echo out; echo err >&2; exit 7"_s);
        QCOMPARE(result.out, QByteArray("out\n"));
        QCOMPARE(result.err, QByteArray("err\n"));
        QCOMPARE(result.exitCode, 7);
        QCOMPARE(m_phone.shell(u"kill -9 $$"_s).exitCode, 128 + 9);
    }

    void answersLikeAndroid_data()
    {
        QTest::addColumn<QString>("command");
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("release") << u"getprop ro.build.version.release"_s << QByteArray("14\n");
        QTest::newRow("sdk") << u"getprop ro.build.version.sdk"_s << QByteArray("34\n");
        QTest::newRow("booted") << u"getprop sys.boot_completed"_s << QByteArray("1\n");
        QTest::newRow("default") << u"getprop no.such other"_s << QByteArray("other\n");
        QTest::newRow("setprop") << u"setprop debug.a 'b c'; getprop debug.a"_s << QByteArray("b c\n");
        QTest::newRow("android_id") << u"settings get secure android_id"_s
                                    << QByteArray("0123456789abcdef\n");
        QTest::newRow("no setting") << u"settings get secure nothing"_s << QByteArray("null\n");
        QTest::newRow("setting") << u"settings put global a 5; settings get global a"_s << QByteArray("5\n");
        QTest::newRow("selinux") << u"getenforce"_s << QByteArray("Permissive\n");
        QTest::newRow("package") << u"pm list packages -U com.example.app0"_s
                                 << QByteArray("package:com.example.app0 uid:10100\n");
        QTest::newRow("user") << u"am get-started-user-state 0"_s << QByteArray("RUNNING_UNLOCKED\n");
        QTest::newRow("gzip") << u"echo x | gzip | zcat"_s << QByteArray("x\n");
        QTest::newRow("dd") << u"echo abc | dd bs=1 count=2 2>/dev/null"_s << QByteArray("ab");
        QTest::newRow("links") << u"ls -d /sdcard/DCIM /data/user/0/com.example.app0"_s
                               << QByteArray("/data/user/0/com.example.app0\n/sdcard/DCIM\n");
    }

    void answersLikeAndroid()
    {
        QFETCH(QString, command);
        QTEST(m_phone.shell(command).out, "answer");
    }

    void labels()
    {
        const auto result =
            m_phone.shell(u"touch /data/local/tmp/l; chcon u:object_r:x:s0 /data/local/tmp/l && "
                          "getfattr --only-values -n security.selinux /data/local/tmp/l"_s);
        if (result.exitCode != 0)
            QSKIP("labels cannot be set here");
        QCOMPARE(result.out, QByteArray("u:object_r:x:s0"));
    }

    void binaryThroughShellBothWays()
    {
        constexpr qsizetype size = 50 * 1024 * 1024;
        const QByteArray bytes = randomBytes(size);
        const QString there = u"/data/local/tmp/bytes"_s;
        QCOMPARE(m_phone.adb({u"shell"_s, u"-T"_s, u"cat > "_s + there}, bytes).exitCode, 0);
        QVERIFY(contentOf(m_phone.root() + there) == bytes);
        QVERIFY(m_phone.adb({u"shell"_s, u"-T"_s, u"cat "_s + there}).out == bytes);
        QVERIFY(m_phone.adb({u"exec-out"_s, u"cat "_s + there}).out == bytes);
    }

    void lateReaderLosesNothing()
    {
        const QByteArray bytes = randomBytes(3'000'000);
        const auto result = m_phone.adb({u"shell"_s, u"-T"_s, u"sleep 1; cat"_s}, bytes);
        QVERIFY(result.out == bytes);
    }

    void pushAndPullKeepBytesAndTimes()
    {
        const QTemporaryDir local;
        QVERIFY(QDir(local.path()).mkpath(u"up/sub"_s));
        QVERIFY(writeFile(local.filePath(u"up/a b"_s), randomBytes(200'000)));
        QVERIFY(writeFile(local.filePath(u"up/sub/empty"_s), {}));
        QVERIFY(QFile::link(u"a b"_s, local.filePath(u"up/link"_s)));
        QFile file(local.filePath(u"up/a b"_s));
        const QDateTime time = QDateTime::fromSecsSinceEpoch(1'600'000'000);
        QVERIFY(file.open(QIODevice::ReadWrite) && file.setFileTime(time, QFileDevice::FileModificationTime));
        file.close();
        QCOMPARE(m_phone.adb({u"push"_s, local.filePath(u"up"_s), u"/data/local/tmp/up"_s}).exitCode, 0);
        const QString there = m_phone.root() + u"/data/local/tmp/up"_s;
        QVERIFY(contentOf(there + u"/a b"_s) == randomBytes(200'000));
        QCOMPARE(QFileInfo(there + u"/a b"_s).lastModified(), time);
        const auto pulled =
            m_phone.adb({u"pull"_s, u"-a"_s, u"/data/local/tmp/up"_s, local.filePath(u"down"_s)});
        QVERIFY2(pulled.exitCode == 0, pulled.err.constData());
        QVERIFY(contentOf(local.filePath(u"down/a b"_s)) == randomBytes(200'000));
        QCOMPARE(QFileInfo(local.filePath(u"down/a b"_s)).lastModified(), time);
        QCOMPARE(contentOf(local.filePath(u"down/sub/empty"_s)), QByteArray());
        QCOMPARE(m_phone.adb({u"ls"_s, u"/data/local/tmp/up"_s}).out.count('\n'), 5);
        QVERIFY(m_phone.adb({u"pull"_s, u"/no/such"_s, local.path()}).exitCode != 0);
    }

    void streamsRunSideBySide()
    {
        QProcess slow;
        slow.setProcessEnvironment(m_server.environment());
        slow.start(u"adb"_s, {u"-s"_s, m_phone.serial(), u"shell"_s, u"read line; echo got $line"_s});
        QVERIFY(slow.waitForStarted());
        QCOMPARE(m_phone.shell(u"echo quick"_s).out, QByteArray("quick\n"));
        slow.write("it\n");
        QVERIFY(slow.waitForFinished());
        QCOMPARE(slow.readAllStandardOutput(), QByteArray("got it\n"));
    }

    void closingTheStreamHangsUpTheShell()
    {
        QProcess endless;
        endless.setProcessEnvironment(m_server.environment());
        endless.start(u"adb"_s, {u"-s"_s, m_phone.serial(), u"shell"_s, u"exec sleep 7654"_s});
        QTRY_VERIFY(m_phone.shell(u"pgrep -f 'sleep 765[4]'"_s).exitCode == 0);
        endless.kill();
        QVERIFY(endless.waitForFinished());
        QTRY_VERIFY(m_phone.shell(u"pgrep -f 'sleep 765[4]'"_s).exitCode != 0);
    }

    void rebootChangesTheBootId()
    {
        const QByteArray before = bootId();
        QCOMPARE(before.size(), 37);
        QCOMPARE(bootId(), before);
        m_phone.adb({u"reboot"_s});
        QVERIFY(waitForOtherBootId(before));
        const QByteArray between = bootId();
        QCOMPARE(between.size(), 37);
        m_phone.shell(u"reboot"_s);
        QVERIFY(waitForOtherBootId(between));
    }

    void survivesKill()
    {
        const QString pid =
            QString::fromLatin1(contentOf(m_phone.home().files(m_phone.info().name).pid())).trimmed();
        const auto marker = m_phone.shell(u"sleep 8765 > /dev/null 2>&1 < /dev/null & echo $!"_s);
        QVERIFY(marker.out.trimmed().toInt() > 0);
        QVERIFY(m_phone.home().find(m_phone.info().name)->running);
        QCOMPARE(QProcess::execute(u"kill"_s, {u"-9"_s, pid}), 0);
        QTRY_VERIFY(!m_phone.home().find(m_phone.info().name)->running);
        QTRY_COMPARE(QProcess::execute(u"pgrep"_s, {u"-f"_s, u"^sleep 8765"_s}), 1);
        QVERIFY2(m_phone.startAgain(), qPrintable(m_phone.error()));
        QCOMPARE(m_phone.shell(u"echo back"_s).out, QByteArray("back\n"));
    }

    void stopLeavesNothing()
    {
        m_phone.stop();
        QVERIFY(!m_phone.home().find(m_phone.info().name)->running);
        QVERIFY(!contentOf(u"/proc/self/mounts"_s).contains(QFile::encodeName(m_phone.root())));
        QVERIFY(m_phone.startAgain());
    }

private:
    // Each answer is read once: a phone that goes away between two questions would seem to have changed.
    bool waitForOtherBootId(const QByteArray &before)
    {
        constexpr int longTime = 90000; // The adb server asks again only every ten seconds.
        return QTest::qWaitFor(
            [&] {
                const QByteArray now = bootId();
                return now.size() == 37 && now != before;
            },
            longTime);
    }

    QByteArray bootId()
    {
        // The server looks for a lost phone every ten seconds only, and until then calls it connected.
        if (m_phone.state() != u"device"_s)
            m_server.adb({u"disconnect"_s, m_phone.serial()});
        m_server.adb({u"connect"_s, m_phone.serial()});
        return m_phone.adb({u"shell"_s, u"cat /proc/sys/kernel/random/boot_id"_s}, {}, 3000).out;
    }

    AdbServerFixture m_server;
    EmulatedPhoneFixture m_phone{m_server};
};

QTEST_GUILESS_MAIN(EmulatedPhoneTest)
#include "tst_emulatedphone.moc"
