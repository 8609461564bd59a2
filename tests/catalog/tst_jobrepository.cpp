// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/transaction.h"
#include "tests/catalog/catalogfixture.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QSet>
#include <QThread>

using namespace holdfast;
using namespace Qt::Literals::StringLiterals;

namespace {

const ProcessIdentity kOurs{u"host"_s, 10, u"boot:1"_s};
const ProcessIdentity kTheirs{u"host"_s, 11, u"boot:2"_s};

JobRecord someJob(int number, const QString &phone)
{
    JobRecord job;
    job.id = {u"t-%1"_s.arg(number, 17, 10, QLatin1Char('0'))};
    job.phone = {phone};
    job.serial = {u"serial-"_s + phone};
    job.createdAt = at(number);
    return job;
}

BatchRecord someBatch(int number = 0)
{
    return {{u"t-batch%1"_s.arg(number, 12, 10, QLatin1Char('0'))},
            JobKind::Backup,
            at(number),
            {{u"store"_s, u"disk"_s}}};
}

/// The ids of the next jobs for @p owner, in order, at most @p count.
QStringList claimedBy(JobRepository &jobs, const ProcessIdentity &owner, int count = 1000)
{
    QStringList ids;
    while (ids.size() < count) {
        const auto job = must(jobs.claim(owner, at(10), at(11)));
        if (!job)
            break;
        ids += job->id.value;
    }
    return ids;
}

int patience()
{
    return std::max(1, qEnvironmentVariableIntValue("HOLDFAST_TEST_PATIENCE"));
}

} // namespace

class JobsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFieldComesBack()
    {
        CatalogFixture fixture;
        JobRecord job = someJob(1, u"ph-1"_s);
        job.kind = JobKind::Restore;
        job.backup = {u"bf-1"_s};
        job.status = JobStatus::PartFinished;
        job.progress = {Phase::Comparing, 5'000'000'000, 6'000'000'000, 7, 8};
        job.startedAt = at(2);
        job.finishedAt = at(3);
        job.leaseUntil = at(4);
        job.error = Error{Errc::CompareFailed, u"1 file"_s, {.phone = u"s"_s}};
        job.request = {{u"conflict"_s, u"skip"_s}};
        job.outcome = {{u"failed"_s, 1}};
        job.owner = kOurs;
        job.cancelRequested = true;
        job.priority = JobPriority::High;
        job.durable = true;
        job.attempt = 3;
        job.notBefore = at(5);
        job.patientUntil = at(6);
        job.after = someJob(9, {}).id;
        must(fixture.catalog->jobs().insertBatch(someBatch(), {job}));
        job.batch = someBatch().id;
        QVERIFY(must(fixture.catalog->jobs().get(job.id)) == job);
        QVERIFY(must(fixture.catalog->jobs().getBatch(job.batch)) == someBatch());
        QCOMPARE(fixture.catalog->jobs().get({u"t-x"_s}).error().code, Errc::JobNotFound);
        QCOMPARE(fixture.catalog->jobs().getBatch({u"t-x"_s}).error().code, Errc::JobNotFound);
    }

    void aBatchIsAllOrNothing()
    {
        CatalogFixture fixture;
        QVERIFY(!fixture.catalog->jobs().insertBatch(someBatch(), {someJob(1, u"a"_s), someJob(1, u"b"_s)}));
        QCOMPARE(must(fixture.catalog->jobs().list({}, {})).totalCount, 0);
        QVERIFY(!fixture.catalog->jobs().getBatch(someBatch().id));
    }

    void aJobThatComesAfterAnotherWaitsForItsEnd_data()
    {
        QTest::addColumn<JobStatus>("end");
        QTest::newRow("well") << JobStatus::Finished;
        QTest::newRow("not well") << JobStatus::Failed;
        QTest::newRow("nothing to do") << JobStatus::Skipped;
    }

    void aJobThatComesAfterAnotherWaitsForItsEnd()
    {
        QFETCH(const JobStatus, end);
        CatalogFixture fixture;
        JobRepository &jobs = fixture.catalog->jobs();
        JobRecord first = someJob(1, u"a"_s);
        JobRecord second = someJob(2, u"b"_s);
        second.after = first.id;
        must(jobs.insertBatch(someBatch(), {first, second}));
        must(jobs.setPaused(first.id, true));
        QVERIFY(claimedBy(jobs, kOurs).isEmpty());
        must(jobs.setPaused(first.id, false));
        QCOMPARE(claimedBy(jobs, kOurs), QStringList{first.id.value});
        must(jobs.postpone(first.id, kOurs, {Errc::PhoneOffline, {}, {}}, at(20), first.serial, at(10)));
        QVERIFY(claimedBy(jobs, kOurs).isEmpty());
        QCOMPARE(must(jobs.claim(kOurs, at(20), at(21))).value().id, first.id);
        must(jobs.finish(first.id, kOurs, {.status = end, .progress = {}, .error = {}, .outcome = {}},
                         at(20)));
        QCOMPARE(claimedBy(jobs, kOurs), QStringList{second.id.value});
    }

    void claimTakesTheOldestOfAFreePhone()
    {
        CatalogFixture fixture;
        JobRepository &jobs = fixture.catalog->jobs();
        must(jobs.insertBatch(someBatch(), {someJob(3, u"b"_s), someJob(1, u"a"_s), someJob(2, u"a"_s)}));
        const auto first = must(jobs.claim(kOurs, at(10), at(11)));
        QCOMPARE(first.value().id, someJob(1, {}).id);
        QCOMPARE(first->status, JobStatus::Processing);
        QCOMPARE(first->owner, kOurs);
        QCOMPARE(first->startedAt, at(10));
        QCOMPARE(first->leaseUntil, at(11));
        QCOMPARE(must(jobs.claim(kTheirs, at(10), at(11))).value().id, someJob(3, {}).id); // a is busy
        QVERIFY(!must(jobs.claim(kOurs, at(10), at(11))));
        must(jobs.finish(first->id, kOurs, {}, at(12)));
        QCOMPARE(must(jobs.claim(kOurs, at(13), at(14))).value().id, someJob(2, {}).id);
    }

    void claimLeavesWhatAnotherProcessSubmittedForItself()
    {
        CatalogFixture fixture;
        JobRepository &jobs = fixture.catalog->jobs();
        JobRecord theirs = someJob(1, u"a"_s);
        theirs.owner = kTheirs;
        must(jobs.insertBatch(someBatch(0), {theirs}));
        must(jobs.insertBatch(someBatch(1), {someJob(2, u"b"_s)}));
        QVERIFY(!must(jobs.claim(kOurs, at(5), at(6), {.batch = someBatch(0).id})));
        QCOMPARE(must(jobs.claim(kOurs, at(5), at(6))).value().id, someJob(2, {}).id);
        QCOMPARE(must(jobs.claim(kTheirs, at(5), at(6), {.batch = someBatch(0).id})).value().id, theirs.id);
    }

    void theHigherPriorityGoesFirst()
    {
        CatalogFixture fixture;
        JobRepository &jobs = fixture.catalog->jobs();
        QList<JobRecord> list{someJob(1, u"a"_s), someJob(2, u"b"_s), someJob(3, u"c"_s)};
        list[0].priority = JobPriority::Low;
        list[2].priority = JobPriority::High;
        must(jobs.insertBatch(someBatch(), list));
        QCOMPARE(claimedBy(jobs, kOurs), (QStringList{list[2].id.value, list[1].id.value, list[0].id.value}));
    }

    void groupsTakeTurns()
    {
        CatalogFixture fixture;
        JobRepository &jobs = fixture.catalog->jobs();
        must(fixture.catalog->phones().createGroup(u"large"_s, at(0)));
        must(fixture.catalog->phones().createGroup(u"small"_s, at(0)));
        const auto phonesOf = [&](const QString &group, int count, int first) {
            QList<JobRecord> list;
            for (int i = 0; i < count; ++i) {
                const QString name = group + QString::number(i);
                const PhoneRecord phone =
                    must(fixture.catalog->phones().upsert({.serial = {name}, .androidId = name}, at(0)));
                must(fixture.catalog->phones().assignGroup(phone.id, group));
                list += someJob(first + i, phone.id.value);
                list.last().serial = {name};
            }
            return list;
        };
        must(jobs.insertBatch(someBatch(0), phonesOf(u"large"_s, 300, 1000)));
        // Some of them are done before the small group comes.
        for (int i = 0; i < 20; ++i)
            must(jobs.finish(must(jobs.claim(kOurs, at(9000), at(9001)))->id, kOurs, {}, at(9000)));
        must(jobs.insertBatch(someBatch(1), phonesOf(u"small"_s, 10, 2000)));
        int small = 0;
        for (int i = 0; i < 21; ++i)
            small += must(jobs.claim(kOurs, at(9002), at(9003)))->serial.value.startsWith("small"_L1) ? 1 : 0;
        QCOMPARE(small, 10);
    }

    void batchesOfPhonesWithoutGroupTakeTurns()
    {
        CatalogFixture fixture;
        JobRepository &jobs = fixture.catalog->jobs();
        QList<JobRecord> first;
        for (int i = 0; i < 50; ++i)
            first += someJob(i, u"a%1"_s.arg(i));
        must(jobs.insertBatch(someBatch(0), first));
        must(jobs.insertBatch(someBatch(1), {someJob(900, u"b"_s)}));
        QCOMPARE(claimedBy(jobs, kOurs, 2), (QStringList{first[0].id.value, someJob(900, {}).id.value}));
    }

    void limitsHold_data()
    {
        QTest::addColumn<QString>("which");
        QTest::addColumn<int>("expected");
        QTest::newRow("none") << u""_s << 6;
        QTest::newRow("all") << u"all"_s << 2;
        QTest::newRow("a store") << u"store"_s << 4;
        QTest::newRow("an adb server") << u"adb"_s << 2;
        QTest::newRow("a host") << u"host"_s << 4;
    }

    void limitsHold()
    {
        QFETCH(const QString, which);
        QFETCH(const int, expected);
        CatalogFixture fixture;
        JobRepository &jobs = fixture.catalog->jobs();
        QList<JobRecord> list;
        for (int i = 0; i < 6; ++i) {
            list += someJob(i, u"ph-%1"_s.arg(i));
            list.last().serial = {u"10.0.0.%1:%2"_s.arg(i % 2).arg(5555 + i)};
            list.last().backup = someBackup(i).id;
            BackupRecord backup = someBackup(i);
            backup.storeName = u"store-%1"_s.arg(i % 2);
            must(fixture.catalog->backups().insert(backup));
        }
        JobLimits limits;
        (which == "all"_L1     ? limits.all
         : which == "store"_L1 ? limits.perStore
         : which == "adb"_L1   ? limits.perAdbServer
                               : limits.perHost) = which.isEmpty() ? 0 : 2;
        must(jobs.setLimits(limits));
        QCOMPARE(must(jobs.limits()), limits);
        must(jobs.insertBatch(someBatch(), list));
        QStringList claimed = claimedBy(jobs, kOurs);
        QCOMPARE(claimed.size(), expected);
        if (which == "adb"_L1) // Another server has room.
            QVERIFY(must(jobs.claim(kOurs, at(10), at(11), {.adbServer = u"other:5037"_s})));
        // One that ends makes room for one.
        if (!which.isEmpty() && which != "adb"_L1) {
            must(jobs.finish(JobId{claimed.first()}, kOurs, {}, at(12)));
            QCOMPARE(claimedBy(jobs, kOurs).size(), 1);
        }
    }

    void aPostponedJobWaitsForItsTimeAndKeepsItsBackup()
    {
        CatalogFixture fixture;
        JobRepository &jobs = fixture.catalog->jobs();
        JobRecord job = someJob(1, u"a"_s);
        job.backup = someBackup(1).id;
        must(fixture.catalog->backups().insert(someBackup(1)));
        must(jobs.insertBatch(someBatch(), {job}));
        must(jobs.claim(kOurs, at(10), at(11)));
        const auto fails = [&] {
            BackupChange failed;
            failed.status = BackupStatus::Failed;
            failed.error = Error{Errc::PhoneLost, {}, {}};
            must(fixture.catalog->backups().update(job.backup, failed, at(11)));
        };
        fails();
        const Error why{Errc::PhoneLost, u"cut"_s, {}};
        QCOMPARE(jobs.postpone(job.id, kTheirs, why, at(20), job.serial, at(12)).error().code,
                 Errc::StateConflict);
        must(jobs.postpone(job.id, kOurs, why, at(20), {u"10.0.0.9:5555"_s}, at(12)));
        const JobRecord waits = must(jobs.get(job.id));
        QCOMPARE(waits.status, JobStatus::Waiting);
        QCOMPARE(waits.error, why);
        QCOMPARE(waits.attempt, 1);
        QCOMPARE(waits.serial.value, u"10.0.0.9:5555"_s);
        const BackupRecord backup = must(fixture.catalog->backups().get(job.backup));
        QCOMPARE(backup.status, BackupStatus::Pending);
        QVERIFY(!backup.error);
        QVERIFY(!must(jobs.claim(kOurs, at(19), at(21))));
        QVERIFY(!must(jobs.claim(kOurs, at(20), at(21))).value().error);
        // A cancellation that was asked for is not forgotten.
        must(jobs.requestCancel(job.id, at(22)));
        QCOMPARE(jobs.postpone(job.id, kOurs, why, at(30), job.serial, at(22)).error().code,
                 Errc::StateConflict);
    }

    void aWaitForAPhoneCanBeCancelled()
    {
        CatalogFixture fixture;
        JobRepository &jobs = fixture.catalog->jobs();
        must(jobs.insertBatch(someBatch(), {someJob(1, u"a"_s)}));
        must(jobs.claim(kOurs, at(10), at(11)));
        must(jobs.postpone(someJob(1, {}).id, kOurs, {Errc::PhoneLost, {}, {}}, at(20), {u"a"_s}, at(12)));
        QCOMPARE(must(jobs.requestCancel(someJob(1, {}).id, at(13))), JobStatus::Cancelled);
        QVERIFY(!must(jobs.claim(kOurs, at(30), at(31))));
    }

    void durableJobsOutliveTheirProcess()
    {
        CatalogFixture fixture;
        JobRepository &jobs = fixture.catalog->jobs();
        QList<JobRecord> list;
        for (int i = 1; i <= 3; ++i) {
            list += someJob(i, u"ph-%1"_s.arg(i));
            list.last().owner = kTheirs;
            list.last().durable = true;
            list.last().backup = someBackup(i).id;
            BackupRecord backup = someBackup(i);
            backup.status = BackupStatus::Pending;
            must(fixture.catalog->backups().insert(backup));
        }
        list[2].attempt = JobRepository::kMostInterruptions;
        must(jobs.insertBatch(someBatch(), list));
        must(jobs.claim(kTheirs, at(10), at(11)));
        const auto dead = [](const ProcessIdentity &) { return Liveness::Dead; };
        QCOMPARE(must(jobs.markInterrupted(dead, at(12))).size(), 3);
        QCOMPARE(must(jobs.get(list[2].id)).status,
                 JobStatus::Failed); // What ends every process is given up.
        QCOMPARE(must(jobs.get(list[0].id)).attempt, 1);
        QCOMPARE(must(jobs.get(list[1].id)).attempt, 0);
        QCOMPARE(must(fixture.catalog->backups().get(list[0].backup)).status, BackupStatus::Pending);
        QVERIFY(!must(jobs.claim(kOurs, at(13), at(14), {.adopts = false})));
        QCOMPARE(claimedBy(jobs, kOurs), (QStringList{list[0].id.value, list[1].id.value}));
        // A process that ends on purpose gives them back.
        must(jobs.release(list[0].id, kOurs, at(15)));
        QCOMPARE(jobs.release(list[0].id, kOurs, at(15)).error().code, Errc::StateConflict);
        QCOMPARE(must(jobs.claim(kTheirs, at(16), at(17))).value().id, list[0].id);
        must(jobs.requestCancel(list[0].id, at(18)));
        QCOMPARE(jobs.release(list[0].id, kTheirs, at(18)).error().code, Errc::StateConflict);
    }

    void whatAProcessLeavesWaitingIsCancelled()
    {
        CatalogFixture fixture;
        JobRepository &jobs = fixture.catalog->jobs();
        QList<JobRecord> list{someJob(1, u"a"_s), someJob(2, u"b"_s), someJob(3, u"c"_s)};
        list[0].owner = kOurs;
        list[1].owner = kTheirs;
        must(jobs.insertBatch(someBatch(), list));
        must(jobs.cancelOwned(kOurs, at(5)));
        QCOMPARE(must(jobs.get(list[0].id)).status, JobStatus::Cancelled);
        QCOMPARE(must(jobs.get(list[1].id)).status, JobStatus::Waiting);
        QCOMPARE(must(jobs.get(list[2].id)).status, JobStatus::Waiting);
    }

    void aHundredThousandWaitingJobsDoNotSlowTheClaim()
    {
        CatalogFixture fixture;
        JobRepository &jobs = fixture.catalog->jobs();
        constexpr int kBatches = 100;
        for (int batch = 0; batch < kBatches; ++batch) {
            QList<JobRecord> list;
            for (int i = 0; i < 1000; ++i)
                list += someJob(batch * 1000 + i, u"ph-%1-%2"_s.arg(batch).arg(i));
            for (JobRecord &job : list)
                job.serial = {u"10.0.0.1:%1"_s.arg(job.createdAt.toSecsSinceEpoch() % 60000)};
            must(jobs.insertBatch(someBatch(batch), list));
        }
        const auto milliseconds = [&](int count) {
            QElapsedTimer timer;
            timer.start();
            const qsizetype claimed = claimedBy(jobs, kOurs, count).size();
            return std::pair(claimed, timer.elapsed());
        };
        const auto [claimed, took] = milliseconds(100);
        QCOMPARE(claimed, 100);
        // Each stands for work of seconds. Generous: sanitizers, machines that do other work.
        QVERIFY2(took < 100 * 20 * patience(), qPrintable(u"%1 ms for 100 claims"_s.arg(took)));
        // Where a limit forbids all of them, all are looked at, and that is what it may cost twice a second.
        must(jobs.setLimits({.perHost = 100}));
        const auto [none, search] = milliseconds(1);
        QCOMPARE(none, 0);
        QVERIFY2(search < 500 * patience(), qPrintable(u"%1 ms to find none"_s.arg(search)));
        qInfo("100 claims of 100000: %lld ms; to find that a limit forbids all: %lld ms", took, search);
    }

    void noJobIsClaimedTwice()
    {
        CatalogFixture fixture;
        QList<JobRecord> list;
        for (int i = 0; i < 60; ++i)
            list += someJob(i, u"ph-%1"_s.arg(i));
        must(fixture.catalog->jobs().insertBatch(someBatch(), list));
        std::array<QStringList, 4> claimed;
        std::vector<std::unique_ptr<QThread>> threads;
        for (size_t i = 0; i < claimed.size(); ++i) {
            threads.emplace_back(QThread::create([&fixture, &mine = claimed[i], i] {
                auto catalog = Catalog::open(fixture.path);
                const ProcessIdentity owner{u"host"_s, qint64(100 + i), u"x"_s};
                while (catalog) {
                    const auto job = (*catalog)->jobs().claim(owner, at(100), at(101));
                    if (!job || !*job)
                        return;
                    mine += (*job)->id.value;
                }
            }));
            threads.back()->start();
        }
        for (const auto &thread : threads)
            QVERIFY(thread->wait(60000));
        QStringList all;
        for (const QStringList &mine : claimed)
            all += mine;
        QCOMPARE(all.size(), 60);
        QCOMPARE(QSet<QString>(all.begin(), all.end()).size(), 60);
    }

    void heartbeatWritesProgressAndTellsWhatToStop()
    {
        CatalogFixture fixture;
        JobRepository &jobs = fixture.catalog->jobs();
        must(jobs.insertBatch(someBatch(), {someJob(1, u"a"_s), someJob(2, u"b"_s), someJob(3, u"c"_s)}));
        must(jobs.claim(kOurs, at(10), at(11)));
        must(jobs.claim(kOurs, at(10), at(11)));
        must(jobs.claim(kTheirs, at(10), at(11)));
        QCOMPARE(must(jobs.requestCancel(someJob(2, {}).id, at(12))), JobStatus::Processing);
        const JobProgress progress{Phase::Copying, 5, 10, 1, 2, StoreOutage{u"east"_s, at(12), u"503"_s}};
        const auto stop = must(jobs.heartbeat(
            kOurs,
            {{someJob(1, {}).id, progress}, {someJob(2, {}).id, progress}, {someJob(3, {}).id, progress}},
            at(20)));
        QCOMPARE(stop, (QList<JobId>{someJob(2, {}).id, someJob(3, {}).id}));
        const JobRecord first = must(jobs.get(someJob(1, {}).id));
        QVERIFY(first.progress == progress);
        QCOMPARE(first.leaseUntil, at(20));
        QVERIFY(must(jobs.get(someJob(3, {}).id)).progress == JobProgress{}); // not ours
    }

    void finishIsForTheOwnerAndOnce()
    {
        CatalogFixture fixture;
        JobRepository &jobs = fixture.catalog->jobs();
        must(jobs.insertBatch(someBatch(), {someJob(1, u"a"_s)}));
        const JobId id = someJob(1, {}).id;
        JobEnd end;
        end.status = JobStatus::Failed;
        end.error = Error{Errc::PhoneLost, u"cut"_s};
        end.outcome = {{u"lost"_s, 3}};
        QCOMPARE(jobs.finish(id, kOurs, end, at(1)).error().code, Errc::StateConflict); // waiting
        must(jobs.claim(kOurs, at(10), at(11)));
        QCOMPARE(jobs.finish(id, kTheirs, end, at(1)).error().code, Errc::StateConflict);
        QCOMPARE(jobs.finish(id, kOurs, {.status = JobStatus::Waiting}, at(1)).error().code,
                 Errc::InvalidArgument);
        must(jobs.finish(id, kOurs, end, at(12)));
        const JobRecord job = must(jobs.get(id));
        QCOMPARE(job.status, JobStatus::Failed);
        QCOMPARE(job.error, end.error);
        QCOMPARE(job.outcome, end.outcome);
        QCOMPARE(job.finishedAt, at(12));
        QCOMPARE(jobs.finish(id, kOurs, end, at(13)).error().code, Errc::StateConflict);
        QCOMPARE(jobs.finish({u"t-x"_s}, kOurs, end, at(13)).error().code, Errc::JobNotFound);
        QCOMPARE(must(jobs.requestCancel(id, at(14))), JobStatus::Failed); // ended: stays
    }

    void cancelOfAWaitingJobEndsItAndItsBackup()
    {
        CatalogFixture fixture;
        JobRecord job = someJob(1, u"a"_s);
        job.backup = someBackup(1).id;
        {
            Transaction transaction(fixture.catalog->database());
            must(transaction.begin());
            must(fixture.catalog->backups().insert(someBackup(1)));
            must(fixture.catalog->jobs().insertBatch(someBatch(), {job}));
            must(transaction.commit());
        }
        QCOMPARE(must(fixture.catalog->jobs().requestCancel(job.id, at(5))), JobStatus::Cancelled);
        QVERIFY(must(fixture.catalog->jobs().get(job.id)).cancelRequested); // Not interrupted: cancelled.
        QVERIFY(!must(fixture.catalog->jobs().claim(kOurs, at(6), at(7))));
        const BackupRecord backup = must(fixture.catalog->backups().get(job.backup));
        QCOMPARE(backup.status, BackupStatus::Failed);
        QCOMPARE(backup.error.value().code, Errc::Cancelled);
        QCOMPARE(fixture.catalog->jobs().requestCancel({u"t-x"_s}, at(5)).error().code, Errc::JobNotFound);
    }

    void jobsOfDeadProcessesAreInterrupted()
    {
        CatalogFixture fixture;
        JobRepository &jobs = fixture.catalog->jobs();
        QList<JobRecord> list;
        for (int i = 1; i <= 6; ++i) {
            list += someJob(i, u"ph-%1"_s.arg(i));
            list.last().status = JobStatus::Processing;
            list.last().backup = someBackup(i).id;
            BackupRecord backup = someBackup(i);
            backup.status = BackupStatus::Uploading;
            if (i == 6)
                backup.status = BackupStatus::Available; // finished, only the job's end was not written
            must(fixture.catalog->backups().insert(backup));
        }
        const ProcessIdentity dead{u"host"_s, 1, u"x"_s};
        const ProcessIdentity elsewhere{u"other"_s, 1, u"x"_s};
        list[0].owner = dead;
        list[1].owner = kOurs;
        list[2].owner = elsewhere;
        list[2].leaseUntil = at(9);
        list[3].owner = elsewhere;
        list[3].leaseUntil = at(11);
        list[4].owner = dead;
        list[4].status = JobStatus::Waiting;
        list[5].owner = dead;
        list += someJob(7, u"ph-7"_s); // nobody's: waits on
        must(jobs.insertBatch(someBatch(), list));
        const auto livenessOf = [](const ProcessIdentity &process) {
            if (process.host == "other"_L1)
                return Liveness::Unknown;
            return process == kOurs ? Liveness::Alive : Liveness::Dead;
        };
        const auto interrupted = must(jobs.markInterrupted(livenessOf, at(10)));
        QStringList ids;
        for (const JobRecord &job : interrupted) {
            ids += job.id.value;
            QCOMPARE(job.status, JobStatus::Failed);
            QCOMPARE(job.error.value().code, Errc::JobInterrupted);
            QCOMPARE(job.finishedAt, at(10));
        }
        QCOMPARE(ids, (QStringList{list[0].id.value, list[2].id.value, list[4].id.value, list[5].id.value}));
        const QList<BackupStatus> expected{BackupStatus::Failed, BackupStatus::Uploading,
                                           BackupStatus::Failed, BackupStatus::Uploading,
                                           BackupStatus::Failed, BackupStatus::Available};
        for (int i = 1; i <= 6; ++i)
            QCOMPARE(must(fixture.catalog->backups().get(someBackup(i).id)).status, expected[i - 1]);
        QVERIFY(must(jobs.markInterrupted(livenessOf, at(10))).isEmpty());
        QCOMPARE(must(jobs.get(list[6].id)).status, JobStatus::Waiting);
    }

    void aPausedJobIsNotBegun()
    {
        CatalogFixture fixture;
        JobRepository &jobs = fixture.catalog->jobs();
        const QList<JobRecord> list{someJob(1, u"ph-1"_s), someJob(2, u"ph-2"_s)};
        must(jobs.insertBatch(someBatch(), list));
        QCOMPARE(must(jobs.setPaused(list[0].id, true)), JobStatus::Paused);
        QVERIFY(!hasEnded(JobStatus::Paused));
        QCOMPARE(must(jobs.claim(kOurs, at(1), at(60))).value().id, list[1].id);
        QVERIFY(!must(jobs.claim(kOurs, at(1), at(60))));
        // One that runs goes on.
        QCOMPARE(must(jobs.setPaused(list[1].id, true)), JobStatus::Processing);
        QCOMPARE(must(jobs.setPaused(list[1].id, false)), JobStatus::Processing);
        QCOMPARE(must(jobs.setPaused(list[0].id, false)), JobStatus::Waiting);
        QCOMPARE(must(jobs.claim(kOurs, at(2), at(60))).value().id, list[0].id);
        QCOMPARE(jobs.setPaused({u"t-none"_s}, true).error().code, Errc::JobNotFound);
    }

    void aPausedJobCanBeCancelled()
    {
        CatalogFixture fixture;
        JobRepository &jobs = fixture.catalog->jobs();
        must(jobs.insertBatch(someBatch(), {someJob(1, u"ph-1"_s)}));
        must(jobs.setPaused(someJob(1, u"ph-1"_s).id, true));
        QCOMPARE(must(jobs.requestCancel(someJob(1, u"ph-1"_s).id, at(1))), JobStatus::Cancelled);
        QCOMPARE(must(jobs.setPaused(someJob(1, u"ph-1"_s).id, false)), JobStatus::Cancelled);
    }

    void aProcessKnowsWhoLives()
    {
        QCOMPARE(livenessOf(currentProcess()), Liveness::Alive);
        ProcessIdentity other = currentProcess();
        other.startMark += u'1';
        QCOMPARE(livenessOf(other), Liveness::Dead);
        other.host = u"elsewhere"_s;
        QCOMPARE(livenessOf(other), Liveness::Unknown);
    }

    void jobsAreListedByFilter()
    {
        CatalogFixture fixture;
        JobRepository &jobs = fixture.catalog->jobs();
        JobRecord restore = someJob(2, u"b"_s);
        restore.kind = JobKind::Restore;
        restore.backup = {u"bf-2"_s};
        must(jobs.insertBatch(someBatch(0), {someJob(1, u"a"_s), restore}));
        must(jobs.insertBatch(someBatch(1), {someJob(3, u"a"_s)}));
        must(jobs.claim(kOurs, at(9), at(10)));
        const auto ids = [&jobs](const JobFilter &filter) {
            QStringList result;
            for (const JobRecord &job : must(jobs.list(filter, {})).rows)
                result += job.id.value.right(1);
            return result.join(u""_s);
        };
        QCOMPARE(ids({}), u"321"_s);
        QCOMPARE(ids({.batch = someBatch(0).id}), u"21"_s);
        QCOMPARE(ids({.phone = u"a"_s}), u"31"_s);
        QCOMPARE(ids({.phone = u"serial-b"_s}), u"2"_s);
        QCOMPARE(ids({.backup = {u"bf-2"_s}}), u"2"_s);
        QCOMPARE(ids({.kinds = {JobKind::Backup}}), u"31"_s);
        QCOMPARE(ids({.statuses = {JobStatus::Processing, JobStatus::Failed}}), u"1"_s);
        QCOMPARE(ids({.createdSince = at(2), .createdUntil = at(2)}), u"2"_s);
        QCOMPARE(ids({.ids = {someJob(3, {}).id}}), u"3"_s);
        const auto page = must(jobs.list({}, {.limit = 2}));
        QCOMPARE(must(jobs.list({}, {.limit = 2, .token = page.nextToken})).rows.size(), 1);
    }

    void eventsArePagedOldestFirst()
    {
        CatalogFixture fixture;
        must(fixture.catalog->jobs().insertBatch(someBatch(), {someJob(1, u"a"_s), someJob(2, u"b"_s)}));
        EventRepository &events = fixture.catalog->events();
        QList<EventRecord> list;
        for (int i = 0; i < 250; ++i)
            list += {.job = someJob(1 + i % 2, {}).id,
                     .time = at(i),
                     .severity = i % 10 == 0 ? EventSeverity::Warning : EventSeverity::Info,
                     .kind = u"lost"_s,
                     .path = u"/data/%1"_s.arg(i),
                     .text = u"vanished"_s};
        must(events.append(list));
        PageRequest request{.limit = 50};
        int expected = 0;
        do {
            const auto page = must(events.list(someJob(1, {}).id, request));
            QCOMPARE(page.totalCount, 125);
            for (const EventRecord &event : page.rows) {
                QCOMPARE(event.path, u"/data/%1"_s.arg(expected));
                QCOMPARE(event.time, at(expected));
                expected += 2;
            }
            request.token = page.nextToken;
        } while (!request.token.isEmpty());
        QCOMPARE(expected, 250);
        QCOMPARE(must(events.count(someJob(1, {}).id)), (EventCounts{100, 25, 0}));
        QCOMPARE(must(events.list(someJob(1, {}).id, {}, EventSeverity::Warning)).totalCount, 25);
        QVERIFY(!events.append({list[0], EventRecord{.job = {u"t-x"_s}, .time = at(0)}}));
        QCOMPARE(must(events.count(someJob(1, {}).id)), (EventCounts{100, 25, 0})); // all or nothing
    }
};

QTEST_GUILESS_MAIN(JobsTest)
#include "tst_jobrepository.moc"
