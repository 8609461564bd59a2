// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalogfixture.h"

#include "core/catalog/statement.h"

using namespace Qt::Literals::StringLiterals;
using namespace holdfast;

namespace {

AppRecord someApp(qint64 version, const QString &label)
{
    return {
        .key = {.package = u"org.example.one"_s, .versionCode = version, .apks = u"base:1000 config.de:20"_s},
        .versionName = u"1.%1"_s.arg(version),
        .label = label,
        .labels = {{u"zh-CN"_s, u"示例"_s}},
        .icon = QByteArray("\0\1\2icon", 7),
        .iconProblem = {},
        .certificates = {u"ab"_s.repeated(32)},
        .signingScheme = 3,
        .abis = {u"arm64-v8a"_s},
        .minSdk = 21,
        .targetSdk = 34,
        .sharedUserId = u"org.example.shared"_s,
        .debuggable = true,
        .testOnly = false,
        .splitRequired = true,
        .readAt = at(int(version))};
}

} // namespace

class TestAppRepository : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsWhatItWasGiven();
    void keysTellApart();
    void knowsTheNewest();
    void labelsOlderBackups();
    void tellsHowFarOpeningIs();
};

void TestAppRepository::keepsWhatItWasGiven()
{
    CatalogFixture fixture;
    const AppRecord app = someApp(7, u"Example"_s);
    must(fixture.catalog->apps().put(app));
    QCOMPARE(must(fixture.catalog->apps().find(app.key)), app);
    AppRecord again = app;
    again.label = u"Renamed"_s;
    again.icon.clear();
    must(fixture.catalog->apps().put(again));
    QCOMPARE(must(fixture.catalog->apps().find(app.key)), again);
}

void TestAppRepository::keysTellApart()
{
    CatalogFixture fixture;
    AppRepository &apps = fixture.catalog->apps();
    const AppRecord app = someApp(7, u"Example"_s);
    must(apps.put(app));
    AppKey other = app.key;
    other.apks = u"base:1001 config.de:20"_s;
    QVERIFY(!must(apps.find(other)));
    AppKey newer = app.key;
    newer.versionCode = 8;
    const auto known = must(apps.findAll({other, app.key, newer}));
    QCOMPARE(known.size(), 1);
    QCOMPARE(known.value(1), app);
}

void TestAppRepository::knowsTheNewest()
{
    CatalogFixture fixture;
    AppRepository &apps = fixture.catalog->apps();
    QVERIFY(!must(apps.newest(u"org.example.one"_s)));
    for (const qint64 version : {3, 9, 5})
        must(apps.put(someApp(version, u"Label %1"_s.arg(version))));
    QCOMPARE(must(apps.newest(u"org.example.one"_s))->label, u"Label 9"_s);
    QVERIFY(!must(apps.newest(u"org.example.two"_s)));
}

/// As a program of schema 5 left it: backups without labels.
void TestAppRepository::labelsOlderBackups()
{
    CatalogFixture fixture;
    must(fixture.catalog->apps().put(someApp(6, u"Old name"_s)));
    must(fixture.catalog->apps().put(someApp(7, u"Vorratskammer"_s)));
    BackupRecord known = someBackup(1);
    known.apps = {u"org.example.one"_s, u"org.example.unknown"_s};
    BackupRecord unknown = someBackup(2);
    unknown.apps = {u"org.example.unknown"_s};
    must(fixture.catalog->backups().insert(known));
    must(fixture.catalog->backups().insert(unknown));
    must(runSql(fixture.catalog->database(),
                u"UPDATE search_state SET value = 1 WHERE name = 'app_labels_missing'"_s));
    BackupFilter filter;
    filter.text = u"示例"_s;
    QCOMPARE(must(fixture.catalog->backups().list(filter, {})).totalCount, 0);

    fixture.catalog = must(Catalog::open(fixture.path));
    for (const QString &text : {u"示例"_s, u"vorratskammer"_s, u"app:voratskamer"_s}) {
        filter.text = text;
        const auto page = must(fixture.catalog->backups().list(filter, {}));
        QCOMPARE(page.totalCount, 1);
        QCOMPARE(page.rows[0].id, known.id);
    }
    QCOMPARE(must(fixture.catalog->backups().get(known.id)).appLabels,
             QStringList({u"Vorratskammer"_s, u"示例"_s}));
    must(fixture.catalog->checkSearch({}));
    filter.text = u"old name"_s;
    QCOMPARE(must(fixture.catalog->backups().list(filter, {})).totalCount, 0);
}

void TestAppRepository::tellsHowFarOpeningIs()
{
    CatalogFixture fixture;
    for (int i = 0; i < 300; ++i)
        must(fixture.catalog->backups().insert(someBackup(i)));
    const auto wantRebuild = [&fixture] {
        must(runSql(fixture.catalog->database(),
                    u"UPDATE search_state SET value = 1 WHERE name = 'rebuild'"_s));
    };
    wantRebuild();
    const auto cancelled =
        Catalog::open(fixture.path, std::make_shared<SearchVocabulary>(),
                      [](qint64, qint64) -> Result<void> { return fail(Errc::Cancelled); });
    QVERIFY(!cancelled);
    QCOMPARE(cancelled.error().code, Errc::Cancelled);
    BackupFilter filter;
    filter.text = u"299"_s;
    QCOMPARE(must(fixture.catalog->backups().list(filter, {})).totalCount, 1); // still the old index

    qint64 told = 0;
    qint64 total = 0;
    fixture.catalog = must(Catalog::open(fixture.path, std::make_shared<SearchVocabulary>(),
                                         [&](qint64, qint64 all) -> Result<void> {
                                             ++told;
                                             total = all;
                                             return {};
                                         }));
    QCOMPARE(told, 1);
    QCOMPARE(total, 300);
    QCOMPARE(must(fixture.catalog->backups().list(filter, {})).totalCount, 1);
}

QTEST_GUILESS_MAIN(TestAppRepository)
#include "tst_apprepository.moc"
