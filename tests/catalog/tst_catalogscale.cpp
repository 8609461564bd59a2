// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/transaction.h"
#include "tests/catalog/catalogfixture.h"

#include <QElapsedTimer>
#include <QSqlDatabase>
#include <QSqlQuery>

using namespace holdfast;
using namespace Qt::Literals::StringLiterals;

/// Many backups; `tests/bench/catalogbench` has a million.
class CatalogScaleTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        BackupRepository &backups = m_fixture.catalog->backups();
        Transaction transaction(m_fixture.catalog->database());
        must(transaction.begin());
        for (int i = 0; i < kRows; ++i) {
            BackupRecord backup = someBackup(i);
            backup.phone = {u"ph-%1"_s.arg(i % 100)};
            backup.status = i % 20 == 0 ? BackupStatus::Deleted : BackupStatus::Available;
            backup.paths = {u"/data/app"_s, u"/data/data"_s};
            backup.location = u"file:///backups/nightly/backup-%1.tar.zst"_s.arg(i);
            must(backups.insert(backup));
        }
        must(transaction.commit());
    }

    void everyPageIsQuick_data()
    {
        QTest::addColumn<BackupFilter>("filter");
        QTest::addColumn<qint64>("total");
        QTest::newRow("all") << BackupFilter{} << qint64(kRows - kRows / 20);
        BackupFilter phone;
        phone.phone = u"ph-7"_s;
        QTest::newRow("one phone") << phone << qint64(kRows / 100);
    }

    void everyPageIsQuick()
    {
        QFETCH(BackupFilter, filter);
        QFETCH(qint64, total);
        PageRequest request{.limit = 100};
        qint64 slowest = 0;
        qint64 sum = 0;
        int pages = 0;
        do {
            QElapsedTimer timer;
            timer.start();
            const auto page = must(m_fixture.catalog->backups().list(filter, request));
            const qint64 elapsed = timer.nsecsElapsed();
            slowest = std::max(slowest, elapsed);
            sum += elapsed;
            QCOMPARE(page.totalCount, total);
            request.token = page.nextToken;
        } while (++pages < 40 && !request.token.isEmpty());
        qInfo("a page of 100 with the total: %.1f ms, slowest %.1f ms", double(sum) / pages / 1e6,
              double(slowest) / 1e6);
        QVERIFY(sum / pages < 200'000'000); // a guard against full scans of the rows, not a measurement
    }

    void theListUsesItsIndex()
    {
        const QString name = u"plan"_s;
        QString plan;
        {
            QSqlDatabase connection = QSqlDatabase::addDatabase(u"QSQLITE"_s, name);
            connection.setDatabaseName(m_fixture.path);
            QVERIFY(connection.open());
            QSqlQuery query(connection);
            QVERIFY(
                query.exec(u"EXPLAIN QUERY PLAN SELECT id, name FROM backup WHERE status <> 'DELETED' AND "
                           "(created_at, id) < (5, 'x') ORDER BY created_at DESC, id DESC LIMIT 101"_s));
            while (query.next())
                plan += query.value(3).toString() + u'\n';
        }
        QSqlDatabase::removeDatabase(name);
        QVERIFY2(plan.contains("USING INDEX backup_by_time"_L1), qPrintable(plan));
        QVERIFY2(!plan.contains("TEMP B-TREE"_L1), qPrintable(plan));
    }

private:
    static constexpr int kRows = 20'000;
    CatalogFixture m_fixture;
};

QTEST_GUILESS_MAIN(CatalogScaleTest)
#include "tst_catalogscale.moc"
