// SPDX-License-Identifier: GPL-3.0-or-later
// Random nights: phones that freeze, lose the link, go away and come back while a policy runs, and a process
// that ends in between. HOLDFAST_TEST_ROUNDS seeds of HOLDFAST_TEST_NIGHTS nights with HOLDFAST_TEST_PHONES
// phones.
#include "nightfleet.h"
#include "policyfixture.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QSet>
#include <QTest>

#include <algorithm>

using namespace holdfast;
using namespace holdfast::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kKeep = 2;

int number(const char *variable, int usual)
{
    const int value = qEnvironmentVariableIntValue(variable);
    return value > 0 ? value : usual;
}

} // namespace

class PolicyNightsTest : public QObject
{
    Q_OBJECT

private:
    /// From two to six, an event every twenty minutes; after each the promises hold.
    void spendNight(QRandomGenerator &random)
    {
        for (int step = 0; step < 11; ++step) {
            // The last hour is calm, so that every phone has its chance.
            const bool calm = step > 7;
            QElapsedTimer timer;
            timer.start();
            QVERIFY2(calm ? m_fleet.heal() : m_fleet.spoilSome(random), qPrintable(m_fleet.error()));
            m_spoiling += timer.restart();
            m_night.step();
            QCOMPARE(m_night.brokenPromise(kKeep), QString());
            if (random.bounded(10) == 0)
                QVERIFY(m_night.reopen());
            if (random.bounded(2) == 0)
                m_night.whenQuiet(u"nightly"_s);
            m_working += timer.elapsed();
            QCOMPARE(m_night.brokenPromise(kKeep), QString());
            m_night.clock().forward(20min);
        }
    }

private Q_SLOTS:
    void initTestCase()
    {
        QElapsedTimer timer;
        timer.start();
        QVERIFY2(m_server.start(), qPrintable(m_server.error()));
        m_server.exportEnvironment();
        m_night.setSize(m_count > 50 ? 32 : 8, std::chrono::seconds(60 + m_count));
        m_night.setInactivity(std::chrono::milliseconds(m_count > 50 ? 2000 : 1000));
        QVERIFY2(m_fleet.start(m_count), qPrintable(m_fleet.error()));
        qInfo("%d phones made in %lld s", m_count, timer.elapsed() / 1000);
    }

    void everyPhoneIsDoneOrSaysWhyNot_data()
    {
        QTest::addColumn<int>("seed");
        const int first = number("HOLDFAST_TEST_SEED", 1);
        const int seeds = number("HOLDFAST_TEST_ROUNDS", 2);
        for (int seed = first; seed < first + seeds; ++seed)
            QTest::addRow("seed %d", seed) << seed;
    }

    void everyPhoneIsDoneOrSaysWhyNot()
    {
        QFETCH(const int, seed);
        QRandomGenerator random(static_cast<quint32>(seed));
        QVERIFY2(m_fleet.heal(), qPrintable(m_fleet.error()));
        QVERIFY(m_night.open(u"2024-06-01T12:00:00"_s));
        PolicyDefinition policy = PolicyFixture::nightly(m_fleet.phones());
        policy.retention.last = kKeep;
        QVERIFY(m_night.engine().policies().add(u"nightly"_s, policy));
        int good = 0;
        for (int night = 0; night < m_nights; ++night) {
            m_night.clock().set(u"2024-06-0%1T02:00:00"_s.arg(2 + night));
            spendNight(random);
            if (QTest::currentTestFailed())
                return;
            m_night.whenQuiet(u"nightly"_s);
            m_night.clock().set(u"2024-06-0%1T06:00:00"_s.arg(2 + night));
            const PolicyView view = m_night.whenQuiet(u"nightly"_s);
            QVERIFY(view.lastRun && view.lastRun->finishedAt.isValid());
            QCOMPARE(view.lastTargets.size(), m_count);
            QSet<QString> late;
            for (const PolicyTargetRecord &target : view.lastTargets) {
                QVERIFY(isSettled(target.state));
                QVERIFY2(isGood(target.state) || target.error, qPrintable(target.serial.value));
                good += isGood(target.state) ? 1 : 0;
                if (!isGood(target.state))
                    late.insert(target.key);
            }
            QSet<QString> overdue;
            const auto checked = m_night.engine().policies().check();
            QVERIFY(checked);
            for (const OverduePhone &phone : checked->overdue)
                overdue.insert(phone.key);
            QCOMPARE(overdue, late);
        }
        // Nothing but what is AVAILABLE is left, and as much of it as was promised.
        QTRY_VERIFY_WITH_TIMEOUT(available() <= m_count * kKeep && m_night.objects() == available(),
                                 30'000 + m_count * 500);
        QVERIFY(available() >= qMin(good, kKeep));
        QCOMPARE(m_night.brokenPromise(kKeep), QString());
        qInfo("seed %d: %d of %d done; %lld s of faults, %lld s of work", seed, good, m_count * m_nights,
              m_spoiling / 1000, m_working / 1000);
        QVERIFY2(good >= m_count * m_nights / 2, "most phones should be done after a calm hour");
        m_night.close();
    }

private:
    qint64 available()
    {
        BackupFilter filter;
        filter.statuses = {BackupStatus::Available};
        return m_night.engine().backups().list(filter, {})->totalCount;
    }

    const int m_count = number("HOLDFAST_TEST_PHONES", 4);
    const int m_nights = number("HOLDFAST_TEST_NIGHTS", 3);
    AdbServerFixture m_server;
    NightFleet m_fleet{m_server};
    qint64 m_spoiling = 0; ///< Milliseconds that faults took,
    qint64 m_working = 0;  ///< and what the engine did meanwhile.
    PolicyFixture m_night{m_server};
};

QTEST_GUILESS_MAIN(PolicyNightsTest)
#include "tst_policynights.moc"
