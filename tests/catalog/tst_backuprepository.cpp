// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/catalog/catalogfixture.h"

#include <QSet>

#include <set>

using namespace holdfast;
using namespace Qt::Literals::StringLiterals;

namespace {

QStringList names(const QList<BackupRecord> &backups)
{
    QStringList result;
    for (const BackupRecord &backup : backups)
        result += backup.name;
    return result;
}

BackupRecord fullBackup()
{
    BackupRecord b = someBackup(1);
    b.phoneName = u"云手机"_s;
    b.description = u"before the update"_s;
    b.owner = u"lin"_s;
    b.groupName = u"golden"_s;
    b.status = BackupStatus::Available;
    b.whole = true;
    b.paths = {u"/data"_s, u"/data/a\\nb"_s};
    b.excludes = {u"/data/**/cache"_s};
    b.apps = {u"com.tencent.mm"_s};
    b.androidVersion = u"14"_s;
    b.sdk = 34;
    b.model = u"Pixel"_s;
    b.abi = u"arm64-v8a"_s;
    b.storeName = u"disk"_s;
    b.objectKey = u"nightly/x.tar.zst"_s;
    b.location = u"file:///backups/nightly/x.tar.zst"_s;
    b.sizeBytes = 9'000'000'000;
    b.storedBytes = 5'000'000'000;
    b.fileCount = 30000;
    b.warningCount = 2;
    b.sha256 = QString(64, u'a');
    b.modifiedAt = at(1);
    b.finishedAt = at(3);
    b.verifiedAt = at(4);
    b.error = Error{Errc::PhoneLost, u"cut"_s, {.phone = u"s"_s, .path = u"/p"_s, .object = u"o"_s}};
    b.manifest = {{u"format"_s, 1}, {u"lost"_s, u"/data/x"_s}};
    return b;
}

} // namespace

class BackupsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFieldComesBack()
    {
        CatalogFixture fixture;
        const BackupRecord backup = fullBackup();
        must(fixture.catalog->backups().insert(backup));
        QVERIFY(must(fixture.catalog->backups().get(backup.id)) == backup);

        BackupRecord withoutManifest = backup;
        withoutManifest.manifest = {};
        QVERIFY(must(fixture.catalog->backups().list({}, {})).rows.value(0) == withoutManifest);
    }

    void theNewestGoodBackupOfEachPhoneIsKnown()
    {
        CatalogFixture fixture;
        PhoneRecord phone;
        phone.serialNumber = u"one"_s;
        phone = must(fixture.catalog->phones().upsert(phone, at(0)));
        PhoneRecord bare;
        bare.serialNumber = u"two"_s;
        bare = must(fixture.catalog->phones().upsert(bare, at(0)));
        for (const auto &[number, status] :
             {std::pair(1, BackupStatus::Available), std::pair(5, BackupStatus::Available),
              std::pair(3, BackupStatus::Available), std::pair(9, BackupStatus::Failed)}) {
            BackupRecord backup = someBackup(number);
            backup.phone = phone.id;
            backup.status = status;
            must(fixture.catalog->backups().insert(backup));
        }
        const auto newest = must(fixture.catalog->backups().newestByPhone());
        QCOMPARE(newest.size(), 1);
        QCOMPARE(newest.value(phone.id.value), at(5));
    }

    void aSecondInsertIsRefusedAndAdoptOverwrites()
    {
        CatalogFixture fixture;
        BackupRecord backup = fullBackup();
        must(fixture.catalog->backups().insert(backup));
        const auto again = fixture.catalog->backups().insert(backup);
        QVERIFY(!again);
        QCOMPARE(again.error().code, Errc::StateConflict);
        backup.name = u"found again"_s;
        must(fixture.catalog->backups().adopt(backup));
        QVERIFY(must(fixture.catalog->backups().get(backup.id)) == backup);
    }

    void updateChangesWhatIsSetOnly()
    {
        CatalogFixture fixture;
        must(fixture.catalog->backups().insert(fullBackup()));
        BackupChange change;
        change.description = u"renamed"_s;
        change.error = std::optional<Error>();
        const BackupRecord changed = must(fixture.catalog->backups().update(fullBackup().id, change, at(9)));
        BackupRecord expected = fullBackup();
        expected.description = u"renamed"_s;
        expected.error.reset();
        expected.modifiedAt = at(9);
        QVERIFY(changed == expected);
        QVERIFY(must(fixture.catalog->backups().get(expected.id)) == expected);
        BackupFilter filter;
        filter.descriptionContains = u"RENAMED"_s; // the folded text follows
        QCOMPARE(must(fixture.catalog->backups().list(filter, {})).totalCount, 1);
    }

    void unknownBackupsAreNotFound()
    {
        CatalogFixture fixture;
        const auto got = fixture.catalog->backups().get({u"bf-none"_s});
        QVERIFY(!got);
        QCOMPARE(got.error().code, Errc::BackupNotFound);
        QVERIFY(userText(got.error()).contains("bf-none"_L1));
        QCOMPARE(fixture.catalog->backups().update({u"bf-none"_s}, {}, at(0)).error().code,
                 Errc::BackupNotFound);
    }

    void onlyLegalStateChangesAreMade()
    {
        using enum BackupStatus;
        const std::set<std::pair<BackupStatus, BackupStatus>> legal{
            {Pending, Running},    {Pending, Failed},      {Running, Uploading},  {Running, Verifying},
            {Running, Failed},     {Uploading, Verifying}, {Uploading, Failed},   {Verifying, Available},
            {Verifying, Damaged},  {Verifying, Failed},    {Available, Missing},  {Available, Damaged},
            {Available, Deleting}, {Missing, Available},   {Missing, Damaged},    {Missing, Deleting},
            {Damaged, Available},  {Damaged, Missing},     {Damaged, Deleting},   {Failed, Deleting},
            {Failed, Deleted},     {Deleting, Deleted},    {Deleting, Available}, {Deleting, Missing},
            {Deleting, Damaged},   {Deleting, Failed},     {Running, Pending},    {Uploading, Pending},
            {Verifying, Pending},  {Failed, Pending}};
        CatalogFixture fixture;
        int number = 0;
        for (int from = 0; from <= int(Damaged); ++from) {
            for (int to = 0; to <= int(Damaged); ++to) {
                BackupRecord backup = someBackup(++number);
                backup.status = BackupStatus(from);
                must(fixture.catalog->backups().insert(backup));
                BackupChange change;
                change.status = BackupStatus(to);
                const auto changed = fixture.catalog->backups().update(backup.id, change, at(0));
                const bool allowed = from == to || legal.contains({BackupStatus(from), BackupStatus(to)});
                QCOMPARE(changed.has_value(), allowed);
                if (!allowed)
                    QCOMPARE(changed.error().code, Errc::StateConflict);
                const auto status = must(fixture.catalog->backups().get(backup.id)).status;
                QCOMPARE(int(status), allowed ? to : from);
            }
        }
    }

    void wordsOfStatesComeBack()
    {
        for (int i = 0; i <= int(BackupStatus::Damaged); ++i)
            QCOMPARE(backupStatusFromText(toText(BackupStatus(i))), std::optional(BackupStatus(i)));
        QVERIFY(!backupStatusFromText(u"available"));
    }

    void filters_data()
    {
        QTest::addColumn<BackupFilter>("filter");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char *name, const QStringList &expected, auto set) {
            BackupFilter filter;
            set(filter);
            QTest::newRow(name) << filter << expected;
        };
        using F = BackupFilter;
        row("none hides deleted", {u"e"_s, u"d 100%"_s, u"c_x"_s, u"Ábc 微信备份"_s, u"a"_s}, [](F &) {});
        row("with deleted", {u"gone"_s, u"e"_s, u"d 100%"_s, u"c_x"_s, u"Ábc 微信备份"_s, u"a"_s},
            [](F &f) { f.withDeleted = true; });
        row("ids", {u"d 100%"_s, u"a"_s}, [](F &f) { f.ids = {someBackup(1).id, someBackup(4).id}; });
        row("name", {u"c_x"_s}, [](F &f) { f.nameContains = u"C_"_s; });
        row("percent is plain", {u"d 100%"_s}, [](F &f) { f.nameContains = u"%"_s; });
        row("underscore is plain", {u"c_x"_s}, [](F &f) { f.nameContains = u"_"_s; });
        row("backslash is plain", {}, [](F &f) { f.nameContains = u"\\"_s; });
        row("quote is plain", {}, [](F &f) { f.nameContains = u"' OR 1=1 --"_s; });
        row("chinese", {u"Ábc 微信备份"_s}, [](F &f) { f.nameContains = u"信备"_s; });
        row("case beyond ASCII", {u"Ábc 微信备份"_s}, [](F &f) { f.nameContains = u"áBC"_s; });
        row("text in any field, any order", {u"Ábc 微信备份"_s}, [](F &f) { f.text = u"  second 微信 "_s; });
        row("text with one word missing", {}, [](F &f) { f.text = u"微信 nothere"_s; });
        row("phone name", {u"Ábc 微信备份"_s}, [](F &f) { f.phoneNameContains = u"SECOND"_s; });
        row("description", {u"a"_s}, [](F &f) { f.descriptionContains = u"before"_s; });
        row("group then", {u"d 100%"_s}, [](F &f) { f.group = u"golden"_s; });
        row("group now", {u"e"_s}, [](F &f) { f.group = u"live"_s; });
        row("phone by id", {u"Ábc 微信备份"_s}, [](F &f) { f.phone = u"ph-two"_s; });
        row("phone by serial", {u"Ábc 微信备份"_s}, [](F &f) { f.phone = u"127.0.0.1:5602"_s; });
        row("status list", {u"d 100%"_s, u"c_x"_s}, [](F &f) {
            f.statuses = {BackupStatus::Failed, BackupStatus::Available};
        });
        row("deleted by status", {u"gone"_s}, [](F &f) { f.statuses = {BackupStatus::Deleted}; });
        row("since is inclusive", {u"e"_s, u"d 100%"_s}, [](F &f) { f.createdSince = at(4); });
        row("until is inclusive", {u"Ábc 微信备份"_s, u"a"_s}, [](F &f) { f.createdUntil = at(2); });
        row("between", {u"c_x"_s}, [](F &f) {
            f.createdSince = at(3);
            f.createdUntil = at(3);
        });
        row("owner", {u"a"_s}, [](F &f) { f.owner = u"lin"_s; });
        row("store", {u"e"_s}, [](F &f) { f.store = u"disk"_s; });
        row("whole", {u"c_x"_s}, [](F &f) { f.whole = true; });
        row("not whole", {u"e"_s, u"d 100%"_s, u"Ábc 微信备份"_s, u"a"_s}, [](F &f) { f.whole = false; });
        row("combined", {u"c_x"_s}, [](F &f) {
            f.whole = true;
            f.statuses = {BackupStatus::Available};
            f.createdSince = at(1);
            f.createdUntil = at(5);
            f.text = u"c_"_s;
            f.phone = u"ph-one"_s;
        });
        row("combined, none", {}, [](F &f) {
            f.whole = true;
            f.statuses = {BackupStatus::Failed};
        });
    }

    void filters()
    {
        QFETCH(BackupFilter, filter);
        QFETCH(QStringList, expected);
        CatalogFixture fixture;
        fill(*fixture.catalog);
        const auto page = must(fixture.catalog->backups().list(filter, {}));
        QCOMPARE(names(page.rows), expected);
        QCOMPARE(page.totalCount, qint64(expected.size()));
        QVERIFY(page.nextToken.isEmpty());
    }

    void idsAreListedInSteps()
    {
        CatalogFixture fixture;
        fill(*fixture.catalog);
        BackupFilter filter;
        QByteArray expected;
        for (const BackupRecord &backup : must(fixture.catalog->backups().list(filter, {})).rows)
            expected += backup.id.value.toLatin1();
        QCOMPARE(expected.size(), 5 * kBackupIdLength);
        for (const int step : {1, 2, 5, 20'000})
            QCOMPARE(must(fixture.catalog->backups().listIds(filter, CancelToken(), step)), expected);
        filter.statuses = {BackupStatus::Damaged};
        QVERIFY(must(fixture.catalog->backups().listIds(filter, CancelToken())).isEmpty());
    }

    void pinnedOnesAreFoundAlone()
    {
        CatalogFixture fixture;
        fill(*fixture.catalog);
        must(fixture.catalog->policies().setPinned(someBackup(4).id, true));
        must(fixture.catalog->policies().setPinned(someBackup(1).id, true));
        BackupFilter filter;
        filter.pinnedOnly = true;
        QCOMPARE(names(must(fixture.catalog->backups().list(filter, {})).rows),
                 (QStringList{u"d 100%"_s, u"a"_s}));
        filter.text = u"before"_s; // And through the search.
        QCOMPARE(names(must(fixture.catalog->backups().list(filter, {})).rows), QStringList{u"a"_s});
        const auto facets = must(fixture.catalog->search().facets(filter, at(9), CancelToken()));
        QCOMPARE(facets.status.size(), 1);
        QCOMPARE(facets.status.first().count, 1);
    }

    void tagsAreFoundAndCounted()
    {
        CatalogFixture fixture;
        fill(*fixture.catalog);
        BackupTagRepository &tags = fixture.catalog->backupTags();
        must(tags.change({someBackup(1).id, someBackup(4).id}, {u"Golden 主"_s, u"live"_s}, {}));
        must(tags.change({someBackup(4).id}, {u"old"_s}, {u"live"_s, u"never there"_s}));
        QCOMPARE(must(fixture.catalog->backups().get(someBackup(4).id)).tags,
                 (QStringList{u"Golden 主"_s, u"old"_s}));
        const QMap<QString, qint64> counts = must(tags.counts({someBackup(4).id}));
        QCOMPARE(counts, (QMap<QString, qint64>{{u"Golden 主"_s, 1}, {u"live"_s, 0}, {u"old"_s, 1}}));

        const auto found = [&fixture](const BackupFilter &filter) {
            return names(must(fixture.catalog->backups().list(filter, {})).rows);
        };
        for (const bool indexed : {false, true}) {
            if (indexed)
                must(fixture.catalog->rebuildSearch(CancelToken()));
            BackupFilter filter;
            filter.tag = u"Golden 主"_s;
            QCOMPARE(found(filter), (QStringList{u"d 100%"_s, u"a"_s}));
            filter.text = u"tag:live"_s;
            QCOMPARE(found(filter), QStringList{u"a"_s});
            QCOMPARE(must(fixture.catalog->search().facets(filter, at(9), CancelToken())).tag.size(), 3);
            filter = {};
            filter.text = u"tag:GOLD"_s;
            QCOMPARE(found(filter), (QStringList{u"d 100%"_s, u"a"_s}));
            filter.text = u"tag:gold !tag:old"_s;
            QCOMPARE(found(filter), QStringList{u"a"_s});
            filter.text = u"!tag:gold"_s;
            QCOMPARE(found(filter).size(), 3);
            filter.text = u"tag:nothing"_s;
            QVERIFY(found(filter).isEmpty());
        }
    }

    void tagsAreChangedTogetherOrNotAtAll()
    {
        CatalogFixture fixture;
        fill(*fixture.catalog);
        BackupTagRepository &tags = fixture.catalog->backupTags();
        const auto unknown = tags.change({someBackup(1).id, someBackup(777).id}, {u"live"_s}, {});
        QVERIFY(!unknown);
        QCOMPARE(unknown.error().code, Errc::BackupNotFound);
        QVERIFY(!tags.change({someBackup(1).id}, {u"live"_s, u"a,b"_s}, {}));
        QVERIFY(must(fixture.catalog->backups().get(someBackup(1).id)).tags.isEmpty());
        // Writing the row leaves its tags.
        must(tags.change({someBackup(1).id}, {u"live"_s}, {}));
        must(fixture.catalog->backups().update(someBackup(1).id, {.name = u"renamed"_s}, at(5)));
        QCOMPARE(must(fixture.catalog->backups().get(someBackup(1).id)).tags, QStringList{u"live"_s});
    }

    void pagesStayWholeWhileRowsComeAndGo()
    {
        CatalogFixture fixture;
        BackupRepository &backups = fixture.catalog->backups();
        for (int i = 0; i < 50; ++i) {
            BackupRecord backup = someBackup(i);
            backup.createdAt = at(i / 10); // ten of the same moment each
            must(backups.insert(backup));
        }
        QStringList seen;
        PageRequest request{.limit = 7};
        int inserted = 100;
        do {
            const auto page = must(backups.list({}, request));
            QVERIFY(page.rows.size() <= 7);
            QCOMPARE(page.totalCount, qint64(50 + inserted - 100));
            seen += names(page.rows);
            request.token = page.nextToken;
            must(backups.insert(someBackup(inserted++))); // newer than all
        } while (!request.token.isEmpty());
        QCOMPARE(seen.size(), 50);
        QCOMPARE(QSet<QString>(seen.begin(), seen.end()).size(), 50);
        QCOMPARE(seen.first(), u"backup 49"_s);
        QCOMPARE(seen.last(), u"backup 0"_s);
    }

    void theLastFullPageHasNoToken()
    {
        CatalogFixture fixture;
        for (int i = 0; i < 4; ++i)
            must(fixture.catalog->backups().insert(someBackup(i)));
        const auto first = must(fixture.catalog->backups().list({}, {.limit = 2}));
        const auto second = must(
            fixture.catalog->backups().list({}, {.limit = 2, .token = first.nextToken, .withTotal = false}));
        QCOMPARE(second.rows.size(), 2);
        QVERIFY(second.nextToken.isEmpty());
        QCOMPARE(second.totalCount, -1);
    }

    void badPagesAreRefused()
    {
        CatalogFixture fixture;
        for (int i = 0; i < 4; ++i)
            must(fixture.catalog->backups().insert(someBackup(i)));
        const QString good = must(fixture.catalog->backups().list({}, {.limit = 1})).nextToken;
        QVERIFY(fixture.catalog->backups().list({}, {.limit = 1, .token = good}));
        QString flipped = good;
        flipped[flipped.size() / 2] = flipped[flipped.size() / 2] == u'A' ? u'B' : u'A';
        for (const QString &token :
             QStringList{u"x"_s, u"!!!!"_s, u"云"_s, good.chopped(3), QString(good + u"AA"_s), flipped}) {
            const auto page = fixture.catalog->backups().list({}, {.limit = 1, .token = token});
            QVERIFY2(!page, qPrintable(token));
            QCOMPARE(page.error().code, Errc::InvalidArgument);
        }
        for (const int limit : {0, -1, 101})
            QCOMPARE(fixture.catalog->backups().list({}, {.limit = limit}).error().code,
                     Errc::InvalidArgument);
        BackupFilter filter;
        filter.ids.fill(someBackup(1).id, 1001);
        QCOMPARE(fixture.catalog->backups().list(filter, {}).error().code, Errc::InvalidArgument);
    }

private:
    static void fill(Catalog &catalog)
    {
        const PhoneRecord phone = must(catalog.phones().upsert(
            {.serial = {u"127.0.0.1:5603"_s}, .serialNumber = u"S3"_s, .name = u"three"_s}, at(0)));
        must(catalog.phones().createGroup(u"live"_s, at(0)));
        must(catalog.phones().assignGroup(phone.id, u"live"_s));
        QList<BackupRecord> rows;
        for (int i = 1; i <= 6; ++i)
            rows += someBackup(i);
        rows[0].name = u"a"_s;
        rows[0].description = u"Before the update"_s;
        rows[0].owner = u"lin"_s;
        rows[1].name = u"Ábc 微信备份"_s;
        rows[1].phone = {u"ph-two"_s};
        rows[1].phoneName = u"the second phone"_s;
        rows[1].serial = {u"127.0.0.1:5602"_s};
        rows[2].name = u"c_x"_s;
        rows[2].whole = true;
        rows[2].status = BackupStatus::Available;
        rows[3].name = u"d 100%"_s;
        rows[3].groupName = u"golden"_s;
        rows[3].status = BackupStatus::Failed;
        rows[4].name = u"e"_s;
        rows[4].phone = phone.id;
        rows[4].storeName = u"disk"_s;
        rows[5].name = u"gone"_s;
        rows[5].status = BackupStatus::Deleted;
        for (const BackupRecord &row : rows)
            must(catalog.backups().insert(row));
    }
};

QTEST_GUILESS_MAIN(BackupsTest)
#include "tst_backuprepository.moc"
