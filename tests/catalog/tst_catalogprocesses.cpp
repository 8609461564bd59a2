// SPDX-License-Identifier: GPL-3.0-or-later
// Several processes on one catalog, and processes that are killed in the middle of writing. The test starts
// itself again as the writing process: `tst_catalogprocesses --write PATH FIRST COUNT`.
#include "tests/catalog/catalogfixture.h"

#include <QCoreApplication>
#include <QProcess>
#include <QRandomGenerator>

#include <cstdio>

using namespace holdfast;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Writes @p count backups, each with a job and a file list; tells the number of each that is done.
int writeBackups(const QString &path, int first, int count)
{
    auto catalog = Catalog::open(path);
    for (int i = first; catalog && i < first + count; ++i) {
        const BackupRecord backup = someBackup(i);
        JobRecord job;
        job.id = {u"t-%1"_s.arg(i)};
        job.backup = backup.id;
        job.status = JobStatus::Processing;
        job.owner = currentProcess();
        job.createdAt = backup.createdAt;
        const BatchRecord batch{{u"t-b%1"_s.arg(i)}, JobKind::Backup, backup.createdAt};
        if (!(*catalog)->backups().insert(backup) || !(*catalog)->jobs().insertBatch(batch, {job}))
            return 1;
        auto writer = (*catalog)->files().write(backup.id, {});
        for (int f = 0; writer && f < 200; ++f) {
            if (!writer->add({.path = "/data/" + QByteArray::number(i) + '/' + QByteArray::number(f)}))
                return 1;
        }
        if (!writer || !writer->finish())
            return 1;
        std::printf("%d\n", i);
        std::fflush(stdout);
    }
    return catalog ? 0 : 1;
}

std::unique_ptr<QProcess> startWriter(const QString &path, int first, int count)
{
    auto process = std::make_unique<QProcess>();
    process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process->start(QCoreApplication::applicationFilePath(),
                   {u"--write"_s, path, QString::number(first), QString::number(count)});
    return process;
}

} // namespace

class CatalogProcessesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void twoProcessesWriteAtOnce()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"catalog.sqlite"_s);
        const auto one = startWriter(path, 0, 40); // both make the file
        const auto two = startWriter(path, 1000, 40);
        QVERIFY(one->waitForFinished(90000));
        QVERIFY(two->waitForFinished(90000));
        QCOMPARE(one->exitCode(), 0);
        QCOMPARE(two->exitCode(), 0);
        auto catalog = must(Catalog::open(path));
        QCOMPARE(must(catalog->backups().list({}, {})).totalCount, 80);
        QCOMPARE(must(catalog->jobs().list({}, {})).totalCount, 80);
        must(catalog->database().checkIntegrity());
    }

    void aKilledProcessLeavesACatalogThatOpens()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"catalog.sqlite"_s);
        for (int round = 0; round < 15; ++round) {
            const auto writer = startWriter(path, round * 1000, 1000);
            QVERIFY(writer->waitForReadyRead(30000));
            (void)writer->waitForFinished(
                QRandomGenerator::global()->bounded(40)); // a random point of its work
            writer->kill();
            QVERIFY(writer->waitForFinished(30000));
            const QList<QByteArray> told = writer->readAllStandardOutput().trimmed().split('\n');

            auto catalog = must(Catalog::open(path));
            must(catalog->database().checkIntegrity());
            for (const QByteArray &number : told) { // what was told as done is there
                const BackupId id = someBackup(number.toInt()).id;
                must(catalog->backups().get(id));
                QVERIFY(must(catalog->files().has(id)));
                QCOMPARE(must(catalog->files().entries(id, "/", {})).totalCount, 200);
            }
            must(catalog->jobs().markInterrupted(livenessOf, at(0)));
            JobFilter running;
            running.statuses = {JobStatus::Processing};
            QCOMPARE(must(catalog->jobs().list(running, {})).totalCount, 0);
        }
    }
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 5 && arguments[1] == "--write"_L1)
        return writeBackups(arguments[2], arguments[3].toInt(), arguments[4].toInt());
    CatalogProcessesTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_catalogprocesses.moc"
