// SPDX-License-Identifier: GPL-3.0-or-later
// Making, listing and removing emulated phones; as an ordinary user too.
#include "core/emulator/emulatorhome.h"
#include "core/emulator/emulatorprogram.h"

#include <QDir>
#include <QProcess>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;
using namespace holdfast;

namespace {

EmulatorSettings named(const QString &name)
{
    EmulatorSettings settings;
    settings.name = name;
    return settings;
}

QByteArray describe(const QString &folder)
{
    QProcess find;
    find.setWorkingDirectory(folder);
    find.start(
        u"sh"_s,
        {u"-c"_s,
         u"find . -printf '%p %y %m %U %G %T@ %s %l\\n' | grep -v settings_secure | LC_ALL=C sort;"
         "find . -type f ! -name settings_secure.xml -print0 | LC_ALL=C sort -z | xargs -0 sha256sum"_s});
    find.waitForFinished();
    return find.readAllStandardOutput();
}

} // namespace

class EmulatorHomeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void phonesAreMadeListedAndRemoved()
    {
        const QTemporaryDir folder;
        EmulatorHome home(folder.filePath(u"emulators"_s));
        QVERIFY(home.list().isEmpty());
        const auto first = home.create(named(u"one"_s), SampleSize::None);
        QVERIFY2(first, qPrintable(first ? QString() : userText(first.error())));
        const auto second = home.create(named(u"two"_s), SampleSize::None);
        QVERIFY(second);
        QVERIFY(first->port >= 5601);
        QVERIFY(first->port != second->port);
        QVERIFY(first->settings.serialNumber != second->settings.serialNumber);
        QCOMPARE(first->settings.androidId.size(), 16);
        QCOMPARE(first->serial, u"127.0.0.1:%1"_s.arg(first->port));
        QVERIFY(!first->running);
        QCOMPARE(home.list().size(), 2);
        QCOMPARE(home.create(named(u"one"_s), SampleSize::None).error().code, Errc::EmulatorExists);
        QCOMPARE(home.find(u"three"_s).error().code, Errc::EmulatorNotFound);
        QCOMPARE(home.stop(u"three"_s).error().code, Errc::EmulatorNotFound);
        QVERIFY(home.remove(u"one"_s));
        QCOMPARE(home.list().size(), 1);
        QVERIFY(!QFile::exists(home.files(u"one"_s).folder()));
    }

    void badSettingsAreRefused()
    {
        const QTemporaryDir folder;
        EmulatorHome home(folder.path());
        QCOMPARE(home.create(named(u"../x"_s), SampleSize::None).error().code, Errc::InvalidArgument);
        QCOMPARE(home.create(named({}), SampleSize::None).error().code, Errc::InvalidArgument);
        EmulatorSettings settings = named(u"x"_s);
        settings.androidVersion = u"99"_s;
        QCOMPARE(home.create(settings, SampleSize::None).error().code, Errc::InvalidArgument);
        QVERIFY(QDir(folder.path()).isEmpty());
    }

    void samplesAreAlwaysTheSame()
    {
        const QTemporaryDir folder;
        EmulatorHome home(folder.path());
        const auto first = home.create(named(u"one"_s), SampleSize::Small);
        const auto second = home.create(named(u"two"_s), SampleSize::Small);
        QVERIFY(first && second);
        if (::geteuid() != 0)
            QSKIP("the files of the phone's ids cannot be read");
        const QByteArray one = describe(first->root + u"/data"_s);
        QVERIFY(one.count('\n') > 350);
        QCOMPARE(one, describe(second->root + u"/data"_s));
        QVERIFY(home.remove(u"one"_s));
    }

    void copiesAFolder()
    {
        const QTemporaryDir folder;
        const QTemporaryDir source;
        QVERIFY(QDir(source.path()).mkpath(u"app/x"_s));
        QVERIFY(QFile::link(u"app"_s, source.filePath(u"link"_s)));
        EmulatorHome home(folder.path());
        const auto phone = home.createFrom(named(u"copy"_s), source.path());
        QVERIFY2(phone, qPrintable(phone ? QString() : userText(phone.error())));
        QVERIFY(QFileInfo(phone->root + u"/data/link"_s).isSymLink() || ::geteuid() != 0);
        QVERIFY(!home.createFrom(named(u"none"_s), u"/no/such/folder"_s));
        QVERIFY(home.remove(u"copy"_s));
    }

    void aTakenPortIsSaid()
    {
        const QTemporaryDir folder;
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        EmulatorSettings settings = named(u"taken"_s);
        settings.port = other.serverPort();
        EmulatorHome home(folder.path());
        QVERIFY(home.create(settings, SampleSize::None));
        const auto started = home.start(u"taken"_s);
        QVERIFY(!started);
        QVERIFY2(started.error().detail.contains(u"Address already in use"_s),
                 qPrintable(started.error().detail));
        QVERIFY2(!started.error().detail.contains(u'\n'), qPrintable(started.error().detail));
        QVERIFY(home.remove(u"taken"_s));
    }

    void cancelledCreationLeavesNothing()
    {
        const QTemporaryDir folder;
        EmulatorHome home(folder.path());
        CancelSource source;
        source.cancel();
        QCOMPARE(home.create(named(u"x"_s), SampleSize::Large, source.token()).error().code, Errc::Cancelled);
        QVERIFY(QDir(folder.path()).isEmpty());
    }

    /// As somebody who may do nothing special: nobody's user namespace, with real ids up to 65535.
    void worksForAnOrdinaryUser()
    {
        const QString user = u"tester"_s;
        if (::geteuid() != 0)
            QSKIP("the other tests ran as an ordinary user already");
        QFile ranges(u"/etc/subuid"_s);
        if (!ranges.open(QIODevice::ReadOnly) || !ranges.readAll().contains("tester:"))
            QSKIP("there is no user `tester` with ids in /etc/subuid (useradd tester)");
        QTemporaryDir folder;
        const QString phone = folder.filePath(u"phone"_s);
        QVERIFY(QDir().mkpath(phone));
        QFile settings(phone + u"/phone.json"_s);
        QVERIFY(settings.open(QIODevice::WriteOnly) && settings.write(R"({"name":"phone","port":0})") > 0);
        settings.close();
        QCOMPARE(QProcess::execute(u"chown"_s, {u"-R"_s, user, folder.path()}), 0);
        const QString program = findEmulatorProgram(u"holdfast-emulator"_s);
        const auto asUser = [&](const QStringList &arguments) {
            QProcess process;
            process.setProcessChannelMode(QProcess::MergedChannels);
            process.start(u"runuser"_s, QStringList{u"-u"_s, user, u"--"_s, program} + arguments);
            process.waitForFinished(60000);
            if (process.exitCode() != 0)
                qWarning("%s", process.readAll().constData());
            return process.exitCode();
        };
        if (asUser({u"enter"_s, u"true"_s}) != 0)
            QSKIP("that user may not enter a user namespace here");
        QCOMPARE(asUser({u"build"_s, u"--dir"_s, phone, u"--sample"_s, u"small"_s}), 0);
        struct stat status
        {};
        QCOMPARE(
            ::stat(QFile::encodeName(phone + u"/root/data/data/com.example.app0"_s).constData(), &status), 0);
        QVERIFY(status.st_uid > 100000);
        QCOMPARE(asUser({u"clear"_s, u"--dir"_s, phone}), 0);
        QVERIFY(!QFile::exists(phone + u"/root"_s));
    }
};

QTEST_GUILESS_MAIN(EmulatorHomeTest)
#include "tst_emulatorhome.moc"
