// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/batchprogress.h"

#include <QTest>

using namespace holdfast;
using namespace holdfast::cli;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kMebi = 1024 * 1024;

JobRecord job(Phase phase, qint64 done, qint64 total, JobStatus status = JobStatus::Processing)
{
    JobRecord record;
    record.kind = JobKind::Backup;
    record.status = status;
    record.progress = {phase, done, total, 3, -1};
    return record;
}

} // namespace

class TestBatchProgress : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsOneJob();
    void neverGoesBack();
    void countsManyJobs();
    void drawsABar();
    void saysWhenALineIsDue();
    void holdsBackWhenManyPhasesChange();
    void measuresTheRate();
    void saysForWhichStoreItWaits();
};

void TestBatchProgress::showsOneJob()
{
    BatchProgress progress;
    progress.update({job(Phase::Copying, 50 * kMebi, 100 * kMebi)}, 0);
    QCOMPARE(progress.line(), u"42%  Copying files  50.0 MiB of 100.0 MiB, 3 files"_s);
    progress.update({job(Phase::Done, 100 * kMebi, 100 * kMebi, JobStatus::Finished)}, 1000);
    QCOMPARE(progress.percent(), 100);
}

void TestBatchProgress::saysForWhichStoreItWaits()
{
    BatchProgress progress;
    JobRecord waiting = job(Phase::Copying, 50 * kMebi, 100 * kMebi);
    progress.update({waiting}, 0);
    const QDateTime since(QDate(2026, 1, 15), QTime(12, 5));
    waiting.progress.outage = StoreOutage{u"east"_s, since, u"503 SlowDown"_s};
    progress.update({waiting}, 3000);
    QVERIFY2(progress.line().contains(u"Waiting for store east since 12:05  (503 SlowDown)"_s),
             qPrintable(progress.line()));
    waiting.progress.outage.reset();
    progress.update({waiting}, 6000);
    QVERIFY(progress.line().contains(u"Copying files"_s));
}

void TestBatchProgress::neverGoesBack()
{
    BatchProgress progress;
    progress.update({job(Phase::Copying, 90, 100)}, 0);
    const int before = progress.percent();
    progress.update({job(Phase::Copying, 90, 1000)}, 100);
    QCOMPARE(progress.percent(), before);
}

void TestBatchProgress::countsManyJobs()
{
    BatchProgress progress;
    progress.update({job(Phase::Copying, 10, 10, JobStatus::Finished),
                     job(Phase::Copying, 0, -1, JobStatus::Failed), job(Phase::Verifying, 0, -1),
                     job(Phase::Verifying, 0, -1), job(Phase::Copying, 0, -1),
                     job(Phase::Waiting, 0, -1, JobStatus::Waiting)},
                    0);
    QVERIFY2(progress.line().contains(u"Reading back and checking"_s), qPrintable(progress.line()));
    QVERIFY2(progress.line().endsWith(u"2 of 6 jobs done  1 failed"_s), qPrintable(progress.line()));
    QVERIFY2(!progress.line().contains(u" of 10"_s), "a total although some jobs do not know theirs");
}

void TestBatchProgress::drawsABar()
{
    BatchProgress progress;
    progress.update(
        {job(Phase::Done, 1, 1, JobStatus::Finished), job(Phase::Waiting, 0, -1, JobStatus::Waiting)}, 0);
    QVERIFY2(progress.liveLine().startsWith(u"[############------------] 50%"_s),
             qPrintable(progress.liveLine()));
}

void TestBatchProgress::saysWhenALineIsDue()
{
    BatchProgress progress;
    const auto at = [&](qint64 time, Phase phase) {
        progress.update({job(phase, 0, 100)}, time);
        return progress.lineDue();
    };
    QVERIFY(at(0, Phase::Scanning));
    QVERIFY(!at(200, Phase::Scanning));
    QVERIFY(at(400, Phase::Copying));
    QVERIFY(!at(5200, Phase::Copying));
    QVERIFY(at(5400, Phase::Copying));
    QVERIFY(!at(5600, Phase::Copying));
}

void TestBatchProgress::holdsBackWhenManyPhasesChange()
{
    BatchProgress progress;
    int lines = 0;
    for (int i = 0; i < 100; ++i) {
        const Phase phase = i % 2 == 0 ? Phase::Copying : Phase::Verifying;
        progress.update({job(phase, 0, 100), job(phase, 0, 100)}, i * 100);
        lines += progress.lineDue() ? 1 : 0;
    }
    QVERIFY2(lines <= 11, qPrintable(QString::number(lines)));
}

void TestBatchProgress::measuresTheRate()
{
    BatchProgress progress;
    for (int i = 0; i <= 20; ++i)
        progress.update({job(Phase::Copying, i * kMebi, 100 * kMebi)}, i * 100);
    QVERIFY2(progress.line().contains(u"10.0 MiB/s"_s), qPrintable(progress.line()));
    // The next phase counts its own bytes: no negative or absurd rate.
    progress.update({job(Phase::Verifying, 0, 50 * kMebi)}, 2100);
    QVERIFY2(!progress.line().contains(u"/s"_s), qPrintable(progress.line()));
}

QTEST_GUILESS_MAIN(TestBatchProgress)
#include "tst_batchprogress.moc"
