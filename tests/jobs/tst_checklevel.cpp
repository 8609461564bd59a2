// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/archivecheck.h"

#include <QTest>

using namespace holdfast;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kMebibyte = 1024 * 1024;

StoreRecord store(const QString &url, const QString &check)
{
    StoreRecord record;
    record.url = url;
    if (!check.isEmpty())
        record.options.insert(u"check"_s, check);
    return record;
}

} // namespace

/// When a backup may be called good without all of its bytes being read back.
class CheckLevelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void newObjects_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("check");
        QTest::addColumn<qint64>("mebibytes");
        QTest::addColumn<bool>("confirmed");
        QTest::addColumn<QString>("level");
        const QString bucket = u"s3://backups/phones"_s;
        const QString folder = u"file:///srv/backups"_s;
        QTest::newRow("a folder") << folder << QString() << qint64(5000) << false << u"every-byte"_s;
        QTest::newRow("small, in a bucket") << bucket << QString() << qint64(64) << true << u"every-byte"_s;
        QTest::newRow("large, confirmed") << bucket << QString() << qint64(65) << true << u"sampled"_s;
        QTest::newRow("large, not confirmed")
            << bucket << QString() << qint64(65) << false << u"every-byte"_s;
        QTest::newRow("every byte wanted")
            << bucket << u"every-byte"_s << qint64(5000) << true << u"every-byte"_s;
        QTest::newRow("samples wanted") << folder << u"sampled"_s << qint64(1) << false << u"sampled"_s;
        QTest::newRow("the store's word") << bucket << u"store"_s << qint64(5000) << true << u"store"_s;
        QTest::newRow("the store says nothing")
            << bucket << u"store"_s << qint64(5000) << false << u"sampled"_s;
    }

    void newObjects()
    {
        QFETCH(QString, url);
        QFETCH(QString, check);
        QFETCH(qint64, mebibytes);
        QFETCH(bool, confirmed);
        QFETCH(QString, level);
        QCOMPARE(toText(checkLevelFor(store(url, check), mebibytes * kMebibyte, confirmed)), level);
    }

    void scannedObjects()
    {
        const auto level = [](const QString &url, const QString &check, qint64 mebibytes) {
            return toText(scanLevelFor(store(url, check), mebibytes * kMebibyte));
        };
        QCOMPARE(level(u"file:///srv/backups"_s, {}, 5000), u"every-byte"_s);
        QCOMPARE(level(u"oss://backups"_s, {}, 64), u"every-byte"_s);
        QCOMPARE(level(u"oss://backups"_s, {}, 65), u"sampled"_s);
        QCOMPARE(level(u"oss://backups"_s, u"every-byte"_s, 65), u"every-byte"_s);
        QCOMPARE(level(u"oss://backups"_s, u"store"_s, 65), u"sampled"_s);
    }

    void whatIsNoHashIsNotTaken()
    {
        const auto stated = [](const QString &hash) { return statedSha256({{u"sha256"_s, hash}}); };
        QCOMPARE(stated(u"0aff"_s.repeated(16)), QByteArray::fromHex("0aff").repeated(16));
        QVERIFY(statedSha256({}).isEmpty());
        for (const QString &bad : {QString(), u"0aff"_s, u"0aff"_s.repeated(17), u"0AFF"_s.repeated(16),
                                   u"0afg"_s.repeated(16), QString(u"0aff"_s.repeated(16) + u'\n')})
            QVERIFY2(stated(bad).isEmpty(), qPrintable(bad));
    }
};

QTEST_GUILESS_MAIN(CheckLevelTest)
#include "tst_checklevel.moc"
