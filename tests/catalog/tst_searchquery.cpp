// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/searchquery.h"

#include <QTest>
#include <QTimeZone>

using namespace holdfast;
using namespace Qt::Literals::StringLiterals;
using Kind = SearchCondition::Kind;

namespace {

const QDateTime kNow(QDate(2026, 11, 22), QTime(12, 0), QTimeZone::utc());
constexpr qint64 kHour = 3'600'000;

qint64 moment(const char *iso)
{
    return QDateTime::fromString(QLatin1String(iso), Qt::ISODate).toMSecsSinceEpoch();
}

SearchQuery parse(const QString &text)
{
    const auto query = parseSearchQuery(text, kNow);
    if (!query)
        throw std::runtime_error(query.error().detail.toStdString());
    return *query;
}

/// `!field:text` of each term, quotes shown.
QStringList shown(const QList<SearchTerm> &terms)
{
    static const char *const kFields[] = {"name", "phone", "description", "owner", "group", "app"};
    QStringList out;
    for (const SearchTerm &term : terms) {
        const QString field =
            term.field ? QString(QLatin1String(kFields[int(*term.field)]) % u':') : QString();
        out +=
            (term.negated ? u"!"_s : u""_s) + field + (term.quoted ? u"\"%1\""_s.arg(term.text) : term.text);
    }
    return out;
}

} // namespace

class SearchQueryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsTerms_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const QString &text, const QStringList &expected) {
            QTest::newRow(qPrintable(text)) << text << expected;
        };
        row(u""_s, {});
        row(u"  \t "_s, {});
        row(u"wechat gz"_s, {u"wechat"_s, u"gz"_s});
        row(u"WeChat  ＧＺ"_s, {u"wechat"_s, u"gz"_s});
        row(u"phone:gz OWNER:Lin"_s, {u"phone:gz"_s, u"owner:lin"_s});
        row(u"\"Before  the update\" x"_s, {u"\"before the update\""_s, u"x"_s});
        row(u"name:\"a b\"c"_s, {u"name:\"a b\""_s, u"c"_s});
        row(u"\"a \\\" b\""_s, {u"\"a \" b\""_s});
        row(u"\"open quote"_s, {u"\"open quote\""_s});
        row(u"“中文 引号”"_s, {u"\"中文 引号\""_s});
        row(u"app：微信 ！测试"_s, {u"app:微信"_s, u"!测试"_s});
        row(u"!test !owner:lin"_s, {u"!test"_s, u"!owner:lin"_s});
        row(u"a ! b"_s, {u"a"_s, u"b"_s});
        row(u"\"\" x"_s, {u"x"_s});
        row(u"127.0.0.1:5601 10:30"_s, {u"127.0.0.1:5601"_s, u"10:30"_s});
        row(u"\"nofield:x\""_s, {u"\"nofield:x\""_s});
        row(u"a!b -c"_s, {u"a!b"_s, u"-c"_s});
    }

    void readsTerms()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, expected);
        const SearchQuery query = parse(text);
        QCOMPARE(shown(query.terms), expected);
        QVERIFY(query.conditions.isEmpty());
    }

    void termsKnowWhereTheyStand()
    {
        const SearchQuery query = parse(u"gz app:wecaht !\"x y\""_s);
        QStringList values;
        for (const SearchTerm &term : query.terms)
            values += query.text.mid(term.begin, term.length);
        QCOMPARE(values, (QStringList{u"gz"_s, u"wecaht"_s, u"\"x y\""_s}));
    }

    void readsRanges_data()
    {
        constexpr qint64 kLeast = std::numeric_limits<qint64>::min();
        constexpr qint64 kMost = std::numeric_limits<qint64>::max();
        constexpr qint64 kGiga = 1 << 30;
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("kind");
        QTest::addColumn<qint64>("least");
        QTest::addColumn<qint64>("most");
        const auto row = [](const char *text, Kind kind, qint64 least, qint64 most) {
            QTest::newRow(text) << QString::fromUtf8(text) << int(kind) << least << most;
        };
        row("size:>1G", Kind::Size, kGiga + 1, kMost);
        row("size:>=1.5GiB", Kind::Size, kGiga * 3 / 2, kMost);
        row("size:<500M", Kind::Size, kLeast, 500 * 1048576LL - 1);
        row("size:1k..2KB", Kind::Size, 1024, 2048);
        row("size:..10", Kind::Size, kLeast, 10);
        row("size:≥1t", Kind::Size, kGiga * 1024, kMost);
        row("android:12", Kind::Android, 12'000'000, 12'999'999);
        row("android:8.1", Kind::Android, 8'001'000, 8'001'999);
        row("android:>=12", Kind::Android, 12'000'000, kMost);
        row("android:>12", Kind::Android, 13'000'000, kMost);
        row("android:<9", Kind::Android, kLeast, 8'999'999);
        row("android:<=9", Kind::Android, kLeast, 9'999'999);
        row("android:9..11", Kind::Android, 9'000'000, 11'999'999);
        row("since:2026-11-20", Kind::Created, moment("2026-11-20T00:00:00Z"), kMost);
        row("until:2026-11", Kind::Created, kLeast, moment("2026-12-01T00:00:00Z") - 1);
        row("since:2d", Kind::Created, kNow.toMSecsSinceEpoch() - 48 * kHour, kMost);
        row("age:<12h", Kind::Created, kNow.toMSecsSinceEpoch() - 12 * kHour + 1, kMost);
        row("age:>30d", Kind::Created, kLeast, kNow.toMSecsSinceEpoch() - 30 * 24 * kHour - 1);
        row("age:1d..2w", Kind::Created, kNow.toMSecsSinceEpoch() - 14 * 24 * kHour,
            kNow.toMSecsSinceEpoch() - 24 * kHour);
        row("whole:yes", Kind::Whole, 1, 1);
        row("whole:NO", Kind::Whole, 0, 0);
    }

    void readsRanges()
    {
        QFETCH(QString, text);
        QFETCH(int, kind);
        QFETCH(qint64, least);
        QFETCH(qint64, most);
        const SearchQuery query = parse(text);
        QCOMPARE(query.conditions.size(), 1);
        QCOMPARE(int(query.conditions[0].kind), kind);
        QCOMPARE(query.conditions[0].least, least);
        QCOMPARE(query.conditions[0].most, most);
        QVERIFY(!query.conditions[0].negated);
        QVERIFY(parse(QString(u'!' % text)).conditions.value(0).negated);
    }

    void readsWords()
    {
        const SearchQuery query = parse(u"status:failed,DAMAGED !store:\"My OSS\""_s);
        QCOMPARE(query.conditions.size(), 2);
        QCOMPARE(query.conditions[0].statuses,
                 (QList<BackupStatus>{BackupStatus::Failed, BackupStatus::Damaged}));
        QCOMPARE(query.conditions[1].kind, Kind::Store);
        QCOMPARE(query.conditions[1].text, u"my oss"_s);
        QVERIFY(query.conditions[1].negated);
        const SearchQuery tagged = parse(u"tag:Golden"_s);
        QCOMPARE(tagged.conditions.size(), 1);
        QCOMPARE(tagged.conditions[0].kind, Kind::Tag);
        QCOMPARE(tagged.conditions[0].text, u"golden"_s);
    }

    void errorsSpeakToOperators_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("part");
        const auto row = [](const char *text, const char *part) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(part);
        };
        row("colour:red", "There is no field \"colour\"");
        row("phone:", "phone: needs a value");
        row("size:1G", "such as size:>1G");
        row("size:>", "such as size:>1G");
        row("size:>1X", "such as size:>1G");
        row("size:..", "such as size:>1G");
        row("size:>99999999999999999999T", "such as size:>1G");
        row("status:fine", "\"fine\" is not a state");
        row("android:twelve", "needs a version");
        row("android:1.2.3.4", "needs a version");
        row("age:30d", "such as age:<12h");
        row("age:>yesterday", "such as age:<12h");
        row("since:13-13", "needs a time");
        row("whole:perhaps", "yes");
    }

    void errorsSpeakToOperators()
    {
        QFETCH(QString, text);
        QFETCH(QString, part);
        const auto query = parseSearchQuery(text, kNow);
        QVERIFY(!query);
        QCOMPARE(query.error().code, Errc::InvalidArgument);
        QVERIFY2(query.error().detail.contains(part), qPrintable(query.error().detail));
    }

    void limitsAreKept()
    {
        QVERIFY(parseSearchQuery(QString(4096, u'x'), kNow));
        QVERIFY(!parseSearchQuery(QString(4097, u'x'), kNow));
        QVERIFY(parseSearchQuery(u"x "_s.repeated(32), kNow));
        QVERIFY(!parseSearchQuery(u"x "_s.repeated(33), kNow));
    }

    void versionsCompare()
    {
        QVERIFY(*androidNumber(u"9") < *androidNumber(u"10"));
        QVERIFY(*androidNumber(u"8.1.0") > *androidNumber(u"8"));
        QCOMPARE(androidNumber(u"8.1"), androidNumber(u"8.1.0"));
        for (const char16_t *bad : {u"", u"x", u"9.", u".9", u"-1", u"+1", u"1000"})
            QVERIFY(!androidNumber(bad));
    }
};

QTEST_GUILESS_MAIN(SearchQueryTest)
#include "tst_searchquery.moc"
