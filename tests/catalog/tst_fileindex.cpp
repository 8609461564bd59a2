// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/filesegment.h"
#include "core/catalog/statement.h"
#include "tests/catalog/catalogfixture.h"

#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QFileInfo>

#include <algorithm>
#include <random>

using namespace holdfast;
using namespace Qt::Literals::StringLiterals;

namespace {

FileEntry file(const QByteArray &path, int version = 0)
{
    return {.path = path,
            .type = FileType::Regular,
            .mode = 0640,
            .uid = 10123,
            .gid = 10123,
            .size = 1000 + version,
            .mtimeNs = 1'700'000'000'123'456'789 + version,
            .link = {},
            .sha256 = QCryptographicHash::hash(QByteArray(path + QByteArray::number(version)),
                                               QCryptographicHash::Sha256)};
}

FileEntry folder(const QByteArray &path)
{
    return {.path = path, .type = FileType::Folder, .mode = 0771, .mtimeNs = -5};
}

/// A phone's /data of about @p files files, in the order of a walk, ten files a folder.
QList<FileEntry> phoneTree(int files, int changedOneOf = 0, int version = 0)
{
    QList<FileEntry> entries{folder("/"), folder("/data")};
    for (int i = 0; i < files / 10; ++i) {
        const QByteArray name = "/data/com.app" + QByteArray::number(i).rightJustified(5, '0');
        entries += folder(name);
        for (int j = 0; j < 10; ++j) {
            const bool changed = changedOneOf > 0 && (i * 10 + j) % changedOneOf == 0;
            entries += file(name + "/file" + QByteArray::number(j) + ".db", changed ? version : 0);
        }
    }
    return entries;
}

void store(Catalog &catalog, const BackupId &backup, const QList<FileEntry> &entries)
{
    auto writer = must(catalog.files().write(backup, {}));
    for (const FileEntry &entry : entries)
        must(writer.add(entry));
    must(writer.finish());
}

QList<FileEntry> readAll(Catalog &catalog, const BackupId &backup, const QByteArray &under, int limit)
{
    QList<FileEntry> result;
    PageRequest request{.limit = limit};
    do {
        const auto page = must(catalog.files().entries(backup, under, request));
        result += page.rows;
        request.token = page.nextToken;
        if (page.totalCount < result.size() || (request.token.isEmpty() && page.totalCount != result.size()))
            throw std::runtime_error("wrong total");
    } while (!request.token.isEmpty());
    return result;
}

QList<FileEntry> listed(QList<FileEntry> entries)
{
    std::sort(entries.begin(), entries.end(), [](const FileEntry &a, const FileEntry &b) {
        const SplitPath left = splitPath(a.path);
        const SplitPath right = splitPath(b.path);
        return std::pair(left.folder, left.name) < std::pair(right.folder, right.name);
    });
    return entries;
}

qint64 sizeOnDisk(CatalogFixture &fixture)
{
    fixture.catalog.reset(); // the last connection empties the journal into the file
    return QFileInfo(fixture.path).size();
}

} // namespace

class FileIndexTest : public QObject
{
    Q_OBJECT

private:
    static QList<FileHit> hits(Catalog &catalog, const FileQuery &query, int limit = 100)
    {
        return must(catalog.files().find(query, limit, {})).hits;
    }

    static void storeThree(Catalog &catalog)
    {
        for (int i = 1; i <= 2; ++i) {
            BackupRecord backup = someBackup(i);
            backup.groupName = i == 2 ? u"golden"_s : QString();
            must(catalog.backups().insert(backup));
        }
        store(catalog, someBackup(1).id, {file("/a/photo1.jpg"), file("/a/photo2.jpg"), file("/b/备份.db")});
        store(catalog, someBackup(2).id,
              {{.path = "/b", .type = FileType::Folder},
               file("/a/photo1.jpg", 1),
               file("/a/photo2.jpg"),
               file("/b/*x")});
    }

private Q_SLOTS:
    void entriesComeBack_data()
    {
        QTest::addColumn<QList<FileEntry>>("entries");
        QTest::newRow("none") << QList<FileEntry>();
        QTest::newRow("root only") << QList<FileEntry>{folder("/")};
        QTest::newRow("tree") << phoneTree(500);
        QTest::newRow("odd names") << QList<FileEntry>{
            folder("/d"),
            file("/d/new\nline"),
            file("/d/caf\xe9"),
            file("/d/云手机"),
            file(QByteArray("/d/a\0b", 6)),
            file("/d/" + QByteArray(255, 'n')),
            {.path = "/d/link", .type = FileType::Symlink, .link = "../\xff"},
            {.path = "/d/hard", .type = FileType::HardLink, .link = "/d/x"},
            {.path = "/d/big",
             .size = Q_INT64_C(0x7fffffffffffffff),
             .mtimeNs = std::numeric_limits<qint64>::min()},
            {.path = "/d/ids", .mode = 07777, .uid = 0xffffffff, .gid = 0xfffffffe}};
        QList<FileEntry> crowded{folder("/d")};
        for (int i = 0; i < 3000; ++i)
            crowded += file("/d/" + QByteArray::number(i));
        QTest::newRow("crowded folder") << crowded;
        QList<FileEntry> shuffled = phoneTree(300) + crowded.first(400);
        std::shuffle(shuffled.begin(), shuffled.end(), std::mt19937(7)); // NOLINT(cert-msc51-cpp)
        QTest::newRow("any order") << shuffled;
    }

    void entriesComeBack()
    {
        QFETCH(QList<FileEntry>, entries);
        CatalogFixture fixture;
        const BackupId id = someBackup(1).id;
        must(fixture.catalog->backups().insert(someBackup(1)));
        QVERIFY(!must(fixture.catalog->files().has(id)));
        store(*fixture.catalog, id, entries);
        QVERIFY(must(fixture.catalog->files().has(id)));
        for (const int limit : {100, 7})
            QVERIFY(readAll(*fixture.catalog, id, "/", limit) == listed(entries));
        must(fixture.catalog->database().checkIntegrity());
    }

    void onePathBringsItselfAndWhatIsBelow()
    {
        CatalogFixture fixture;
        const BackupId id = someBackup(1).id;
        must(fixture.catalog->backups().insert(someBackup(1)));
        store(*fixture.catalog, id,
              {folder("/data"), folder("/data/a"), folder("/data/a/b"), file("/data/a/b/c"),
               file("/data/a/z"), file("/data/a.txt"), file("/data/ab"), folder("/data/a0")});
        const auto paths = [&](const QByteArray &under, int limit) {
            QByteArrayList result;
            for (const FileEntry &entry : readAll(*fixture.catalog, id, under, limit))
                result += entry.path;
            return result.join(' ');
        };
        for (const int limit : {100, 1, 2}) {
            QCOMPARE(paths("/data/a", limit), "/data/a /data/a/b /data/a/z /data/a/b/c");
            QCOMPARE(paths("/data/ab", limit), "/data/ab");
            QCOMPARE(paths("/data/none", limit), "");
        }
        for (const QByteArray &bad : {QByteArray("data"), QByteArray("/data/"), QByteArray()})
            QCOMPARE(fixture.catalog->files().entries(id, bad, {}).error().code, Errc::InvalidArgument);
        QCOMPARE(fixture.catalog->files().entries(id, "/", {.token = u"x"_s}).error().code,
                 Errc::InvalidArgument);
    }

    void anUnfinishedIndexDoesNotCount()
    {
        CatalogFixture fixture;
        const BackupId id = someBackup(1).id;
        must(fixture.catalog->backups().insert(someBackup(1)));
        QCOMPARE(fixture.catalog->files().write({u"bf-x"_s}, {}).error().code, Errc::BackupNotFound);
        {
            auto writer = must(fixture.catalog->files().write(id, {}));
            for (int i = 0; i < 60000; ++i) // enough for parts to be written
                must(writer.add(file("/d/" + QByteArray::number(i))));
        }
        QVERIFY(!must(fixture.catalog->files().has(id)));
        QVERIFY(must(fixture.catalog->files().entries(id, "/", {})).rows.isEmpty());
        QVERIFY(hits(*fixture.catalog, {.name = u"*"_s}).isEmpty());
        store(*fixture.catalog, id, phoneTree(20));
        QVERIFY(readAll(*fixture.catalog, id, "/", 100) == listed(phoneTree(20)));
        CancelSource cancel;
        cancel.cancel();
        auto cancelled = must(fixture.catalog->files().write(id, cancel.token()));
        QCOMPARE(cancelled.add(file("/x")).error().code, Errc::Cancelled);
        auto bad = must(fixture.catalog->files().write(id, {}));
        QCOMPARE(bad.add(file("relative")).error().code, Errc::InvalidArgument);
    }

    void removingKeepsWhatOthersNeed()
    {
        CatalogFixture fixture;
        FileIndexRepository &files = fixture.catalog->files();
        for (int i = 1; i <= 3; ++i)
            must(fixture.catalog->backups().insert(someBackup(i)));
        store(*fixture.catalog, someBackup(1).id, phoneTree(1000));
        store(*fixture.catalog, someBackup(2).id, phoneTree(1000, 50, 1));
        store(*fixture.catalog, someBackup(3).id, {file("/only/here.txt")});
        must(files.remove(someBackup(1).id));
        QVERIFY(!must(files.has(someBackup(1).id)));
        QVERIFY(readAll(*fixture.catalog, someBackup(2).id, "/", 100) == listed(phoneTree(1000, 50, 1)));
        QCOMPARE(hits(*fixture.catalog, {.name = u"here.txt"_s}).size(), 1);
        must(files.remove(someBackup(3).id));
        QVERIFY(hits(*fixture.catalog, {.name = u"here.txt"_s}).isEmpty());
        must(files.remove(someBackup(2).id));
        must(fixture.catalog->database().checkIntegrity());
        must(files.remove(someBackup(2).id)); // nothing left to remove is fine
    }

    void findsFilesInAllBackups_data()
    {
        QTest::addColumn<FileQuery>("query");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char *name, const FileQuery &query, const QStringList &expected) {
            QTest::newRow(name) << query << expected;
        };
        row("name", {.name = u"photo1.jpg"_s}, {u"/a/photo1.jpg@2#1"_s, u"/a/photo1.jpg@1#0"_s});
        row("name pattern", {.name = u"photo*"_s},
            {u"/a/photo1.jpg@2#1"_s, u"/a/photo1.jpg@1#0"_s, u"/a/photo2.jpg@2#0"_s, u"/a/photo2.jpg@1#0"_s});
        row("name in one backup", {.name = u"photo?.jpg"_s, .scope = {.backup = someBackup(1).id}},
            {u"/a/photo1.jpg@1#0"_s, u"/a/photo2.jpg@1#0"_s});
        row("Chinese name", {.name = u"备*"_s}, {u"/b/备份.db@1#0"_s});
        row("plain star", {.name = u"\\*x"_s}, {u"/b/*x@2#0"_s});
        row("no such name", {.name = u"none"_s}, {});
        row("path", {.path = u"/a/photo1.jpg"_s}, {u"/a/photo1.jpg@2#1"_s, u"/a/photo1.jpg@1#0"_s});
        row("path of a folder", {.path = u"/b"_s}, {u"/b@2#0"_s});
        row("path pattern", {.path = u"/*/photo2.jpg"_s}, {u"/a/photo2.jpg@2#0"_s, u"/a/photo2.jpg@1#0"_s});
        row("pattern in a folder", {.path = u"/b/*.db"_s}, {u"/b/备份.db@1#0"_s});
        row("pattern in all folders", {.path = u"/**/*.db"_s}, {u"/b/备份.db@1#0"_s});
        row("no such path", {.path = u"/a/photo1"_s}, {});
        row("hash", {.sha256 = file("/a/photo1.jpg", 1).sha256}, {u"/a/photo1.jpg@2#1"_s});
        row("hash in a phone that has it not",
            {.sha256 = file("/a/photo1.jpg", 1).sha256, .scope = {.phone = u"ph-none"_s}}, {});
        row("no such hash", {.sha256 = QByteArray(32, 'x')}, {});
        row("of a phone", {.name = u"photo2.jpg"_s, .scope = {.phone = u"127.0.0.1:5601"_s}},
            {u"/a/photo2.jpg@2#0"_s, u"/a/photo2.jpg@1#0"_s});
        row("of a group", {.name = u"photo2.jpg"_s, .scope = {.group = u"golden"_s}},
            {u"/a/photo2.jpg@2#0"_s});
    }

    void findsFilesInAllBackups()
    {
        QFETCH(FileQuery, query);
        QFETCH(QStringList, expected);
        CatalogFixture fixture;
        storeThree(*fixture.catalog);
        QStringList found;
        for (const FileHit &hit : hits(*fixture.catalog, query)) {
            found += QString::fromUtf8(hit.file.path) + u'@' + hit.backup.value.right(1) + u'#' +
                     QString::number(hit.file.type == FileType::Regular ? hit.file.size - 1000 : 0);
            QCOMPARE(hit.backupName, QString(u"backup "_s + hit.backup.value.right(1)));
        }
        QCOMPARE(found, expected);
    }

    void findingTellsWhereItStopped()
    {
        CatalogFixture fixture;
        storeThree(*fixture.catalog);
        FileIndexRepository &files = fixture.catalog->files();
        const FileHits three = must(files.find({.name = u"*.jpg"_s}, 3, {}));
        QCOMPARE(three.hits.size(), 3);
        QVERIFY(three.more);
        QVERIFY(!must(files.find({.name = u"*.jpg"_s}, 4, {})).more);
        for (const QString &bad : {u"a/b"_s, u""_s, u"\\q"_s})
            QCOMPARE(files.find({.name = bad}, 10, {}).error().code, Errc::InvalidArgument);
        QCOMPARE(files.find({.path = u"relative"_s}, 10, {}).error().code, Errc::InvalidArgument);
        QCOMPARE(files.find({.sha256 = "short"}, 10, {}).error().code, Errc::InvalidArgument);
        CancelSource cancel;
        cancel.cancel();
        QCOMPARE(files.find({.name = u"*"_s}, 10, cancel.token()).error().code, Errc::Cancelled);
    }

    void equalVersionsAreFolded()
    {
        CatalogFixture fixture;
        for (int i = 1; i <= 6; ++i) {
            BackupRecord backup = someBackup(i);
            backup.phone = {i <= 4 ? u"ph-one"_s : u"ph-two"_s};
            backup.groupName = i == 6 ? u"golden"_s : QString();
            must(fixture.catalog->backups().insert(backup));
            // Two phones; 1 and 2 hold the same, so do 4 and 5. The neighbours differ everywhere.
            const int content = i - (i >= 2) - (i >= 5);
            store(*fixture.catalog, backup.id,
                  {file("/d/a", i), file("/d/settings.db", content), file("/d/z", i)});
        }
        FileIndexRepository &files = fixture.catalog->files();
        const auto shown = [&](const FileScope &scope) {
            QStringList lines;
            for (const FileVersion &v : must(files.versions("/d/settings.db", scope, {})))
                lines += u"#%1 %2-%3 %4 backups %5 phones"_s.arg(v.newest.file.size - 1000)
                             .arg(v.oldest.backup.value.right(1), v.newest.backup.value.right(1))
                             .arg(v.backupCount)
                             .arg(v.phoneCount);
            return lines;
        };
        const QStringList all = shown({});
        QCOMPARE(all.size(), 4);
        QCOMPARE(all.first(), u"#4 6-6 1 backups 1 phones"_s);
        QCOMPARE(all.last(), u"#1 1-2 2 backups 1 phones"_s);
        QCOMPARE(shown({.phone = u"ph-two"_s}).size(), 2);
        QCOMPARE(shown({.group = u"golden"_s}), QStringList{u"#4 6-6 1 backups 1 phones"_s});
        QVERIFY(must(files.versions("/d/none", {}, {})).isEmpty());
        QVERIFY(must(files.versions("/none/none", {}, {})).isEmpty());
        QCOMPARE(files.versions("relative", {}, {}).error().code, Errc::InvalidArgument);
    }

    /// A file whose hash is in one variant of its folder, then in two, then in one again, is found each time.
    void aHashIsFoundInEachSegmentThatHasIt()
    {
        CatalogFixture fixture;
        const auto index = [&fixture](int backup, const QList<FileEntry> &entries) {
            must(fixture.catalog->backups().insert(someBackup(backup)));
            store(*fixture.catalog, someBackup(backup).id, entries);
        };
        const auto segmentsKnown = [&fixture] {
            Statement known(fixture.catalog->database(),
                            u"SELECT count(*) FROM file_hash WHERE segment IS NOT NULL"_s);
            return must(collectRows(known, [](const Statement &row) { return row.number(0); })).first();
        };
        const FileEntry wanted = file("/d/wanted", 7);
        const FileQuery query{.sha256 = wanted.sha256};
        index(1, {wanted, file("/d/x", 1)});
        QCOMPARE(segmentsKnown(), 2);
        QCOMPARE(hits(*fixture.catalog, query).size(), 1);
        index(2, {wanted, file("/d/x", 2)});
        QCOMPARE(segmentsKnown(), 2); // of both x, no more of what both have
        QCOMPARE(hits(*fixture.catalog, query).size(), 2);
        index(3, {file("/d/x", 3)});
        QCOMPARE(hits(*fixture.catalog, query).size(), 2);
        must(fixture.catalog->files().remove(someBackup(1).id));
        QCOMPARE(hits(*fixture.catalog, query).size(), 1);
        QCOMPARE(hits(*fixture.catalog, {.sha256 = file("/d/x", 3).sha256}).size(), 1);
    }

    void hashesOfVersionEightAreFound()
    {
        CatalogFixture fixture;
        storeThree(*fixture.catalog);
        const FileQuery query{.sha256 = file("/a/photo1.jpg", 1).sha256};
        QCOMPARE(hits(*fixture.catalog, query).size(), 1);
        // What came after version 8 is taken back.
        QStringList steps{u"ALTER TABLE file_hash DROP COLUMN segment"_s, u"DROP INDEX job_queue"_s,
                          u"DROP INDEX job_by_line"_s, u"PRAGMA user_version = 8"_s,
                          u"UPDATE catalog_meta SET value = 6 WHERE name = 'min_compatible'"_s};
        for (const char *column :
             {"outage", "priority", "turn", "fair_group", "store_name", "phone_host", "adb_server", "durable",
              "attempt", "not_before", "patient_until", "after_job"})
            steps << u"ALTER TABLE job DROP COLUMN %1"_s.arg(QLatin1String(column));
        for (const char *table : {"drill", "job_limit", "policy_drill", "recipient", "message", "backup_tag"})
            steps << u"DROP TABLE %1"_s.arg(QLatin1String(table));
        for (const QString &sql : std::as_const(steps))
            must(runSql(fixture.catalog->database(), sql));
        fixture.catalog = must(Catalog::open(fixture.path));
        QCOMPARE(hits(*fixture.catalog, query).size(), 1);
        // The same file in another variant of its folder, beside the row that does not say where.
        must(fixture.catalog->backups().insert(someBackup(9)));
        store(*fixture.catalog, someBackup(9).id, {file("/a/photo1.jpg", 1), file("/a/zzz", 3)});
        QCOMPARE(hits(*fixture.catalog, query).size(), 2);
    }

    void hashesOfOlderIndexesAreCompleted()
    {
        CatalogFixture fixture;
        storeThree(*fixture.catalog);
        must(runSql(fixture.catalog->database(), u"DELETE FROM file_hash"_s));
        must(runSql(fixture.catalog->database(),
                    u"UPDATE search_state SET value = 1 WHERE name = 'file_hashes_missing'"_s));
        const FileQuery query{.sha256 = file("/a/photo1.jpg", 1).sha256};
        QVERIFY(hits(*fixture.catalog, query).isEmpty());
        fixture.catalog = must(Catalog::open(fixture.path));
        QCOMPARE(hits(*fixture.catalog, query).size(), 1);
    }

    void brokenSegmentsAreDamaged()
    {
        const QList<FileEntry> entries{file("/d/a"), file("/d/b")};
        const QByteArray whole = encodeSegment(entries);
        QVERIFY(must(decodeSegment("/d/", whole)) == std::vector<FileEntry>(entries.begin(), entries.end()));
        int refused = 0;
        for (qsizetype i = 0; i < whole.size(); ++i)
            refused += decodeSegment("/d/", whole.left(i)) ? 0 : 1;
        QCOMPARE(refused,
                 whole.size() - 2); // cut after the version or after the first entry, it is still whole
        QVERIFY(!decodeSegment("/d/", QByteArray(1, 2)));
        QVERIFY(!decodeSegment("/d/", QByteArray("\1\xff\xff\xff\xff\xff\xff\xff\xff\x7f", 10)));
    }

    void aLargePhoneIsStoredQuickly()
    {
        CatalogFixture fixture;
        for (int i = 1; i <= 2; ++i)
            must(fixture.catalog->backups().insert(someBackup(i)));
        const QList<FileEntry> entries = phoneTree(30000);
        QElapsedTimer timer;
        timer.start();
        store(*fixture.catalog, someBackup(1).id, entries);
        const qint64 first = timer.restart();
        store(*fixture.catalog, someBackup(2).id, phoneTree(30000, 100, 1));
        const qint64 second = timer.restart();
        must(fixture.catalog->files().entries(someBackup(2).id, "/data/com.app01500", {}));
        const qint64 page = timer.restart();
        hits(*fixture.catalog, {.name = u"file3.db"_s}, 20);
        qInfo("%lld entries stored in %lld ms, again with 1 of 100 changed in %lld ms; a page %lld ms, find "
              "%lld ms",
              qint64(entries.size()), first, second, page, timer.elapsed());
        QVERIFY(first < 10000); // a guard against quadratic work, not a measurement
    }

    void nearEqualPhonesShareTheirLists()
    {
        CatalogFixture fixture;
        const int phones = qEnvironmentVariableIntValue("HOLDFAST_SCALE_PHONES") > 0
                               ? qEnvironmentVariableIntValue("HOLDFAST_SCALE_PHONES")
                               : 50;
        must(fixture.catalog->backups().insert(someBackup(0)));
        store(*fixture.catalog, someBackup(0).id, phoneTree(5000));
        const qint64 one = sizeOnDisk(fixture);
        fixture.catalog = must(Catalog::open(fixture.path));
        QElapsedTimer timer;
        timer.start();
        for (int i = 1; i < phones; ++i) {
            must(fixture.catalog->backups().insert(someBackup(i)));
            store(*fixture.catalog, someBackup(i).id, phoneTree(5000, 200, i)); // 25 files of its own
        }
        const qint64 elapsed = timer.elapsed();
        const qint64 all = sizeOnDisk(fixture);
        qInfo("one phone of 5000 files: %lld KiB; %d phones: %lld KiB, %lld ms a phone", one / 1024, phones,
              all / 1024, elapsed / phones);
        QVERIFY(all < one + phones * one / 8);
    }
};

QTEST_GUILESS_MAIN(FileIndexTest)
#include "tst_fileindex.moc"
