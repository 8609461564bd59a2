// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/selectiontally.h"

#include <QTest>

using namespace holdfast;
using namespace Qt::Literals::StringLiterals;

namespace {

AgentEntry file(const QByteArray &path, qint64 size)
{
    AgentEntry entry;
    entry.path = path;
    entry.size = size;
    entry.links = 1;
    return entry;
}

AgentEntry folder(const QByteArray &path)
{
    AgentEntry entry;
    entry.path = path;
    entry.type = AgentEntry::Type::Folder;
    entry.size = 4096;
    entry.links = 2;
    return entry;
}

} // namespace

class TestSelectionTally : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsEachFileOnce();
    void countsWhatExcludesKeepOut();
    void countsLinkedFilesOnce();
    void takesPatternsAsTheyAre();
    void refusesBadPatterns();
};

void TestSelectionTally::countsEachFileOnce()
{
    SelectionTally tally;
    QCOMPARE(tally.addPart({u"/data/data/a"_s, u"/data/app/x/base.apk"_s}, {}), 0);
    QCOMPARE(tally.addPart({u"/data"_s}, {}), 1);
    for (const AgentEntry &entry : {folder("/data"), folder("/data/data/a"), file("/data/data/a/x", 10),
                                    file("/data/app/x/base.apk", 100), file("/data/data/ab", 1)})
        tally.take(entry);
    AgentEntry parent = folder("/elsewhere");
    parent.parent = true;
    tally.take(parent);
    tally.take(file("/elsewhere/y", 5));
    QCOMPARE(tally.parts()[0].files, 2);
    QCOMPARE(tally.parts()[0].bytes, 110);
    QCOMPARE(tally.parts()[1].files, 1);
    QCOMPARE(tally.total().bytes, 111);
    QCOMPARE(tally.otherEntries(), 2);
    QCOMPARE(tally.includes(), QList<QByteArray>({"/data/data/a", "/data/app/x/base.apk", "/data"}));
}

void TestSelectionTally::countsWhatExcludesKeepOut()
{
    SelectionTally tally;
    QVERIFY(tally.addPart({u"/data/data/a"_s}, {u"/data/data/a/cache"_s}));
    QVERIFY(tally.addPart({u"/sdcard"_s}, {}));
    QVERIFY(tally.addExclude(u"/**/*.tmp"_s));
    QVERIFY(tally.addExclude(u"/sdcard/Movies"_s));
    QVERIFY(tally.addExclude(u"/nothing"_s));
    for (const AgentEntry &entry :
         {file("/data/data/a/cache/1", 1), file("/data/data/a/cache/2.tmp", 2), file("/data/data/a/x", 4),
          folder("/sdcard/Movies"), file("/sdcard/Movies/m", 8), file("/sdcard/Movies/m.tmp", 16),
          file("/sdcard/cache", 32)})
        tally.take(entry);
    const auto excludes = tally.excludes();
    QCOMPARE(excludes.size(), 4);
    QCOMPARE(excludes[0].amount.bytes, 18); // both of them
    QCOMPARE(excludes[1].amount.bytes, 24); // counts what the first one takes too
    QCOMPARE(excludes[1].amount.files, 2);  // the folder is none
    QCOMPARE(excludes[2].amount.files, 0);
    QVERIFY(!excludes[2].byItself);
    QCOMPARE(excludes[3].pattern, u"/data/data/a/cache"_s);
    QVERIFY(excludes[3].byItself);
    QCOMPARE(excludes[3].amount.bytes, 1); // only what the operator's leave
    QCOMPARE(tally.total().bytes, 36);
    QCOMPARE(tally.otherEntries(), 0);
}

void TestSelectionTally::countsLinkedFilesOnce()
{
    SelectionTally tally;
    QVERIFY(tally.addPart({u"/data"_s}, {}));
    AgentEntry first = file("/data/1", 100);
    first.links = 2;
    first.device = 1;
    first.inode = 7;
    AgentEntry second = first;
    second.path = "/data/2";
    AgentEntry other = first;
    other.path = "/data/3";
    other.device = 2;
    AgentEntry link = file("/data/link", 30);
    link.type = AgentEntry::Type::Symlink;
    for (const AgentEntry &entry : {first, second, other, link})
        tally.take(entry);
    QCOMPARE(tally.total().files, 2);
    QCOMPARE(tally.total().bytes, 200);
    QCOMPARE(tally.otherEntries(), 1);
}

void TestSelectionTally::takesPatternsAsTheyAre()
{
    SelectionTally tally;
    QVERIFY(tally.addPart({u"/data/a\\*b"_s}, {}));
    QVERIFY(tally.addPart({u"/data/*/x"_s}, {}));
    QVERIFY(tally.addPart({u"/"_s}, {}));
    for (const AgentEntry &entry : {file("/data/a*b/x", 1), file("/data/aab/x/y", 2), file("/etc", 4)})
        tally.take(entry);
    QCOMPARE(tally.parts()[0].bytes, 1);
    QCOMPARE(tally.parts()[1].bytes, 2);
    QCOMPARE(tally.parts()[2].bytes, 4);
}

void TestSelectionTally::refusesBadPatterns()
{
    SelectionTally tally;
    QCOMPARE(tally.addPart({u"relative"_s}, {}).error().code, Errc::InvalidArgument);
    QCOMPARE(tally.addPart({u"/data"_s}, {u"/a/../b"_s}).error().code, Errc::InvalidArgument);
    QCOMPARE(tally.addExclude(u"/a//b"_s).error().code, Errc::InvalidArgument);
}

QTEST_GUILESS_MAIN(TestSelectionTally)
#include "tst_selectiontally.moc"
