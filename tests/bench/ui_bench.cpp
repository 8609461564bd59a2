// SPDX-License-Identifier: GPL-3.0-or-later
// Measures the desktop's window on a large fleet: start, searching by key, scrolling, memory.
//   ui_bench [--phones N] [--backups N] [--check]
// The platform is `offscreen`: what a screen's driver takes is not in it.
#include "core/catalog/catalog.h"
#include "tests/bench/searchbench.h"
#include "tests/catalog/madefleet.h"
#include "tests/ui/uifixture.h"
#include "ui/widgets/datatable.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QElapsedTimer>
#include <QFile>
#include <QLineEdit>
#include <QScrollBar>
#include <QSet>

#include <algorithm>
#include <cstdio>
#include <vector>

using namespace holdfast;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kPatience = 120'000;

struct Goal
{
    const char *what;
    double value;
    double most;
    const char *unit;
};

double percentile(std::vector<double> values, double share)
{
    if (values.empty())
        return 0;
    std::sort(values.begin(), values.end());
    return values[std::min(values.size() - 1, size_t(double(values.size()) * share))];
}

double residentMiB()
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QFile::ReadOnly))
        return 0;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith("VmRSS:"))
            return line.mid(6).trimmed().split(' ').first().toDouble() / 1024;
    }
    return 0;
}

/// Enters a phone for each one that the made backups are of, as if it had been seen.
bool addPhones(const QString &catalogPath, int phones, int backups)
{
    const auto catalog = Catalog::open(catalogPath);
    const test::MadeFleet fleet(phones, backups);
    int added = 0;
    QSet<QString> seen;
    for (int number = backups - 1; catalog && number >= 0 && added < phones; --number) {
        const BackupRecord backup = fleet.backup(number);
        if (seen.contains(backup.phone.value))
            continue;
        seen.insert(backup.phone.value);
        PhoneRecord phone;
        phone.id = backup.phone;
        phone.serial = backup.serial;
        phone.serialNumber = backup.serial.value;
        phone.name = backup.phoneName;
        phone.model = backup.model;
        phone.androidVersion = backup.androidVersion;
        phone.sdk = backup.sdk;
        phone.abi = backup.abi;
        if (!(*catalog)->phones().upsert(phone, test::MadeFleet::now()))
            return false;
        ++added;
    }
    return added > 0;
}

/// Milliseconds from a key to the list that shows what was typed.
std::vector<double> typeWords(QLineEdit *edit, QAbstractItemModel *model, bool isSlow,
                              const QStringList &words)
{
    std::vector<double> times;
    for (const QString &word : words) {
        edit->clear();
        QTest::qWait(400);
        for (const QChar letter : word) {
            bool answered = !isSlow;
            const auto heard = [&answered] { answered = true; };
            QObject context;
            QObject::connect(model, &QAbstractItemModel::modelReset, &context, heard);
            QObject::connect(model, &QAbstractItemModel::dataChanged, &context, heard);
            QElapsedTimer timer;
            timer.start();
            QTest::keyClick(edit, letter.toLatin1());
            const bool came = QTest::qWaitFor([&] { return answered; }, 2000);
            QCoreApplication::processEvents();
            if (came)
                times.push_back(double(timer.nsecsElapsed()) / 1e6);
        }
    }
    edit->clear();
    QTest::qWait(400);
    return times;
}

/// Milliseconds that each step of scrolling took until it was painted.
std::vector<double> scroll(ui::DataTable *table)
{
    std::vector<double> times;
    QScrollBar *bar = table->verticalScrollBar();
    for (int step = 0; step < 400; ++step) {
        QElapsedTimer timer;
        timer.start();
        bar->setValue(step % 2 == 0 ? bar->value() + bar->pageStep() : bar->maximum() * (step % 97) / 97);
        table->viewport()->repaint();
        QCoreApplication::processEvents();
        times.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    return times;
}

/// The window from nothing to a page with its rows.
double start(test::UiFixture &ui, const QString &page, const char *view, int rows)
{
    QElapsedTimer timer;
    timer.start();
    if (!ui.openWindow(page))
        return -1;
    const auto there = [&] {
        const auto *table = test::find<ui::DataTable>(view);
        return table && table->model()->rowCount() >= rows &&
               table->model()->index(0, 1).data().toString().size() > 1;
    };
    return QTest::qWaitFor(there, kPatience) ? double(timer.nsecsElapsed()) / 1e6 : -1;
}

int measure(int phones, int backups, bool check)
{
    test::UiFixture ui;
    const QString path = ui.folder() + u"/data/catalog.sqlite"_s;
    bench::makeCatalog(path, phones, backups);
    if (!addPhones(path, phones, backups) || !ui.open()) {
        std::fprintf(stderr, "the fleet could not be made: %s\n", qPrintable(ui.error()));
        return 2;
    }
    const double before = residentMiB();
    const double backupsStart = start(ui, u"backupsPage"_s, "backupsView", backups);
    auto *list = test::find<ui::DataTable>("backupsView");
    const auto keys = typeWords(test::find<QLineEdit>("backupsSearchEdit"), list->model(), true,
                                {u"gz-0042"_s, u"nightly"_s, u"wechta"_s, u"android:13 shop"_s});
    const auto frames = scroll(list);
    const double phonesStart = start(ui, u"phonesPage"_s, "phonesView", phones);
    auto *table = test::find<ui::DataTable>("phonesView");
    const auto phoneKeys = typeWords(test::find<QLineEdit>("phonesSearchEdit"), table->model(), false,
                                     {u"gz-0042"_s, u"golden"_s});
    const auto phoneFrames = scroll(table);
    const double memory = residentMiB();
    const Goal goals[] = {{"start to the list of backups", backupsStart, 1500, "ms"},
                          {"key to list of backups, 95 %", percentile(keys, 0.95), 100, "ms"},
                          {"key to list of backups, median", percentile(keys, 0.5), 100, "ms"},
                          {"scrolling backups, slowest frame", percentile(frames, 1), 50, "ms"},
                          {"start to the list of phones", phonesStart, 1500, "ms"},
                          {"key to list of phones, 95 %", percentile(phoneKeys, 0.95), 100, "ms"},
                          {"scrolling phones, slowest frame", percentile(phoneFrames, 1), 50, "ms"},
                          {"longest time the window was held up", double(ui.heartbeat().longest()), 50, "ms"},
                          {"memory", memory, 400, "MiB"}};
    std::printf("memory before the window: %.0f MiB; keys measured: %zu + %zu\n", before, keys.size(),
                phoneKeys.size());
    bool met = true;
    for (const Goal &goal : goals) {
        const bool good = goal.value >= 0 && goal.value <= goal.most;
        met = met && good;
        std::printf("%-38s %8.1f %-4s goal %6.0f  %s\n", goal.what, goal.value, goal.unit, goal.most,
                    good ? "met" : "MISSED");
    }
    return met || !check ? 0 : 1;
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addOptions({{u"phones"_s, u"How many phones."_s, u"N"_s, u"10000"_s},
                       {u"backups"_s, u"How many backups."_s, u"N"_s, u"1000000"_s},
                       {u"check"_s, u"Fail where a goal is missed."_s}});
    parser.addHelpOption();
    parser.process(application);
    return measure(parser.value(u"phones"_s).toInt(), parser.value(u"backups"_s).toInt(),
                   parser.isSet(u"check"_s));
}
