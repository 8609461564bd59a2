// SPDX-License-Identifier: GPL-3.0-or-later
// The real program, a real adb server and emulated phones: the main job as a script would do it.
#include "tests/support/adbserverfixture.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace holdfast::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kLongest = 120'000;

struct Run
{
    int exitCode = -1;
    QJsonObject json;
    QByteArray errors;
};

/// The objects below the store's folder.
QStringList objectsIn(const QString &folder)
{
    QStringList found;
    const QDir dir(folder);
    for (const QString &name :
         dir.entryList(QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot | QDir::Hidden)) {
        const QString path = dir.filePath(name);
        if (QFileInfo(path).isDir())
            found << objectsIn(path);
        else
            found << path;
    }
    return found;
}

} // namespace

class TestProgram : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void seesThePhones();
    void backsUpAndRestores();
    void cancelsOnInterrupt();
    void saysWhenSomePhonesFail();

private:
    /// Starts `holdfast-cli WORDS --json` in the test's home.
    std::unique_ptr<QProcess> begin(const QStringList &words);
    static Run end(QProcess &process);
    Run run(const QStringList &words)
    {
        const auto process = begin(words);
        return end(*process);
    }
    [[nodiscard]] QString serialOf(const QString &name);

    AdbServerFixture m_server;
    QTemporaryDir m_home;
    QString m_store;
    QString m_source;
    QString m_target;
};

std::unique_ptr<QProcess> TestProgram::begin(const QStringList &words)
{
    auto process = std::make_unique<QProcess>();
    QProcessEnvironment environment = m_server.environment();
    environment.insert(u"HOLDFAST_DATA_DIR"_s, m_home.filePath(u"data"_s));
    process->setProcessEnvironment(environment);
    process->start(qEnvironmentVariable("HOLDFAST_BUILD_DIR") + u"/app/cli/holdfast-cli"_s,
                   words + QStringList{u"--json"_s});
    return process;
}

Run TestProgram::end(QProcess &process)
{
    if (!process.waitForFinished(kLongest)) {
        process.kill();
        process.waitForFinished();
        return {};
    }
    const QJsonDocument document = QJsonDocument::fromJson(process.readAllStandardOutput());
    return {process.exitCode(), document.object(), process.readAllStandardError()};
}

QString TestProgram::serialOf(const QString &name)
{
    const Run list = run({u"emulator"_s, u"list"_s});
    for (const auto &emulator : list.json[u"emulators"_s].toArray()) {
        if (emulator[u"name"_s].toString() == name)
            return emulator[u"serial"_s].toString();
    }
    return {};
}

void TestProgram::initTestCase()
{
    QVERIFY2(m_server.start(), qPrintable(m_server.error()));
    m_store = m_home.filePath(u"store"_s);
    QVERIFY(QDir().mkpath(m_store));
    for (const auto &[name, sample] :
         {std::pair{u"source"_s, u"small"_s}, std::pair{u"target"_s, u"none"_s}}) {
        const Run made = run({u"emulator"_s, u"create"_s, name, u"--sample"_s, sample});
        QVERIFY2(made.exitCode == 0, made.errors.constData());
    }
    const Run started = run({u"emulator"_s, u"start"_s, u"source"_s, u"target"_s});
    QVERIFY2(started.exitCode == 0, started.errors.constData());
    m_source = serialOf(u"source"_s);
    m_target = serialOf(u"target"_s);
    QVERIFY(!m_source.isEmpty() && !m_target.isEmpty());
    const Run added = run({u"store"_s, u"add"_s, u"disk"_s, m_store});
    QVERIFY2(added.exitCode == 0, added.errors.constData());
}

void TestProgram::cleanupTestCase()
{
    for (const QString &name : {u"source"_s, u"target"_s})
        QCOMPARE(run({u"emulator"_s, u"remove"_s, name}).exitCode, 0);
}

void TestProgram::seesThePhones()
{
    const QJsonArray phones = run({u"phone"_s, u"list"_s}).json[u"phones"_s].toArray();
    QCOMPARE(phones.size(), 2);
    for (const auto &phone : phones) {
        QCOMPARE(phone[u"state"_s].toString(), u"device"_s);
        QCOMPARE(phone[u"kind"_s].toString(), u"emulated"_s);
        QCOMPARE(phone[u"androidVersion"_s].toString(), u"14"_s);
        QVERIFY(!phone[u"id"_s].toString().isEmpty());
    }
    const Run files = run({u"phone"_s, u"files"_s, m_source, u"/data"_s});
    QVERIFY(files.json[u"files"_s].toArray().size() > 5);
    QCOMPARE(run({u"phone"_s, u"files"_s, m_source, u"/nowhere"_s}).exitCode, 1);
}

void TestProgram::backsUpAndRestores()
{
    const Run made = run({u"backup"_s, u"create"_s, m_source, u"--path"_s, u"/data/media"_s, u"/data/data"_s,
                          u"--to"_s, u"disk/daily"_s, u"--name"_s, u"第一"_s, u"--owner"_s, u"me"_s});
    QVERIFY2(made.exitCode == 0, made.errors.constData());
    const QJsonObject job = made.json[u"batch"_s][u"jobs"_s][0].toObject();
    QCOMPARE(job[u"status"_s].toString(), u"Finished"_s);
    QCOMPARE(job[u"phone"_s].toString(), m_source);
    const QString id = job[u"backupId"_s].toString();
    QVERIFY2(made.errors.contains("Copying files"), made.errors.constData());

    const QJsonObject list =
        run({u"backup"_s, u"list"_s, u"--search"_s, u"第一"_s, u"--since"_s, u"1h"_s}).json;
    QCOMPARE(list[u"totalCount"_s].toInt(), 1);
    const QJsonObject backup = list[u"backups"_s][0].toObject();
    QCOMPARE(backup[u"id"_s].toString(), id);
    QCOMPARE(backup[u"status"_s].toString(), u"AVAILABLE"_s);
    QCOMPARE(backup[u"owner"_s].toString(), u"me"_s);
    QCOMPARE(objectsIn(m_store).size(), 1);
    QCOMPARE(QFileInfo(objectsIn(m_store).constFirst()).size(), backup[u"storedBytes"_s].toInteger());

    const QJsonArray files = run({u"backup"_s, u"files"_s, id}).json[u"files"_s].toArray();
    qint64 regular = 0;
    qint64 bytes = 0;
    for (const auto &file : files) {
        const QString type = file[u"type"_s].toString();
        regular += type == u"file"_s ? 1 : 0;
        bytes += type == u"file"_s ? file[u"sizeBytes"_s].toInteger() : 0;
    }
    QVERIFY(regular > 50);
    QCOMPARE(bytes, backup[u"sizeBytes"_s].toInteger());

    const QString tar = m_home.filePath(u"out.tar"_s);
    const Run exported = run({u"backup"_s, u"export"_s, id, u"--to"_s, tar});
    QVERIFY2(exported.exitCode == 0, exported.errors.constData());
    QCOMPARE(exported.json[u"export"_s][u"entryCount"_s].toInteger(), files.size());
    QVERIFY(QFileInfo(tar).size() > 0);

    const Run restored = run({u"backup"_s, u"restore"_s, id, u"--to"_s, m_target});
    QVERIFY2(restored.exitCode == 0, restored.errors.constData());
    const auto list1 =
        m_server.adb({u"-s"_s, m_source, u"shell"_s, u"cd /data/media && find . -type f | sort"_s});
    const auto list2 =
        m_server.adb({u"-s"_s, m_target, u"shell"_s, u"cd /data/media && find . -type f | sort"_s});
    QVERIFY(list1.out.count('\n') > 10);
    QCOMPARE(list2.out, list1.out);

    QCOMPARE(run({u"backup"_s, u"verify"_s, id}).exitCode, 0);
    const QJsonObject shown = run({u"backup"_s, u"show"_s, id}).json;
    QCOMPARE(shown[u"jobs"_s].toArray().size(), 3);
    QVERIFY(!shown[u"events"_s].toArray().isEmpty());
    QCOMPARE(run({u"backup"_s, u"delete"_s, id}).exitCode, 0);
    QCOMPARE(objectsIn(m_store), QStringList());
    QCOMPARE(run({u"backup"_s, u"list"_s}).json[u"totalCount"_s].toInt(-1), 0);
}

void TestProgram::cancelsOnInterrupt()
{
#ifdef Q_OS_UNIX
    const auto push = m_server.adb(
        {u"-s"_s, m_source, u"shell"_s, u"head -c 400000000 /dev/urandom > /data/media/0/large.bin"_s});
    QCOMPARE(push.exitCode, 0);
    const QStringList before = objectsIn(m_store);
    const auto process = begin({u"backup"_s, u"create"_s, m_source, u"--all"_s, u"--to"_s, u"disk"_s});
    QByteArray errors;
    QTRY_VERIFY_WITH_TIMEOUT((errors += process->readAllStandardError()).contains("Copying files"), 60'000);
    ::kill(static_cast<pid_t>(process->processId()), SIGINT);
    const Run cancelled = end(*process);
    QVERIFY2(cancelled.exitCode == 130, cancelled.errors.constData());
    QVERIFY2(cancelled.errors.contains("Cancelling."), cancelled.errors.constData());
    const QJsonObject job = cancelled.json[u"batch"_s][u"jobs"_s][0].toObject();
    QCOMPARE(job[u"status"_s].toString(), u"Cancelled"_s);
    QCOMPARE(job[u"error"_s][u"code"_s].toString(), u"Cancelled"_s);
    QCOMPARE(objectsIn(m_store), before);
    const Run shown = run({u"backup"_s, u"show"_s, job[u"backupId"_s].toString()});
    QCOMPARE(shown.json[u"backup"_s][u"status"_s].toString(), u"FAILED"_s);
#endif
}

void TestProgram::saysWhenSomePhonesFail()
{
    const Run made = run({u"backup"_s, u"create"_s, m_target, u"127.0.0.1:9"_s, u"--path"_s, u"/data/data"_s,
                          u"--to"_s, u"disk"_s});
    QCOMPARE(made.exitCode, 3);
    const QJsonArray jobs = made.json[u"batch"_s][u"jobs"_s].toArray();
    QCOMPARE(jobs.size(), 2);
    QVERIFY2(jobs[0][u"status"_s].toString() == u"Finished"_s, made.errors.constData());
    QCOMPARE(jobs[1][u"error"_s][u"code"_s].toString(), u"PhoneNotFound"_s);
    QVERIFY2(made.errors.contains("No phone 127.0.0.1:9 is connected"), made.errors.constData());
}

QTEST_GUILESS_MAIN(TestProgram)
#include "tst_program.moc"
