// SPDX-License-Identifier: GPL-3.0-or-later
// Each fault of an emulated phone is seen through the real adb program.
#include "tests/support/emulatedphonefixture.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace holdfast;
using namespace holdfast::test;

class EmulatorFaultsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_server.start(), qPrintable(m_server.error()));
        EmulatorSettings settings;
        settings.root = RootPolicy::Userdebug;
        QVERIFY2(m_phone.start(settings), qPrintable(m_phone.error()));
    }

    void cleanup()
    {
        QVERIFY2(m_phone.clearFaults(), qPrintable(m_phone.error()));
        m_server.adb({u"disconnect"_s, m_phone.serial()});
        QVERIFY2(m_phone.connect(), qPrintable(m_phone.error()));
        QCOMPARE(m_phone.shell(u"echo fine"_s).out, QByteArray("fine\n"));
    }

    void theLinkIsCut()
    {
        constexpr qint64 budget = 2'000'000;
        QVERIFY(m_phone.setFaults(with([](auto &f) { f.cutAfterBytes = budget; })));
        const auto result = m_phone.shell(u"head -c 9000000 /dev/zero"_s);
        // adb itself says nothing and ends with 0: that is how backups were cut without anybody noticing.
        QVERIFY(result.out.size() <= budget);
        QVERIFY(result.out.size() > budget / 4);
        // Once only.
        QVERIFY2(m_phone.connect(), qPrintable(m_phone.error()));
        QTRY_COMPARE_WITH_TIMEOUT(m_phone.shell(u"head -c 9000000 /dev/zero"_s).out.size(), 9'000'000, 30000);
    }

    void aFrozenPhoneSaysNothing()
    {
        QVERIFY(m_phone.setFaults(with([](auto &f) { f.freeze = true; })));
        QCOMPARE(m_phone.adb({u"shell"_s, u"echo x"_s}, {}, 2000).exitCode, -1);
        QCOMPARE(m_phone.state(), u"device"_s);
        QVERIFY(m_phone.clearFaults());
        QCOMPARE(m_phone.shell(u"echo x"_s).out, QByteArray("x\n"));
    }

    void aSlowPhoneTakesItsTime()
    {
        QVERIFY(m_phone.setFaults(with([](auto &f) { f.bytesPerSecond = 1'000'000; })));
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(m_phone.shell(u"head -c 2000000 /dev/zero"_s).out.size(), 2'000'000);
        QVERIFY2(timer.elapsed() > 1500 && timer.elapsed() < 8000,
                 qPrintable(QString::number(timer.elapsed())));
    }

    void aFarPhoneAnswersLateButNotSlowly()
    {
        QVERIFY(m_phone.setFaults(with([](auto &f) { f.latencyMs = 300; })));
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(m_phone.shell(u"echo x"_s).out, QByteArray("x\n"));
        QVERIFY2(timer.elapsed() >= 300, qPrintable(QString::number(timer.elapsed())));
        timer.restart();
        // Some thirty packets that each waited for their answer would take nine seconds, were they small.
        QCOMPARE(m_phone.shell(u"cat"_s, QByteArray(1'000'000, 'x')).out.size(), 1'000'000);
        QVERIFY2(timer.elapsed() < 8000, qPrintable(QString::number(timer.elapsed())));
    }

    void unauthorized()
    {
        QVERIFY(m_phone.setFaults(with([](auto &f) { f.unauthorized = true; })));
        m_server.adb({u"disconnect"_s, m_phone.serial()});
        QVERIFY2(m_phone.connect(u"unauthorized"_s), qPrintable(m_phone.error()));
    }

    void listedKeysAreLetIn()
    {
        QVERIFY(m_phone.setFaults(with([](auto &f) { f.auth = true; })));
        m_server.adb({u"disconnect"_s, m_phone.serial()});
        QVERIFY2(m_phone.connect(u"unauthorized"_s), qPrintable(m_phone.error()));
        const QString key = m_server.environment().value(u"HOME"_s) + u"/.android/adbkey.pub"_s;
        const QString list = m_phone.root() + u"/data/misc/adb/adb_keys"_s;
        if (!QFile::copy(key, list))
            QSKIP("this user may not write into the phone's folder");
        QVERIFY2(m_phone.waitForState(u"device"_s), qPrintable(m_phone.error()));
    }

    void rootIsRefused()
    {
        QVERIFY(m_phone.setFaults(with([](auto &f) { f.noRoot = true; })));
        QVERIFY(m_phone.adb({u"root"_s}).out.contains("cannot run as root"));
        QCOMPARE(m_phone.shell(u"id -u"_s).out, QByteArray("2000\n"));
        QVERIFY(m_phone.shell(u"su 0 id -u"_s).exitCode != 0);
    }

    void rootAndBack()
    {
        QCOMPARE(m_phone.shell(u"id -u"_s).out, QByteArray("2000\n"));
        QCOMPARE(m_phone.shell(u"su 0 id -u"_s).out, QByteArray("0\n"));
        QVERIFY(m_phone.adb({u"root"_s}).out.contains("restarting adbd as root"));
        QVERIFY(m_phone.connect());
        QTRY_COMPARE(m_phone.shell(u"id -u"_s).out, QByteArray("0\n"));
        QVERIFY(m_phone.adb({u"root"_s}).out.contains("already running as root"));
        QVERIFY(m_phone.adb({u"unroot"_s}).out.contains("restarting adbd as non root"));
        QVERIFY(m_phone.connect());
        QTRY_COMPARE(m_phone.shell(u"id -u"_s).out, QByteArray("2000\n"));
    }

    void theExitPacketIsMissing()
    {
        QCOMPARE(m_phone.shell(u"echo x; exit 7"_s).exitCode, 7);
        QVERIFY(m_phone.setFaults(with([](auto &f) { f.missingExitPacket = true; })));
        const auto result = m_phone.shell(u"echo x; exit 7"_s);
        QCOMPARE(result.out, QByteArray("x\n"));
        QVERIFY(result.exitCode != 7);
    }

    void theDiskIsFull()
    {
        constexpr qint64 room = 5'000'000;
        QVERIFY(m_phone.setFaults(with([](auto &f) { f.diskFullAfterBytes = room; })));
        const auto result = m_phone.shell(u"head -c 9000000 /dev/zero > /data/local/tmp/full"_s);
        QVERIFY(result.exitCode != 0);
        QVERIFY2(result.err.contains("No space left on device"), result.err.constData());
        const qint64 written = m_phone.shell(u"stat -c %s /data/local/tmp/full"_s).out.trimmed().toLongLong();
        QVERIFY2(written > room / 2 && written <= room, qPrintable(QString::number(written)));
        const auto free = [this] {
            return m_phone.shell(u"set -- $(df -k /data | tail -n 1); echo $4"_s).out.trimmed().toLongLong();
        };
        QVERIFY2(free() < 1000, qPrintable(QString::number(free())));
        // What is removed is room again.
        QCOMPARE(m_phone.shell(u"rm /data/local/tmp/full; head -c 3000000 /dev/zero > /data/local/tmp/full"_s)
                     .exitCode,
                 0);
        const QTemporaryDir local;
        QFile file(local.filePath(u"big"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.resize(9'000'000));
        file.close();
        const auto pushed = m_phone.adb({u"push"_s, file.fileName(), u"/data/local/tmp/pushed"_s});
        QVERIFY(pushed.exitCode != 0);
        const QByteArray said = pushed.out + pushed.err;
        QVERIFY2(said.contains("No space left"), said.constData());
        QVERIFY(m_phone.clearFaults());
        QCOMPARE(m_phone.shell(u"head -c 9000000 /dev/zero > /data/local/tmp/full; rm /data/local/tmp/full"_s)
                     .exitCode,
                 0);
    }

    void filesVanishShrinkAndGrow()
    {
        QCOMPARE(m_phone
                     .shell(u"cd /data/local/tmp; mkdir -p f; for n in vanish shrink grow; do "
                            "head -c 1000000 /dev/zero > f/$n; done"_s)
                     .exitCode,
                 0);
        QVERIFY(m_phone.setFaults(with([](auto &f) {
            f.vanishPath = u"/data/local/tmp/f/vanish"_s;
            f.shrinkPath = u"/data/local/tmp/f/shrink"_s;
            f.growPath = u"/data/local/tmp/f/grow"_s;
        })));
        QCOMPARE(m_phone.shell(u"stat -c %s /data/local/tmp/f/shrink"_s).out, QByteArray("1000000\n"));
        m_phone.shell(
            u"ls /data/local/tmp/f; cat /data/local/tmp/f/shrink /data/local/tmp/f/grow > /dev/null"_s);
        QTRY_COMPARE(m_phone.shell(u"ls /data/local/tmp/f"_s).out, QByteArray("grow\nshrink\n"));
        QTRY_COMPARE(m_phone.shell(u"stat -c %s /data/local/tmp/f/shrink"_s).out, QByteArray("500000\n"));
        QTRY_COMPARE(m_phone.shell(u"stat -c %s /data/local/tmp/f/grow"_s).out, QByteArray("1065536\n"));
    }

    void theClockIsWrong()
    {
        constexpr qint64 skew = 86'400;
        QVERIFY(m_phone.setFaults(with([](auto &f) { f.clockSkewSeconds = skew; })));
        const qint64 phone = m_phone.shell(u"date +%s"_s).out.trimmed().toLongLong();
        const qint64 here = QDateTime::currentSecsSinceEpoch();
        QVERIFY(qAbs(phone - here - skew) < 60);
    }

    void servicesAreRefused()
    {
        QVERIFY(m_phone.setFaults(with([](auto &f) {
            f.refuseOpen = true;
            f.refuseService = u"sync:"_s;
        })));
        QCOMPARE(m_phone.shell(u"echo x"_s).out, QByteArray("x\n"));
        QVERIFY(m_phone.adb({u"ls"_s, u"/"_s}).exitCode != 0);
    }

    void aSmallPayloadStillWorks()
    {
        QVERIFY(m_phone.setFaults(with([](auto &f) { f.maxData = 8192; })));
        m_server.adb({u"disconnect"_s, m_phone.serial()});
        QVERIFY(m_phone.connect());
        const QByteArray bytes(300'000, 'x');
        QVERIFY(m_phone.adb({u"shell"_s, u"-T"_s, u"cat"_s}, bytes).out == bytes);
    }

    void programsCannotRun()
    {
        const QString command = u"cd /data/local/tmp; cp /system/bin/sh t; ./t -c true"_s;
        QCOMPARE(m_phone.shell(command).exitCode, 0);
        QVERIFY(m_phone.setFaults(with([](auto &f) { f.noExec = true; })));
        QCOMPARE(m_phone.shell(command).exitCode, 126);
        QVERIFY(m_phone.clearFaults());
        QCOMPARE(m_phone.shell(command).exitCode, 0);
    }

    void theBatteryRunsDownAndStorageIsLocked()
    {
        QVERIFY(m_phone.shell(u"dumpsys battery"_s).out.contains("  AC powered: true\n"));
        QCOMPARE(m_phone.shell(u"am get-started-user-state 0"_s).out, QByteArray("RUNNING_UNLOCKED\n"));
        QVERIFY(m_phone.setFaults(with([](auto &f) {
            f.batteryPercent = 7;
            f.unplugged = true;
            f.storageLocked = true;
        })));
        const QByteArray battery = m_phone.shell(u"dumpsys battery"_s).out;
        QVERIFY2(battery.contains("  AC powered: false\n") && battery.contains("  level: 7\n"),
                 battery.constData());
        QCOMPARE(m_phone.shell(u"am get-started-user-state 0"_s).out, QByteArray("RUNNING_LOCKED\n"));
        QVERIFY(m_phone.shell(u"dumpsys user"_s).out.contains("State: RUNNING_LOCKED\n"));
    }

    void misspeltFaultsAreErrors()
    {
        EmulatorFaults faults;
        QVERIFY(!faults.set(u"freze"_s, u"true"_s));
        QVERIFY(!faults.set(u"freeze"_s, u"yes"_s));
        QVERIFY(faults.set(u"cutAfterBytes"_s, u"4096"_s));
        QCOMPARE(EmulatorFaults::fromJson(faults.toJson()).value(), faults);
        QVERIFY(!EmulatorFaults::fromJson({{u"freze"_s, true}}));
    }

private:
    template <class Change>
    static EmulatorFaults with(Change change)
    {
        EmulatorFaults faults;
        change(faults);
        return faults;
    }

    AdbServerFixture m_server;
    EmulatedPhoneFixture m_phone{m_server};
};

QTEST_GUILESS_MAIN(EmulatorFaultsTest)
#include "tst_emulatorfaults.moc"
