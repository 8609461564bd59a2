// SPDX-License-Identifier: GPL-3.0-or-later
// Nights of a policy on emulated phones behind a real adb server, with a clock that the test turns.
#include "core/engine/backupservice.h"
#include "core/engine/engine.h"
#include "core/engine/jobservice.h"
#include "core/engine/phoneservice.h"
#include "core/engine/policydriver.h"
#include "core/engine/policyservice.h"
#include "core/engine/storeservice.h"
#include "tests/support/emulatedphonefixture.h"

#include <QDir>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <atomic>

using namespace holdfast;
using namespace holdfast::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

class TurnedClock final : public Clock
{
public:
    [[nodiscard]] QDateTime now() const override
    {
        return QDateTime::fromMSecsSinceEpoch(m_milliseconds.load(), Qt::UTC);
    }
    void set(const QString &text)
    {
        m_milliseconds = QDateTime::fromString(text % u'Z', Qt::ISODate).toMSecsSinceEpoch();
    }
    void forward(std::chrono::seconds time) { m_milliseconds += time.count() * 1000; }

private:
    std::atomic<qint64> m_milliseconds{0};
};

} // namespace

class PolicyDriverTest : public QObject
{
    Q_OBJECT

private:
    void openEngine()
    {
        m_driver.reset();
        m_engine.reset();
        EngineOptions options;
        options.dataDirectory = m_folder->path() + u"/data"_s;
        options.agentDirectory = qEnvironmentVariable("HOLDFAST_BUILD_DIR") + u"/agents"_s;
        options.adb = {.host = u"127.0.0.1"_s, .port = m_server.port(), .socketPath = {}};
        options.inactivityTimeout = 3s;
        options.clock = &m_clock;
        auto engine = Engine::open(options);
        QVERIFY(engine);
        m_engine = std::move(*engine);
        m_driver = m_engine->policies().makeDriver();
    }

    [[nodiscard]] PolicyDefinition nightly(const QList<const EmulatedPhoneFixture *> &phones) const
    {
        PolicyDefinition policy;
        for (const EmulatedPhoneFixture *phone : phones)
            policy.phones.append(phone->serial());
        policy.paths = {u"/data/local/tmp/night"_s};
        policy.store = u"local"_s;
        policy.schedule.at = QTime(2, 0);
        policy.schedule.window = QTime(6, 0);
        return policy;
    }

    PolicyDriver::Step step()
    {
        const auto step = m_driver->step(CancelToken());
        if (!step) {
            qWarning("%s", qPrintable(userText(step.error())));
            return {};
        }
        return *step;
    }

    /// Steps, the clock standing still, until the policy's run has no job under way.
    PolicyView whenQuiet(const QString &name)
    {
        QElapsedTimer timer;
        timer.start();
        PolicyView view;
        do {
            step();
            view = m_engine->policies().show(name).value_or(PolicyView());
            QThread::msleep(50);
        } while (timer.elapsed() < 60'000 &&
                 std::any_of(view.lastTargets.begin(), view.lastTargets.end(),
                             [](const auto &target) { return target.state == TargetState::Running; }));
        return view;
    }

    static QList<TargetState> states(const PolicyView &view)
    {
        QList<TargetState> states;
        for (const PolicyTargetRecord &target : view.lastTargets)
            states.append(target.state);
        return states;
    }

    [[nodiscard]] qsizetype objects() const
    {
        qsizetype count = 0;
        QDirIterator walk(m_folder->path() + u"/store"_s, {u"*.zst"_s}, QDir::Files,
                          QDirIterator::Subdirectories);
        for (; walk.hasNext(); walk.next())
            ++count;
        return count;
    }

    /// No phone has two jobs; what is AVAILABLE has its object; nothing else lies in the store.
    void checkInvariants()
    {
        const auto jobs = m_engine->jobs().list({.statuses = {JobStatus::Processing}}, 1000);
        QVERIFY(jobs);
        QSet<QString> busy;
        for (const JobRecord &job : *jobs) {
            QVERIFY(job.phone.isEmpty() || !busy.contains(job.phone.value));
            busy.insert(job.phone.value);
        }
        BackupFilter filter;
        filter.statuses = {BackupStatus::Available};
        const auto backups = m_engine->backups().list(filter, {.limit = PageRequest::kMaxLimit});
        QVERIFY(backups);
        for (const BackupRecord &backup : backups->rows)
            QVERIFY2(QFile::exists(QUrl(backup.location).toLocalFile()), qPrintable(backup.location));
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
            QVERIFY(QDir().mkpath(phone->root() + u"/data/local/tmp/night"_s));
            QFile file(phone->root() + u"/data/local/tmp/night/chat.db"_s);
            QVERIFY(file.open(QFile::WriteOnly));
            QCOMPARE(file.write(QByteArray(300'000, 'x')), 300'000);
        }
    }

    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(QDir().mkpath(m_folder->path() + u"/store"_s));
        m_clock.set(u"2024-06-01T12:00:00"_s);
        openEngine();
        QVERIFY(m_engine->stores().add(u"local"_s, m_folder->path() + u"/store"_s, CancelToken()));
        QVERIFY(m_engine->phones().list(CancelToken())); // Makes the phones known.
    }

    void cleanup()
    {
        m_driver.reset();
        m_engine.reset();
        QVERIFY(m_first.clearFaults());
        QVERIFY(m_second.clearFaults());
    }

    void aNightIsDoneAndOldBackupsGo()
    {
        PolicyDefinition policy = nightly({&m_first, &m_second});
        policy.retention.last = 2;
        QVERIFY(m_engine->policies().add(u"nightly"_s, policy));
        QCOMPARE(m_engine->policies().nextRuns(u"nightly"_s, 2).value().first(),
                 QDateTime(QDate(2024, 6, 2), QTime(2, 0), Qt::UTC));
        const auto early = step();
        QVERIFY(early.leading);
        QCOMPARE(early.openRuns, 0);
        for (int night = 0; night < 4; ++night) {
            m_clock.set(u"2024-06-0%1T02:00:00"_s.arg(2 + night));
            const PolicyView view = whenQuiet(u"nightly"_s);
            QCOMPARE(states(view), (QList<TargetState>{TargetState::Done, TargetState::Done}));
            QVERIFY(view.lastRun->finishedAt.isValid());
            QCOMPARE(view.nextDue, QDateTime(QDate(2024, 6, 3 + night), QTime(2, 0), Qt::UTC));
            m_clock.forward(1h);
            QCOMPARE(step().openRuns, 0);
            QCOMPARE(m_engine->policies().check()->overdue.size(), 0);
            QTRY_COMPARE_WITH_TIMEOUT(objects(), 2 * std::min(2, night + 1), 30'000);
            checkInvariants();
        }
        const auto preview = m_engine->policies().previewRetention(u"nightly"_s);
        QCOMPARE(preview->decisions.size(), 4);
        QCOMPARE(preview->removed, 0);
    }

    void aPhoneThatIsAwayIsTriedWhenItReturnsElsewhere()
    {
        QVERIFY(m_engine->policies().add(u"nightly"_s, nightly({&m_first, &m_second})));
        QCOMPARE(m_second.adb({u"disconnect"_s, m_second.serial()}).exitCode, 0);
        QTRY_COMPARE_WITH_TIMEOUT(m_second.state(), QString(), 20'000);
        m_clock.set(u"2024-06-02T02:00:00"_s);
        PolicyView view = whenQuiet(u"nightly"_s);
        QVERIFY(states(view).contains(TargetState::Done) && states(view).contains(TargetState::Waiting));
        m_clock.set(u"2024-06-02T03:00:00"_s);
        QCOMPARE(step().openRuns, 1);
        // The same phone under another address.
        const QString moved = u"localhost:"_s % m_second.serial().section(u':', 1);
        (void)m_server.adb({u"connect"_s, moved});
        QTRY_VERIFY_WITH_TIMEOUT(m_server.adb({u"devices"_s}).out.contains((moved % u"\tdevice"_s).toUtf8()),
                                 20'000);
        m_clock.set(u"2024-06-02T03:05:00"_s);
        view = whenQuiet(u"nightly"_s);
        QCOMPARE(states(view), (QList<TargetState>{TargetState::Done, TargetState::Done}));
        QVERIFY(std::any_of(view.lastTargets.begin(), view.lastTargets.end(),
                            [&](const auto &target) { return target.serial.value == moved; }));
        QVERIFY(view.lastRun->finishedAt.isValid());
        (void)m_server.adb({u"disconnect"_s, moved});
        QVERIFY(m_second.connect());
        QVERIFY(m_engine->phones().list(CancelToken()));
    }

    void aPhoneThatStaysAwayIsOverdue()
    {
        QVERIFY(m_engine->policies().add(u"nightly"_s, nightly({&m_first, &m_second})));
        QCOMPARE(m_second.adb({u"disconnect"_s, m_second.serial()}).exitCode, 0);
        QTRY_COMPARE_WITH_TIMEOUT(m_second.state(), QString(), 20'000);
        m_clock.set(u"2024-06-02T02:00:00"_s);
        whenQuiet(u"nightly"_s);
        // While the window is open nobody is late.
        QCOMPARE(m_engine->policies().check()->overdue.size(), 0);
        m_clock.set(u"2024-06-02T06:00:00"_s);
        const PolicyView view = whenQuiet(u"nightly"_s);
        QVERIFY(states(view).contains(TargetState::Missed));
        QVERIFY(view.lastRun->finishedAt.isValid());
        const auto check = m_engine->policies().check();
        QCOMPARE(check->phones, 2);
        QCOMPARE(check->overdue.size(), 1);
        QCOMPARE(check->overdue.first().serial.value, m_second.serial());
        QVERIFY(!check->overdue.first().lastBackup.isValid());
        QVERIFY(m_engine->policies().setSuspended(u"nightly"_s, true));
        QCOMPARE(m_engine->policies().check()->overdue.size(), 0);
        QVERIFY(m_second.connect());
    }

    void aLostPhoneIsTriedAgain()
    {
        QVERIFY(m_engine->policies().add(u"nightly"_s, nightly({&m_first})));
        EmulatorFaults faults;
        faults.freeze = true;
        m_clock.set(u"2024-06-02T02:00:00"_s);
        QVERIFY(m_first.setFaults(faults));
        PolicyView view = whenQuiet(u"nightly"_s);
        QCOMPARE(states(view), QList<TargetState>{TargetState::Waiting});
        QVERIFY(view.lastTargets.first().error.has_value());
        QVERIFY(m_first.clearFaults());
        QVERIFY(m_first.waitForState(u"device"_s) || m_first.connect());
        m_clock.set(u"2024-06-02T02:20:00"_s);
        view = whenQuiet(u"nightly"_s);
        QCOMPARE(states(view), QList<TargetState>{TargetState::Done});
        QCOMPARE(objects(), 1);
        checkInvariants();
    }

    void theWindowEndsWhatRuns()
    {
        QVERIFY(m_engine->policies().add(u"nightly"_s, nightly({&m_first})));
        EmulatorFaults faults;
        faults.bytesPerSecond = 60'000;
        QVERIFY(m_first.setFaults(faults));
        m_clock.set(u"2024-06-02T05:59:00"_s);
        step();
        PolicyView view = m_engine->policies().show(u"nightly"_s).value();
        QCOMPARE(states(view), QList<TargetState>{TargetState::Running});
        m_clock.set(u"2024-06-02T06:00:00"_s);
        view = whenQuiet(u"nightly"_s);
        QCOMPARE(states(view), QList<TargetState>{TargetState::Missed});
        QCOMPARE(objects(), 0);
        QVERIFY(view.lastRun->finishedAt.isValid());
    }

    void aRestartGoesOnWithTheRun()
    {
        QVERIFY(m_engine->policies().add(u"nightly"_s, nightly({&m_first, &m_second})));
        EmulatorFaults faults;
        faults.bytesPerSecond = 60'000;
        QVERIFY(m_first.setFaults(faults));
        m_clock.set(u"2024-06-02T02:00:00"_s);
        step();
        openEngine(); // The old one cancels its jobs, as on SIGTERM.
        QVERIFY(m_first.clearFaults());
        PolicyView view = whenQuiet(u"nightly"_s);
        QVERIFY(states(view).contains(TargetState::Waiting));
        checkInvariants();
        m_clock.forward(2min);
        view = whenQuiet(u"nightly"_s);
        QCOMPARE(states(view), (QList<TargetState>{TargetState::Done, TargetState::Done}));
        QCOMPARE(objects(), 2);
        checkInvariants();
    }

    void whatSomebodyCancelsStaysCancelled()
    {
        QVERIFY(m_engine->policies().add(u"nightly"_s, nightly({&m_first})));
        EmulatorFaults faults;
        faults.bytesPerSecond = 60'000;
        QVERIFY(m_first.setFaults(faults));
        m_clock.set(u"2024-06-02T02:00:00"_s);
        step();
        const JobId job = m_engine->policies().show(u"nightly"_s)->lastTargets.first().job;
        QVERIFY(m_engine->jobs().cancel(job));
        const PolicyView view = whenQuiet(u"nightly"_s);
        QCOMPARE(states(view), QList<TargetState>{TargetState::Cancelled});
        m_clock.forward(1h);
        QCOMPARE(step().openRuns, 0);
        QCOMPARE(m_engine->policies().show(u"nightly"_s)->lastTargets.first().job, job);
    }

    void aRunByHandTriesOnce()
    {
        QVERIFY(m_engine->policies().add(u"nightly"_s, nightly({&m_first})));
        QVERIFY(m_engine->policies().setSuspended(u"nightly"_s, true));
        const auto number = m_engine->policies().startRun(u"nightly"_s);
        QVERIFY(number);
        QCOMPARE(m_engine->policies().startRun(u"nightly"_s).error().code, Errc::StateConflict);
        QCOMPARE(m_engine->policies().remove(u"nightly"_s).error().code, Errc::StateConflict);
        m_driver = m_engine->policies().makeDriver(*number);
        const PolicyView view = whenQuiet(u"nightly"_s);
        QCOMPARE(states(view), QList<TargetState>{TargetState::Done});
        QVERIFY(view.lastRun->manual && view.lastRun->finishedAt.isValid());
        QVERIFY(m_engine->policies().remove(u"nightly"_s));
    }

    /// Jumps of the clock begin no run twice and lose none.
    void theClockJumps()
    {
        QVERIFY(m_engine->policies().add(u"nightly"_s, nightly({&m_first})));
        m_clock.set(u"2024-06-02T02:00:00"_s);
        whenQuiet(u"nightly"_s);
        m_clock.set(u"2024-06-02T01:30:00"_s);
        step();
        m_clock.set(u"2024-06-02T02:30:00"_s);
        step();
        QCOMPARE(objects(), 1);
        m_clock.set(u"2031-01-01T12:00:00"_s);
        step(); // Seven years of nights are missed, none is made up at noon.
        QCOMPARE(objects(), 1);
        m_clock.set(u"2024-06-02T12:00:00"_s);
        step();
        m_clock.set(u"2024-06-03T02:00:00"_s);
        whenQuiet(u"nightly"_s);
        QCOMPARE(objects(), 2);
    }

private:
    AdbServerFixture m_server;
    EmulatedPhoneFixture m_first{m_server};
    EmulatedPhoneFixture m_second{m_server};
    TurnedClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<PolicyDriver> m_driver;
};

QTEST_GUILESS_MAIN(PolicyDriverTest)
#include "tst_policydriver.moc"
