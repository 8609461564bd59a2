// SPDX-License-Identifier: GPL-3.0-or-later
// Nights of a policy on emulated phones behind a real adb server, with a clock that the test turns.
#include "policyfixture.h"

#include "core/catalog/catalog.h"
#include "core/catalog/statement.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace holdfast;
using namespace holdfast::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

class PolicyDriverTest : public QObject
{
    Q_OBJECT

    static void countWarnings(QtMsgType type, const QMessageLogContext & /*context*/, const QString &text)
    {
        if (type == QtWarningMsg && text.contains(u"could not begin"_s))
            ++s_warnings;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_server.start(), qPrintable(m_server.error()));
        m_server.exportEnvironment();
        for (EmulatedPhoneFixture *phone : {&m_first, &m_second}) {
            EmulatorSettings settings;
            settings.name = phone == &m_first ? u"first"_s : u"second"_s;
            QVERIFY2(phone->start(settings), qPrintable(phone->error()));
            QVERIFY(PolicyFixture::fill(*phone, kFileSize));
        }
    }

    void init() { QVERIFY(m_night.open(u"2024-06-01T12:00:00"_s)); }

    void cleanup()
    {
        m_night.close();
        QVERIFY(m_first.clearFaults());
        QVERIFY(m_second.clearFaults());
        QVERIFY(PolicyFixture::fill(m_first, kFileSize));
    }

    void aNightIsDoneAndOldBackupsGo()
    {
        PolicyDefinition policy = PolicyFixture::nightly({&m_first, &m_second});
        policy.retention.last = 2;
        QVERIFY(m_night.engine().policies().add(u"nightly"_s, policy));
        QCOMPARE(m_night.engine().policies().nextRuns(u"nightly"_s, 2).value().first(),
                 QDateTime(QDate(2024, 6, 2), QTime(2, 0), Qt::UTC));
        const auto early = m_night.step();
        QVERIFY(early.leading);
        QCOMPARE(early.openRuns, 0);
        for (int night = 0; night < 4; ++night) {
            m_night.clock().set(u"2024-06-0%1T02:00:00"_s.arg(2 + night));
            const PolicyView view = m_night.whenQuiet(u"nightly"_s);
            QCOMPARE(PolicyFixture::states(view), (QList<TargetState>{TargetState::Done, TargetState::Done}));
            QVERIFY(view.lastRun->finishedAt.isValid());
            QCOMPARE(view.nextDue, QDateTime(QDate(2024, 6, 3 + night), QTime(2, 0), Qt::UTC));
            m_night.clock().forward(1h);
            QCOMPARE(m_night.step().openRuns, 0);
            QCOMPARE(m_night.engine().policies().check()->overdue.size(), 0);
            QTRY_COMPARE_WITH_TIMEOUT(m_night.objects(), 2 * std::min(2, night + 1), 30'000);
            QCOMPARE(m_night.brokenPromise(), QString());
        }
        const auto preview = m_night.engine().policies().previewRetention(u"nightly"_s);
        QCOMPARE(preview->decisions.size(), 4);
        QCOMPARE(preview->removed, 0);
    }

    void ofTwoDriversInOneProcessOneLeads()
    {
        QVERIFY(m_night.step().leading);
        auto second = m_night.engine().policies().makeDriver();
        QVERIFY(!second->step(CancelToken())->leading);
        QVERIFY(m_night.step().leading);
        // It takes over when the first is gone.
        m_night.driveOnly(1);
        QVERIFY(second->step(CancelToken())->leading);
        QVERIFY(!m_night.step().leading);
    }

    void finishedBackupsAreCopiedWithinTheRun()
    {
        const QString second = m_folder.filePath(u"second"_s);
        QVERIFY(QDir().mkpath(second));
        QVERIFY(m_night.engine().stores().add(u"second"_s, second, CancelToken()));
        PolicyDefinition policy = PolicyFixture::nightly({&m_first, &m_second});
        policy.copyTo = u"local"_s;
        QCOMPARE(m_night.engine().policies().add(u"nightly"_s, policy).error().code, Errc::InvalidArgument);
        policy.copyTo = u"second"_s;
        policy.retention.last = 3;
        policy.copyRetention.last = 1;
        QVERIFY(m_night.engine().policies().add(u"nightly"_s, policy));
        const auto copies = [&] { return QDir(second).entryList({u"*.zst"_s}, QDir::Files).size(); };
        for (int night = 0; night < 2; ++night) {
            m_night.clock().set(u"2024-06-0%1T02:00:00"_s.arg(2 + night));
            // Not before its copies are there is a run over.
            QTRY_VERIFY_WITH_TIMEOUT(m_night.whenQuiet(u"nightly"_s).lastRun->startedAt.date() ==
                                             QDate(2024, 6, 2 + night) &&
                                         m_night.whenQuiet(u"nightly"_s).lastRun->finishedAt.isValid(),
                                     60'000);
            const PolicyView view = m_night.whenQuiet(u"nightly"_s);
            QCOMPARE(PolicyFixture::states(view), (QList<TargetState>{TargetState::Done, TargetState::Done}));
            BackupFilter filter;
            filter.store = u"second"_s;
            filter.statuses = {BackupStatus::Available, BackupStatus::Deleting};
            QVERIFY(m_night.engine().backups().list(filter, {})->rows.size() >= 2);
            // Both stores keep by their own rules.
            QTRY_COMPARE_WITH_TIMEOUT(copies(), 2, 60'000);
            QTRY_COMPARE_WITH_TIMEOUT(m_night.objects(), 2 * (night + 1), 60'000);
            QCOMPARE(m_night.brokenPromise(), QString());
        }
        // Whatever somebody asked for goes before all of that.
        JobFilter filter;
        filter.kinds = {JobKind::Copy, JobKind::Delete};
        const auto jobs = m_night.engine().jobs().list(filter, 100);
        QVERIFY(jobs->size() >= 6);
        for (const JobRecord &job : *jobs)
            QCOMPARE(job.priority, JobPriority::Low);
    }

    void whatIsWrongWithAPolicyIsToldOnce()
    {
        QVERIFY(m_night.engine().policies().add(u"nightly"_s, PolicyFixture::nightly({&m_first})));
        const auto catalog = Catalog::open(m_night.dataDirectory() + u"/catalog.sqlite"_s);
        QVERIFY(catalog);
        const auto write = [&](const QString &definition) {
            Statement change((*catalog)->database(), u"UPDATE policy SET definition = ?"_s);
            return change.bind(definition).run().has_value();
        };
        QVERIFY(write(u"{\"novelty\":1}"_s));
        s_warnings = 0;
        const QtMessageHandler before = qInstallMessageHandler(countWarnings);
        m_night.clock().set(u"2024-06-02T02:00:00"_s);
        for (int i = 0; i < 5; ++i)
            m_night.step();
        const int same = s_warnings;
        m_night.driveAnew();
        m_night.step();
        qInstallMessageHandler(before);
        QCOMPARE(same, 1);
        QCOMPARE(s_warnings, 2); // Another program's log knows nothing of it.
    }

    void aPhoneThatIsAwayIsTriedWhenItReturnsElsewhere()
    {
        QVERIFY(m_night.engine().policies().add(u"nightly"_s, PolicyFixture::nightly({&m_first, &m_second})));
        QCOMPARE(m_second.adb({u"disconnect"_s, m_second.serial()}).exitCode, 0);
        QTRY_COMPARE_WITH_TIMEOUT(m_second.state(), QString(), 20'000);
        m_night.clock().set(u"2024-06-02T02:00:00"_s);
        PolicyView view = m_night.whenQuiet(u"nightly"_s);
        QVERIFY(PolicyFixture::states(view).contains(TargetState::Done) &&
                PolicyFixture::states(view).contains(TargetState::Waiting));
        m_night.clock().set(u"2024-06-02T03:00:00"_s);
        QCOMPARE(m_night.step().openRuns, 1);
        // The same phone under another address.
        const QString moved = u"localhost:"_s % m_second.serial().section(u':', 1);
        (void)m_server.adb({u"connect"_s, moved});
        QTRY_VERIFY_WITH_TIMEOUT(m_server.adb({u"devices"_s}).out.contains((moved % u"\tdevice"_s).toUtf8()),
                                 20'000);
        m_night.clock().set(u"2024-06-02T03:05:00"_s);
        view = m_night.whenQuiet(u"nightly"_s);
        QCOMPARE(PolicyFixture::states(view), (QList<TargetState>{TargetState::Done, TargetState::Done}));
        QVERIFY(std::any_of(view.lastTargets.begin(), view.lastTargets.end(),
                            [&](const auto &target) { return target.serial.value == moved; }));
        QVERIFY(view.lastRun->finishedAt.isValid());
        (void)m_server.adb({u"disconnect"_s, moved});
        QVERIFY(m_second.connect());
        QVERIFY(m_night.engine().phones().list(CancelToken()));
    }

    void aPhoneThatStaysAwayIsOverdue()
    {
        QVERIFY(m_night.engine().policies().add(u"nightly"_s, PolicyFixture::nightly({&m_first, &m_second})));
        QCOMPARE(m_second.adb({u"disconnect"_s, m_second.serial()}).exitCode, 0);
        QTRY_COMPARE_WITH_TIMEOUT(m_second.state(), QString(), 20'000);
        m_night.clock().set(u"2024-06-02T02:00:00"_s);
        m_night.whenQuiet(u"nightly"_s);
        // While the window is open nobody is late.
        QCOMPARE(m_night.engine().policies().check()->overdue.size(), 0);
        m_night.clock().set(u"2024-06-02T06:00:00"_s);
        const PolicyView view = m_night.whenQuiet(u"nightly"_s);
        QVERIFY(PolicyFixture::states(view).contains(TargetState::Missed));
        QVERIFY(view.lastRun->finishedAt.isValid());
        const auto check = m_night.engine().policies().check();
        QCOMPARE(check->phones, 2);
        QCOMPARE(check->overdue.size(), 1);
        QCOMPARE(check->overdue.first().serial.value, m_second.serial());
        QVERIFY(!check->overdue.first().lastBackup.isValid());
        QVERIFY(m_night.engine().policies().setSuspended(u"nightly"_s, true));
        QCOMPARE(m_night.engine().policies().check()->overdue.size(), 0);
        QVERIFY(m_second.connect());
    }

    void aLostPhoneIsTriedAgain()
    {
        QVERIFY(m_night.engine().policies().add(u"nightly"_s, PolicyFixture::nightly({&m_first})));
        EmulatorFaults faults;
        faults.freeze = true;
        m_night.clock().set(u"2024-06-02T02:00:00"_s);
        QVERIFY(m_first.setFaults(faults));
        PolicyView view = m_night.whenQuiet(u"nightly"_s);
        QCOMPARE(PolicyFixture::states(view), QList<TargetState>{TargetState::Waiting});
        QVERIFY(view.lastTargets.first().error.has_value());
        QVERIFY(m_first.clearFaults());
        QVERIFY(m_first.waitForState(u"device"_s) || m_first.connect());
        m_night.clock().set(u"2024-06-02T02:20:00"_s);
        view = m_night.whenQuiet(u"nightly"_s);
        QCOMPARE(PolicyFixture::states(view), QList<TargetState>{TargetState::Done});
        QCOMPARE(m_night.objects(), 1);
        QCOMPARE(m_night.brokenPromise(), QString());
    }

    void theWindowEndsWhatRuns()
    {
        QVERIFY(m_night.engine().policies().add(u"nightly"_s, PolicyFixture::nightly({&m_first})));
        QVERIFY(makeEndless(m_first));
        m_night.clock().set(u"2024-06-02T05:59:00"_s);
        m_night.step();
        PolicyView view = m_night.engine().policies().show(u"nightly"_s).value();
        QCOMPARE(PolicyFixture::states(view), QList<TargetState>{TargetState::Running});
        m_night.clock().set(u"2024-06-02T06:00:00"_s);
        view = m_night.whenQuiet(u"nightly"_s);
        QCOMPARE(PolicyFixture::states(view), QList<TargetState>{TargetState::Missed});
        QCOMPARE(m_night.objects(), 0);
        QVERIFY(view.lastRun->finishedAt.isValid());
    }

    void aRestartGoesOnWithTheRun()
    {
        QVERIFY(m_night.engine().policies().add(u"nightly"_s, PolicyFixture::nightly({&m_first, &m_second})));
        QVERIFY(makeEndless(m_first));
        m_night.clock().set(u"2024-06-02T02:00:00"_s);
        m_night.step();
        QVERIFY(m_night.reopen()); // The old one cancels its jobs, as on SIGTERM.
        QVERIFY(m_first.clearFaults());
        const PolicyView view = m_night.whenQuiet(u"nightly"_s);
        QCOMPARE(PolicyFixture::states(view), (QList<TargetState>{TargetState::Done, TargetState::Done}));
        QCOMPARE(m_night.objects(), 2);
        QCOMPARE(m_night.brokenPromise(), QString());
    }

    void whatSomebodyCancelsStaysCancelled()
    {
        QVERIFY(m_night.engine().policies().add(u"nightly"_s, PolicyFixture::nightly({&m_first})));
        QVERIFY(makeEndless(m_first));
        m_night.clock().set(u"2024-06-02T02:00:00"_s);
        m_night.step();
        const JobId job = m_night.engine().policies().show(u"nightly"_s)->lastTargets.first().job;
        QVERIFY(m_night.engine().jobs().cancel({job}));
        const PolicyView view = m_night.whenQuiet(u"nightly"_s);
        QCOMPARE(PolicyFixture::states(view), QList<TargetState>{TargetState::Cancelled});
        m_night.clock().forward(1h);
        QCOMPARE(m_night.step().openRuns, 0);
        QCOMPARE(m_night.engine().policies().show(u"nightly"_s)->lastTargets.first().job, job);
    }

    void aRunByHandTriesOnce()
    {
        QVERIFY(m_night.engine().policies().add(u"nightly"_s, PolicyFixture::nightly({&m_first})));
        QVERIFY(m_night.engine().policies().setSuspended(u"nightly"_s, true));
        const auto number = m_night.engine().policies().startRun(u"nightly"_s);
        QVERIFY(number);
        QCOMPARE(m_night.engine().policies().startRun(u"nightly"_s).error().code, Errc::StateConflict);
        QCOMPARE(m_night.engine().policies().remove(u"nightly"_s).error().code, Errc::StateConflict);
        m_night.driveOnly(*number);
        const PolicyView view = m_night.whenQuiet(u"nightly"_s);
        QCOMPARE(PolicyFixture::states(view), QList<TargetState>{TargetState::Done});
        QVERIFY(view.lastRun->manual && view.lastRun->finishedAt.isValid());
        QVERIFY(m_night.engine().policies().remove(u"nightly"_s));
    }

    void aChangedPolicyKeepsItsPast()
    {
        PolicyService &policies = m_night.engine().policies();
        PolicyDefinition definition = PolicyFixture::nightly({&m_first});
        const PolicyView added = policies.add(u"nightly"_s, definition).value();
        m_night.clock().set(u"2024-06-02T02:00:00"_s);
        m_night.whenQuiet(u"nightly"_s);
        // Another rule of retention settles nothing.
        definition = policies.show(u"nightly"_s)->definition;
        definition.retention.last = 3;
        const PolicyView kept = policies.change(u"nightly"_s, u"nightly"_s, definition).value();
        QCOMPARE(kept.id, added.id);
        QCOMPARE(kept.definition, definition);
        QCOMPARE(kept.nextDue, QDateTime(QDate(2024, 6, 3), QTime(2, 0), Qt::UTC));
        QVERIFY(kept.lastRun);
        // Another time does: the run that this time would have had today is none.
        m_night.clock().set(u"2024-06-02T12:00:00"_s);
        definition.schedule.at = QTime(11, 0);
        definition.schedule.window.reset();
        const PolicyView later = policies.change(u"nightly"_s, u"at eleven"_s, definition).value();
        QCOMPARE(later.id, added.id);
        QCOMPARE(later.name, u"at eleven"_s);
        QCOMPARE(later.nextDue, QDateTime(QDate(2024, 6, 3), QTime(11, 0), Qt::UTC));
        QCOMPARE(policies.check()->overdue.size(), 0);
        m_night.step();
        QCOMPARE(policies.show(u"at eleven"_s)->lastRun->number, kept.lastRun->number);
        QCOMPARE(policies.show(u"nightly"_s).error().code, Errc::PolicyNotFound);
        m_night.clock().set(u"2024-06-03T11:00:00"_s);
        QVERIFY(m_night.whenQuiet(u"at eleven"_s).lastRun->number > kept.lastRun->number);
        // What a new policy could not be, a changed one cannot be either.
        QVERIFY(policies.add(u"other"_s, definition));
        QCOMPARE(policies.change(u"at eleven"_s, u"other"_s, definition).error().code, Errc::PolicyExists);
        definition.store = u"elsewhere"_s;
        QCOMPARE(policies.change(u"at eleven"_s, u"at eleven"_s, definition).error().code,
                 Errc::StoreNotFound);
        QCOMPARE(policies.change(u"none"_s, u"none"_s, later.definition).error().code, Errc::PolicyNotFound);
        QCOMPARE(policies.show(u"at eleven"_s)->definition, later.definition);
    }

    /// What was copied to a store that no longer takes copies does not push backups out.
    void storesOfOldAreJudgedByThemselves()
    {
        PolicyService &policies = m_night.engine().policies();
        QVERIFY(QDir(m_night.dataDirectory()).mkpath(u"../second"_s));
        QVERIFY(m_night.engine().stores().add(u"second"_s, m_night.dataDirectory() + u"/../second"_s,
                                              CancelToken()));
        PolicyDefinition definition = PolicyFixture::nightly({&m_first});
        definition.retention.last = 2;
        definition.copyTo = u"second"_s;
        QVERIFY(policies.add(u"nightly"_s, definition));
        for (int night = 2; night < 4; ++night) {
            m_night.clock().set(u"2024-06-0%1T02:00:00"_s.arg(night));
            QTRY_VERIFY_WITH_TIMEOUT(m_night.whenQuiet(u"nightly"_s).lastRun->finishedAt.isValid(), 60'000);
        }
        QCOMPARE(policies.previewRetention(u"nightly"_s)->decisions.size(), 4);
        definition = policies.show(u"nightly"_s)->definition;
        definition.copyTo.clear();
        QVERIFY(policies.change(u"nightly"_s, u"nightly"_s, definition));
        const RetentionPreview preview = policies.previewRetention(u"nightly"_s).value();
        QCOMPARE(preview.decisions.size(), 4);
        QCOMPARE(preview.removed, 0);
    }

    /// Jumps of the clock begin no run twice and lose none.
    void theClockJumps()
    {
        QVERIFY(m_night.engine().policies().add(u"nightly"_s, PolicyFixture::nightly({&m_first})));
        m_night.clock().set(u"2024-06-02T02:00:00"_s);
        m_night.whenQuiet(u"nightly"_s);
        m_night.clock().set(u"2024-06-02T01:30:00"_s);
        m_night.step();
        m_night.clock().set(u"2024-06-02T02:30:00"_s);
        m_night.step();
        QCOMPARE(m_night.objects(), 1);
        m_night.clock().set(u"2031-01-01T12:00:00"_s);
        m_night.step(); // Seven years of nights are missed, none is made up at noon.
        QCOMPARE(m_night.objects(), 1);
        m_night.clock().set(u"2024-06-02T12:00:00"_s);
        m_night.step();
        m_night.clock().set(u"2024-06-03T02:00:00"_s);
        m_night.whenQuiet(u"nightly"_s);
        QCOMPARE(m_night.objects(), 2);
    }

private:
    static constexpr qsizetype kFileSize = 300'000;

    /// A backup of this phone takes two minutes: it runs until somebody ends it. Slower, and the phone would
    /// count as silent: the adb server hands packets of up to a MiB on when they are whole.
    static bool makeEndless(EmulatedPhoneFixture &phone)
    {
        EmulatorFaults faults;
        faults.bytesPerSecond = 500'000;
        return PolicyFixture::fill(phone, 200 * kFileSize) && phone.setFaults(faults);
    }

    QTemporaryDir m_folder;
    inline static int s_warnings = 0;
    AdbServerFixture m_server;
    EmulatedPhoneFixture m_first{m_server};
    EmulatedPhoneFixture m_second{m_server};
    PolicyFixture m_night{m_server};
};

QTEST_GUILESS_MAIN(PolicyDriverTest)
#include "tst_policydriver.moc"
