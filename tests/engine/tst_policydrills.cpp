// SPDX-License-Identifier: GPL-3.0-or-later
// Restore drills that a policy asks for, on emulated phones behind a real adb server, with a clock that the
// test turns.
#include "policyfixture.h"

#include "core/engine/drillservice.h"
#include "core/engine/emulatorservice.h"
#include "core/engine/metricsservice.h"

#include <QTest>
#include <QUrl>

using namespace holdfast;
using namespace holdfast::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

class PolicyDrillsTest : public QObject
{
    Q_OBJECT

private:
    /// Steps until the plan of the drills has changed from what it is now; steps a little longer than a drill
    /// needs to begin where it does not.
    bool stepUntil(const std::function<bool(const PolicyView &)> &reached)
    {
        return QTest::qWaitFor(
            [&] {
                m_night.step();
                const auto view = m_night.engine().policies().show(u"nightly"_s);
                return view && reached(*view);
            },
            240'000);
    }

    PolicyView view() { return m_night.engine().policies().show(u"nightly"_s).value_or(PolicyView()); }

    void addBackedUp()
    {
        PolicyDefinition policy = PolicyFixture::nightly({&m_phone});
        policy.drillEvery = 30;
        QVERIFY(m_night.engine().policies().add(u"nightly"_s, policy));
        QCOMPARE(view().drills->dueAt, QDateTime(QDate(2024, 7, 1), QTime(12, 0), Qt::UTC));
        m_night.clock().set(u"2024-06-02T02:00:00"_s);
        QCOMPARE(PolicyFixture::states(m_night.whenQuiet(u"nightly"_s)),
                 QList<TargetState>{TargetState::Done});
        QVERIFY(!view().lastDrill);
        // No more runs, so that nothing else is due.
        m_backup = view().lastTargets.first().backup;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_server.start(), qPrintable(m_server.error()));
        m_server.exportEnvironment();
        QVERIFY2(m_phone.start(), qPrintable(m_phone.error()));
        QVERIFY(PolicyFixture::fill(m_phone, 100'000));
    }

    void init() { QVERIFY(m_night.open(u"2024-06-01T12:00:00"_s)); }
    void cleanup() { m_night.close(); }

    void aDrillComesWhenItIsDue()
    {
        addBackedUp();
        const QDateTime due = view().drills->dueAt;
        m_night.clock().set(u"2024-07-01T11:00:00"_s);
        m_night.whenQuiet(u"nightly"_s); // The run of that night.
        QVERIFY(m_night.engine().policies().check()->overdueDrills.isEmpty());
        QCOMPARE(view().drills->dueAt, due);
        // Nobody was there to begin it: overdue after a day, and said so for monitoring.
        m_night.clock().set(u"2024-07-02T13:00:00"_s);
        const auto check = m_night.engine().policies().check();
        QCOMPARE(check->overdueDrills.size(), 1);
        QCOMPARE(check->overdueDrills.first().promised, due);
        QVERIFY(m_night.engine().metrics().prometheusText()->contains(
            "holdfast_policy_drill_overdue{policy=\"nightly\"} 1\n"));
        // It is due still after a restart.
        QVERIFY(m_night.reopen());
        QVERIFY(stepUntil([](const PolicyView &policy) { return policy.lastDrill.has_value(); }));
        const PolicyView after = view();
        QVERIFY(after.lastDrill->passed);
        QCOMPARE(after.lastDrill->at, m_night.clock().now());
        QCOMPARE(after.drills->dueAt, m_night.clock().now().addDays(30));
        QCOMPARE(m_night.engine().drills().of(after.lastDrill->backup)->size(), 1);
        QVERIFY(m_night.engine().policies().check()->overdueDrills.isEmpty());
        QTRY_VERIFY_WITH_TIMEOUT(m_night.engine().emulators().list()->isEmpty(), 60'000);
        // Not a second one.
        m_night.whenQuiet(u"nightly"_s);
        QCOMPARE(view().lastDrill->at, after.lastDrill->at);
    }

    void whatDoesNotPassIsTriedAgainTheNextDay()
    {
        addBackedUp();
        const QString object = QUrl(m_night.engine().backups().get(m_backup)->location).toLocalFile();
        QVERIFY(QFile::rename(object, object + u".away"_s));
        QVERIFY(m_night.engine().policies().setSuspended(u"nightly"_s, true));
        m_night.clock().set(u"2024-07-01T12:00:00"_s);
        for (int i = 0; i < 5; ++i)
            m_night.step();
        QCOMPARE(view().drills->attempts, 0); // Not while it is suspended.
        QVERIFY(m_night.engine().policies().setSuspended(u"nightly"_s, false));
        QCOMPARE(view().drills->dueAt, QDateTime(QDate(2024, 7, 31), QTime(12, 0), Qt::UTC));
        m_night.clock().set(u"2024-07-31T12:00:00"_s);
        QVERIFY(PolicyFixture::fill(m_phone, 100'000));
        // The run that is due comes first and makes another backup; the object of that one goes too.
        m_night.whenQuiet(u"nightly"_s);
        const QString second =
            QUrl(m_night.engine().backups().get(view().lastTargets.first().backup)->location).toLocalFile();
        const bool late = view().lastTargets.first().backup != m_backup;
        if (late)
            QVERIFY(QFile::rename(second, second + u".away"_s));
        QVERIFY(stepUntil([](const PolicyView &policy) { return policy.drills->attempts > 0; }));
        const PolicyView failed = view();
        QCOMPARE(failed.drills->attempts, 1);
        QVERIFY(failed.drills->error);
        QVERIFY(failed.drills->nextTry > m_night.clock().now());
        if (late)
            QVERIFY(QFile::rename(second + u".away"_s, second));
        QVERIFY(QFile::rename(object + u".away"_s, object));
        m_night.clock().set(failed.drills->nextTry.toString(u"yyyy-MM-ddTHH:mm:ss"_s));
        m_night.clock().forward(1s);
        QVERIFY(
            stepUntil([](const PolicyView &policy) { return policy.lastDrill && policy.lastDrill->passed; }));
        QCOMPARE(view().drills->attempts, 0);
        QVERIFY(!view().drills->error);
    }

private:
    AdbServerFixture m_server;
    EmulatedPhoneFixture m_phone{m_server};
    PolicyFixture m_night{m_server};
    BackupId m_backup;
};

QTEST_GUILESS_MAIN(PolicyDrillsTest)
#include "tst_policydrills.moc"
