// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/transaction.h"
#include "tests/catalog/catalogfixture.h"

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
        QVERIFY(!must(jobs.claim(kOurs, at(5), at(6), someBatch(0).id)));
        QCOMPARE(must(jobs.claim(kOurs, at(5), at(6))).value().id, someJob(2, {}).id);
        QCOMPARE(must(jobs.claim(kTheirs, at(5), at(6), someBatch(0).id)).value().id, theirs.id);
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
