// SPDX-License-Identifier: GPL-3.0-or-later
// Measures the nights of a large fleet: thousands of phones, each with a policy of its own, in the real
// engine and catalog; none of the phones is there. Then how soon queued jobs follow one another.
#include "core/catalog/catalog.h"
#include "core/catalog/transaction.h"
#include "core/engine/backupservice.h"
#include "core/engine/engine.h"
#include "core/engine/jobservice.h"
#include "core/engine/metricsservice.h"
#include "core/engine/policydriver.h"
#include "core/engine/policyservice.h"
#include "core/engine/storeservice.h"
#include "tests/bench/must.h"
#include "tests/support/adbserverfixture.h"
#include "tests/support/turnedclock.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QRegularExpression>
#include <QThread>

#include <algorithm>
#include <cstdio>
#include <stdexcept>

using namespace holdfast;
using holdfast::bench::must;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr double kStepGoal = 1000; // milliseconds, at 10 000 policies
constexpr double kDelayGoal = 100; // milliseconds
constexpr double kGrowthGoal = 10; // MiB, from the third night to the last
constexpr int kSettledNights = 3;  // after which caches are full
constexpr int kParallelJobs = 4;

double memoryMebibytes()
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QFile::ReadOnly))
        return 0;
    static const QRegularExpression line(u"VmRSS:\\s+(\\d+) kB"_s);
    return line.match(QString::fromLatin1(status.readAll())).captured(1).toDouble() / 1024;
}

/// Prints what was measured beside its goal; returns whether it was met.
bool tell(const char *what, double value, const char *unit, double goal)
{
    const bool met = value <= goal;
    std::printf("  %-52s %9.1f %-3s goal %6.0f  %s\n", what, value, unit, goal, met ? "met" : "MISSED");
    std::fflush(stdout);
    return met;
}

class Fleet
{
public:
    Fleet(QString folder, int size) : m_folder(std::move(folder)), m_size(size)
    {
        if (!m_server.start())
            throw std::runtime_error(m_server.error().toStdString());
        m_server.exportEnvironment();
        m_clock.set(u"2024-06-01T12:00:00"_s);
        QDir().mkpath(m_folder + u"/store"_s);
        open();
        must(m_engine->stores().add(u"local"_s, m_folder + u"/store"_s, CancelToken()));
        makePolicies();
    }

    bool measureNights(int nights)
    {
        bool met = measureFirstSteps();
        double settled = 0;
        for (int night = 0; night < nights; ++night) {
            met = spendNight(night == 0) && met;
            if (night + 1 == kSettledNights)
                settled = memoryMebibytes();
            m_clock.forward(20h);
        }
        if (nights > kSettledNights)
            met = tell("memory gained in a month", memoryMebibytes() - settled, "MiB", kGrowthGoal) && met;
        std::printf("  memory at the end %.1f MiB\n", memoryMebibytes());
        return met;
    }

    /// Jobs that have next to nothing to do, so that what is between them shows.
    bool measureJobs(int count)
    {
        m_driver.reset();
        m_realTime = true;
        open();
        const QList<BackupId> backups = makeBackups(count);
        const BatchId batch = must(m_engine->backups().startDelete(backups));
        QList<JobRecord> jobs;
        do {
            QThread::msleep(100);
            jobs = jobsOf(batch);
        } while (std::any_of(jobs.begin(), jobs.end(),
                             [](const JobRecord &job) { return !hasEnded(job.status); }));
        return tellDelays(jobs);
    }

private:
    void open()
    {
        m_driver.reset();
        m_engine.reset();
        EngineOptions options;
        options.dataDirectory = m_folder + u"/data"_s;
        options.adb = {.host = u"127.0.0.1"_s, .port = m_server.port(), .socketPath = {}};
        options.parallelJobs = kParallelJobs;
        options.clock = m_realTime ? nullptr : &m_clock;
        m_engine = must(Engine::open(options));
        m_driver = m_engine->policies().makeDriver();
    }

    std::unique_ptr<Catalog> openCatalog()
    {
        return must(Catalog::open(m_folder + u"/data/catalog.sqlite"_s));
    }

    void makePolicies()
    {
        const auto catalog = openCatalog();
        Transaction transaction(catalog->database());
        must(transaction.begin());
        PolicyDefinition definition;
        definition.paths = {u"/sdcard"_s};
        definition.store = u"local"_s;
        definition.retention.daily = 7;
        definition.retention.weekly = 4;
        definition.schedule.at = QTime(2, 0);
        definition.schedule.window = QTime(6, 0);
        definition.schedule.zone = QTimeZone("Asia/Shanghai");
        definition.schedule.start = QDate(2024, 6, 1);
        for (int number = 0; number < m_size; ++number) {
            PhoneRecord phone;
            phone.serial = {u"10.0.%1.%2:5555"_s.arg(number / 250).arg(number % 250)};
            phone.name = u"phone-%1"_s.arg(number, 5, 10, QLatin1Char('0'));
            phone.id = {u"phone-id-%1"_s.arg(number)};
            must(catalog->phones().upsert(phone, m_clock.now()));
            definition.phones = {phone.id.value};
            must(catalog->policies().add({.id = newPolicyId(),
                                          .name = u"nightly of "_s + phone.name,
                                          .definition = toJson(definition),
                                          .createdAt = m_clock.now(),
                                          .activeSince = m_clock.now(),
                                          .handledUntil = m_clock.now(),
                                          .nextDue = definition.schedule.next(m_clock.now())}));
        }
        must(transaction.commit());
    }

    double timed(const std::function<void()> &work)
    {
        QElapsedTimer timer;
        timer.start();
        work();
        return double(timer.nsecsElapsed()) / 1e6;
    }

    double step()
    {
        return timed([&] { must(m_driver->step(CancelToken())); });
    }

    bool measureFirstSteps()
    {
        open(); // As a daemon that starts.
        bool met = tell("the first step: all are planned anew", step(), "ms", kStepGoal);
        met = tell("a step with nothing to do", step(), "ms", kStepGoal) && met;
        met = tell("all policies with their next runs", timed([&] { must(m_engine->policies().list()); }),
                   "ms", kStepGoal) &&
              met;
        met = tell("the next five runs of one",
                   timed([&] { must(m_engine->policies().nextRuns(u"nightly of phone-00007"_s, 5)); }), "ms",
                   kStepGoal) &&
              met;
        met = tell("which phones are overdue", timed([&] { must(m_engine->policies().check()); }), "ms",
                   kStepGoal) &&
              met;
        return tell("the figures for monitoring", timed([&] { must(m_engine->metrics().prometheusText()); }),
                    "ms", 2 * kStepGoal) &&
               met;
    }

    /// From 02:00 to 06:00 of the policies' zone.
    bool spendNight(bool aloud)
    {
        const QDateTime due = must(openCatalog()->policies().earliestDue());
        m_clock.forward(std::chrono::seconds(m_clock.now().secsTo(due)));
        const double begin = step();
        m_clock.forward(2s);
        const double wait = step();
        m_clock.forward(2min);
        const double again = step();
        m_clock.forward(4h);
        const double end = step();
        if (!aloud)
            return true;
        bool met = tell("all come due at once and wait for their phones", begin, "ms", 3 * kStepGoal);
        met = tell("a step while all wait", wait, "ms", kStepGoal) && met;
        met = tell("all are tried again", again, "ms", 3 * kStepGoal) && met;
        return tell("all runs end at once", end, "ms", 3 * kStepGoal) && met;
    }

    QList<BackupId> makeBackups(int count)
    {
        const auto catalog = openCatalog();
        Transaction transaction(catalog->database());
        must(transaction.begin());
        QList<BackupId> ids;
        for (int number = 0; number < count; ++number) {
            BackupRecord backup;
            backup.id = newBackupId();
            backup.serial = {u"10.0.0.1:5555"_s};
            backup.name = u"made"_s;
            backup.storeName = u"local"_s;
            backup.status = BackupStatus::Failed;
            backup.createdAt = QDateTime::currentDateTimeUtc();
            must(catalog->backups().insert(backup));
            ids.append(backup.id);
        }
        must(transaction.commit());
        return ids;
    }

    QList<JobRecord> jobsOf(const BatchId &batch)
    {
        JobFilter filter;
        filter.batch = batch;
        return must(m_engine->jobs().list(filter, 1'000'000));
    }

    /// From when a job could begin (a place was free) until it did.
    static bool tellDelays(const QList<JobRecord> &jobs)
    {
        QList<QDateTime> begun;
        QList<QDateTime> ended;
        for (const JobRecord &job : jobs) {
            begun.append(job.startedAt);
            ended.append(job.finishedAt);
        }
        std::sort(begun.begin(), begun.end());
        std::sort(ended.begin(), ended.end());
        QList<double> delays;
        for (qsizetype i = kParallelJobs; i < begun.size(); ++i)
            delays.append(double(ended[i - kParallelJobs].msecsTo(begun[i])));
        std::sort(delays.begin(), delays.end());
        const double seconds = double(begun.first().msecsTo(ended.last())) / 1000;
        std::printf("  %lld jobs in %.1f s, four at once\n", static_cast<long long>(jobs.size()), seconds);
        tell("from one job to the next, median", delays.value(delays.size() / 2), "ms", kDelayGoal);
        return tell("from one job to the next, worst", delays.last(), "ms", kDelayGoal);
    }

    QString m_folder;
    int m_size;
    test::AdbServerFixture m_server;
    test::TurnedClock m_clock;
    bool m_realTime = false;
    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<PolicyDriver> m_driver;
};

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(u"fleetbench FOLDER"_s);
    parser.addHelpOption();
    parser.addOption({u"phones"_s, u"Phones with a policy each."_s, u"N"_s, u"10000"_s});
    parser.addOption({u"nights"_s, u"Nights that are simulated."_s, u"N"_s, u"30"_s});
    parser.addOption({u"jobs"_s, u"Jobs that are queued at once."_s, u"N"_s, u"1000"_s});
    parser.addOption({u"check"_s, u"Exit code 1 when a goal is missed."_s});
    parser.process(application);
    const QString folder = parser.positionalArguments().value(0);
    const auto number = [&parser](const QString &option) { return parser.value(option).toInt(); };
    if (folder.isEmpty() || number(u"phones"_s) < 10 || number(u"jobs"_s) <= kParallelJobs)
        return 2;
    try {
        Fleet fleet(folder, number(u"phones"_s));
        std::printf("%d phones with a policy each\n", number(u"phones"_s));
        const bool nights = fleet.measureNights(number(u"nights"_s));
        const bool jobs = fleet.measureJobs(number(u"jobs"_s));
        return (nights && jobs) || !parser.isSet(u"check"_s) ? 0 : 1;
    } catch (const std::exception &problem) {
        std::fprintf(stderr, "fleetbench: %s\n", problem.what());
        return 3;
    }
}
