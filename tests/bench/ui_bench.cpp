// SPDX-License-Identifier: GPL-3.0-or-later
// Measures the desktop's window on a large fleet: start, a key until the list shows its answer, scrolling,
// memory. Real engine, real SQLite, platform `offscreen`: what a screen's driver takes is not in it. Run by
// ui.sh.
#include "core/catalog/catalog.h"
#include "core/catalog/statement.h"
#include "core/catalog/transaction.h"
#include "tests/bench/searchbench.h"
#include "tests/catalog/madefleet.h"
#include "tests/ui/uifixture.h"
#include "ui/backups/backuplistmodel.h"
#include "ui/widgets/datatable.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QLineEdit>
#include <QProcess>
#include <QScrollBar>
#include <QSet>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <functional>
#include <vector>

using namespace holdfast;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kPatience = 120'000;
constexpr int kScrollSteps = 400;
constexpr int kStarts = 5;

struct Goal
{
    const char *what;
    double value; ///< Negative: it never came.
    double most;
    const char *unit;
};

double percentile(std::vector<double> values, double share)
{
    if (values.empty())
        return -1;
    std::sort(values.begin(), values.end());
    return values[std::min(values.size() - 1, size_t(double(values.size()) * share))];
}

/// A line of /proc/self/status in MiB.
double statusMiB(const char *line)
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QFile::ReadOnly))
        return -1;
    for (const QByteArray &text : status.readAll().split('\n')) {
        if (text.startsWith(line))
            return text.mid(qsizetype(qstrlen(line))).trimmed().split(' ').first().toDouble() / 1024;
    }
    return -1;
}

/// Measures this thread's time, without that in which the machine let others run.
class Stopwatch
{
public:
    Stopwatch() : m_waited(test::Heartbeat::waitedForProcessor()) { m_clock.start(); }
    [[nodiscard]] double milliseconds() const
    {
        return double(m_clock.nsecsElapsed()) / 1e6 - (test::Heartbeat::waitedForProcessor() - m_waited);
    }

private:
    double m_waited;
    QElapsedTimer m_clock;
};

/// Enters the phones that the made backups are of, as if each had been seen.
Result<void> addPhones(Catalog &catalog, int phones, int backups)
{
    const test::MadeFleet fleet(phones, backups);
    Transaction transaction(catalog.database());
    if (auto r = transaction.begin(); !r)
        return r;
    Statement identify(catalog.database(), u"UPDATE phone SET id = ?, group_name = ? WHERE id = ?"_s);
    QSet<QString> seen;
    for (int number = backups - 1; number >= 0 && seen.size() < phones; --number) {
        const BackupRecord backup = fleet.backup(number);
        if (seen.contains(backup.phone.value))
            continue;
        seen.insert(backup.phone.value);
        PhoneRecord phone;
        phone.serial = backup.serial;
        phone.serialNumber = backup.serial.value;
        phone.name = backup.phoneName;
        phone.model = backup.model;
        phone.androidVersion = backup.androidVersion;
        phone.sdk = 34;
        const auto stored = catalog.phones().upsert(phone, test::MadeFleet::now());
        if (!stored)
            return tl::unexpected(stored.error());
        if (auto made = catalog.phones().createGroup(backup.groupName, test::MadeFleet::now());
            !made && made.error().code != Errc::GroupExists)
            return made;
        // Made backups have ids of their own for their phones.
        identify.bind(backup.phone.value).bind(backup.groupName).bind(stored->id.value);
        if (auto r = identify.run(); !r)
            return r;
    }
    return transaction.commit();
}

int make(const QString &path, int phones, int backups)
{
    bench::makeCatalog(path, phones, backups);
    const auto catalog = Catalog::open(path);
    const auto added = catalog ? addPhones(**catalog, phones, backups) : tl::unexpected(catalog.error());
    if (!added)
        std::fprintf(stderr, "the phones could not be made: %s\n", qPrintable(added.error().detail));
    return added ? 0 : 2;
}

/// What operators type, a letter at a time.
const QStringList kWords{u"gz-0042"_s,        u"nightly"_s,        u"wechta"_s,       u"android:13 shop"_s,
                         u"customer order"_s, u"10.3.12.7:5555"_s, u"status:failed"_s};

/// Empties the search and waits until what follows from it has come: @p settled, asked again and again.
void clearSearch(QLineEdit *edit, const std::function<bool()> &settled)
{
    edit->clear();
    if (!QTest::qWaitFor(settled, kPatience))
        std::fprintf(stderr, "the whole list did not come back\n");
}

/// From a key to the row that answers it, in wall-clock time: other threads look for it.
std::vector<double> typeForBackups(QLineEdit *edit, ui::BackupListModel *model)
{
    std::vector<double> times;
    const auto whole = [model, rows = model->rowCount()] {
        return model->rowCount() == rows && model->record(0) != nullptr;
    };
    for (const QString &word : kWords) {
        clearSearch(edit, whole);
        for (const QChar letter : word) {
            bool answered = false;
            QObject context;
            QObject::connect(model, &ui::BackupListModel::loaded, &context, [&answered] { answered = true; });
            QElapsedTimer timer;
            timer.start();
            QTest::keyClick(edit, letter.toLatin1());
            const auto shown = [&] {
                return answered && (model->rowCount() == 0 || model->record(0) != nullptr);
            };
            if (!QTest::qWaitFor(shown, kPatience))
                return {};
            QCoreApplication::processEvents();
            times.push_back(double(timer.nsecsElapsed()) / 1e6);
        }
    }
    clearSearch(edit, whole);
    return times;
}

/// From a key to the list that has been painted; all in this thread.
std::vector<double> typeForPhones(QLineEdit *edit, const ui::DataTable *table)
{
    std::vector<double> times;
    const auto whole = [model = table->model(), rows = table->model()->rowCount()] {
        return model->rowCount() == rows;
    };
    for (const QString &word : {u"gz-0042"_s, u"golden"_s, u"10.3"_s, u"cloud phone"_s}) {
        clearSearch(edit, whole);
        for (const QChar letter : word) {
            const Stopwatch watch;
            QTest::keyClick(edit, letter.toLatin1());
            table->viewport()->repaint();
            times.push_back(watch.milliseconds());
            QCoreApplication::processEvents(); // Nobody types a word within one turn of the event loop.
        }
    }
    clearSearch(edit, whole);
    return times;
}

/// What each step took until it was painted: by pages, and jumps from one end to the other.
std::vector<double> scroll(ui::DataTable *table)
{
    std::vector<double> times;
    QScrollBar *bar = table->verticalScrollBar();
    for (int step = 0; step < kScrollSteps; ++step) {
        const Stopwatch watch;
        bar->setValue(step % 2 == 0 ? bar->value() + bar->pageStep()
                                    : int(qint64(bar->maximum()) * (step % 97) / 97));
        table->viewport()->repaint();
        QCoreApplication::processEvents();
        times.push_back(watch.milliseconds());
    }
    return times;
}

/// From a program whose Qt is up to a page with its rows: the engine, the window, the first rows. The median
/// of several.
double start(test::UiFixture &ui, const QString &page, const char *view, int rows)
{
    std::vector<double> times;
    for (int round = 0; round < kStarts; ++round) {
        ui.closeEngine();
        QElapsedTimer timer;
        timer.start();
        if (!ui.openEngine() || !ui.openWindow(page))
            return -1;
        const auto there = [&] {
            const auto *table = test::find<ui::DataTable>(view);
            return table && table->model()->rowCount() >= rows &&
                   table->model()->index(0, 0).data().toString().size() > 1;
        };
        if (!QTest::qWaitFor(there, kPatience))
            return -1;
        times.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    return percentile(times, 0.5);
}

int report(const std::vector<Goal> &goals)
{
    int missed = 0;
    for (const Goal &goal : goals) {
        const bool good = goal.value >= 0 && goal.value <= goal.most;
        missed += good ? 0 : 1;
        std::printf("  %-44s %8.1f %-4s goal %6.0f  %s\n", goal.what, goal.value, goal.unit, goal.most,
                    good ? "met" : "MISSED");
    }
    return missed;
}

/// Puts a catalog of that size into the folder @p data: @p kept where it is one, made there otherwise.
bool provide(const QString &data, const QString &kept, int phones, int backups)
{
    const QString inUse = data + u"/catalog.sqlite"_s;
    const QString file = kept.isEmpty() ? inUse : QFileInfo(kept).absoluteFilePath();
    // By another process, whose memory is not this one's.
    const QStringList words{
        u"--make"_s, file, u"--phones"_s, QString::number(phones), u"--backups"_s, QString::number(backups)};
    if (!QFile::exists(file) && QProcess::execute(QCoreApplication::applicationFilePath(), words) != 0)
        return false;
    return file == inUse || QFile::link(file, inUse);
}

int measure(int phones, int backups, const QString &kept, bool check)
{
    test::UiFixture ui;
    const QString data = ui.folder() + u"/data"_s;
    QDir().mkpath(data);
    if (!provide(data, kept, phones, backups) || !ui.open()) {
        std::fprintf(stderr, "the fleet could not be made: %s\n", qPrintable(ui.error()));
        return 2;
    }
    const double before = statusMiB("VmRSS:");
    const double phonesStart = start(ui, u"phonesPage"_s, "phonesView", phones);
    const qint64 listingHeld = ui.heartbeat().longest();
    auto *phoneTable = test::find<ui::DataTable>("phonesView");
    const auto phoneKeys = typeForPhones(test::find<QLineEdit>("phonesSearchEdit"), phoneTable);
    const auto phoneFrames = scroll(phoneTable);
    const qint64 phonesHeld = ui.heartbeat().longest();
    const double backupsStart =
        start(ui, u"backupsPage"_s, "backupsView", backups * 9 / 10); // Deleted ones are not shown.
    auto *table = test::find<ui::DataTable>("backupsView");
    auto *model = qobject_cast<ui::BackupListModel *>(table->model());
    const int shown = model->rowCount();
    const auto keys = typeForBackups(test::find<QLineEdit>("backupsSearchEdit"), model);
    const auto frames = scroll(table);
    const qint64 backupsHeld = ui.heartbeat().longest();
    std::printf("the desktop with %d phones and %d backups (%d shown); %.0f MiB before its window, %zu + %zu "
                "keys\n",
                phones, backups, shown, before, phoneKeys.size(), keys.size());
    const int missed =
        report({{"start until the phones are listed", phonesStart, 1500, "ms"},
                {"phones: held up while they are listed", double(listingHeld), 50, "ms"},
                {"key until the phones are painted, 95 %", percentile(phoneKeys, 0.95), 100, "ms"},
                {"scrolling phones, slowest frame", percentile(phoneFrames, 1), 50, "ms"},
                {"phones: longest time the window was held up", double(phonesHeld), 50, "ms"},
                {"start until the backups are listed", backupsStart, 1500, "ms"},
                {"key until the backups answer, 95 %", percentile(keys, 0.95), 100, "ms"},
                {"key until the backups answer, median", percentile(keys, 0.5), 100, "ms"},
                {"scrolling backups, slowest frame", percentile(frames, 1), 50, "ms"},
                {"backups: longest time the window was held up", double(backupsHeld), 50, "ms"},
                {"memory, at most", statusMiB("VmHWM:"), 400, "MiB"}});
    return missed > 0 && check ? 1 : 0;
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addOptions({{u"phones"_s, u"How many phones."_s, u"N"_s, u"10000"_s},
                       {u"backups"_s, u"How many backups."_s, u"N"_s, u"1000000"_s},
                       {u"make"_s, u"Only make a catalog of that size there."_s, u"FILE"_s},
                       {u"catalog"_s, u"Keep the catalog there, and use it when it is there."_s, u"FILE"_s},
                       {u"check"_s, u"Exit code 1 when a goal is missed."_s}});
    parser.addHelpOption();
    parser.process(application);
    const int phones = parser.value(u"phones"_s).toInt();
    const int backups = parser.value(u"backups"_s).toInt();
    try {
        return parser.isSet(u"make"_s)
                   ? make(parser.value(u"make"_s), phones, backups)
                   : measure(phones, backups, parser.value(u"catalog"_s), parser.isSet(u"check"_s));
    } catch (const std::exception &problem) {
        std::fprintf(stderr, "ui_bench: %s\n", problem.what());
        return 3;
    }
}
