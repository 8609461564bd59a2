// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalogfixture.h"

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

QTEST_GUILESS_MAIN(TestAppRepository)
#include "tst_apprepository.moc"
