// SPDX-License-Identifier: GPL-3.0-or-later
// When the restore drills of policies are due; tables, and a catalog with a clock that the test turns.
#include "core/engine/drillplan.h"
#include "tests/catalog/catalogfixture.h"

using namespace holdfast;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kDay = 24 * 60; // Minutes, as at() counts.

DrillPlanRecord somePlan(int dueDay, int attempts = 0)
{
    DrillPlanRecord plan{.policy = {u"pl-1"_s}, .everyDays = 30};
    plan.dueAt = plan.nextTry = at(dueDay * kDay);
    plan.attempts = attempts;
    if (attempts > 0) {
        plan.nextTry = plan.nextTry.addSecs(3600);
        plan.error = Error{Errc::EmulatorFailed, {}, {}};
    }
    return plan;
}

PolicyDefinition drilled(int everyDays, int sample = 1)
{
    PolicyDefinition policy;
    policy.drillEvery = everyDays;
    policy.drillSample = sample;
    return policy;
}

} // namespace

class DrillPlanTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void replans_data()
    {
        QTest::addColumn<DrillPlanRecord>("plan");
        QTest::addColumn<int>("passed"); // Days; negative: never.
        QTest::addColumn<int>("since");
        QTest::addColumn<int>("now");
        QTest::addColumn<int>("due");
        QTest::addColumn<bool>("afresh"); // Attempts in vain are forgotten.
        const DrillPlanRecord none{.policy = {u"pl-1"_s}, .everyDays = 30};
        QTest::newRow("a new policy") << none << -1 << 5 << 5 << 35 << true;
        QTest::newRow("not due yet") << somePlan(35) << -1 << 5 << 20 << 35 << true;
        QTest::newRow("due, never tried") << somePlan(35) << -1 << 5 << 40 << 35 << true;
        QTest::newRow("passed in time") << somePlan(35) << 35 << 5 << 36 << 65 << true;
        QTest::newRow("passed early, by hand") << somePlan(35) << 20 << 5 << 20 << 50 << true;
        QTest::newRow("passed late, after two in vain") << somePlan(35, 2) << 38 << 5 << 38 << 68 << true;
        QTest::newRow("in vain so far") << somePlan(35, 2) << -1 << 5 << 36 << 35 << false;
        QTest::newRow("resumed after a pause") << somePlan(35, 1) << 10 << 100 << 100 << 130 << true;
        QTest::newRow("passed by a clock that is ahead") << somePlan(35) << 400 << 5 << 20 << 50 << true;
    }

    void replans()
    {
        QFETCH(const DrillPlanRecord, plan);
        QFETCH(const int, passed);
        QFETCH(const int, since);
        QFETCH(const int, now);
        QFETCH(const int, due);
        QFETCH(const bool, afresh);
        const DrillPlanRecord next =
            replanned(plan, passed < 0 ? QDateTime() : at(passed * kDay), at(since * kDay), at(now * kDay));
        QCOMPARE(next.dueAt, at(due * kDay));
        QCOMPARE(next.attempts, afresh ? 0 : plan.attempts);
        QCOMPARE(next.nextTry, afresh ? next.dueAt : plan.nextTry);
        QCOMPARE(next.error.has_value(), !afresh);
    }

    void triesAgainLaterEachTime()
    {
        QList<qint64> minutes;
        for (int attempt = 1; attempt <= 8; ++attempt)
            minutes.append(drillRetrySeconds(attempt) / 60);
        QCOMPARE(minutes, (QList<qint64>{15, 30, 60, 120, 240, 360, 360, 360}));
        QCOMPARE(drillRetrySeconds(1000), 6 * 3600);
        DrillPlanRecord plan = somePlan(3);
        plan = postponed(plan, {Errc::EmulatorFailed, u"no"_s, {}}, 900, at(3 * kDay));
        QCOMPARE(plan.attempts, 1);
        QCOMPARE(plan.nextTry, at(3 * kDay + 15));
        QCOMPARE(plan.dueAt, at(3 * kDay));
        QCOMPARE(plan.error->code, Errc::EmulatorFailed);
        // A try that a clock far ahead has put off comes within a day.
        plan.nextTry = at(500 * kDay);
        QCOMPARE(replanned(plan, {}, at(-27 * kDay), at(4 * kDay)).nextTry, at(5 * kDay));
    }

    void isOverdueAfterADay()
    {
        const DrillPlanRecord plan = somePlan(3);
        QVERIFY(!isOverdue(plan, at(3 * kDay)));
        QVERIFY(!isOverdue(plan, at(4 * kDay)));
        QVERIFY(isOverdue(plan, at(4 * kDay + 1)));
    }

    void certificatesMoveWhatIsDue()
    {
        CatalogFixture fixture;
        Catalog &catalog = *fixture.catalog;
        const PolicyRecord policy{.id = {u"pl-1"_s},
                                  .name = u"nightly"_s,
                                  .createdAt = at(0),
                                  .activeSince = at(0),
                                  .handledUntil = at(0),
                                  .nextDue = at(100)};
        must(catalog.policies().add(policy));
        for (int number = 1; number <= 3; ++number) {
            BackupRecord backup = someBackup(number);
            backup.phone = {u"ph-%1"_s.arg(number)};
            backup.status = BackupStatus::Available;
            must(catalog.backups().insert(backup));
            must(catalog.policies().addBackup(policy.id, backup.id));
        }
        must(planDrills(catalog, policy, drilled(0), at(0)));
        QVERIFY(!must(catalog.drills().plan(policy.id)));
        must(planDrills(catalog, policy, drilled(30, 2), at(0)));
        const auto plan = [&] { return *must(catalog.drills().plan(policy.id)); };
        QCOMPARE(plan().dueAt, at(30 * kDay));
        const auto drill = [&](int number, int day, bool passed) {
            DrillRecord record{.backup = someBackup(number).id, .at = at(day * kDay), .passed = passed};
            if (!passed)
                record.error = Error{Errc::ArchiveDamaged, {}, {}};
            must(keepCertificate(catalog, record, record.at));
        };
        drill(1, 30, true);
        // The first of two phones: the drill is due still.
        QCOMPARE(plan().dueAt, at(30 * kDay));
        QCOMPARE(plan().nextTry, at(30 * kDay));
        drill(2, 30, false);
        QCOMPARE(plan().attempts, 1);
        QCOMPARE(plan().nextTry, at(31 * kDay));
        QCOMPARE(plan().error->code, Errc::ArchiveDamaged);
        drill(3, 31, true);
        QCOMPARE(plan().dueAt, at(60 * kDay));
        QCOMPARE(plan().attempts, 0);
        QVERIFY(!plan().error);
        // Of a backup that no policy made there is only the certificate.
        must(keepCertificate(catalog, {.backup = someBackup(9).id, .at = at(1), .passed = true}, at(1)));
        QCOMPARE(must(catalog.drills().of(someBackup(9).id)).size(), 1);
        QCOMPARE(must(catalog.drills().lastByPolicy()).value(policy.id).backup, someBackup(3).id);
    }
};

QTEST_GUILESS_MAIN(DrillPlanTest)
#include "tst_drillplan.moc"
