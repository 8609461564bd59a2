// SPDX-License-Identifier: GPL-3.0-or-later
// The rules by which a phone in a run is tried again, and which phones a policy means.
#include "core/engine/policycopies.h"
#include "core/engine/policyphones.h"
#include "core/engine/policytargets.h"
#include "tests/catalog/catalogfixture.h"

using namespace holdfast;
using namespace Qt::Literals::StringLiterals;

namespace {

PolicyRunRecord someRun(bool manual = false)
{
    return {.number = 1,
            .policy = {u"pl-1"_s},
            .dueAt = at(0),
            .startedAt = at(0),
            .endsAt = at(240),
            .manual = manual};
}

PolicyTargetRecord running(int attempts = 1)
{
    return {
        .run = 1, .key = u"ph-1"_s, .serial = {u"s"_s}, .state = TargetState::Running, .attempts = attempts};
}

PolicyBackup made(const QString &id, BackupStatus status, int minute = 0)
{
    return {.id = {id}, .phone = {u"ph-1"_s}, .phoneName = {}, .createdAt = at(minute), .status = status};
}

JobRecord ended(JobStatus status, std::optional<Errc> code = {}, bool asked = false)
{
    JobRecord job;
    job.status = status;
    job.backup = {u"bf-1"_s};
    job.cancelRequested = asked;
    if (code)
        job.error = Error{*code, {}, {}};
    return job;
}

} // namespace

class PolicyTargetsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void plansCopies_data()
    {
        using enum BackupStatus;
        QTest::addColumn<QList<PolicyBackup>>("copies");
        QTest::addColumn<int>("minute");
        QTest::addColumn<bool>("manual");
        QTest::addColumn<QString>("expected");
        const auto copy = [](BackupStatus status, int finished = -1, Errc code = Errc::StoreUnreachable) {
            PolicyBackup backup = made(u"bf-copy"_s, status);
            backup.finishedAt = finished < 0 ? QDateTime() : at(finished);
            if (status == Failed)
                backup.error = Error{code, {}, {}};
            return backup;
        };
        const auto row = [](const char *name, const QList<PolicyBackup> &copies, int minute, bool manual,
                            const QString &expected) {
            QTest::newRow(name) << copies << minute << manual << expected;
        };
        row("none yet", {}, 10, false, u"begin"_s);
        row("none yet, and time is over", {}, 240, false, u""_s);
        row("none yet, by hand", {}, 240, true, u"begin"_s);
        row("waits for its turn", {copy(Pending)}, 10, false, u"under way"_s);
        row("on its way", {copy(Uploading)}, 300, false, u"under way"_s);
        row("there", {copy(Available)}, 10, false, u""_s);
        row("retention took it", {copy(Deleted)}, 10, false, u""_s);
        row("damaged since", {copy(Damaged)}, 10, false, u""_s);
        row("just failed", {copy(Failed, 10)}, 10, false, u"waits"_s);
        row("failed a minute ago", {copy(Failed, 10)}, 11, false, u"begin"_s);
        row("failed the night before", {copy(Failed, -600)}, 10, false, u"begin"_s);
        row("failed twice", {copy(Failed, 5), copy(Failed, 10)}, 11, false, u"waits"_s);
        row("failed too often", {copy(Failed, 5), copy(Failed, 7), copy(Failed, 10)}, 60, false, u"alone"_s);
        row("failed by hand", {copy(Failed, 10)}, 60, true, u"alone"_s);
        row("cancelled", {copy(Failed, 10, Errc::Cancelled)}, 60, false, u"alone"_s);
        row("refused", {copy(Failed, 10, Errc::StoreDenied)}, 60, false, u"alone"_s);
        row("its process ended", {copy(Failed, 10, Errc::JobInterrupted)}, 60, true, u"begin"_s);
    }

    void plansCopies()
    {
        QFETCH(const QList<PolicyBackup>, copies);
        QFETCH(const int, minute);
        QFETCH(const bool, manual);
        QFETCH(const QString, expected);
        const CopyPlan plan =
            planCopies({made(u"bf-1"_s, BackupStatus::Available), made(u"bf-2"_s, BackupStatus::Failed, 1)},
                       copies, someRun(manual), at(minute));
        QStringList words;
        if (!plan.begin.isEmpty()) {
            QCOMPARE(plan.begin, QList<BackupId>{{u"bf-1"_s}});
            words.append(u"begin"_s);
        }
        if (!plan.underWay.isEmpty())
            words.append(u"under way"_s);
        if (plan.waits)
            words.append(u"waits"_s);
        if (!plan.leftAlone.isEmpty()) {
            QCOMPARE(plan.leftAlone.first().error, copies.last().error);
            words.append(u"alone"_s);
        }
        QCOMPARE(words.join(u", "_s), expected);
    }

    void settles_data()
    {
        QTest::addColumn<JobStatus>("status");
        QTest::addColumn<int>("code"); ///< -1: none.
        QTest::addColumn<bool>("asked");
        QTest::addColumn<bool>("manual");
        QTest::addColumn<int>("attempts");
        QTest::addColumn<int>("minute");
        QTest::addColumn<TargetState>("state");
        const auto row = [](const char *name, JobStatus status, int code, bool asked, bool manual,
                            int attempts, int minute, TargetState state) {
            QTest::newRow(name) << status << code << asked << manual << attempts << minute << state;
        };
        constexpr int kLost = static_cast<int>(Errc::PhoneLost);
        constexpr int kCancelled = static_cast<int>(Errc::Cancelled);
        row("done", JobStatus::Finished, -1, false, false, 1, 10, TargetState::Done);
        row("done after the end", JobStatus::Finished, -1, false, false, 1, 300, TargetState::Done);
        row("partly", JobStatus::PartFinished, -1, false, false, 1, 10, TargetState::Partly);
        row("lost", JobStatus::Failed, kLost, false, false, 1, 10, TargetState::Waiting);
        row("lost too often", JobStatus::Failed, kLost, false, false, kMostAttempts, 10, TargetState::Failed);
        row("lost too late", JobStatus::Failed, kLost, false, false, 1, 240, TargetState::Failed);
        row("lost by hand", JobStatus::Failed, kLost, false, true, 1, 10, TargetState::Failed);
        row("interrupted by hand", JobStatus::Failed, static_cast<int>(Errc::JobInterrupted), false, true, 1,
            10, TargetState::Waiting);
        row("nothing there", JobStatus::Failed, static_cast<int>(Errc::NothingSelected), false, false, 1, 10,
            TargetState::Failed);
        row("no error at all", JobStatus::Failed, -1, false, false, 1, 10, TargetState::Waiting);
        row("cancelled by somebody", JobStatus::Cancelled, kCancelled, true, false, 1, 10,
            TargetState::Cancelled);
        row("lost while it was being cancelled", JobStatus::Failed, kLost, true, false, 1, 10,
            TargetState::Cancelled);
        row("this process was stopped", JobStatus::Cancelled, kCancelled, false, false, 1, 10,
            TargetState::Waiting);
        row("cancelled at the end", JobStatus::Cancelled, kCancelled, true, false, 1, 240,
            TargetState::Missed);
        row("run by hand cancelled", JobStatus::Cancelled, kCancelled, true, true, 1, 500,
            TargetState::Cancelled);
    }

    void settles()
    {
        QFETCH(const JobStatus, status);
        QFETCH(const int, code);
        QFETCH(const bool, asked);
        QFETCH(const bool, manual);
        QFETCH(const int, attempts);
        QFETCH(const int, minute);
        QFETCH(const TargetState, state);
        const JobRecord job =
            ended(status, code < 0 ? std::nullopt : std::optional(static_cast<Errc>(code)), asked);
        const PolicyTargetRecord target = settled(running(attempts), someRun(manual), job, at(minute));
        QCOMPARE(target.state, state);
        QCOMPARE(target.nextTry.isValid(), state == TargetState::Waiting);
        QCOMPARE(!target.backup.isEmpty(), isGood(state));
        QCOMPARE(target.attempts, attempts);
    }

    void waitsLongerEachTime()
    {
        QCOMPARE(retrySeconds(1), 60);
        QCOMPARE(retrySeconds(2), 120);
        QCOMPARE(retrySeconds(4), 480);
        QCOMPARE(retrySeconds(5), 900);
        QCOMPARE(retrySeconds(1000), 900);
    }

    void phonesThatAreAwayCostNoAttempt()
    {
        PolicyTargetRecord target = running(0);
        target.state = TargetState::Waiting;
        const Error away{Errc::PhoneOffline, {}, {}};
        const auto later = postponed(target, someRun(), away, at(5));
        QCOMPARE(later.state, TargetState::Waiting);
        QCOMPARE(later.attempts, 0);
        QVERIFY(later.nextTry > at(5) && later.nextTry < at(6));
        QCOMPARE(postponed(target, someRun(true), away, at(5)).state, TargetState::Missed);
        QCOMPARE(missed(later).error->code, Errc::PhoneOffline);
        QVERIFY(isOver(someRun(), at(240)) && !isOver(someRun(), at(239)) && !isOver(someRun(true), at(999)));
    }

    void meansPhones()
    {
        CatalogFixture fixture;
        PhoneRepository &phones = fixture.catalog->phones();
        must(phones.createGroup(u"golden"_s, at(0)));
        QList<PhoneId> ids;
        for (int i = 0; i < 4; ++i) {
            PhoneRecord phone;
            phone.serial = {u"10.0.0.%1:5555"_s.arg(i)};
            phone.serialNumber = u"SN%1"_s.arg(i);
            phone.androidId = u"a%1"_s.arg(i);
            phone.name = u"phone-%1"_s.arg(i);
            phone.androidVersion = i == 3 ? u"14"_s : u"12"_s;
            ids.append(must(phones.upsert(phone, at(i))).id);
        }
        must(phones.assignGroup(ids[0], u"golden"_s));
        must(phones.setTags(ids[1], {u"night"_s}));
        const auto keys = [&](const PolicyDefinition &policy) {
            QStringList found;
            for (const PolicyPhone &phone : must(phonesOf(*fixture.catalog, policy)))
                found.append(phone.key);
            return found;
        };
        PolicyDefinition policy;
        policy.groups = {u"golden"_s, u"not there"_s};
        QCOMPARE(keys(policy), QStringList{ids[0].value});
        policy.tags = {u"night"_s};
        QCOMPARE(keys(policy), (QStringList{ids[0].value, ids[1].value}));
        policy.query = u"android:14"_s;
        // Twice the same phone, and one that nobody has seen.
        policy.phones = {u"phone-1"_s, u"10.0.0.1:5555"_s, u"10.9.9.9:5555"_s};
        QCOMPARE(keys(policy), (QStringList{u"10.9.9.9:5555"_s, ids[0].value, ids[1].value, ids[3].value}));
    }
};

QTEST_GUILESS_MAIN(PolicyTargetsTest)
#include "tst_policytargets.moc"
