// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/nameescape.h"
#include "core/base/pathselection.h"

#include <QTest>

using namespace holdfast;
using Match = PathPattern::Match;

class NamesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void escapes_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("shown");
        QTest::newRow("plain") << QByteArray("a b'c") << QByteArray("a b'c");
        QTest::newRow("chinese") << QByteArray("云手机") << QByteArray("云手机");
        QTest::newRow("newline") << QByteArray("a\nb") << QByteArray("a\\nb");
        QTest::newRow("backslash") << QByteArray("a\\nb") << QByteArray("a\\\\nb");
        QTest::newRow("latin1") << QByteArray("caf\xe9") << QByteArray("caf\\xe9");
        QTest::newRow("overlong") << QByteArray("\xc0\xaf") << QByteArray("\\xc0\\xaf");
        QTest::newRow("surrogate") << QByteArray("\xed\xa0\x80") << QByteArray("\\xed\\xa0\\x80");
        QTest::newRow("cut") << QByteArray("\xe4\xba") << QByteArray("\\xe4\\xba");
        QTest::newRow("c1 control") << QByteArray("\xc2\x9b") << QByteArray("\\xc2\\x9b");
        QTest::newRow("escape") << QByteArray("\x1b[2J") << QByteArray("\\x1b[2J");
    }

    void escapes()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, shown);
        QCOMPARE(QByteArray::fromStdString(escapeName(bytes.toStdString())), shown);
        const auto back = unescapeName(shown.toStdString());
        QVERIFY(back);
        QCOMPARE(QByteArray::fromStdString(*back), bytes);
    }

    void everyPairOfBytesComesBack()
    {
        for (int a = 0; a < 256; ++a) {
            for (int b = 0; b < 256; ++b) {
                const std::string bytes{char(a), char(b)};
                QCOMPARE(unescapeName(escapeName(bytes)), std::optional(bytes));
            }
        }
    }

    void badEscapesAreRefused()
    {
        for (const char *text : {"\\", "\\q", "\\x", "\\x1", "\\x1g"})
            QVERIFY2(!unescapeName(text), text);
    }

    void patterns_data()
    {
        QTest::addColumn<QByteArray>("pattern");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<int>("match");
        const auto row = [](const char *pattern, const char *path, Match match) {
            QTest::addRow("%s %s", pattern, path) << QByteArray(pattern) << QByteArray(path) << int(match);
        };
        row("/data", "/data", Match::Selected);
        row("/data/", "/data/app/x", Match::Selected);
        row("/data", "/", Match::Above);
        row("/data", "/database", Match::No);
        row("/", "/anything", Match::Selected);
        row("/data/a*", "/data/app/x", Match::Selected);
        row("/data/a*", "/data/b", Match::No);
        row("/data/*", "/data", Match::Above);
        row("/data/*/cache", "/data/com.x/cache/y", Match::Selected);
        row("/data/*/cache", "/data/com.x", Match::Above);
        row("/data/*/cache", "/data/a/b/cache", Match::No);
        row("/data/**/cache", "/data/cache", Match::Selected);
        row("/data/**/cache", "/data/a/b/cache/f", Match::Selected);
        row("/data/**/cache", "/data/a/b", Match::Above);
        row("/data/**", "/data", Match::Above);
        row("/data/**", "/data/x", Match::Selected);
        row("/**/*.db", "/data/a/x.db", Match::Selected);
        row("/**/*.db", "/data/a/x.db-wal", Match::Above);
        row("/a/**/b/**/c", "/a/b/c", Match::Selected);
        row("/a/**/b/**/c", "/a/x/b/y/z/c", Match::Selected);
        row("/a/**/b/**/c", "/a/x/c", Match::Above);
        row("/d/?", "/d/云", Match::Selected);
        row("/d/??", "/d/云", Match::No);
        row("/d/?", "/d/\xe9", Match::Selected);
        row("/d/a\\*b", "/d/a*b", Match::Selected);
        row("/d/a\\*b", "/d/axb", Match::No);
        row("/d/a\\nb", "/d/a\nb", Match::Selected);
        row("/d/\\xff*", "/d/\xff\xfe", Match::Selected);
        row("/d/*a*b*c", "/d/xaybzc", Match::Selected);
        row("/d/*a*b*c", "/d/xaybz", Match::No);
    }

    void patterns()
    {
        QFETCH(QByteArray, pattern);
        QFETCH(QByteArray, path);
        QFETCH(int, match);
        std::string reason;
        const auto parsed = PathPattern::parse(pattern.toStdString(), reason);
        QVERIFY2(parsed, reason.c_str());
        QCOMPARE(int(parsed->match(path.toStdString())), match);
    }

    void badPatternsAreRefusedWithAReason()
    {
        const std::vector<std::string> bad = {"",
                                              "data",
                                              "/a/../b",
                                              "/a/./b",
                                              "/a//b",
                                              "/a\\q",
                                              "/a\\x2f",
                                              "/a\\x00",
                                              "/a\\x1",
                                              "/a\\",
                                              std::string("/a\0b", 4),
                                              "/" + std::string(256, 'n'),
                                              "/" + std::string(4096, 'n')};
        for (const std::string &text : bad) {
            std::string reason;
            QVERIFY2(!PathPattern::parse(text, reason), text.c_str());
            QVERIFY(!reason.empty());
        }
    }

    void excludeWins()
    {
        std::string reason;
        const PathSelection selection({*PathPattern::parse("/data/app", reason)},
                                      {*PathPattern::parse("/data/**/cache", reason)});
        using Verdict = PathSelection::Verdict;
        QCOMPARE(selection.verdict("/data"), Verdict::Parent);
        QCOMPARE(selection.verdict("/data/app/x"), Verdict::Take);
        QCOMPARE(selection.verdict("/data/app/x/cache"), Verdict::Skip);
        QCOMPARE(selection.verdict("/data/app/x/cache/y"), Verdict::Skip);
        QCOMPARE(selection.verdict("/data/media"), Verdict::Skip);
    }

    void theBaseIsTheFolderWithoutWildcards()
    {
        std::string reason;
        QCOMPARE(PathPattern::parse("/data/app/*.apk", reason)->base(), std::string("/data/app"));
        QCOMPARE(PathPattern::parse("/**/x", reason)->base(), std::string("/"));
        QCOMPARE(PathPattern::parse("/data/a\\nb", reason)->base(), std::string("/data/a\nb"));
    }
};

QTEST_GUILESS_MAIN(NamesTest)
#include "tst_names.moc"
