// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/listexport.h"
#include "app/cli/textformat.h"
#include "app/cli/texttable.h"
#include "core/base/timetext.h"

#include <QJsonArray>
#include <QTest>
#include <QTimeZone>

using namespace holdfast;
using namespace holdfast::cli;
using namespace Qt::Literals::StringLiterals;

class TestText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void measuresWidth_data();
    void measuresWidth();
    void alignsChinese();
    void cutsByColumns();
    void keepsControlsFromTheTerminal();
    void writesSizesAndTimes();
    void writesModes_data();
    void writesModes();
    void readsShownNames();
    void readsTimes_data();
    void readsTimes();
    void writesCsvCells_data();
    void writesCsvCells();
};

void TestText::writesCsvCells_data()
{
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QString>("cell");
    QTest::newRow("text") << QJsonValue(u"before the update"_s) << u"before the update"_s;
    QTest::newRow("comma and quotes") << QJsonValue(u"a, \"b\""_s) << u"\"a, \"\"b\"\"\""_s;
    QTest::newRow("list") << QJsonValue(QJsonArray{u"a"_s, u"b"_s}) << u"\"a\nb\""_s;
    QTest::newRow("nothing") << QJsonValue() << QString();
    // What a spreadsheet would compute, and numbers, which it may.
    QTest::newRow("formula") << QJsonValue(u"=1+1"_s) << u"'=1+1"_s;
    QTest::newRow("command") << QJsonValue(u"=cmd|' /C calc'!A0"_s) << u"'=cmd|' /C calc'!A0"_s;
    QTest::newRow("plus") << QJsonValue(u"+86 138"_s) << u"'+86 138"_s;
    QTest::newRow("minus") << QJsonValue(u"-1"_s) << u"'-1"_s;
    QTest::newRow("at") << QJsonValue(u"@SUM(A1)"_s) << u"'@SUM(A1)"_s;
    QTest::newRow("tab") << QJsonValue(u"\t=1"_s) << u"'\t=1"_s;
    QTest::newRow("return") << QJsonValue(u"\r=1"_s) << u"\"'\r=1\""_s;
    QTest::newRow("list of formulas") << QJsonValue(QJsonArray{u"=a"_s}) << u"'=a"_s;
    QTest::newRow("number") << QJsonValue(-5) << u"-5"_s;
    QTest::newRow("not in front") << QJsonValue(u"a=b"_s) << u"a=b"_s;
}

void TestText::writesCsvCells()
{
    QFETCH(QJsonValue, value);
    QFETCH(QString, cell);
    QCOMPARE(csvCell(value), cell);
}

void TestText::measuresWidth_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("columns");
    QTest::newRow("ascii") << u"phone"_s << 5;
    QTest::newRow("chinese") << u"云手机"_s << 6;
    QTest::newRow("mixed") << u"云phone机"_s << 9;
    QTest::newRow("fullwidth") << u"ＡＢ"_s << 4;
    QTest::newRow("hangul") << u"한국"_s << 4;
    QTest::newRow("kana, halfwidth") << u"ｶﾅ"_s << 2;
    QTest::newRow("combining") << u"e\u0301"_s << 1;
    QTest::newRow("emoji") << QString::fromUtf8("\xf0\x9f\x98\x80") << 2;
    QTest::newRow("extension B") << QString::fromUtf8("\xf0\xa0\x80\x80") << 2;
    QTest::newRow("accented") << u"Übung…"_s << 6;
}

void TestText::measuresWidth()
{
    QFETCH(QString, text);
    QFETCH(int, columns);
    QCOMPARE(displayWidth(text), columns);
}

void TestText::alignsChinese()
{
    TextTable table({{u"NAME"_s}, {u"SIZE"_s, TextTable::Align::Right}, {u"STATE"_s}});
    table.addRow({u"云手机一"_s, u"5"_s, u"ok"_s});
    table.addRow({u"alpha"_s, u"12345"_s, u"坏"_s});
    const QStringList expected{u"NAME       SIZE  STATE"_s, u"云手机一      5  ok"_s,
                               u"alpha     12345  坏"_s};
    QCOMPARE(table.lines(), expected);
}

void TestText::cutsByColumns()
{
    QCOMPARE(elided(u"云手机"_s, 6), u"云手机"_s);
    QCOMPARE(elided(u"云手机"_s, 5), u"云手…"_s);
    QCOMPARE(elided(u"云手机"_s, 4), u"云…"_s);
    QCOMPARE(elided(u"abcdef"_s, 4), u"abc…"_s);
}

void TestText::keepsControlsFromTheTerminal()
{
    TextTable table({{u"NAME"_s}});
    table.addRow({u"a\u001b[2Jb\nc\u009b"_s});
    QCOMPARE(table.lines().constLast(), u"a\\x1b[2Jb\\x0ac\\x9b"_s);
}

void TestText::writesSizesAndTimes()
{
    QCOMPARE(sizeText(-1), u"-"_s);
    QCOMPARE(sizeText(0), u"0 bytes"_s);
    QCOMPARE(sizeText(1536), u"1.5 KiB"_s);
    QCOMPARE(sizeText(qint64(3) << 30), u"3.0 GiB"_s);
    QCOMPARE(timeText({}), u"-"_s);
    QCOMPARE(isoText({}), QString());
    const QDateTime time(QDate(2026, 11, 22), QTime(1, 2, 3, 4), Qt::OffsetFromUTC, 3600);
    QCOMPARE(isoText(time), u"2026-11-22T00:02:03.004Z"_s);
    QCOMPARE(timeText(time), time.toLocalTime().toString(u"yyyy-MM-dd HH:mm:ss"_s));
    QCOMPARE(durationText(850), u"850 ms"_s);
    QCOMPARE(durationText(12'345), u"12.3 s"_s);
    QCOMPARE(durationText(247'000), u"4:07"_s);
    QCOMPARE(durationText(3'723'000), u"1:02:03"_s);
    QCOMPARE(counted(1, u"file"_s), u"1 file"_s);
    QCOMPARE(counted(0, u"file"_s), u"0 files"_s);
}

void TestText::writesModes_data()
{
    QTest::addColumn<quint32>("mode");
    QTest::addColumn<QString>("text");
    QTest::newRow("file") << 0100640U << u"-rw-r-----"_s;
    QTest::newRow("folder") << 0040771U << u"drwxrwx--x"_s;
    QTest::newRow("setuid") << 0104755U << u"-rwsr-xr-x"_s;
    QTest::newRow("setgid, no x") << 0102644U << u"-rw-r-Sr--"_s;
    QTest::newRow("sticky") << 0041777U << u"drwxrwxrwt"_s;
    QTest::newRow("link") << 0120777U << u"lrwxrwxrwx"_s;
    QTest::newRow("socket") << 0140600U << u"srw-------"_s;
}

void TestText::writesModes()
{
    QFETCH(quint32, mode);
    QFETCH(QString, text);
    QCOMPARE(modeText(mode), text);
}

void TestText::readsShownNames()
{
    const QByteArray odd("/sdcard/a\nb\xff 云");
    QCOMPARE(shownName(odd), u"/sdcard/a\\nb\\xff 云"_s);
    QCOMPARE(bytesOfShown(shownName(odd)), std::optional(odd));
    QCOMPARE(bytesOfShown(u"/a\\q"_s), std::nullopt);
}

void TestText::readsTimes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("endOfDay");
    QTest::addColumn<QString>("utc"); // Empty: refused. The tests run with TZ=UTC.
    QTest::newRow("days ago") << u"2d"_s << false << u"2026-11-20T12:00:00.000Z"_s;
    QTest::newRow("hours ago") << u"12h"_s << false << u"2026-11-22T00:00:00.000Z"_s;
    QTest::newRow("minutes ago") << u"30m"_s << true << u"2026-11-22T11:30:00.000Z"_s;
    QTest::newRow("weeks ago") << u"1w"_s << false << u"2026-11-15T12:00:00.000Z"_s;
    QTest::newRow("date") << u"2026-11-20"_s << false << u"2026-11-20T00:00:00.000Z"_s;
    QTest::newRow("end of date") << u"2026-11-20"_s << true << u"2026-11-20T23:59:59.999Z"_s;
    QTest::newRow("month") << u"2026-02"_s << false << u"2026-02-01T00:00:00.000Z"_s;
    QTest::newRow("end of month") << u"2024-02"_s << true << u"2024-02-29T23:59:59.999Z"_s;
    QTest::newRow("year") << u"2026"_s << false << u"2026-01-01T00:00:00.000Z"_s;
    QTest::newRow("end of year") << u"2025"_s << true << u"2025-12-31T23:59:59.999Z"_s;
    QTest::newRow("minutes") << u"2026-11-20 10:30"_s << false << u"2026-11-20T10:30:00.000Z"_s;
    QTest::newRow("seconds") << u"2026-11-20T10:30:15"_s << false << u"2026-11-20T10:30:15.000Z"_s;
    QTest::newRow("zone") << u"2026-11-20T10:30:15+08:00"_s << false << u"2026-11-20T02:30:15.000Z"_s;
    QTest::newRow("UTC") << u"2026-11-20T10:30:15.250Z"_s << false << u"2026-11-20T10:30:15.250Z"_s;
    for (const char *bad : {"", "d", "2x", "-2d", "20266", "2026-13-01", "2026-02-30", "20261120",
                            "yesterday", "2026-11-20T25:00", "2026-11-20T10:30:15 +08:00", "9999999d"})
        QTest::newRow(bad) << QString::fromLatin1(bad) << false << QString();
}

void TestText::readsTimes()
{
    QFETCH(QString, text);
    QFETCH(bool, endOfDay);
    QFETCH(QString, utc);
    const QDateTime now(QDate(2026, 11, 22), QTime(12, 0), Qt::UTC);
    const auto time = timeFromText(text, now, endOfDay);
    QCOMPARE(time ? isoText(*time) : QString(), utc);
}

QTEST_GUILESS_MAIN(TestText)
#include "tst_text.moc"
