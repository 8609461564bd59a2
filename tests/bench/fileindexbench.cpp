// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/fileindexbench.h"

#include "core/catalog/catalog.h"
#include "core/catalog/statement.h"
#include "tests/bench/must.h"

#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QTimeZone>

#include <cstdio>

using namespace Qt::Literals::StringLiterals;

namespace holdfast::bench {
namespace {

constexpr double kSizeGoal = 2048;  // MiB for 1000 phones of 50 000 files
constexpr double kLookupGoal = 100; // milliseconds
constexpr int kFilesInFolder = 50;
constexpr int kOwnEvery = 100; // one file in so many differs from phone to phone

BackupRecord backupOf(int phone)
{
    BackupRecord backup;
    backup.id = {u"bf-%1"_s.arg(phone, 17, 36, QChar(u'0'))};
    backup.phone = {u"ph-%1"_s.arg(phone)};
    backup.phoneName = u"phone %1"_s.arg(phone);
    backup.name = u"files of phone %1"_s.arg(phone);
    backup.status = BackupStatus::Available;
    backup.createdAt = QDateTime::fromMSecsSinceEpoch(1'760'000'000'000 + phone * 60'000LL, QTimeZone::utc());
    return backup;
}

FileEntry fileOf(int phone, int number)
{
    // The last file of a folder is the phone's own: a database, a log, a setting.
    const bool own = number % kOwnEvery == kOwnEvery - 1;
    const int folder = number / kFilesInFolder;
    FileEntry entry;
    entry.path = QByteArray("/data/data/com.example.app") + QByteArray::number(folder % 200) + "/files/part" +
                 QByteArray::number(folder / 200) + "/file-" +
                 QByteArray::number(number % kFilesInFolder).rightJustified(5, '0') + ".dat";
    entry.mode = 0600;
    entry.uid = quint32(10000 + folder % 200);
    entry.gid = entry.uid;
    entry.size = 1000 + number % 5000 + (own ? phone : 0);
    entry.mtimeNs = 1'760'000'000'000'000'000 + number * 1'000'000'007LL + (own ? phone : 0);
    const QByteArray content = QByteArray::number(number) + (own ? QByteArray::number(phone) : QByteArray());
    entry.sha256 = QCryptographicHash::hash(content, QCryptographicHash::Sha256);
    return entry;
}

void index(Catalog &catalog, int phone, int files)
{
    must(catalog.backups().insert(backupOf(phone)));
    auto writer = must(catalog.files().write(backupOf(phone).id, {}));
    for (int number = 0; number < files; ++number)
        must(writer.add(fileOf(phone, number)));
    must(writer.finish());
}

template <class Run>
double timed(const char *name, Run run)
{
    QElapsedTimer timer;
    timer.start();
    const auto found = run();
    const double milliseconds = double(timer.nsecsElapsed()) / 1e6;
    std::printf("  %-40s %8.1f ms %8lld found\n", name, milliseconds, qlonglong(found));
    std::fflush(stdout);
    return milliseconds;
}

} // namespace

bool measureFileIndex(const QString &path, int phones, int files)
{
    const auto catalog = must(Catalog::open(path));
    must(runSql(catalog->database(), u"PRAGMA synchronous = OFF"_s)); // a bench may lose power
    QElapsedTimer timer;
    timer.start();
    for (int phone = 0; phone < phones; ++phone)
        index(*catalog, phone, files);
    must(runSql(catalog->database(), u"PRAGMA wal_checkpoint(TRUNCATE)"_s));
    const double size = double(QFileInfo(path).size()) / 1048576;
    std::printf("%d phones of %d files: %.0f s, %.0f MiB, %.1f bytes a file\n", phones, files,
                double(timer.elapsed()) / 1000, size, size * 1048576 / phones / files);

    FileIndexRepository &index = catalog->files();
    FileQuery byName{.name = u"file-00049.dat"_s};
    FileQuery byPath{.path = u"/data/data/com.example.app7/files/part0/file-000??.dat"_s};
    FileQuery byHash{.sha256 = fileOf(0, 123).sha256};
    FileQuery byNeighbourHash{.sha256 = fileOf(0, 60).sha256}; // in a folder that no two phones have alike
    FileQuery byOwnHash{.sha256 = fileOf(phones - 1, 99).sha256};
    const QByteArray same = fileOf(0, 7).path;
    const QByteArray own = fileOf(0, 99).path;
    double slowest = 0;
    const auto lookup = [&](const char *name, const FileQuery &query) {
        slowest =
            std::max(slowest, timed(name, [&] { return must(index.find(query, 100, {})).hits.size(); }));
    };
    lookup("by name, first 100", byName);
    lookup("by path pattern, first 100", byPath);
    lookup("by a hash that all have", byHash);
    lookup("by a hash that one has", byOwnHash);
    lookup("by a hash in 1000 variants of a folder", byNeighbourHash);
    slowest = std::max(slowest, timed("versions of a file that is the same",
                                      [&] { return must(index.versions(same, {}, {})).size(); }));
    slowest = std::max(slowest, timed("versions of a file that differs",
                                      [&] { return must(index.versions(own, {}, {})).size(); }));
    const double sizeAtGoal = size * (1000.0 / phones) * (50'000.0 / files);
    const bool met = (phones < 1000 || sizeAtGoal <= kSizeGoal) && slowest <= kLookupGoal;
    std::printf("goals (%.0f MiB, lookup %.0f ms): %s\n", kSizeGoal, kLookupGoal, met ? "met" : "MISSED");
    return met;
}

} // namespace holdfast::bench
