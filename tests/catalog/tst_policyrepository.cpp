// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/catalog/catalogfixture.h"

using namespace holdfast;
using namespace Qt::Literals::StringLiterals;

namespace {

const ProcessIdentity kOurs{u"host"_s, 10, u"boot:1"_s};
const ProcessIdentity kTheirs{u"host"_s, 11, u"boot:2"_s};

PolicyRecord somePolicy(int number)
{
    return {.id = {u"pl-%1"_s.arg(number, 17, 10, QLatin1Char('0'))},
            .name = u"policy %1"_s.arg(number),
            .definition = {{u"store"_s, u"disk"_s}},
            .suspended = false,
            .createdAt = at(0),
            .activeSince = at(1),
            .handledUntil = at(2),
            .nextDue = at(100 + number)};
}

PolicyRunRecord someRun(const PolicyId &policy)
{
    return {.policy = policy, .dueAt = at(3), .startedAt = at(4), .endsAt = at(200), .manual = true};
}

PolicyTargetRecord someTarget(const QString &key)
{
    return {.key = key,
            .serial = {u"127.0.0.1:5601"_s},
            .name = u"name of "_s % key,
            .attempts = 2,
            .job = {u"t-1"_s},
            .backup = {u"bf-1"_s},
            .nextTry = at(9),
            .error = Error{Errc::PhoneLost, u"cut"_s, {.phone = key}}};
}

} // namespace

class PoliciesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oldRunsAreForgotten()
    {
        CatalogFixture fixture;
        PolicyRepository &policies = fixture.catalog->policies();
        const PolicyRecord policy = somePolicy(1);
        must(policies.add(policy));
        QList<qint64> numbers;
        for (int i = 0; i < 4; ++i) {
            numbers.append(must(policies.beginRun(someRun(policy.id), {someTarget(u"ph-a"_s)})));
            must(policies.finishRun(numbers.last(), at(60 + i)));
        }
        const qint64 open = must(policies.beginRun(someRun(policy.id), {someTarget(u"ph-a"_s)}));
        must(policies.pruneRuns(policy.id, 2));
        QVERIFY(!must(policies.run(policy.id, numbers[1])));
        QVERIFY(must(policies.targets(numbers[1])).isEmpty());
        for (const qint64 number : {numbers[2], numbers[3], open}) {
            QCOMPARE(must(policies.run(policy.id, number)).value().number, number);
            QCOMPARE(must(policies.targets(number)).size(), 1);
        }
        QVERIFY(!must(policies.run(somePolicy(2).id, open)));
    }

    void drillsGoThroughThePhonesOfAPolicy()
    {
        CatalogFixture fixture;
        PolicyRepository &policies = fixture.catalog->policies();
        DrillRepository &drills = fixture.catalog->drills();
        const PolicyRecord policy = somePolicy(1);
        must(policies.add(policy));
        QVERIFY(must(drills.sampleOf(policy.id)).isEmpty());
        // Two phones, an older and a newer backup of each.
        for (int number = 1; number <= 4; ++number) {
            BackupRecord backup = someBackup(number);
            backup.phone = {number % 2 == 1 ? u"ph-a"_s : u"ph-b"_s};
            backup.status = BackupStatus::Available;
            must(fixture.catalog->backups().insert(backup));
            must(policies.addBackup(policy.id, backup.id));
        }
        const auto drill = [](int number, int minute) {
            return DrillRecord{.backup = someBackup(number).id,
                               .at = at(minute),
                               .job = {u"t-1"_s},
                               .passed = minute % 2 == 0,
                               .compared = 10,
                               .different = minute,
                               .error = Error{Errc::CompareFailed, u"why"_s, {}}};
        };
        QCOMPARE(must(drills.sampleOf(policy.id)), someBackup(3).id);
        must(drills.add(drill(3, 100)));
        QCOMPARE(must(drills.sampleOf(policy.id)), someBackup(4).id);
        must(drills.add(drill(4, 101)));
        QCOMPARE(must(drills.sampleOf(policy.id)), someBackup(3).id);
        must(drills.add(drill(3, 102)));
        QCOMPARE(must(drills.between(at(100), at(102))), (QList<DrillRecord>{drill(3, 100), drill(4, 101)}));
        QCOMPARE(must(drills.of(someBackup(3).id)), (QList<DrillRecord>{drill(3, 102), drill(3, 100)}));
    }

    void whatAPolicyMadeInAStoreIsListed()
    {
        CatalogFixture fixture;
        PolicyRepository &policies = fixture.catalog->policies();
        must(policies.add(somePolicy(1)));
        for (int number = 1; number <= 3; ++number) {
            BackupRecord backup = someBackup(number);
            backup.storeName = number == 2 ? u"vault"_s : u"disk"_s;
            must(fixture.catalog->backups().insert(backup));
            must(policies.addBackup(somePolicy(1).id, backup.id));
        }
        const auto made = must(policies.madeSince(somePolicy(1).id, u"disk"_s, at(1)));
        QCOMPARE(made.size(), 2);
        QCOMPARE(made.first().id, someBackup(3).id);
        QCOMPARE(made.first().store, u"disk"_s);
        QCOMPARE(must(policies.madeSince(somePolicy(1).id, u"disk"_s, at(2))).size(), 1);
        QCOMPARE(must(policies.madeSince(somePolicy(1).id, u"vault"_s, at(1))).size(), 1);
    }

    void everyFieldComesBack()
    {
        CatalogFixture fixture;
        PolicyRepository &policies = fixture.catalog->policies();
        const PolicyRecord policy = somePolicy(1);
        must(policies.add(policy));
        QVERIFY(must(policies.get(policy.name)) == policy);
        QVERIFY(must(policies.get(policy.id)) == policy);
        QCOMPARE(policies.add(policy).error().code, Errc::PolicyExists);
        QCOMPARE(policies.get(u"none"_s).error().code, Errc::PolicyNotFound);

        PolicyRunRecord run = someRun(policy.id);
        run.number = must(policies.beginRun(run, {someTarget(u"ph-b"_s), someTarget(u"ph-a"_s)}));
        QVERIFY(must(policies.openRuns()) == QList<PolicyRunRecord>{run});
        auto targets = must(policies.targets(run.number));
        QCOMPARE(targets.size(), 2);
        PolicyTargetRecord expected = someTarget(u"ph-a"_s);
        expected.run = run.number;
        QVERIFY(targets.first() == expected);
        expected.state = TargetState::Missed;
        expected.error = std::nullopt;
        expected.nextTry = {};
        must(policies.updateTarget(expected));
        QVERIFY(must(policies.targets(run.number)).first() == expected);
        must(policies.finishRun(run.number, at(50)));
        QVERIFY(must(policies.openRuns()).isEmpty());
        QCOMPARE(must(policies.runs(policy.id, 5)).first().finishedAt, at(50));
    }

    void runsInWhichThereIsNothingToDoRest()
    {
        CatalogFixture fixture;
        PolicyRepository &policies = fixture.catalog->policies();
        must(policies.add(somePolicy(1)));
        PolicyRunRecord run = someRun(somePolicy(1).id);
        run.endsAt = at(1000);
        run.manual = false;
        PolicyTargetRecord target = someTarget(u"ph-one"_s);
        target.state = TargetState::Waiting;
        target.nextTry = {};
        target.run = must(policies.beginRun(run, {target}));
        const auto isRestless = [&](const QDateTime &now) {
            return !must(policies.restlessRuns(now)).isEmpty();
        };
        QVERIFY(isRestless(at(10))); // It was not tried yet.
        target.nextTry = at(20);
        must(policies.updateTargets({target}));
        QCOMPARE(must(policies.awaitedSerials()), QStringList{target.serial.value});
        QVERIFY(!isRestless(at(19)));
        QVERIFY(isRestless(at(20)));
        QVERIFY(isRestless(at(1000)));
        target.state = TargetState::Running; // Its job is not known any more.
        must(policies.updateTarget(target));
        QVERIFY(isRestless(at(19)));
        QVERIFY(must(policies.awaitedSerials()).isEmpty());
        target.state = TargetState::Done;
        must(policies.updateTarget(target));
        QVERIFY(isRestless(at(19))); // To be ended.
        QCOMPARE(must(policies.lastRuns()).value(somePolicy(1).id).number, target.run);
        must(policies.finishRun(target.run, at(20)));
        QVERIFY(!isRestless(at(2000)));
    }

    void nobodyWritesOverACancellation()
    {
        CatalogFixture fixture;
        PolicyRepository &policies = fixture.catalog->policies();
        must(policies.add(somePolicy(1)));
        PolicyTargetRecord target = someTarget(u"ph-one"_s);
        target.run = must(policies.beginRun(someRun(somePolicy(1).id), {target}));
        target.state = TargetState::Cancelled;
        must(policies.updateTargets({target}));
        PolicyTargetRecord late = target;
        late.state = TargetState::Running;
        QCOMPARE(policies.updateTarget(late).error().code, Errc::StateConflict);
        must(policies.updateTargets({late}));
        QVERIFY(must(policies.targets(target.run)).first() == target);
    }

    void oneRunOfAPolicyIsUnderWay()
    {
        CatalogFixture fixture;
        PolicyRepository &policies = fixture.catalog->policies();
        must(policies.add(somePolicy(1)));
        must(policies.add(somePolicy(2)));
        const qint64 first = must(policies.beginRun(someRun(somePolicy(1).id), {}));
        QCOMPARE(policies.beginRun(someRun(somePolicy(1).id), {}).error().code, Errc::StateConflict);
        must(policies.beginRun(someRun(somePolicy(2).id), {}));
        must(policies.finishRun(first, at(9)));
        QVERIFY(must(policies.beginRun(someRun(somePolicy(1).id), {})) > first);
    }

    void onlyActivePoliciesAreDue()
    {
        CatalogFixture fixture;
        PolicyRepository &policies = fixture.catalog->policies();
        for (int i = 1; i <= 3; ++i)
            must(policies.add(somePolicy(i)));
        QCOMPARE(must(policies.earliestDue()), at(101));
        must(policies.suspend(somePolicy(1).id));
        QCOMPARE(must(policies.earliestDue()), at(102));
        const auto due = must(policies.due(at(102)));
        QCOMPARE(due.size(), 1);
        QCOMPARE(due.first().name, u"policy 2"_s);
        must(policies.setTimes(somePolicy(2).id, at(102), at(500)));
        QVERIFY(must(policies.due(at(102))).isEmpty());
        must(policies.resume(somePolicy(1).id, at(110), at(300)));
        const auto resumed = must(policies.get(somePolicy(1).id));
        QVERIFY(!resumed.suspended && resumed.activeSince == at(110) && resumed.handledUntil == at(110));
        QCOMPARE(must(policies.due(at(1000))).size(), 3);
        QCOMPARE(policies.suspend({u"pl-none"_s}).error().code, Errc::PolicyNotFound);
    }

    void backupsBelongToTheirPolicy()
    {
        CatalogFixture fixture;
        PolicyRepository &policies = fixture.catalog->policies();
        must(policies.add(somePolicy(1)));
        for (int i = 1; i <= 4; ++i) {
            BackupRecord backup = someBackup(i);
            backup.status = i == 3 ? BackupStatus::Failed : BackupStatus::Available;
            backup.storedBytes = 100 * i;
            must(fixture.catalog->backups().insert(backup));
            if (i != 4) // That one was made by hand.
                must(policies.addBackup(somePolicy(1).id, backup.id));
        }
        must(policies.setPinned(someBackup(1).id, true));
        must(policies.setPinned(someBackup(1).id, true));
        const auto backups = must(policies.backups(somePolicy(1).id));
        QCOMPARE(backups.size(), 2);
        QCOMPARE(backups[0].id, someBackup(2).id);
        QCOMPARE(backups[0].storedBytes, 200);
        QVERIFY(!backups[0].pinned && backups[1].pinned);
        QCOMPARE(must(policies.newestByPolicy()).value(somePolicy(1).id),
                 (QMap<QString, QDateTime>{{u"ph-one"_s, at(2)}}));
        QCOMPARE(must(policies.pinned()), QStringList{someBackup(1).id.value});
        must(policies.setPinned(someBackup(1).id, false));
        QVERIFY(must(policies.pinned()).isEmpty());
        QVERIFY(!must(policies.isPinned(someBackup(1).id)));
        must(policies.beginRun(someRun(somePolicy(1).id), {someTarget(u"ph-one"_s)}));
        must(policies.remove(somePolicy(1).id));
        QVERIFY(must(policies.backups(somePolicy(1).id)).isEmpty());
        QVERIFY(must(policies.openRuns()).isEmpty());
        QCOMPARE(must(fixture.catalog->backups().list({}, {})).totalCount, 4);
    }

    void aLeaseHasOneHolder()
    {
        CatalogFixture fixture;
        PolicyRepository &policies = fixture.catalog->policies();
        const auto is = [](Liveness liveness) {
            return [liveness](const ProcessIdentity &) { return liveness; };
        };
        const auto take = [&](const ProcessIdentity &who, Liveness other, int minute) {
            return must(policies.takeLease(u"policies"_s, who, is(other), at(minute), at(minute + 1)));
        };
        QVERIFY(take(kOurs, Liveness::Alive, 0));
        QVERIFY(take(kOurs, Liveness::Alive, 1));
        QVERIFY(!take(kTheirs, Liveness::Alive, 100)); // Alive holds, however late it is.
        QVERIFY(!take(kTheirs, Liveness::Unknown, 1));
        QVERIFY(take(kTheirs, Liveness::Unknown, 2));
        QVERIFY(take(kOurs, Liveness::Dead, 2));
        must(policies.dropLease(u"policies"_s, kTheirs));
        QVERIFY(!take(kTheirs, Liveness::Alive, 3));
        must(policies.dropLease(u"policies"_s, kOurs));
        QVERIFY(take(kTheirs, Liveness::Alive, 3));
    }

    void speedLimitsAreKept()
    {
        CatalogFixture fixture;
        SpeedLimitRepository &limits = fixture.catalog->speedLimits();
        must(limits.set({}, u"0:24:100"_s));
        must(limits.set(u"disk"_s, u"0:24:50"_s));
        must(limits.set(u"disk"_s, u"0:24:60"_s));
        QCOMPARE(must(limits.all()),
                 (QMap<QString, QString>{{QString(), u"0:24:100"_s}, {u"disk"_s, u"0:24:60"_s}}));
        must(limits.set({}, {}));
        QCOMPARE(must(limits.all()).size(), 1);
    }
};

QTEST_GUILESS_MAIN(PoliciesTest)
#include "tst_policyrepository.moc"
