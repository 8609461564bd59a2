// SPDX-License-Identifier: GPL-3.0-or-later
// Commands on a real engine in an empty data directory, without any phone.
#include "app/cli/batchfollower.h"
#include "core/catalog/catalog.h"
#include "programrun.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace holdfast;
using namespace holdfast::cli;
using namespace holdfast::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString kUnknownBackup = u"bf-00000000000000000"_s;
const QString kUnknownJob = u"t-00000000000000000"_s;

JobRecord ended(JobStatus status, std::optional<Errc> code = {})
{
    JobRecord job;
    job.status = status;
    if (code)
        job.error = Error{*code, {}, {}};
    return job;
}

} // namespace

class TestCommands : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void handlesStores();
    void listsNothingInAnEmptyCatalog();
    void searchesAndExportsTheCatalog();
    void refuses_data();
    void refuses();
    void saysHowToGetAdb();
    void writesALog();
    void choosesTheExitCode_data();
    void choosesTheExitCode();

private:
    ProgramRun run(const QStringList &words)
    {
        return runHere(QStringList{u"--data-dir"_s, m_home->filePath(u"data"_s)} + words);
    }
    std::unique_ptr<QTemporaryDir> m_home;
};

void TestCommands::init()
{
    m_home = std::make_unique<QTemporaryDir>();
    QVERIFY(m_home->isValid());
}

void TestCommands::handlesStores()
{
    const QString folder = m_home->filePath(u"云 backups"_s);
    QVERIFY(QDir().mkpath(folder));
    const ProgramRun added = run({u"store"_s, u"add"_s, u"disk"_s, folder, u"--json"_s});
    QCOMPARE(added.exitCode, 0);
    QCOMPARE(added.json()[u"store"_s][u"name"_s].toString(), u"disk"_s);
    QVERIFY(added.json()[u"store"_s][u"url"_s].toString().contains(u"云 backups"_s));

    const QJsonObject listed = run({u"store"_s, u"list"_s, u"--json"_s}).json();
    QCOMPARE(listed[u"stores"_s].toArray().size(), 1);
    QCOMPARE(listed[u"stores"_s][0][u"backupCount"_s].toInt(-1), 0);
    QVERIFY(listed[u"stores"_s][0][u"freeBytes"_s].toDouble() > 0);

    const ProgramRun table = run({u"store"_s, u"list"_s});
    QVERIFY2(table.output.startsWith("NAME "), table.output.constData());
    QVERIFY2(table.output.contains("\ndisk "), table.output.constData());
    QVERIFY(run({u"store"_s, u"show"_s, u"disk"_s}).output.contains("Name:             disk\n"));

    const ProgramRun tested = run({u"store"_s, u"test"_s, u"disk"_s, u"--json"_s});
    QCOMPARE(tested.exitCode, 0);
    const QJsonArray steps = tested.json()[u"steps"_s].toArray();
    QVERIFY(steps.size() >= 5);
    for (const auto &step : steps)
        QVERIFY(step[u"ok"_s].toBool());

    const ProgramRun scanned = run({u"store"_s, u"scan"_s, u"disk"_s, u"--json"_s});
    QCOMPARE(scanned.exitCode, 0);
    QCOMPARE(scanned.json()[u"scan"_s][u"objects"_s].toInt(-1), 0);

    const ProgramRun again = run({u"store"_s, u"add"_s, u"disk"_s, folder, u"--json"_s});
    QCOMPARE(again.exitCode, 5);
    QCOMPARE(again.json()[u"error"_s][u"code"_s].toString(), u"StoreExists"_s);

    QCOMPARE(run({u"store"_s, u"remove"_s, u"disk"_s}).exitCode, 0);
    QVERIFY(QDir(folder).exists());
    QCOMPARE(run({u"store"_s, u"list"_s, u"--json"_s}).json()[u"stores"_s].toArray().size(), 0);
}

void TestCommands::listsNothingInAnEmptyCatalog()
{
    const ProgramRun backups = run({u"backup"_s, u"list"_s, u"--json"_s});
    QCOMPARE(backups.exitCode, 0);
    QVERIFY(backups.errors.isEmpty());
    QCOMPARE(backups.json(), (QJsonObject{{u"backups"_s, QJsonArray()},
                                          {u"nextToken"_s, QJsonValue()},
                                          {u"totalCount"_s, 0},
                                          {u"totalIsExact"_s, true},
                                          {u"didYouMean"_s, QJsonValue()}}));
    QCOMPARE(run({u"job"_s, u"list"_s, u"--json"_s}).json(), (QJsonObject{{u"jobs"_s, QJsonArray()}}));
    QCOMPARE(run({u"emulator"_s, u"list"_s, u"--json"_s}).json(),
             (QJsonObject{{u"emulators"_s, QJsonArray()}}));
    const ProgramRun text = run({u"backup"_s, u"list"_s});
    QCOMPARE(text.exitCode, 0);
    QCOMPARE(text.output.count('\n'), 1);
}

void TestCommands::searchesAndExportsTheCatalog()
{
    QCOMPARE(run({u"store"_s, u"list"_s}).exitCode, 0);
    {
        auto catalog = Catalog::open(m_home->filePath(u"data/catalog.sqlite"_s));
        QVERIFY(catalog);
        for (int i = 0; i < 3; ++i) {
            BackupRecord backup;
            backup.id = {u"bf-%1"_s.arg(i, 17, 10, QChar(u'0'))};
            backup.name = i == 0 ? u"before, \"the\" update"_s : u"nightly %1"_s.arg(i);
            backup.appLabels = {u"WeChat"_s, u"微信"_s};
            backup.status = i == 2 ? BackupStatus::Failed : BackupStatus::Available;
            backup.createdAt = QDateTime(QDate(2026, 1, 1 + i), QTime(0, 0), Qt::UTC);
            QVERIFY((*catalog)->backups().insert(backup));
            auto writer = (*catalog)->files().write(backup.id, {});
            QVERIFY(writer);
            QVERIFY(writer->add(
                {.path = "/data/a.db", .size = 10 + i / 2, .sha256 = QByteArray(32, char('a' + i / 2))}));
            QVERIFY(writer->finish());
        }
    }
    const auto idsOf = [](const QJsonObject &document) {
        QStringList ids;
        for (const QJsonValue &backup : document[u"backups"_s].toArray())
            ids += backup[u"id"_s].toString().right(1) + u':' + backup[u"match"_s].toString();
        return ids;
    };
    QCOMPARE(idsOf(run({u"--json"_s, u"backup"_s, u"list"_s, u"微"_s, u"!nightly"_s}).json()),
             QStringList{u"0:exact"_s});
    const ProgramRun near = run({u"--json"_s, u"backup"_s, u"list"_s, u"nigthly"_s, u"--facets"_s});
    QCOMPARE(idsOf(near.json()), (QStringList{u"2:near"_s, u"1:near"_s}));
    QCOMPARE(near.json()[u"facets"_s][u"status"_s].toArray().size(), 2);
    const ProgramRun text = run({u"backup"_s, u"list"_s, u"--search"_s, u"nigthly"_s});
    QVERIFY(text.output.contains("~ nightly 2"));
    const ProgramRun wrong = run({u"backup"_s, u"list"_s, u"colour:red"_s});
    QCOMPARE(wrong.exitCode, int(ExitCode::Usage));
    QVERIFY2(wrong.errors.contains("There is no field \"colour\""), wrong.errors.constData());

    const ProgramRun found = run({u"--json"_s, u"backup"_s, u"find"_s, u"*.db"_s, u"--limit"_s, u"2"_s});
    QCOMPARE(found.json()[u"files"_s].toArray().size(), 2);
    QCOMPARE(found.json()[u"more"_s].toBool(), true);
    const ProgramRun versions = run({u"--json"_s, u"backup"_s, u"versions"_s, u"/data/a.db"_s});
    QCOMPARE(versions.json()[u"versions"_s].toArray().size(), 2);
    QCOMPARE(versions.json()[u"versions"_s][1][u"backupCount"_s].toInt(), 2);

    const ProgramRun csv = run({u"catalog"_s, u"export"_s, u"backups"_s, u"update"_s});
    const QList<QByteArray> lines = csv.output.split('\n');
    QVERIFY(lines[0].startsWith("abi,"));
    QVERIFY2(csv.output.contains("\"before, \"\"the\"\" update\""), csv.output.constData());
    const ProgramRun rows = run({u"catalog"_s, u"export"_s, u"backups"_s, u"--format"_s, u"jsonl"_s});
    QCOMPARE(rows.output.count('\n'), 3);
    QCOMPARE(run({u"catalog"_s, u"export"_s, u"cars"_s}).exitCode, int(ExitCode::Usage));
    const ProgramRun check = run({u"--json"_s, u"catalog"_s, u"check"_s, u"--repair"_s});
    QCOMPARE(check.exitCode, 0);
    QCOMPARE(check.json()[u"check"_s][u"backups"_s].toInt(), 3);
    QCOMPARE(run({u"catalog"_s, u"compact"_s}).exitCode, 0);
}

void TestCommands::refuses_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("error"); // Code of the JSON document.
    QTest::addColumn<QString>("says");  // Part of the sentence.
    const auto row = [](const QStringList &words, int exitCode, const QString &error, const QString &says) {
        QTest::newRow(qPrintable(words.join(u' '))) << words << exitCode << error << says;
    };
    const QString invalid = u"InvalidArgument"_s;
    row({u"phone"_s, u"show"_s}, 2, invalid, u"PHONE is missing"_s);
    row({u"phone"_s, u"files"_s, u"S"_s, u"sdcard"_s}, 2, invalid, u"not an absolute path"_s);
    row({u"phone"_s, u"files"_s, u"S"_s, u"/a\\q"_s}, 2, invalid, u"escape"_s);
    row({u"emulator"_s, u"create"_s, u"a"_s, u"--sample"_s, u"huge"_s}, 2, invalid, u"not one of"_s);
    row({u"emulator"_s, u"create"_s, u"a"_s, u"--port"_s, u"80"_s}, 2, invalid, u"from 1024 to 65535"_s);
    row({u"emulator"_s, u"create"_s, u"a"_s, u"--sample"_s, u"small"_s, u"--from"_s, u"/x"_s}, 2, invalid,
        u"exclude each other"_s);
    row({u"emulator"_s, u"start"_s, u"ghost"_s}, 4, u"EmulatorNotFound"_s, u"emulator list"_s);
    row({u"emulator"_s, u"stop"_s, u"ghost"_s}, 4, u"EmulatorNotFound"_s, u"ghost"_s);
    row({u"emulator"_s, u"remove"_s, u"ghost"_s}, 4, u"EmulatorNotFound"_s, u"ghost"_s);
    row({u"store"_s, u"add"_s, u"disk"_s}, 2, invalid, u"URL is missing"_s);
    row({u"store"_s, u"add"_s, u"disk"_s, u"ftp://host/x"_s}, 2, invalid, u"ftp"_s);
    row({u"store"_s, u"add"_s, u"disk"_s, u"/nowhere/at/all"_s}, 1, u"StoreUnreachable"_s,
        u"folder exists"_s);
    row({u"store"_s, u"add"_s, u"disk"_s, u"/srv"_s, u"--region"_s, u"x"_s}, 2, invalid, u"for buckets"_s);
    row({u"store"_s, u"add"_s, u"b"_s, u"s3://bucket"_s, u"--access-key"_s, u"AK"_s}, 2, invalid,
        u"--secret-env"_s);
    row({u"store"_s, u"add"_s, u"b"_s, u"oss://bucket"_s, u"--profile"_s, u"p"_s}, 2, invalid, u"region"_s);
    row({u"store"_s, u"add"_s, u"b"_s, u"s3://bucket"_s, u"--access-key"_s, u"AK"_s, u"--secret-env"_s,
         u"HOLDFAST_NOT_SET"_s},
        1, u"StoreKeyMissing"_s, u"HOLDFAST_NOT_SET"_s);
    row({u"store"_s, u"show"_s, u"ghost"_s}, 4, u"StoreNotFound"_s, u"store list"_s);
    row({u"store"_s, u"test"_s, u"ghost"_s}, 4, u"StoreNotFound"_s, u"ghost"_s);
    row({u"store"_s, u"scan"_s, u"ghost"_s}, 4, u"StoreNotFound"_s, u"ghost"_s);
    row({u"store"_s, u"remove"_s, u"ghost"_s}, 4, u"StoreNotFound"_s, u"ghost"_s);
    row({u"backup"_s, u"create"_s, u"S"_s, u"--to"_s, u"disk"_s}, 2, invalid, u"--path"_s);
    row({u"backup"_s, u"create"_s, u"S"_s, u"--all"_s}, 2, invalid, u"--to STORE"_s);
    row({u"backup"_s, u"create"_s, u"S"_s, u"--all"_s, u"--to"_s, u"/srv"_s}, 2, invalid, u"store add"_s);
    row({u"backup"_s, u"create"_s, u"S"_s, u"--path"_s, u"data"_s, u"--to"_s, u"disk"_s}, 2, invalid,
        u"does not begin with '/'"_s);
    row({u"backup"_s, u"create"_s, u"S"_s, u"--path"_s, u"/a/../b"_s, u"--to"_s, u"disk"_s}, 2, invalid,
        u"'..'"_s);
    row({u"backup"_s, u"create"_s, u"S"_s, u"--path"_s, QString(u"/"_s % QString(4097, u'x')), u"--to"_s,
         u"disk"_s},
        2, invalid, u"4096"_s);
    row({u"backup"_s, u"create"_s, u"S"_s, u"--all"_s, u"--to"_s, u"disk"_s, u"--level"_s, u"20"_s}, 2,
        invalid, u"from 1 to 19"_s);
    row({u"backup"_s, u"create"_s, u"S"_s, u"--all"_s, u"--to"_s, u"ghost"_s}, 4, u"StoreNotFound"_s,
        u"ghost"_s);
    row({u"backup"_s, u"list"_s, u"--limit"_s, u"101"_s}, 2, invalid, u"from 1 to 100"_s);
    row({u"backup"_s, u"list"_s, u"--since"_s, u"yesterday"_s}, 2, invalid, u"not a time"_s);
    row({u"backup"_s, u"list"_s, u"--status"_s, u"GOOD"_s}, 2, invalid, u"AVAILABLE"_s);
    row({u"backup"_s, u"list"_s, u"--next"_s, u"rubbish"_s}, 2, invalid, u"first page"_s);
    row({u"backup"_s, u"show"_s, kUnknownBackup}, 4, u"BackupNotFound"_s, u"backup list"_s);
    row({u"backup"_s, u"files"_s, kUnknownBackup}, 4, u"BackupNotFound"_s, kUnknownBackup);
    row({u"backup"_s, u"files"_s, kUnknownBackup, u"--under"_s, u"x"_s}, 2, invalid, u"begin with '/'"_s);
    row({u"backup"_s, u"verify"_s, kUnknownBackup}, 4, u"BackupNotFound"_s, kUnknownBackup);
    row({u"backup"_s, u"export"_s, kUnknownBackup}, 2, invalid, u"--to"_s);
    row({u"backup"_s, u"export"_s, kUnknownBackup, u"--to"_s, u"/tmp/never.tar"_s}, 4, u"BackupNotFound"_s,
        kUnknownBackup);
    row({u"backup"_s, u"restore"_s, kUnknownBackup, u"--to"_s, u"S"_s}, 4, u"BackupNotFound"_s,
        kUnknownBackup);
    row({u"backup"_s, u"restore"_s, kUnknownBackup, u"--to"_s, u"S"_s, u"--conflict"_s, u"maybe"_s}, 2,
        invalid, u"overwrite, skip, newer"_s);
    row({u"backup"_s, u"delete"_s, kUnknownBackup}, 4, u"BackupNotFound"_s, kUnknownBackup);
    row({u"job"_s, u"list"_s, u"--limit"_s, u"0"_s}, 2, invalid, u"from 1 to 1000"_s);
    row({u"job"_s, u"show"_s, kUnknownJob}, 4, u"JobNotFound"_s, u"job list"_s);
    row({u"job"_s, u"cancel"_s, kUnknownJob}, 4, u"JobNotFound"_s, kUnknownJob);
    row({u"job"_s, u"log"_s, kUnknownJob}, 4, u"JobNotFound"_s, kUnknownJob);
    row({u"completion"_s, u"fish"_s}, 2, invalid, u"fish"_s);
    row({u"man"_s, u"page"_s}, 2, invalid, u"too many"_s);
}

void TestCommands::refuses()
{
    QFETCH(QStringList, words);
    QFETCH(int, exitCode);
    QFETCH(QString, error);
    QFETCH(QString, says);
    const ProgramRun text = run(words);
    QCOMPARE(text.exitCode, exitCode);
    QVERIFY2(text.output.isEmpty(), text.output.constData());
    QVERIFY2(QString::fromUtf8(text.errors).contains(says), text.errors.constData());

    const ProgramRun json = run(words + QStringList{u"--json"_s});
    QCOMPARE(json.exitCode, exitCode);
    QCOMPARE(json.json()[u"error"_s][u"code"_s].toString(), error);
    QVERIFY(json.json()[u"error"_s][u"message"_s].toString().contains(says));
    QCOMPARE(json.errors, text.errors);
}

void TestCommands::saysHowToGetAdb()
{
    const QByteArray path = qgetenv("PATH");
    qputenv("PATH", "/nonexistent");
    qputenv("ADB_SERVER_SOCKET", "tcp:127.0.0.1:1");
    const ProgramRun run = this->run({u"phone"_s, u"list"_s, u"--json"_s});
    qputenv("PATH", path);
    qunsetenv("ADB_SERVER_SOCKET");
    QCOMPARE(run.exitCode, 1);
    QCOMPARE(run.json()[u"error"_s][u"code"_s].toString(), u"AdbMissing"_s);
    QVERIFY2(run.errors.contains("apt install adb"), run.errors.constData());
}

void TestCommands::writesALog()
{
    run({u"backup"_s, u"show"_s, kUnknownBackup});
    QFile log(m_home->filePath(u"data/log/holdfast.log"_s));
    QVERIFY(log.open(QIODevice::ReadOnly));
    const QByteArray text = log.readAll();
    QVERIFY2(text.contains("holdfast.cli: backup show failed: BackupNotFound"), text.constData());
}

void TestCommands::choosesTheExitCode_data()
{
    QTest::addColumn<QList<JobRecord>>("jobs");
    QTest::addColumn<int>("exitCode");
    const JobRecord good = ended(JobStatus::Finished);
    const JobRecord part = ended(JobStatus::PartFinished);
    const JobRecord lost = ended(JobStatus::Failed, Errc::PhoneLost);
    const JobRecord space = ended(JobStatus::Failed, Errc::PhoneSpace);
    const JobRecord abi = ended(JobStatus::Failed, Errc::PhoneAbi);
    const JobRecord stopped = ended(JobStatus::Cancelled, Errc::Cancelled);
    QTest::newRow("all good") << QList{good, good} << 0;
    QTest::newRow("files lost") << QList{part} << 3;
    QTest::newRow("some failed") << QList{good, lost} << 3;
    QTest::newRow("some failed, some in part") << QList{part, space} << 3;
    QTest::newRow("failed") << QList{lost} << 1;
    QTest::newRow("refused alike") << QList{space, abi} << 5;
    QTest::newRow("failed differently") << QList{space, lost} << 1;
    QTest::newRow("cancelled") << QList{good, stopped, lost} << 130;
}

void TestCommands::choosesTheExitCode()
{
    QFETCH(QList<JobRecord>, jobs);
    QFETCH(int, exitCode);
    QCOMPARE(static_cast<int>(exitCodeOf(jobs)), exitCode);
}

QTEST_GUILESS_MAIN(TestCommands)
#include "tst_commands.moc"
