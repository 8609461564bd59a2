// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/jobproblems.h"

#include <QTest>

using namespace holdfast;
using namespace Qt::Literals::StringLiterals;

namespace {

JobRecord failed(const QString &serial, Errc code, const QString &detail)
{
    JobRecord job;
    job.id = JobId{u"t-"_s + serial};
    job.kind = JobKind::Install;
    job.serial = Serial{serial};
    job.status = JobStatus::Failed;
    job.error = Error{code, detail, {.phone = serial, .path = {}, .object = u"com.example.app"_s}};
    return job;
}

} // namespace

class TestJobProblems : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsEqualProblemsOnce();
    void namesAFewPhonesOnly();
    void tellsOfPartlyDoneJobs();
};

void TestJobProblems::tellsEqualProblemsOnce()
{
    JobRecord fine;
    fine.status = JobStatus::Finished;
    const QStringList told =
        cli::jobProblems({failed(u"a"_s, Errc::AppSdk, u"34"_s), fine, failed(u"b"_s, Errc::AppAbi, u"arm"_s),
                          failed(u"c"_s, Errc::AppSdk, u"34"_s), failed(u"d"_s, Errc::AppSdk, u"35"_s)});
    QCOMPARE(told.size(), 3);
    QVERIFY2(told[0].startsWith(u"2 phones (a, c): The app com.example.app"_s), qPrintable(told[0]));
    QVERIFY2(told[1].startsWith(u"b: "_s), qPrintable(told[1]));
    QVERIFY2(told[2].startsWith(u"d: "_s), qPrintable(told[2]));
    QVERIFY(cli::jobProblems({fine}).isEmpty());
}

void TestJobProblems::namesAFewPhonesOnly()
{
    QList<JobRecord> jobs;
    for (int number = 0; number < 400; ++number)
        jobs.append(failed(QString::number(number), Errc::PhoneOffline, {}));
    const QStringList told = cli::jobProblems(jobs);
    QCOMPARE(told.size(), 1);
    QVERIFY2(told[0].startsWith(u"400 phones (0, 1, 2, 3, 4 and 395 more): "_s), qPrintable(told[0]));
}

void TestJobProblems::tellsOfPartlyDoneJobs()
{
    JobRecord partly = failed(u"a"_s, Errc::AppSdk, {});
    partly.status = JobStatus::PartFinished;
    JobRecord silent = partly;
    silent.error.reset();
    const QStringList told = cli::jobProblems({partly, silent});
    QCOMPARE(told.size(), 2);
    QVERIFY2(told[0].contains(u"partly done."_s) && told[0].contains(u"job log t-a"_s), qPrintable(told[0]));
    QVERIFY2(told[1].contains(u"some files are missing"_s), qPrintable(told[1]));
}

QTEST_GUILESS_MAIN(TestJobProblems)
#include "tst_jobproblems.moc"
