// SPDX-License-Identifier: GPL-3.0-or-later
// Messages that wait for being sent, and when drills of policies are due.
#include "tests/catalog/catalogfixture.h"

using namespace holdfast;
using namespace Qt::Literals::StringLiterals;

namespace {

RecipientRecord someRecipient(const QString &name)
{
    return {.name = name, .definition = {{u"kind"_s, u"mail"_s}}, .createdAt = at(1)};
}

MessageRecord someMessage(const QString &recipient, const QString &key, int minute)
{
    return {.recipient = recipient, .key = key, .about = {{u"run"_s, 7}}, .createdAt = at(minute)};
}

PolicyRecord somePolicy(int number)
{
    return {.id = {u"pl-%1"_s.arg(number)},
            .name = u"policy %1"_s.arg(number),
            .createdAt = at(0),
            .activeSince = at(0),
            .handledUntil = at(0),
            .nextDue = at(100)};
}

} // namespace

class MessagesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recipientsComeAndGo()
    {
        CatalogFixture fixture;
        MessageRepository &messages = fixture.catalog->messages();
        must(messages.addRecipient(someRecipient(u"ops"_s)));
        must(messages.addRecipient(someRecipient(u"hook"_s)));
        QCOMPARE(messages.addRecipient(someRecipient(u"ops"_s)).error().code, Errc::RecipientExists);
        QVERIFY(must(messages.recipients()) ==
                (QList<RecipientRecord>{someRecipient(u"hook"_s), someRecipient(u"ops"_s)}));
        QVERIFY(must(messages.recipient(u"ops"_s)) == someRecipient(u"ops"_s));
        must(messages.add(someMessage(u"ops"_s, u"run:1"_s, 2)));
        must(messages.add(someMessage(u"hook"_s, u"run:1"_s, 2)));
        must(messages.removeRecipient(u"ops"_s));
        QCOMPARE(messages.recipient(u"ops"_s).error().code, Errc::RecipientNotFound);
        QCOMPARE(messages.removeRecipient(u"ops"_s).error().code, Errc::RecipientNotFound);
        const auto left = must(messages.due(at(3), 10));
        QCOMPARE(left.size(), 1);
        QCOMPARE(left.first().recipient, u"hook"_s);
    }

    void nobodyIsToldTwice()
    {
        CatalogFixture fixture;
        MessageRepository &messages = fixture.catalog->messages();
        QVERIFY(!must(messages.earliestTry()).isValid());
        must(messages.add(someMessage(u"ops"_s, u"run:1"_s, 2)));
        must(messages.add(someMessage(u"ops"_s, u"run:1"_s, 3)));
        must(messages.add(someMessage(u"hook"_s, u"run:1"_s, 3)));
        QVERIFY(must(messages.due(at(1), 10)).isEmpty());
        QCOMPARE(must(messages.due(at(3), 1)).size(), 1);
        auto due = must(messages.due(at(3), 10));
        QCOMPARE(due.size(), 2);
        QCOMPARE(must(messages.earliestTry()), at(2));
        QCOMPARE(must(messages.waiting()), (QMap<QString, qint64>{{u"hook"_s, 1}, {u"ops"_s, 1}}));
        MessageRecord first = due.first();
        QVERIFY(first.about == (QJsonObject{{u"run"_s, 7}}));
        first.attempts = 1;
        first.nextTry = at(5);
        first.error = Error{Errc::MessageFailed, u"no route"_s, {.object = u"ops"_s}};
        must(messages.update(first));
        QCOMPARE(must(messages.due(at(4), 10)).size(), 1);
        QVERIFY(must(messages.due(at(5), 10)).first() == first);
        first.nextTry = {};
        first.sentAt = at(5);
        first.error = std::nullopt;
        must(messages.update(first));
        must(messages.add(someMessage(u"ops"_s, u"run:1"_s, 6)));
        QCOMPARE(must(messages.due(at(9), 10)).size(), 1);
        QVERIFY(must(messages.lastOfEach()) == QList<MessageRecord>{first});
        // What waits is never forgotten.
        must(messages.prune(at(9)));
        QVERIFY(must(messages.lastOfEach()).isEmpty());
        QCOMPARE(must(messages.due(at(9), 10)).size(), 1);
    }

    void drillsFallDue()
    {
        CatalogFixture fixture;
        DrillRepository &drills = fixture.catalog->drills();
        for (int number = 1; number <= 3; ++number) {
            must(fixture.catalog->policies().add(somePolicy(number)));
            must(drills.setPlan({.policy = somePolicy(number).id,
                                 .everyDays = 30,
                                 .dueAt = at(10 - number),
                                 .nextTry = at(10 - number)}));
        }
        must(fixture.catalog->policies().suspend(somePolicy(3).id));
        const auto due = [&](int minute) {
            QStringList ids;
            for (const DrillPlanRecord &plan : must(drills.duePlans(at(minute))))
                ids.append(plan.policy.value);
            return ids;
        };
        QCOMPARE(due(7), QStringList());
        QCOMPARE(due(8), QStringList{u"pl-2"_s});
        QCOMPARE(due(9), (QStringList{u"pl-2"_s, u"pl-1"_s}));
        const qint64 run = must(fixture.catalog->policies().beginRun(
            {.policy = somePolicy(2).id, .dueAt = at(5), .startedAt = at(5), .endsAt = at(60)}, {}));
        QCOMPARE(due(9), QStringList{u"pl-1"_s});
        must(fixture.catalog->policies().finishRun(run, at(9)));
        DrillPlanRecord plan = *must(drills.plan(somePolicy(2).id));
        plan.attempts = 2;
        plan.nextTry = at(20);
        plan.error = Error{Errc::EmulatorFailed, u"x"_s, {}};
        must(drills.setPlan(plan));
        QVERIFY(must(drills.plans()).value(plan.policy) == plan);
        QCOMPARE(due(19), QStringList{u"pl-1"_s});
        must(fixture.catalog->policies().remove(somePolicy(1).id));
        QVERIFY(!must(drills.plan(somePolicy(1).id)));
    }

    void severalPhonesPass()
    {
        CatalogFixture fixture;
        DrillRepository &drills = fixture.catalog->drills();
        const PolicyId policy = somePolicy(1).id;
        for (int number = 1; number <= 3; ++number) {
            BackupRecord backup = someBackup(number);
            backup.phone = {u"ph-%1"_s.arg(number)};
            backup.status = number == 3 ? BackupStatus::Failed : BackupStatus::Available;
            must(fixture.catalog->backups().insert(backup));
            must(fixture.catalog->policies().addBackup(policy, backup.id));
        }
        const auto drilled = [&](int number, int minute, bool passed) {
            must(drills.add({.backup = someBackup(number).id, .at = at(minute), .passed = passed}));
        };
        QVERIFY(!must(drills.passedBy(policy, 1)).isValid());
        drilled(1, 50, false);
        QVERIFY(!must(drills.passedBy(policy, 1)).isValid());
        drilled(1, 60, true);
        drilled(1, 61, true);
        QCOMPARE(must(drills.passedBy(policy, 1)), at(61));
        QVERIFY(!must(drills.passedBy(policy, 2)).isValid());
        drilled(2, 70, true);
        QCOMPARE(must(drills.passedBy(policy, 2)), at(61));
        // Only two phones have a backup at all.
        QCOMPARE(must(drills.passedBy(policy, 5)), at(61));
        must(drills.setPlan({.policy = policy, .everyDays = 1, .dueAt = at(1), .nextTry = at(1)}));
        QCOMPARE(must(drills.planFor(someBackup(2).id))->policy, policy);
        QVERIFY(!must(drills.planFor(someBackup(9).id)));
    }
};

QTEST_GUILESS_MAIN(MessagesTest)
#include "tst_messagerepository.moc"
