// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/migrations.h"
#include "core/catalog/transaction.h"
#include "tests/catalog/catalogfixture.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>

using namespace holdfast;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Another program's view of the file.
class RawConnection
{
public:
    explicit RawConnection(const QString &path)
    {
        QSqlDatabase connection = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"raw"_s);
        connection.setDatabaseName(path);
        if (!connection.open())
            throw std::runtime_error("cannot open");
    }
    ~RawConnection()
    {
        QSqlDatabase::database(u"raw"_s, false).close();
        QSqlDatabase::removeDatabase(u"raw"_s);
    }
    RawConnection(const RawConnection &) = delete;
    RawConnection &operator=(const RawConnection &) = delete;

    QVariant run(const QString &sql)
    {
        QSqlQuery query(QSqlDatabase::database(u"raw"_s, false));
        if (!query.exec(sql))
            throw std::runtime_error(QString(query.lastError().text() + u": "_s + sql).toStdString());
        return query.next() ? query.value(0) : QVariant();
    }
};

void loadSql(const QString &source, const QString &path)
{
    QFile file(source);
    if (!file.open(QFile::ReadOnly))
        throw std::runtime_error("no fixture");
    RawConnection raw(path);
    const QStringList statements = QString::fromUtf8(file.readAll()).split(u";\n"_s, Qt::SkipEmptyParts);
    for (const QString &statement : statements) {
        if (!statement.trimmed().isEmpty())
            raw.run(statement);
    }
}

const Migration kFirst{1,
                       1,
                       {u"CREATE TABLE catalog_meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)"_s,
                        u"CREATE TABLE thing (id BIGINT)"_s, u"INSERT INTO thing VALUES (7)"_s}};
const Migration kSecond{2, 2, {u"ALTER TABLE thing ADD COLUMN label TEXT"_s}};
const Migration kBroken{
    2, 2, {u"ALTER TABLE thing ADD COLUMN label TEXT"_s, u"INSERT INTO nowhere VALUES (1)"_s}};

} // namespace

class DatabaseTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { QVERIFY(QSqlDatabase::connectionNames().isEmpty()); }

    void makesAPrivateFile()
    {
        CatalogFixture fixture;
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        must(fixture.catalog->phones().createGroup(u"g"_s, at(0)));
        const QFileInfo folder(QFileInfo(fixture.path).path());
        QVERIFY(!(folder.permissions() & others));
        const QFileInfoList files = QDir(folder.filePath()).entryInfoList(QDir::Files);
        QVERIFY(files.size() >= 2); // the journal too
        for (const QFileInfo &file : files)
            QVERIFY2(!(file.permissions() & others), qPrintable(file.fileName()));
    }

    void opensAgainWithItsContent()
    {
        CatalogFixture fixture;
        must(fixture.catalog->backups().insert(someBackup(1)));
        fixture.catalog = must(Catalog::open(fixture.path));
        QCOMPARE(must(fixture.catalog->backups().get(someBackup(1).id)).name, u"backup 1"_s);
        must(fixture.catalog->database().checkIntegrity());
        QVERIFY(!QFile::exists(fixture.path + u".v2.bak"_s));
    }

    void manyThreadsOpenItAtOnce_data()
    {
        QTest::addColumn<bool>("old");
        QTest::addColumn<int>("backups");
        QTest::newRow("new file") << false << 8;
        QTest::newRow("version 1") << true << 9;
    }

    void manyThreadsOpenItAtOnce()
    {
        QFETCH(bool, old);
        QFETCH(int, backups);
        QTemporaryDir folder;
        const QString path = folder.filePath(u"catalog.sqlite"_s);
        if (old)
            loadSql(QFINDTESTDATA("data/catalog_v1.sql"), path);
        std::array<QString, 8> errors;
        std::vector<std::unique_ptr<QThread>> threads;
        for (int i = 0; i < 8; ++i) {
            threads.emplace_back(QThread::create([&error = errors[size_t(i)], &path, i] {
                auto catalog = Catalog::open(path);
                const auto done = catalog ? (*catalog)->backups().insert(someBackup(100 + i))
                                          : Result<void>(tl::unexpected(catalog.error()));
                error = done ? QString() : userText(done.error());
            }));
            threads.back()->start();
        }
        for (const auto &thread : threads)
            QVERIFY(thread->wait(60000));
        for (const QString &error : errors)
            QCOMPARE(error, QString());
        QCOMPARE(must(must(Catalog::open(path))->backups().list({}, {})).totalCount, qint64(backups));
        // A copy where there was something to lose, and no unfinished ones.
        const QStringList copies = QDir(folder.path()).entryList({u"*.bak"_s, u"*.tmp"_s}, QDir::Files);
        QCOMPARE(copies, old ? QStringList{u"catalog.sqlite.v1.bak"_s} : QStringList());
        if (old)
            QCOMPARE(RawConnection(path + u".v1.bak"_s).run(u"PRAGMA user_version"_s).toInt(), 1);
    }

    void bringsVersionOneUpToDate()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"catalog.sqlite"_s);
        loadSql(QFINDTESTDATA("data/catalog_v1.sql"), path);
        auto catalog = must(Catalog::open(path));

        const PhoneRecord phone = must(catalog->phones().find(u"云手机一"_s));
        QCOMPARE(phone.groupName, u"golden"_s);
        QCOMPARE(phone.tags, QStringList{u"rack1"_s});
        const BackupRecord backup = must(catalog->backups().get({u"bf-00000000000000001"_s}));
        QCOMPARE(backup.status, BackupStatus::Failed);
        QCOMPARE(backup.paths, (QStringList{u"/data/app"_s, u"/data/a\\nb"_s}));
        QCOMPARE(backup.createdAt, at(0));
        QCOMPARE(backup.error.value().code, Errc::PhoneLost);
        QCOMPARE(backup.manifest["tool"_L1].toString(), u"holdfast"_s);
        const JobRecord job = must(catalog->jobs().get({u"t-00000000000000001"_s}));
        QCOMPARE(job.status, JobStatus::Failed);
        QCOMPARE(must(catalog->events().list(job.id, {})).rows.value(0).path, u"/data/x"_s);
        QCOMPARE(must(catalog->stores().get(u"disk"_s)).url, u"file:///backups"_s);

        auto writer = must(catalog->files().write(backup.id, {}));
        must(writer.add({.path = "/data", .type = FileType::Folder}));
        must(writer.finish());
        catalog.reset();

        RawConnection raw(path + u".v1.bak"_s);
        QCOMPARE(raw.run(u"PRAGMA user_version"_s).toInt(), 1);
        QCOMPARE(raw.run(u"SELECT count(*) FROM backup"_s).toInt(), 1);
        const auto others = QFile::ReadGroup | QFile::ReadOther;
        QVERIFY(!(QFileInfo(path + u".v1.bak"_s).permissions() & others));
    }

    void aFailingStepChangesNothing()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"catalog.sqlite"_s);
        must(Database::open(path, {}, std::vector{kFirst}));
        const auto broken = Database::open(path, {}, std::vector{kFirst, kBroken});
        QVERIFY(!broken);
        QCOMPARE(broken.error().code, Errc::CatalogFailed);
        {
            RawConnection raw(path);
            QCOMPARE(raw.run(u"PRAGMA user_version"_s).toInt(), 1);
            QCOMPARE(raw.run(u"SELECT count(*) FROM pragma_table_info('thing')"_s).toInt(), 1);
        }
        must(Database::open(path, {}, std::vector{kFirst, kSecond}));
        RawConnection raw(path);
        QCOMPARE(raw.run(u"SELECT id FROM thing WHERE label IS NULL"_s).toInt(), 7);
    }

    void aNewerSchemaIsRefusedUnlessItAllowsUs()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"catalog.sqlite"_s);
        must(Database::open(path, {}, std::vector{kFirst, kSecond}));
        const auto refused = Database::open(path, {}, std::vector{kFirst});
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, Errc::CatalogTooNew);
        QVERIFY(userText(refused.error()).contains("Update this program"_L1));

        Migration gentle = kSecond;
        gentle.minCompatible = 1;
        const QString other = folder.filePath(u"other.sqlite"_s);
        must(Database::open(other, {}, std::vector{kFirst, gentle}));
        must(Database::open(other, {}, std::vector{kFirst}));
    }

    void aBrokenFileIsDamaged_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("garbage") << QByteArray(8192, 'x');
        QTest::newRow("header only")
            << QByteArray("SQLite format 3\0\x10\0\1\1\0\x40\x20\x20", 24).leftJustified(4096, 'z');
    }

    void aBrokenFileIsDamaged()
    {
        QFETCH(QByteArray, content);
        QTemporaryDir folder;
        const QString path = folder.filePath(u"catalog.sqlite"_s);
        QFile file(path);
        QVERIFY(file.open(QFile::WriteOnly));
        file.write(content);
        file.close();
        const auto catalog = Catalog::open(path);
        QVERIFY(!catalog);
        QCOMPARE(catalog.error().code, Errc::CatalogDamaged);
        QVERIFY(file.open(QFile::ReadOnly));
        QCOMPARE(file.readAll(), content);
    }

    void damageInTheMiddleIsFound()
    {
        CatalogFixture fixture;
        for (int i = 0; i < 300; ++i)
            must(fixture.catalog->backups().insert(someBackup(i)));
        fixture.catalog.reset();
        QFile file(fixture.path);
        QVERIFY(file.open(QFile::ReadWrite));
        // Only the pages of rows: without its schema a catalog would not even open.
        const QByteArray inRows = someBackup(0).serial.value.toUtf8();
        int damaged = 0;
        for (qint64 page = 1; page < file.size() / 4096; ++page) {
            file.seek(page * 4096);
            if (!file.read(4096).contains(inRows))
                continue;
            file.seek(page * 4096);
            QCOMPARE(file.write(QByteArray(4096, '\x5a')), 4096);
            ++damaged;
        }
        QVERIFY(damaged > 1);
        file.close();
        fixture.catalog = must(Catalog::open(fixture.path));
        const auto checked = fixture.catalog->database().checkIntegrity();
        QVERIFY(!checked);
        QCOMPARE(checked.error().code, Errc::CatalogDamaged);
        const auto listed = fixture.catalog->backups().list({}, {.limit = 100});
        QVERIFY(!listed); // no short list that looks whole
        QCOMPARE(listed.error().code, Errc::CatalogDamaged);
    }

    void anotherProgramsDatabaseIsLeftAlone()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"other.sqlite"_s);
        RawConnection(path).run(u"CREATE TABLE theirs (id)"_s);
        const auto catalog = Catalog::open(path);
        QVERIFY(!catalog);
        QCOMPARE(catalog.error().code, Errc::CatalogDamaged);
        RawConnection raw(path);
        QCOMPARE(raw.run(u"SELECT count(*) FROM sqlite_master"_s).toInt(), 1);
        QCOMPARE(raw.run(u"PRAGMA journal_mode"_s).toString(), u"delete"_s);
    }

    void noRightsAreAnError()
    {
        const auto catalog = Catalog::open(u"/proc/holdfast/catalog.sqlite"_s);
        QVERIFY(!catalog);
        QCOMPARE(catalog.error().code, Errc::CatalogFailed);
    }

    void aWriterThatIsLockedOutTooLongIsBusy()
    {
        CatalogFixture fixture;
        auto second = must(Database::open(fixture.path, {.busyTimeoutMs = 50}));
        Transaction first(fixture.catalog->database());
        must(first.begin());
        Transaction blocked(*second);
        const auto begun = blocked.begin();
        QVERIFY(!begun);
        QCOMPARE(begun.error().code, Errc::CatalogBusy);
        QVERIFY(must(StoreRepository(*second).list()).isEmpty()); // readers go on
    }

    void anInnerTransactionThatFailsDoomsTheOuter()
    {
        CatalogFixture fixture;
        BackupRepository &backups = fixture.catalog->backups();
        {
            Transaction outer(fixture.catalog->database());
            must(outer.begin());
            must(backups.insert(someBackup(1)));
            {
                Transaction inner(fixture.catalog->database());
                must(inner.begin());
            }
            QVERIFY(!outer.commit());
        }
        QCOMPARE(must(backups.list({}, {})).totalCount, 0);
        must(backups.insert(someBackup(2)));
        QCOMPARE(must(backups.list({}, {})).totalCount, 1);
    }
};

QTEST_GUILESS_MAIN(DatabaseTest)
#include "tst_database.moc"
