// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/catalog.h"
#include "core/engine/backupservice.h"
#include "core/engine/engine.h"
#include "core/engine/jobservice.h"
#include "core/engine/storeservice.h"
#include "tests/archive/archivetesting.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

using namespace holdfast;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

/// Work on backups that needs no phone: rescan, verify, delete, many at once.
class StoredBackupsTest : public QObject
{
    Q_OBJECT

private:
    static EngineOptions optionsIn(const QString &folder, int parallelJobs = 4)
    {
        EngineOptions options;
        options.parallelJobs = parallelJobs;
        options.dataDirectory = folder + u"/data"_s;
        return options;
    }

    static BackupId idOf(int number) { return {u"bf-%1"_s.arg(number, 17, 10, QLatin1Char('0'))}; }

    /// Puts the archive of one backup into the folder as another machine's Holdfast would have.
    static QString putArchive(const QString &folder, int number)
    {
        const QByteArray tar =
            testing::tarOfFiles({{"data/a.txt", "hello " + QByteArray::number(number)},
                                 {"data/b.bin", testing::noise(200'000, quint32(number))}});
        const QJsonObject manifest{{u"backup"_s, QJsonObject{{u"id"_s, idOf(number).value},
                                                             {u"name"_s, u"night %1"_s.arg(number)},
                                                             {u"createdAt"_s, u"2026-01-02T03:04:05.000Z"_s},
                                                             {u"paths"_s, QJsonArray{u"/data"_s}}}},
                                   {u"phone"_s, QJsonObject{{u"id"_s, u"ph-x"_s},
                                                            {u"serial"_s, u"10.0.0.1:5555"_s},
                                                            {u"name"_s, u"golden"_s},
                                                            {u"serialNumber"_s, u"S1"_s},
                                                            {u"androidVersion"_s, u"14"_s},
                                                            {u"sdk"_s, 34}}}};
        testing::MemorySource source(tar);
        testing::MemorySink sink;
        const auto written =
            writeArchive(source, sink, manifest, {.frameSize = 64 * 1024}, {}, CancelToken());
        if (!written)
            qFatal("%s", qPrintable(userText(written.error())));
        QString path = folder + u"/night-%1.tar.zst"_s.arg(idOf(number).value);
        QFile file(path);
        if (!file.open(QFile::WriteOnly) || file.write(sink.bytes) != sink.bytes.size())
            qFatal("no archive could be put");
        return path;
    }

    static void flipByte(const QString &path, qint64 offset)
    {
        QFile file(path);
        QVERIFY(file.open(QFile::ReadWrite));
        QVERIFY(file.seek(offset));
        char byte = 0;
        QVERIFY(file.getChar(&byte));
        QVERIFY(file.seek(offset));
        QVERIFY(file.putChar(char(byte ^ 0x40)));
    }

    static JobRecord onlyJob(Engine &engine, const Result<BatchId> &batch)
    {
        if (!batch || !engine.jobs().waitFor(*batch, 60s))
            return {};
        return engine.jobs().batch(*batch)->value(0);
    }

    void addSecond()
    {
        m_second = m_folder->path() + u"/second"_s;
        QVERIFY(QDir().mkpath(m_second));
        QVERIFY(m_engine->stores().add(u"second"_s, m_second, CancelToken()));
    }

    static QByteArray contentOf(const QString &path)
    {
        QFile file(path);
        return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_store = m_folder->path() + u"/store"_s;
        QVERIFY(QDir().mkpath(m_store));
        auto engine = Engine::open(optionsIn(m_folder->path()));
        QVERIFY(engine);
        m_engine = std::move(*engine);
        QVERIFY(m_engine->stores().add(u"local"_s, m_store, CancelToken()));
    }

    void cleanup()
    {
        m_engine.reset();
        m_folder.reset();
    }

    void aLostCatalogIsRebuiltFromTheArchives()
    {
        putArchive(m_store, 1);
        putArchive(m_store, 2);
        QFile foreign(m_store + u"/notes.tar.zst"_s);
        QVERIFY(foreign.open(QFile::WriteOnly));
        foreign.close();

        const auto first = m_engine->stores().scan(u"local"_s, CancelToken());
        QVERIFY(first);
        QCOMPARE(first->objects, 2);
        QCOMPARE(first->added, 2);
        QVERIFY(first->problems.isEmpty());
        const auto backup = m_engine->backups().get(idOf(2));
        QVERIFY(backup);
        QCOMPARE(backup->status, BackupStatus::Available);
        QCOMPARE(backup->name, u"night 2"_s);
        QCOMPARE(backup->phoneName, u"golden"_s);
        QCOMPARE(backup->fileCount, 2);
        QCOMPARE(backup->sizeBytes, 200'007);
        QVERIFY(backup->verifiedAt.isValid());
        QList<QByteArray> names;
        QVERIFY(m_engine->backups().files(
            idOf(2), u"/data/a*"_s,
            [&](const IndexEntry &entry) {
                names.append(entry.path);
                return true;
            },
            CancelToken()));
        QCOMPARE(names, QList<QByteArray>{"data/a.txt"});

        const auto second = m_engine->stores().scan(u"local"_s, CancelToken());
        QVERIFY(second);
        QCOMPARE(second->added, 0);
        QCOMPARE(second->confirmed, 2);
    }

    void anObjectThatIsGoneIsMissingUntilItIsBack()
    {
        const QString path = putArchive(m_store, 1);
        QVERIFY(m_engine->stores().scan(u"local"_s, CancelToken()));
        QVERIFY(QFile::rename(path, m_folder->path() + u"/away"_s));
        QCOMPARE(m_engine->stores().scan(u"local"_s, CancelToken())->missing, 1);
        QCOMPARE(m_engine->backups().get(idOf(1))->status, BackupStatus::Missing);
        QVERIFY(QFile::rename(m_folder->path() + u"/away"_s, path));
        QCOMPARE(m_engine->stores().scan(u"local"_s, CancelToken())->returned, 1);
        QCOMPARE(m_engine->backups().get(idOf(1))->status, BackupStatus::Available);
    }

    void anotherArchiveInItsPlaceDoesNotReturn()
    {
        const QString path = putArchive(m_store, 1);
        const QString other = putArchive(m_store, 2);
        QVERIFY(m_engine->stores().scan(u"local"_s, CancelToken()));
        QVERIFY(QFile::remove(path));
        QCOMPARE(m_engine->stores().scan(u"local"_s, CancelToken())->missing, 1);
        QVERIFY(QFile::copy(other, path));
        const auto report = m_engine->stores().scan(u"local"_s, CancelToken());
        QCOMPARE(report->returned, 0);
        QCOMPARE(report->problems.size(), 1);
        QCOMPARE(report->problems.constFirst().code, Errc::ArchiveDamaged);
        QCOMPARE(m_engine->backups().get(idOf(1))->status, BackupStatus::Missing);
        QCOMPARE(m_engine->backups().get(idOf(1))->name, u"night 1"_s);
    }

    void theObjectOfAnInterruptedBackupIsJudgedByItsBytes()
    {
        const QString path = putArchive(m_store, 1);
        QVERIFY(m_engine->stores().scan(u"local"_s, CancelToken()));
        const auto fail = [this] {
            auto catalog = Catalog::open(m_folder->path() + u"/data/catalog.sqlite"_s);
            QVERIFY(catalog);
            auto backup = (*catalog)->backups().get(idOf(1));
            QVERIFY(backup);
            backup->status = BackupStatus::Failed;
            QVERIFY((*catalog)->backups().adopt(*backup));
        };
        fail();
        flipByte(path, 50'000);
        const auto damaged = m_engine->stores().scan(u"local"_s, CancelToken());
        QCOMPARE(damaged->problems.size(), 1);
        QCOMPARE(m_engine->backups().get(idOf(1))->status, BackupStatus::Failed);
        flipByte(path, 50'000);
        const auto whole = m_engine->stores().scan(u"local"_s, CancelToken());
        QCOMPARE(whole->returned, 1);
        QCOMPARE(m_engine->backups().get(idOf(1))->status, BackupStatus::Available);
    }

    void aDamagedArchiveIsNeverAdopted()
    {
        const QString path = putArchive(m_store, 1);
        flipByte(path, 50'000);
        const auto report = m_engine->stores().scan(u"local"_s, CancelToken());
        QVERIFY(report);
        QCOMPARE(report->added, 0);
        QCOMPARE(report->problems.size(), 1);
        QCOMPARE(report->problems.first().code, Errc::ArchiveDamaged);
        QVERIFY(report->problems.first().context.object.contains(u"night-"_s));
        QVERIFY(!m_engine->backups().get(idOf(1)));
    }

    void verifyFindsAFlippedByteAndItsRepair()
    {
        const QString path = putArchive(m_store, 1);
        QVERIFY(m_engine->stores().scan(u"local"_s, CancelToken()));
        flipByte(path, 100'000);
        const JobRecord bad = onlyJob(*m_engine, m_engine->backups().startVerify({idOf(1)}));
        QCOMPARE(bad.status, JobStatus::Failed);
        QCOMPARE(bad.error.value_or(Error{}).code, Errc::ArchiveDamaged);
        QCOMPARE(m_engine->backups().get(idOf(1))->status, BackupStatus::Damaged);
        ExportRequest request{.backup = idOf(1), .destination = m_folder->path() + u"/out"_s, .paths = {}};
        ProgressCounters progress;
        QCOMPARE(m_engine->backups().exportFiles(request, progress, CancelToken()).error().code,
                 Errc::BackupNotUsable);

        flipByte(path, 100'000);
        const JobRecord good = onlyJob(*m_engine, m_engine->backups().startVerify({idOf(1)}));
        QCOMPARE(good.status, JobStatus::Finished);
        QCOMPARE(m_engine->backups().get(idOf(1))->status, BackupStatus::Available);
    }

    void deletingTakesTheObjectAndKeepsTheRowAsDeleted()
    {
        const QString path = putArchive(m_store, 1);
        QVERIFY(m_engine->stores().scan(u"local"_s, CancelToken()));
        QCOMPARE(m_engine->stores().remove(u"local"_s).error().code, Errc::StoreInUse);
        QCOMPARE(onlyJob(*m_engine, m_engine->backups().startDelete({idOf(1)})).status, JobStatus::Finished);
        QVERIFY(!QFile::exists(path));
        QCOMPARE(m_engine->backups().get(idOf(1))->status, BackupStatus::Deleted);
        QCOMPARE(m_engine->backups().startDelete({idOf(1)}).error().code, Errc::BackupNotFound);
        QVERIFY(m_engine->stores().remove(u"local"_s));
    }

    void aStoreFollowsItsFolder()
    {
        const QString path = putArchive(m_store, 1);
        QVERIFY(m_engine->stores().scan(u"local"_s, CancelToken()));
        const QString moved = m_folder->path() + u"/moved"_s;
        QVERIFY(QDir().mkpath(moved));
        const StoreSetup wanted{.name = u"local"_s, .url = moved};

        // As long as its backups are not there it stays where they are, also when one of that name is.
        const QString there = moved + u'/' + QFileInfo(path).fileName();
        QCOMPARE(m_engine->stores().change(wanted, CancelToken()).error().code, Errc::InvalidArgument);
        QFile half(there);
        QVERIFY(half.open(QFile::WriteOnly) && half.write("half of it") > 0);
        half.close();
        const auto refused = m_engine->stores().change(wanted, CancelToken());
        QVERIFY(!refused);
        QVERIFY2(userText(refused.error()).contains(idOf(1).value), qPrintable(userText(refused.error())));
        QCOMPARE(onlyJob(*m_engine, m_engine->backups().startVerify({idOf(1)})).status, JobStatus::Finished);
        QVERIFY(QFile::remove(there));

        QVERIFY(QFile::rename(path, there));
        const auto changed = m_engine->stores().change(wanted, CancelToken());
        QVERIFY2(changed, qPrintable(changed ? QString() : userText(changed.error())));
        QCOMPARE(changed->url, moved);
        QCOMPARE(changed->backupCount, 1);
        QCOMPARE(QUrl(m_engine->backups().get(idOf(1))->location).toLocalFile(), there);
        QCOMPARE(onlyJob(*m_engine, m_engine->backups().startVerify({idOf(1)})).status, JobStatus::Finished);
        QCOMPARE(m_engine->stores().change({.name = u"none"_s, .url = moved}, CancelToken()).error().code,
                 Errc::StoreNotFound);
    }

    void aCopyIsABackupOfItsOwn()
    {
        const QString path = putArchive(m_store, 1);
        QVERIFY(m_engine->stores().scan(u"local"_s, CancelToken()));
        addSecond();
        const JobRecord job =
            onlyJob(*m_engine, m_engine->backups().startCopy({idOf(1)}, u"second"_s, u"deep"_s));
        QCOMPARE(job.status, JobStatus::Finished);
        QVERIFY(job.backup != idOf(1));
        const auto original = m_engine->backups().get(idOf(1));
        const auto copy = m_engine->backups().get(job.backup);
        QVERIFY(original && copy);
        QCOMPARE(copy->status, BackupStatus::Available);
        QCOMPARE(copy->storeName, u"second"_s);
        QCOMPARE(copy->createdAt, original->createdAt);
        QCOMPARE(copy->phone, original->phone);
        QCOMPARE(copy->sha256, original->sha256);
        QCOMPARE(copy->checkedBy, CheckLevel::EveryByte);
        QCOMPARE(contentOf(QUrl(copy->location).toLocalFile()), contentOf(path));
        QVERIFY(copy->location.contains(u"/second/deep/"_s));
        QVERIFY(m_engine->backups().files(
            copy->id, {}, [](const IndexEntry &) { return true; }, CancelToken()));
        QCOMPARE(m_engine->backups().startCopy({idOf(1)}, u"local"_s, {}).error().code,
                 Errc::InvalidArgument);
        QCOMPARE(m_engine->backups().startCopy({idOf(1)}, u"third"_s, {}).error().code, Errc::StoreNotFound);

        // The original may go, and the catalog may be lost: the copy is found by its object alone.
        QCOMPARE(onlyJob(*m_engine, m_engine->backups().startDelete({idOf(1)})).status, JobStatus::Finished);
        m_engine.reset();
        QVERIFY(QDir(m_folder->path() + u"/data"_s).removeRecursively());
        m_engine = std::move(*Engine::open(optionsIn(m_folder->path())));
        addSecond();
        const auto scan = m_engine->stores().scan(u"second"_s, CancelToken());
        QVERIFY(scan);
        QCOMPARE(scan->added, 1);
        QVERIFY(scan->problems.isEmpty());
        QCOMPARE(m_engine->backups().get(job.backup)->status, BackupStatus::Available);
        QVERIFY(!m_engine->backups().get(idOf(1)));
    }

    void aDamagedBackupIsNotCopied()
    {
        const QString path = putArchive(m_store, 1);
        QVERIFY(m_engine->stores().scan(u"local"_s, CancelToken()));
        addSecond();
        flipByte(path, 100'000);
        const JobRecord job = onlyJob(*m_engine, m_engine->backups().startCopy({idOf(1)}, u"second"_s, {}));
        QCOMPARE(job.status, JobStatus::Failed);
        QCOMPARE(job.error.value_or(Error{}).code, Errc::ArchiveDamaged);
        QVERIFY(job.error->context.object.contains(path));
        QCOMPARE(m_engine->backups().get(job.backup)->status, BackupStatus::Failed);
        QVERIFY(QDir(m_second).entryList(QDir::Files | QDir::Hidden).isEmpty());
    }

    void theCopyOfAProcessThatDiedIsTakenBack()
    {
        putArchive(m_store, 1);
        QVERIFY(m_engine->stores().scan(u"local"_s, CancelToken()));
        addSecond();
        BackupRecord copy = *m_engine->backups().get(idOf(1));
        copy.id = newBackupId();
        copy.status = BackupStatus::Uploading;
        copy.storeName = u"second"_s;
        copy.objectKey = u"night-%1.tar.zst"_s.arg(copy.id.value);
        const QString object = m_second + u'/' + copy.objectKey;
        QVERIFY(QFile::copy(putArchive(m_store, 2), object));
        JobRecord job;
        job.id = newJobId();
        job.kind = JobKind::Copy;
        job.backup = copy.id;
        job.status = JobStatus::Processing;
        job.createdAt = copy.createdAt;
        job.owner = currentProcess();
        job.owner.startMark += u"-before"_s;
        job.leaseUntil = copy.createdAt;
        {
            auto catalog = Catalog::open(m_folder->path() + u"/data/catalog.sqlite"_s);
            QVERIFY(catalog);
            QVERIFY((*catalog)->backups().insert(copy));
            QVERIFY((*catalog)->jobs().insertBatch(
                {.id = newBatchId(), .kind = JobKind::Copy, .createdAt = copy.createdAt, .request = {}},
                {job}));
        }
        m_engine.reset();
        m_engine = std::move(*Engine::open(optionsIn(m_folder->path())));
        QCOMPARE(m_engine->backups().get(copy.id)->status, BackupStatus::Failed);
        QVERIFY(!QFile::exists(object));
        QCOMPARE(m_engine->backups().get(idOf(1))->status, BackupStatus::Available);
    }

    void manyJobsRunAtOnceAndAllEnd()
    {
        QList<BackupId> ids;
        for (int i = 1; i <= 24; ++i) {
            putArchive(m_store, i);
            ids.append(idOf(i));
        }
        QVERIFY(m_engine->stores().scan(u"local"_s, CancelToken()));
        const auto batch = m_engine->backups().startVerify(ids);
        QVERIFY(batch);
        QVERIFY(m_engine->jobs().waitFor(*batch, 120s));
        const auto jobs = m_engine->jobs().batch(*batch);
        QCOMPARE(jobs->size(), 24);
        for (qsizetype i = 0; i < jobs->size(); ++i) {
            QCOMPARE((*jobs)[i].backup, ids[i]);
            QCOMPARE((*jobs)[i].status, JobStatus::Finished);
        }
    }

    void cancelledBatchesEndAndSayHow()
    {
        // One job at a time, so that most of the forty still wait when they are cancelled.
        m_engine.reset();
        m_engine = std::move(*Engine::open(optionsIn(m_folder->path(), 1)));
        QList<BackupId> ids;
        for (int i = 1; i <= 40; ++i) {
            putArchive(m_store, i);
            ids.append(idOf(i));
        }
        QVERIFY(m_engine->stores().scan(u"local"_s, CancelToken()));
        const auto batch = m_engine->backups().startVerify(ids);
        QVERIFY(batch);
        // The newest first: they wait while the oldest run.
        const auto queued = m_engine->jobs().batch(*batch);
        for (auto job = queued->rbegin(); job != queued->rend(); ++job)
            QVERIFY(m_engine->jobs().cancel({job->id}));
        QVERIFY(m_engine->jobs().waitFor(*batch, 60s));
        int cancelled = 0;
        const auto jobs = m_engine->jobs().batch(*batch);
        for (const JobRecord &job : *jobs) {
            QVERIFY(job.status == JobStatus::Cancelled || job.status == JobStatus::Finished);
            cancelled += job.status == JobStatus::Cancelled;
        }
        QVERIFY(cancelled > 0);
        for (const BackupId &id : std::as_const(ids))
            QCOMPARE(m_engine->backups().get(id)->status, BackupStatus::Available);
    }

    void aSecondEngineSeesTheSame()
    {
        putArchive(m_store, 1);
        const auto second = Engine::open(optionsIn(m_folder->path()));
        QVERIFY(second);
        QVERIFY((*second)->stores().scan(u"local"_s, CancelToken()));
        QCOMPARE(m_engine->backups().get(idOf(1))->status, BackupStatus::Available);
        QCOMPARE(onlyJob(**second, m_engine->backups().startVerify({idOf(1)})).status, JobStatus::Finished);
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Engine> m_engine;
    QString m_store;
    QString m_second;
};

QTEST_GUILESS_MAIN(StoredBackupsTest)
#include "tst_storedbackups.moc"
