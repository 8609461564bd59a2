// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/catalog.h"
#include "core/catalog/statement.h"
#include "core/engine/backupservice.h"
#include "core/engine/engine.h"
#include "core/engine/jobservice.h"
#include "core/engine/phoneservice.h"
#include "core/engine/storeservice.h"
#include "tests/support/emulatedphonefixture.h"

#include <QDir>
#include <QDirIterator>
#include <QTemporaryDir>
#include <QTest>

using namespace holdfast;
using namespace holdfast::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

/// Whole jobs on two emulated phones behind a real adb server.
class PhoneJobsTest : public QObject
{
    Q_OBJECT

private:
    [[nodiscard]] QStringList objects() const
    {
        QStringList found;
        QDirIterator walk(m_store, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (walk.hasNext())
            found.append(walk.next());
        return found;
    }

    JobRecord finished(const Result<BatchId> &batch)
    {
        if (!batch) {
            qWarning("%s", qPrintable(userText(batch.error())));
            return {};
        }
        if (!m_engine->jobs().waitFor(*batch, 120s))
            return {};
        return m_engine->jobs().batch(*batch)->value(0);
    }

    [[nodiscard]] BackupRequest requestFor(const EmulatedPhoneFixture &phone, const QString &path) const
    {
        BackupRequest request;
        request.phones = {{phone.serial()}};
        request.paths = {path};
        request.store = u"local"_s;
        return request;
    }

    static void writeOn(const EmulatedPhoneFixture &phone, const QString &path, const QByteArray &content)
    {
        const QString file = phone.root() + path;
        QVERIFY(QDir().mkpath(QFileInfo(file).path()));
        QFile out(file);
        QVERIFY(out.open(QFile::WriteOnly));
        QCOMPARE(out.write(content), content.size());
    }

    static QByteArray contentOf(const QString &file)
    {
        QFile in(file);
        return in.open(QFile::ReadOnly) ? in.readAll() : QByteArray();
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_server.start(), qPrintable(m_server.error()));
        m_server.exportEnvironment();
        EmulatorSettings first;
        first.name = u"first"_s;
        QVERIFY2(m_first.start(first, SampleSize::Small), qPrintable(m_first.error()));
        EmulatorSettings second;
        second.name = u"second"_s;
        QVERIFY2(m_second.start(second), qPrintable(m_second.error()));
        EmulatorSettings old;
        old.name = u"old"_s;
        old.androidVersion = u"13"_s;
        QVERIFY2(m_old.start(old), qPrintable(m_old.error()));
        m_store = m_folder.path() + u"/store"_s;
        QVERIFY(QDir().mkpath(m_store));
        EngineOptions options;
        options.dataDirectory = m_folder.path() + u"/data"_s;
        options.agentDirectory = qEnvironmentVariable("HOLDFAST_BUILD_DIR") + u"/agents"_s;
        options.adb = {.host = u"127.0.0.1"_s, .port = m_server.port(), .socketPath = {}};
        options.inactivityTimeout = 3s;
        auto engine = Engine::open(options);
        QVERIFY(engine);
        m_engine = std::move(*engine);
        QVERIFY(m_engine->stores().add(u"local"_s, m_store, CancelToken()));
    }

    void cleanupTestCase() { m_engine.reset(); }

    void cleanup()
    {
        QVERIFY(m_first.clearFaults());
        QVERIFY(m_second.clearFaults());
    }

    void aBackupIsCheckedFoundAndRestoredToAnotherPhone()
    {
        writeOn(m_first, u"/data/local/tmp/proof/a\nb.txt"_s, "proof");
        const JobRecord backup = finished(
            m_engine->backups().startBackup(requestFor(m_first, u"/data/local/tmp/proof"_s), CancelToken()));
        QCOMPARE(backup.status, JobStatus::Finished);
        const auto record = m_engine->backups().get(backup.backup);
        QCOMPARE(record->status, BackupStatus::Available);
        QCOMPARE(record->fileCount, 1);
        QCOMPARE(record->sizeBytes, 5);

        RestoreRequest restore;
        restore.backup = backup.backup;
        restore.phones = {{m_second.serial()}};
        const JobRecord restored = finished(m_engine->backups().startRestore(restore, CancelToken()));
        QCOMPARE(restored.status, JobStatus::Finished);
        QCOMPARE(restored.outcome.value("different"_L1).toInt(-1), 0);
        QCOMPARE(restored.outcome.value("compared"_L1).toInt(), 2);
        QFile proof(m_second.root() + u"/data/local/tmp/proof/a\nb.txt"_s);
        QVERIFY(proof.open(QFile::ReadOnly));
        QCOMPARE(proof.readAll(), QByteArray("proof"));
    }

    void twoPhonesAreBackedUpAtOnce()
    {
        BackupRequest request;
        request.phones = {{m_first.serial()}, {m_second.serial()}, {u"127.0.0.1:1"_s}};
        request.whole = true;
        request.store = u"local"_s;
        const auto batch = m_engine->backups().startBackup(request, CancelToken());
        QVERIFY(batch);
        QVERIFY(m_engine->jobs().waitFor(*batch, 120s));
        const auto jobs = m_engine->jobs().batch(*batch);
        QCOMPARE(jobs->size(), 3);
        QCOMPARE((*jobs)[0].status, JobStatus::Finished);
        QCOMPARE((*jobs)[1].status, JobStatus::Finished);
        QCOMPARE((*jobs)[2].status, JobStatus::Failed);
        QCOMPARE((*jobs)[2].error.value_or(Error{}).code, Errc::PhoneNotFound);
    }

    void anOlderAndroidIsRefusedBeforeAnythingChanges()
    {
        writeOn(m_first, u"/data/local/tmp/rule/x"_s, "x");
        const JobRecord backup = finished(
            m_engine->backups().startBackup(requestFor(m_first, u"/data/local/tmp/rule"_s), CancelToken()));
        RestoreRequest restore;
        restore.backup = backup.backup;
        restore.phones = {{m_old.serial()}};
        const auto findings = m_engine->backups().preflight(restore, {m_old.serial()}, CancelToken());
        QVERIFY(findings);
        QCOMPARE(findings->value(0).error.code, Errc::AndroidTooOld);
        const JobRecord refused = finished(m_engine->backups().startRestore(restore, CancelToken()));
        QCOMPARE(refused.status, JobStatus::Failed);
        QCOMPARE(refused.error.value_or(Error{}).code, Errc::AndroidTooOld);
        QVERIFY(!QFile::exists(m_old.root() + u"/data/local/tmp/rule"_s));
    }

    void anEmptyBatteryAndLockedStorageAreToldBeforeAnythingChanges()
    {
        const QString path = u"/data/local/tmp/condition"_s;
        writeOn(m_first, path + u"/x"_s, "x");
        const JobRecord backup =
            finished(m_engine->backups().startBackup(requestFor(m_first, path), CancelToken()));
        RestoreRequest restore;
        restore.backup = backup.backup;
        restore.phones = {{m_second.serial()}};
        EmulatorFaults faults;
        faults.storageLocked = true;
        QVERIFY(m_second.setFaults(faults));
        const JobRecord locked = finished(m_engine->backups().startRestore(restore, CancelToken()));
        QCOMPARE(locked.status, JobStatus::Failed);
        QCOMPARE(locked.error.value_or(Error{}).code, Errc::PhoneLocked);
        faults = {};
        faults.batteryPercent = 3;
        faults.unplugged = true;
        QVERIFY(m_second.setFaults(faults));
        const auto findings = m_engine->backups().preflight(restore, {m_second.serial()}, CancelToken());
        QVERIFY(findings && findings->size() == 1);
        QCOMPARE(findings->first().severity, PreflightFinding::Severity::Refusal);
        const JobRecord empty = finished(m_engine->backups().startRestore(restore, CancelToken()));
        QCOMPARE(empty.error.value_or(Error{}).code, Errc::PhoneBattery);
        QVERIFY(!QFile::exists(m_second.root() + path));

        restore.mayRunOut = true;
        const JobRecord done = finished(m_engine->backups().startRestore(restore, CancelToken()));
        QCOMPARE(done.status, JobStatus::Finished);
        QVERIFY(QFile::exists(m_second.root() + path + u"/x"_s));
        const auto log = m_engine->jobs().log(done.id);
        QVERIFY(std::any_of(log->begin(), log->end(), [](const EventRecord &event) {
            return event.kind == u"preflight"_s && event.text.contains(u"3 %"_s);
        }));
    }

    void whatARestoreReplacesIsBackedUpBefore()
    {
        const QString path = u"/data/local/tmp/safety"_s;
        writeOn(m_first, path + u"/x"_s, "new");
        const JobRecord backup =
            finished(m_engine->backups().startBackup(requestFor(m_first, path), CancelToken()));
        RestoreRequest restore;
        restore.backup = backup.backup;
        restore.phones = {{m_second.serial()}};
        restore.safetyBackup = {u"local"_s, u"before"_s};
        const auto both = [&] {
            const auto batch = m_engine->backups().startRestore(restore, CancelToken());
            if (!batch || !m_engine->jobs().waitFor(*batch, 120s))
                return QList<JobRecord>(2);
            return m_engine->jobs().batch(*batch).value_or(QList<JobRecord>(2));
        };
        // The phone has nothing of it yet.
        QList<JobRecord> jobs = both();
        QCOMPARE(jobs.size(), 2);
        QCOMPARE(jobs[0].status, JobStatus::Skipped);
        QCOMPARE(m_engine->backups().get(jobs[0].backup)->status, BackupStatus::Deleted);
        QCOMPARE(jobs[1].status, JobStatus::Finished);

        writeOn(m_second, path + u"/x"_s, "old");
        jobs = both();
        QCOMPARE(jobs[0].status, JobStatus::Finished);
        QCOMPARE(jobs[1].status, JobStatus::Finished);
        QCOMPARE(jobs[1].after, jobs[0].id);
        QVERIFY(jobs[0].finishedAt <= jobs[1].startedAt);
        QCOMPARE(contentOf(m_second.root() + path + u"/x"_s), QByteArray("new"));
        RestoreRequest back;
        back.backup = jobs[0].backup;
        back.phones = restore.phones;
        QCOMPARE(finished(m_engine->backups().startRestore(back, CancelToken())).status, JobStatus::Finished);
        QCOMPARE(contentOf(m_second.root() + path + u"/x"_s), QByteArray("old"));

        // Where the backup fails the phone stays as it is.
        EmulatorFaults faults;
        faults.noExec = true;
        QVERIFY(m_second.setFaults(faults));
        jobs = both();
        QCOMPARE(jobs[0].status, JobStatus::Failed);
        QCOMPARE(jobs[1].error.value_or(Error{}).code, Errc::SafetyBackup);
        QVERIFY(!jobs[1].error->detail.isEmpty());
        QCOMPARE(contentOf(m_second.root() + path + u"/x"_s), QByteArray("old"));
    }

    /// The phone spoils what it was given, after it was written and before it is compared.
    void whatDiffersInTheEndIsTakenBack()
    {
        const QString folder = u"/data/local/tmp/spoilt"_s;
        writeOn(m_first, folder + u"/first"_s, "new words");
        writeOn(m_first, folder + u"/later"_s, QByteArray(2'000'000, 'n'));
        const JobRecord backup =
            finished(m_engine->backups().startBackup(requestFor(m_first, folder), CancelToken()));
        writeOn(m_second, folder + u"/first"_s, "old text");
        writeOn(m_second, folder + u"/later"_s, QByteArray(30'000, 'o'));
        RestoreRequest restore;
        restore.backup = backup.backup;
        restore.phones = {{m_second.serial()}};
        EmulatorFaults slow;
        slow.bytesPerSecond = 400'000; // The later file takes seconds.
        QVERIFY(m_second.setFaults(slow));
        const auto batch = m_engine->backups().startRestore(restore, CancelToken());
        QVERIFY(batch);
        const QString first = m_second.root() + folder + u"/first"_s;
        QTRY_COMPARE_WITH_TIMEOUT(contentOf(first), QByteArray("new words"), 60'000);
        QFile file(first);
        QVERIFY(file.open(QFile::ReadWrite));
        const QDateTime time = file.fileTime(QFile::FileModificationTime);
        QCOMPARE(file.write("new wards"), 9);
        QVERIFY(file.flush() && file.setFileTime(time, QFile::FileModificationTime));
        file.close();
        QVERIFY(m_second.clearFaults());

        const JobRecord job = finished(batch);
        QCOMPARE(job.status, JobStatus::Failed);
        QCOMPARE(job.error.value_or(Error{}).code, Errc::CompareFailed);
        const auto log = m_engine->jobs().log(job.id);
        QVERIFY(std::any_of(log->begin(), log->end(), [&](const EventRecord &event) {
            return event.kind == u"different"_s && event.path == folder + u"/first"_s;
        }));
        QCOMPARE(contentOf(first), QByteArray("old text"));
        QCOMPARE(contentOf(m_second.root() + folder + u"/later"_s), QByteArray(30'000, 'o'));
        QCOMPARE(
            QDir(m_second.root() + folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
            (QStringList{u"first"_s, u"later"_s}));
        QVERIFY(!QFile::exists(m_second.root() + u"/data/local/tmp/.holdfast.restore"_s));
    }

    /// As after a kill between the last write of a backup's row and that of its job's.
    void aBackupThatWasCheckedBeforeAKillIsNotMadeAgain()
    {
        writeOn(m_first, u"/data/local/tmp/once/x"_s, "x");
        const JobRecord backup = finished(
            m_engine->backups().startBackup(requestFor(m_first, u"/data/local/tmp/once"_s), CancelToken()));
        const QStringList before = objects();
        const auto made = m_engine->backups().get(backup.backup);
        {
            const auto catalog = Catalog::open(m_folder.path() + u"/data/catalog.sqlite"_s);
            QVERIFY(catalog);
            Statement again(
                (*catalog)->database(),
                u"UPDATE job SET status = 'Waiting', attempt = 1, finished_at = NULL WHERE id = ?"_s);
            QVERIFY(again.bind(backup.id.value).run());
        }
        const JobRecord ended = finished(backup.batch);
        QCOMPARE(ended.status, JobStatus::Finished);
        QCOMPARE(ended.attempt, 1);
        QCOMPARE(ended.outcome.value("files"_L1).toInt(), 1);
        QCOMPARE(objects(), before);
        QVERIFY(*m_engine->backups().get(backup.backup) == *made);
    }

    void aCutLinkLeavesNoObjectAndTheNextRunSucceeds()
    {
        const QStringList before = objects();
        EmulatorFaults faults;
        faults.cutAfterBytes = 300'000;
        QVERIFY(m_first.setFaults(faults));
        const auto request = requestFor(m_first, u"/data"_s);
        const JobRecord cut = finished(m_engine->backups().startBackup(request, CancelToken()));
        QCOMPARE(cut.status, JobStatus::Failed);
        QCOMPARE(cut.error.value_or(Error{}).code, Errc::PhoneLost);
        QCOMPARE(m_engine->backups().get(cut.backup)->status, BackupStatus::Failed);
        QCOMPARE(objects(), before);
        QVERIFY(m_first.clearFaults());
        QVERIFY(m_first.connect());
        QCOMPARE(finished(m_engine->backups().startBackup(request, CancelToken())).status,
                 JobStatus::Finished);
    }

    void aFrozenPhoneFailsInTimeAndLeavesNothing()
    {
        const QStringList before = objects();
        EmulatorFaults slow;
        slow.bytesPerSecond = 400'000;
        QVERIFY(m_first.setFaults(slow));
        const auto batch = m_engine->backups().startBackup(requestFor(m_first, u"/data"_s), CancelToken());
        QVERIFY(batch);
        QTRY_VERIFY_WITH_TIMEOUT(m_engine->jobs().batch(*batch)->value(0).progress.phase == Phase::Copying,
                                 60'000);
        EmulatorFaults frozen;
        frozen.freeze = true;
        QVERIFY(m_first.setFaults(frozen));
        const JobRecord job = finished(batch);
        QCOMPARE(job.status, JobStatus::Failed);
        QCOMPARE(job.error.value_or(Error{}).code, Errc::PhoneSilent);
        QCOMPARE(objects(), before);
    }

    void cancellingWhileCopyingLeavesNoObjectAndNoAgent()
    {
        QVERIFY(m_second.connect());
        writeOn(m_second, u"/data/local/tmp/big"_s, QByteArray(30 << 20, 'x'));
        const QStringList before = objects();
        EmulatorFaults slow;
        slow.bytesPerSecond = 2'000'000;
        QVERIFY(m_second.setFaults(slow));
        const auto batch =
            m_engine->backups().startBackup(requestFor(m_second, u"/data/local/tmp/big"_s), CancelToken());
        QVERIFY(batch);
        QTRY_VERIFY_WITH_TIMEOUT(m_engine->jobs().batch(*batch)->value(0).progress.phase == Phase::Copying,
                                 60'000);
        QVERIFY(m_engine->jobs().cancelBatch(*batch));
        const JobRecord job = finished(batch);
        QCOMPARE(job.status, JobStatus::Cancelled);
        QCOMPARE(m_engine->backups().get(job.backup)->status, BackupStatus::Failed);
        QCOMPARE(objects(), before);
        QVERIFY(m_second.clearFaults());
        QTRY_VERIFY_WITH_TIMEOUT(!m_second.shell(u"ps -ef"_s).out.contains("holdfast-agent pack"), 20'000);
    }

    void aFileThatVanishesIsAWarningAndShown()
    {
        QVERIFY(m_second.connect());
        for (int i = 0; i < 3; ++i)
            writeOn(m_second, u"/data/local/tmp/gone/%1"_s.arg(i), QByteArray(3 << 20, 'y'));
        EmulatorFaults faults;
        faults.shrinkPath = u"/data/local/tmp/gone/1"_s;
        QVERIFY(m_second.setFaults(faults));
        const JobRecord job = finished(
            m_engine->backups().startBackup(requestFor(m_second, u"/data/local/tmp/gone"_s), CancelToken()));
        const auto backup = m_engine->backups().get(job.backup);
        QCOMPARE(backup->status, BackupStatus::Available);
        QCOMPARE(backup->warningCount, 1);
        const auto log = m_engine->jobs().log(job.id);
        const bool shown = std::any_of(log->begin(), log->end(), [](const EventRecord &event) {
            return event.severity == EventSeverity::Warning && event.path == u"/data/local/tmp/gone/1"_s;
        });
        QVERIFY(shown);
    }

    void pathsThatMatchNothingAreSaidSo()
    {
        JobFilter filter;
        const qsizetype before = m_engine->jobs().list(filter)->size();
        BackupRequest request = requestFor(m_second, u"/data/local/tmp/none-such"_s);
        const JobRecord nothing = finished(m_engine->backups().startBackup(request, CancelToken()));
        QCOMPARE(nothing.status, JobStatus::Failed);
        QCOMPARE(nothing.error.value_or(Error{}).code, Errc::NothingSelected);
        QCOMPARE(m_engine->jobs().list(filter)->size(), before + 1);
    }

private:
    AdbServerFixture m_server;
    EmulatedPhoneFixture m_first{m_server};
    EmulatedPhoneFixture m_second{m_server};
    EmulatedPhoneFixture m_old{m_server};
    QTemporaryDir m_folder;
    QString m_store;
    std::unique_ptr<Engine> m_engine;
};

QTEST_GUILESS_MAIN(PhoneJobsTest)
#include "tst_phonejobs.moc"
