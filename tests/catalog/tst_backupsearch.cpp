// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/conditions.h"
#include "core/catalog/searchindex.h"
#include "core/catalog/statement.h"
#include "core/catalog/transaction.h"
#include "tests/catalog/catalogfixture.h"

#include <QRandomGenerator>

#include <algorithm>

using namespace holdfast;
using namespace Qt::Literals::StringLiterals;

namespace {

const QDateTime kNow = at(100'000);

QString oneOf(QRandomGenerator &chance, const QStringList &words)
{
    return words[chance.bounded(int(words.size()))];
}

/// Texts of few words in many orders, so that terms meet in many ways.
BackupRecord randomBackup(QRandomGenerator &chance, int number)
{
    static const QStringList kWords{u"gz-0001"_s, u"nightly"_s, u"night"_s, u"sz 0012"_s, u"云手机"_s,
                                    u"深圳"_s,    u"update"_s,  u"up"_s,    u"x1"_s,      u"2026-11-22"_s,
                                    u"22-11"_s,   u"été"_s,     u"机房"_s,  u"a_b"_s,     u"updat"_s};
    BackupRecord backup = someBackup(number);
    backup.name = oneOf(chance, kWords) % u' ' % oneOf(chance, kWords);
    backup.phone = {u"ph-%1"_s.arg(chance.bounded(9))};
    backup.phoneName = oneOf(chance, kWords);
    backup.serial = {u"127.0.0.1:%1"_s.arg(5601 + chance.bounded(5))};
    backup.description =
        chance.bounded(3) ? QString() : QString(oneOf(chance, kWords) % u", " % oneOf(chance, kWords));
    backup.owner = oneOf(chance, {u"lin"_s, u"wang"_s, u""_s});
    backup.groupName = oneOf(chance, {u"golden"_s, u"live"_s, u""_s});
    backup.apps = chance.bounded(2) ? QStringList{} : QStringList{u"com.tencent.mm"_s};
    backup.appLabels = chance.bounded(2) ? QStringList{} : QStringList{u"WeChat"_s, u"微信"_s};
    backup.status = BackupStatus(chance.bounded(10));
    backup.whole = chance.bounded(2);
    backup.androidVersion = oneOf(chance, {u"9"_s, u"12"_s, u"8.1.0"_s, u"odd"_s});
    backup.storeName = oneOf(chance, {u"disk"_s, u"oss-gz"_s});
    backup.sizeBytes = chance.bounded(5) * 1'000'000'000LL;
    backup.createdAt = at(int(chance.bounded(50'000)));
    return backup;
}

MatchQuality plainQuality(const BackupRecord &backup, const SearchQuery &query)
{
    return matchTerms(searchTextsOf(backup), query.terms, false);
}

/// The same answer from the definitions alone, without near matches.
QStringList expectedIds(const QList<BackupRecord> &backups, const SearchQuery &query)
{
    struct Found
    {
        MatchQuality quality;
        QDateTime created;
        QString id;
    };
    QList<Found> found;
    for (const BackupRecord &backup : backups) {
        const MatchQuality quality = plainQuality(backup, query);
        bool passes = quality != MatchQuality::None;
        bool statusAsked = false;
        for (const SearchCondition &condition : query.conditions) {
            using Kind = SearchCondition::Kind;
            statusAsked = statusAsked || (condition.kind == Kind::Status && !condition.negated);
            qint64 value = 0;
            bool holds = false;
            switch (condition.kind) {
            case Kind::Status:
                holds = condition.statuses.contains(backup.status);
                break;
            case Kind::Tag:
                holds = backup.tags.contains(condition.text);
                break;
            case Kind::Store:
                holds = backup.storeName.contains(condition.text);
                break;
            case Kind::Android:
                value = androidNumber(backup.androidVersion).value_or(-1);
                holds = value >= 0 && value >= condition.least && value <= condition.most;
                break;
            case Kind::Size:
            case Kind::Created:
            case Kind::Whole:
                value = condition.kind == Kind::Size      ? backup.sizeBytes
                        : condition.kind == Kind::Created ? backup.createdAt.toMSecsSinceEpoch()
                                                          : qint64(backup.whole);
                holds = value >= condition.least && value <= condition.most;
                break;
            }
            passes = passes && holds != condition.negated;
        }
        if (passes && (statusAsked || backup.status != BackupStatus::Deleted))
            found += Found{quality, backup.createdAt, backup.id.value};
    }
    std::stable_sort(found.begin(), found.end(), [](const Found &a, const Found &b) {
        return std::tie(b.quality, b.created) < std::tie(a.quality, a.created);
    });
    QStringList ids;
    for (const Found &each : found)
        ids += each.id;
    return ids;
}

QList<BackupRecord> someBackups(int count)
{
    QList<BackupRecord> backups;
    for (int i = 0; i < count; ++i)
        backups += someBackup(i);
    return backups;
}

void insertAll(Catalog &catalog, const QList<BackupRecord> &backups)
{
    Transaction transaction(catalog.database());
    must(transaction.begin());
    for (const BackupRecord &backup : backups)
        must(catalog.backups().insert(backup));
    must(transaction.commit());
}

/// All pages, near matches left out.
QStringList foundIds(Catalog &catalog, const QString &text, int limit)
{
    QStringList ids;
    PageRequest request{.limit = limit};
    BackupFilter filter;
    filter.text = text;
    do {
        const BackupHitPage page = must(catalog.search().page(filter, request, kNow, {}));
        for (const BackupHit &hit : page.hits) {
            if (!hit.isNear())
                ids += hit.backup.id.value;
        }
        request.token = page.nextToken;
    } while (!request.token.isEmpty());
    return ids;
}

const QStringList kQueries{u""_s,
                           u"g"_s,
                           u"1"_s,
                           u"gz"_s,
                           u"01"_s,
                           u"001"_s,
                           u"up"_s,
                           u"updat"_s,
                           u"ight"_s,
                           u"机"_s,
                           u"手机"_s,
                           u"云手机"_s,
                           u"é"_s,
                           u"-"_s,
                           u"11-22"_s,
                           u"z-00"_s,
                           u"a_"_s,
                           u"gz-0001 night"_s,
                           u"\"sz 0012\""_s,
                           u"\"z 0\""_s,
                           u"name:up phone:night"_s,
                           u"app:微信 !owner:lin"_s,
                           u"!gz !机"_s,
                           u"!\"sz 0012\" gz"_s,
                           u"com.ten"_s,
                           u"127.0.0.1:5602"_s,
                           u"status:failed,available night"_s,
                           u"!status:failed"_s,
                           u"store:oss size:>1G"_s,
                           u"android:>=9 whole:yes"_s,
                           u"!android:9"_s,
                           u"android:8 gz"_s,
                           u"age:<60d"_s,
                           u"age:30d..60d up"_s,
                           u"store:nowhere"_s,
                           u"nothinglikeit"_s};

} // namespace

class BackupSearchTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// The index against the definitions: while it grows, after changes, and after a rebuild.
    void answersAreThoseOfTheDefinitions()
    {
        QRandomGenerator chance(11);
        CatalogFixture fixture;
        QList<BackupRecord> backups;
        for (const int count : {40, 300, 700}) {
            QList<BackupRecord> added;
            while (backups.size() + added.size() < count)
                added += randomBackup(chance, int(backups.size() + added.size()));
            insertAll(*fixture.catalog, added);
            backups += added;
            compareAll(*fixture.catalog, backups);
        }
        Transaction transaction(fixture.catalog->database());
        must(transaction.begin());
        for (int i = 0; i < 300; ++i) {
            BackupRecord &backup = backups[chance.bounded(int(backups.size()))];
            const BackupRecord other = randomBackup(chance, 0);
            const auto id = backup.id;
            backup = other;
            backup.id = id;
            must(fixture.catalog->backups().adopt(backup));
        }
        must(transaction.commit());
        compareAll(*fixture.catalog, backups);
        must(SearchIndex(fixture.catalog->database()).rebuild({}));
        compareAll(*fixture.catalog, backups);
    }

    void filtersNarrow()
    {
        QRandomGenerator chance(5);
        CatalogFixture fixture;
        QList<BackupRecord> backups;
        for (int i = 0; i < 400; ++i)
            backups += randomBackup(chance, i);
        insertAll(*fixture.catalog, backups);
        const PhoneRecord phone =
            must(fixture.catalog->phones().upsert({.serial = {u"s"_s}, .name = u"p"_s}, at(0)));
        must(fixture.catalog->phones().createGroup(u"live"_s, at(0)));
        must(fixture.catalog->phones().assignGroup(phone.id, u"live"_s));
        BackupRecord moved = someBackup(1000);
        moved.phone = phone.id;
        must(fixture.catalog->backups().insert(moved));

        const auto check = [&](const BackupFilter &filter, auto wanted) {
            qint64 expected = 0;
            for (const BackupRecord &backup : backups + QList{moved})
                expected += backup.status != BackupStatus::Deleted && wanted(backup);
            QVERIFY(expected > 0);
            BackupFilter searched = filter;
            searched.text = u"!nothing"_s;
            const auto page = must(fixture.catalog->search().page(searched, {}, kNow, {}));
            QCOMPARE(page.totalCount, expected);
            QCOMPARE(must(fixture.catalog->backups().list(filter, {})).totalCount, expected);
        };
        check({.group = u"live"_s},
              [&](const BackupRecord &b) { return b.groupName == "live"_L1 || b.phone == phone.id; });
        check({.phone = u"ph-3"_s}, [](const BackupRecord &b) { return b.phone.value == "ph-3"_L1; });
        check({.phone = u"127.0.0.1:5602"_s},
              [](const BackupRecord &b) { return b.serial.value == "127.0.0.1:5602"_L1; });
        check({.owner = u"lin"_s}, [](const BackupRecord &b) { return b.owner == "lin"_L1; });
        check({.store = u"disk"_s}, [](const BackupRecord &b) { return b.storeName == "disk"_L1; });
        check({.ids = {backups[3].id, backups[5].id, moved.id}}, [&](const BackupRecord &b) {
            return b.id == backups[3].id || b.id == backups[5].id || b.id == moved.id;
        });
        check({.createdSince = at(20'000), .whole = true},
              [](const BackupRecord &b) { return b.whole && b.createdAt >= at(20'000); });
    }

    void misspeltTermsFindAndSuggest_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("meant");
        QTest::addColumn<bool>("near");
        QTest::newRow("swapped") << u"wecaht"_s << u"wechat"_s << true;
        QTest::newRow("missing") << u"gz wchat"_s << u"gz wechat"_s << true;
        QTest::newRow("other") << u"app:wexhat gz"_s << u"app:wechat gz"_s << true;
        QTest::newRow("two in a long word") << u"guangzuo"_s << u"guangzhou"_s << true;
        QTest::newRow("beginning") << u"guabgz"_s << u"guangzhou"_s << true;
        QTest::newRow("quoted is literal") << u"\"wecaht\""_s << QString() << false;
        QTest::newRow("right") << u"wechat"_s << QString() << false;
        QTest::newRow("separator") << u"gz0007"_s << QString() << true;
    }

    void misspeltTermsFindAndSuggest()
    {
        QFETCH(QString, text);
        QFETCH(QString, meant);
        QFETCH(bool, near);
        for (const int others : {0, 400}) { // read from the row, then from the index
            CatalogFixture fixture;
            BackupRecord backup = someBackup(0);
            backup.name = u"gz-0007 guangzhou"_s;
            backup.appLabels = {u"WeChat"_s};
            QList<BackupRecord> all{backup};
            for (int i = 1; i <= others; ++i)
                all += someBackup(i);
            insertAll(*fixture.catalog, all);
            BackupFilter filter;
            filter.text = text;
            const auto page = must(fixture.catalog->search().page(filter, {}, kNow, {}));
            const bool found = text != u"\"wecaht\""_s;
            QCOMPARE(page.hits.size(), found ? 1 : 0);
            QCOMPARE(page.totalCount, found ? 1 : 0);
            if (found) {
                QCOMPARE(page.hits[0].backup.id, backup.id);
                QCOMPARE(page.hits[0].isNear(), near);
            }
            if (others > 0)
                QCOMPARE(page.didYouMean, meant);
        }
    }

    void whatIsThereAsTypedIsNotMisspelt()
    {
        for (const int others : {0, 400}) { // read from the row, then from the index
            CatalogFixture fixture;
            QList<BackupRecord> all;
            for (int i = 0; i < others + 3; ++i)
                all += someBackup(i);
            all[0].name = all[1].name = u"before update"_s;
            all[2].name = u"campaign"_s;
            for (int i = 0; i < 3; ++i)
                all[i].phoneName = u"golden-%1"_s.arg(i + 2);
            insertAll(*fixture.catalog, all);
            const auto found = [&fixture](const QString &text) {
                BackupFilter filter;
                filter.text = text;
                QStringList phones;
                for (const BackupHit &hit : must(fixture.catalog->search().page(filter, {}, kNow, {})).hits)
                    phones += hit.backup.phoneName;
                return phones;
            };
            QCOMPARE(found(u"udpate phone:golden-2"_s), QStringList{u"golden-2"_s});
            QCOMPARE(found(u"phone:golden-3 udpate"_s), QStringList{u"golden-3"_s});
            // Each term is there, but not together: then any may be misspelt.
            QCOMPARE(found(u"campaign phone:golden-2"_s), QStringList{u"golden-4"_s});
            QCOMPARE(found(u"udpate"_s).size(), 2);
        }
    }

    void facetsLeaveOutTheirOwnConditions()
    {
        QRandomGenerator chance(3);
        CatalogFixture fixture;
        QList<BackupRecord> backups;
        for (int i = 0; i < 600; ++i)
            backups += randomBackup(chance, i);
        insertAll(*fixture.catalog, backups);
        BackupFilter filter;
        filter.text = u"gz !status:failed store:disk"_s;
        const BackupFacets facets = must(fixture.catalog->search().facets(filter, kNow, {}));
        const auto terms = parseSearchQuery(u"gz"_s, kNow)->terms;
        QHash<QString, qint64> status;
        QHash<QString, qint64> store;
        QHash<QString, qint64> android;
        qint64 total = 0;
        for (const BackupRecord &backup : backups) {
            if (matchTerms(searchTextsOf(backup), terms, false) == MatchQuality::None)
                continue;
            const bool chosen =
                backup.status != BackupStatus::Failed && backup.status != BackupStatus::Deleted;
            const bool disk = backup.storeName == "disk"_L1;
            status[toText(backup.status)] += disk;
            store[backup.storeName] += chosen;
            android[backup.androidVersion] += chosen && disk;
            total += chosen && disk;
        }
        QVERIFY(total > 5);
        QCOMPARE(facets.totalCount, total);
        compareFacet(facets.status, status);
        compareFacet(facets.store, store);
        compareFacet(facets.android, android);
        qint64 ages = 0;
        for (const FacetCount &age : facets.age)
            ages += age.count;
        QCOMPARE(ages, total);
        QVERIFY(!facets.phone.isEmpty() && !facets.phone[0].label.isEmpty());
    }

    void aRolledBackRowLeavesNoTrace()
    {
        CatalogFixture fixture;
        insertAll(*fixture.catalog, someBackups(255));
        {
            Transaction transaction(fixture.catalog->database());
            must(transaction.begin());
            BackupRecord backup = someBackup(500); // the one that is indexed with all others
            backup.name = u"phantom"_s;
            must(fixture.catalog->backups().insert(backup));
        }
        QCOMPARE(must(SearchIndex(fixture.catalog->database()).state()).documents, 255);
        QCOMPARE(foundIds(*fixture.catalog, u"phantom"_s, 20), QStringList());
        must(fixture.catalog->backups().insert(someBackup(501)));
        QCOMPARE(must(SearchIndex(fixture.catalog->database()).state()).indexed, 256);
        QCOMPARE(foundIds(*fixture.catalog, u"phantom"_s, 20), QStringList());
        QCOMPARE(foundIds(*fixture.catalog, u"501"_s, 20), QStringList{someBackup(501).id.value});
    }

    void anotherConnectionsWordsAreLearnt()
    {
        CatalogFixture fixture;
        const auto other = must(Catalog::open(fixture.path));
        QCOMPARE(foundIds(*other, u"ackup"_s, 20), QStringList());
        insertAll(*fixture.catalog, someBackups(256));
        QCOMPARE(foundIds(*other, u"ackup"_s, 100).size(), 256);
        must(SearchIndex(fixture.catalog->database()).rebuild({}));
        QCOMPARE(foundIds(*other, u"ackup"_s, 100).size(), 256);
    }

    /// Both words stand in each of the texts, but together only in a few: none needs to be looked at.
    void wordsWithASignBetweenAreCertain()
    {
        CatalogFixture fixture;
        QList<BackupRecord> backups;
        for (int i = 0; i < 1500; ++i) {
            BackupRecord backup = someBackup(i);
            backup.name = u"gz-%1 at 00-15, x-0"_s.arg(i % 100, 4, 10, QChar(u'0'));
            backups += backup;
        }
        insertAll(*fixture.catalog, backups);
        const auto count = [&](const QString &text) {
            BackupFilter filter;
            filter.text = text;
            const auto page = must(fixture.catalog->search().page(filter, {.limit = 1}, kNow, {}));
            return page.totalIsExact ? page.totalCount : -1;
        };
        QCOMPARE(count(u"gz-0"_s), 1500);
        QCOMPARE(count(u"gz-007"_s), 150);
        QCOMPARE(count(u"z-0042"_s), 15);
        QCOMPARE(count(u"name:gz-00 !0-15"_s), 0);
        QCOMPARE(count(u"\"gz-15\""_s), 0);
    }

    void idsAreThoseOfThePages()
    {
        QRandomGenerator chance(11);
        CatalogFixture fixture;
        QList<BackupRecord> backups;
        for (int i = 0; i < 700; ++i)
            backups += randomBackup(chance, i);
        insertAll(*fixture.catalog, backups);
        for (const QString &text : {u"gz"_s, u"gz-00"_s, u"wecaht"_s, u"!gz"_s, u"nothing-at-all"_s}) {
            BackupFilter filter;
            filter.text = text;
            QString paged;
            PageRequest request{.limit = 100, .token = {}, .withTotal = false};
            do {
                const auto page = must(fixture.catalog->search().page(filter, request, kNow, {}));
                for (const BackupHit &hit : page.hits)
                    paged += hit.backup.id.value;
                request.token = page.nextToken;
            } while (!request.token.isEmpty());
            for (const qsizetype limit : {qsizetype(1000), qsizetype(7)}) {
                const QByteArray ids = must(fixture.catalog->search().ids(filter, limit, kNow, {}));
                QCOMPARE(QString::fromLatin1(ids), paged.left(limit * kBackupIdLength));
            }
        }
    }

    void badRequestsAreRefused()
    {
        CatalogFixture fixture;
        must(fixture.catalog->backups().insert(someBackup(1)));
        BackupFilter filter;
        filter.text = u"size:big"_s;
        const auto page = fixture.catalog->search().page(filter, {}, kNow, {});
        QVERIFY(!page);
        QCOMPARE(page.error().code, Errc::InvalidArgument);
        filter.text = u"backup"_s;
        const QString foreign = pageToken({5, u"bf-0"_s});
        const auto next = fixture.catalog->search().page(filter, {.token = foreign}, kNow, {});
        QVERIFY(!next);
        QCOMPARE(next.error().code, Errc::InvalidArgument);
    }

    void damageIsAnError()
    {
        CatalogFixture fixture;
        insertAll(*fixture.catalog, someBackups(300));
        must(runSql(fixture.catalog->database(), u"UPDATE search_posting SET docs = x'0102'"_s));
        BackupFilter filter;
        filter.text = u"backup"_s;
        const auto page = fixture.catalog->search().page(filter, {}, kNow, {});
        QVERIFY(!page);
        QCOMPARE(page.error().code, Errc::CatalogDamaged);
    }

private:
    static void compareAll(Catalog &catalog, const QList<BackupRecord> &backups)
    {
        for (const QString &text : kQueries) {
            const auto query = parseSearchQuery(text, kNow);
            QVERIFY2(query, qPrintable(text));
            const QStringList expected = expectedIds(backups, *query);
            const QStringList found = foundIds(catalog, text, 100);
            QVERIFY2(found.size() == expected.size(),
                     qPrintable(u"%1: %2 instead of %3"_s.arg(text).arg(found.size()).arg(expected.size())));
            // Of the same quality and moment, any order is right.
            QCOMPARE(standings(found, backups, *query), standings(expected, backups, *query));
            QCOMPARE(QSet<QString>(found.begin(), found.end()),
                     QSet<QString>(expected.begin(), expected.end()));
        }
    }

    /// What decides about the order of each.
    static QList<std::pair<int, qint64>> standings(const QStringList &ids, const QList<BackupRecord> &backups,
                                                   const SearchQuery &query)
    {
        QHash<QString, std::pair<int, qint64>> all;
        const QSet<QString> wanted(ids.begin(), ids.end());
        for (const BackupRecord &backup : backups)
            if (wanted.contains(backup.id.value))
                all.insert(backup.id.value,
                           {int(plainQuality(backup, query)), backup.createdAt.toMSecsSinceEpoch()});
        QList<std::pair<int, qint64>> result;
        for (const QString &id : ids)
            result += all.value(id);
        return result;
    }

    static void compareFacet(const QList<FacetCount> &counts, const QHash<QString, qint64> &expected)
    {
        qint64 sum = 0;
        for (const FacetCount &count : counts) {
            QCOMPARE(count.count, expected.value(count.value));
            sum += count.count;
        }
        qint64 all = 0;
        for (const qint64 count : expected)
            all += count;
        QCOMPARE(sum, all);
    }
};

QTEST_GUILESS_MAIN(BackupSearchTest)
#include "tst_backupsearch.moc"
