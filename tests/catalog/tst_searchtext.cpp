// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/searchtext.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>

using namespace holdfast;
using namespace Qt::Literals::StringLiterals;

namespace {

/// The whole table, from the definition.
int plainDistance(const QString &a, const QString &b)
{
    std::vector<std::vector<int>> d(size_t(a.size()) + 1, std::vector<int>(size_t(b.size()) + 1));
    for (size_t i = 0; i < d.size(); ++i) {
        for (size_t j = 0; j < d[i].size(); ++j) {
            if (i == 0 || j == 0) {
                d[i][j] = int(i + j);
                continue;
            }
            const auto at = [](const QString &text, size_t place) { return text[qsizetype(place)]; };
            d[i][j] = std::min(
                {d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (at(a, i - 1) == at(b, j - 1) ? 0 : 1)});
            if (i > 1 && j > 1 && at(a, i - 1) == at(b, j - 2) && at(a, i - 2) == at(b, j - 1))
                d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
        }
    }
    return d.back().back();
}

QString randomText(QRandomGenerator &chance, int most)
{
    QString text;
    for (int i = chance.bounded(most + 1); i > 0; --i)
        text += u"abc"[chance.bounded(3)];
    return text;
}

BackupRecord backup()
{
    BackupRecord backup;
    backup.name = u"GZ-0001 2026-11-22 nightly"_s;
    backup.phoneName = u"深圳一号机"_s;
    backup.serial = {u"127.0.0.1:5601"_s};
    backup.description = u"before the\nupdate"_s;
    backup.apps = {u"com.tencent.mm"_s};
    backup.appLabels = {u"WeChat"_s, u"微信"_s};
    return backup;
}

} // namespace

class SearchTextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void normalises()
    {
        QCOMPARE(normalisedSearchText(u"  Ａ\t b\u0001\u0002C  "_s), u"a b c"_s);
        QCOMPARE(normalisedSearchText(u"ÉTÉ e\u0301"_s), u"été é"_s);
        QCOMPARE(normalisedSearchText(QString(9000, u'x')).size(), 4096);
    }

    void partsTexts()
    {
        QStringList parts;
        for (const TextPart &part : textParts(u"gz-01 云手机x"_s))
            parts += u"%1%2@%3"_s.arg(int(part.kind)).arg(part.text).arg(part.begin);
        QCOMPARE(parts, (QStringList{u"0gz@0"_s, u"2-@2"_s, u"001@3"_s, u"1云手机@6"_s, u"0x@9"_s}));
    }

    void matchesByQuality_data()
    {
        using Q = MatchQuality;
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("quality");
        const auto row = [](const QString &text, Q quality) {
            QTest::newRow(qPrintable(text)) << text << int(quality);
        };
        row(u"gz"_s, Q::Exact);
        row(u"g"_s, Q::Beginning);
        row(u"z"_s, Q::Inside);
        row(u"000"_s, Q::Beginning);
        row(u"001"_s, Q::Inside);
        row(u"z-0"_s, Q::Inside);
        row(u"gz-00"_s, Q::Beginning);
        row(u"GZ-0001"_s, Q::Exact);
        row(u"11-22"_s, Q::Exact);
        row(u"22-11"_s, Q::Near);
        row(u"圳一"_s, Q::Exact);
        row(u"机"_s, Q::Exact);
        row(u"深圳一号机"_s, Q::Exact);
        row(u"一深"_s, Q::None);
        row(u"127.0.0.1:5601"_s, Q::Exact);
        row(u"\"before the update\""_s, Q::Exact);
        row(u"\"before update\""_s, Q::None);
        row(u"-"_s, Q::Exact);
        row(u"tencent"_s, Q::Exact);
        row(u"wechat"_s, Q::Exact);
        row(u"微信"_s, Q::Exact);
        row(u"wecaht"_s, Q::Near);
        row(u"\"wecaht\""_s, Q::None);
        row(u"wechta"_s, Q::Near);
        row(u"nihgt"_s, Q::NearBeginning);
        row(u"nigthyl"_s, Q::None);
        row(u"gz0001"_s, Q::Near);
        row(u"gz_0001"_s, Q::Near);
        row(u"0002"_s, Q::None);
        row(u"name:gz"_s, Q::Exact);
        row(u"phone:gz"_s, Q::None);
        row(u"app:we"_s, Q::Beginning);
        row(u"gz wechat"_s, Q::Exact);
        row(u"z wechat"_s, Q::Inside);
        row(u"gz wecaht"_s, Q::Near);
        row(u"gz !wechat"_s, Q::None);
        row(u"gz !wecaht"_s, Q::Exact);
        row(u"!nothing"_s, Q::Exact);
        row(u""_s, Q::Exact);
    }

    void matchesByQuality()
    {
        QFETCH(QString, text);
        QFETCH(int, quality);
        const auto query = parseSearchQuery(text, {});
        QVERIFY(query);
        QCOMPARE(int(matchTerms(searchTextsOf(backup()), query->terms, true)), quality);
    }

    void namesDoNotJoinAcrossTexts()
    {
        BackupRecord record;
        record.apps = {u"one"_s, u"two"_s};
        const auto query = parseSearchQuery(u"\"one two\""_s, {});
        QCOMPARE(matchTerms(searchTextsOf(record), query->terms, true), MatchQuality::None);
    }

    void distancesAreThoseOfTheDefinition()
    {
        QRandomGenerator chance(7);
        for (int round = 0; round < 20000; ++round) {
            const QString a = randomText(chance, 10);
            const QString b = randomText(chance, 12);
            const int most = 1 + int(chance.bounded(2));
            int nearest = most + 1;
            for (qsizetype end = 0; end <= b.size(); ++end)
                nearest = std::min(nearest, plainDistance(a, b.left(end)));
            const EditDistance found = editDistance(a, b, most);
            QCOMPARE(found.whole, std::min(plainDistance(a, b), most + 1));
            QCOMPARE(found.beginning, nearest);
        }
    }

    void tokensAnswerShortTerms()
    {
        const QSet<QString> tokens = searchTokens(u"gz-01 云手机"_s);
        for (const QString &token :
             {u"gz"_s, u"01"_s, u"云"_s, u"云手"_s, u"手机"_s, insideToken(u"z"), insideToken(u"gz"),
              insideToken(u"-"), beginningToken(u"0"), insideToken(u"z-0")})
            QVERIFY2(tokens.contains(token), qPrintable(token));
        QVERIFY(!tokens.contains(u"云手机"_s));
        QVERIFY(!tokens.contains(beginningToken(u"1")));
        QCOMPARE(textCompounds(u"gz-0042 10.3 a--b 云-1 x-"_s), QStringList({u"gz-0042"_s, u"10.3"_s}));
        QCOMPARE(textCompounds(u"2026-11-20"_s), QStringList({u"2026-11"_s, u"11-20"_s}));
        QVERIFY(searchTokens(u"gz-01"_s).contains(compoundToken(u"gz-01")));
        QVERIFY(!isWordToken(compoundToken(u"gz-01")));
        QVERIFY(isWordToken(u"gz") && !isWordToken(insideToken(u"gz")) && !isWordToken(beginningToken(u"g")));
    }
};

QTEST_GUILESS_MAIN(SearchTextTest)
#include "tst_searchtext.moc"
