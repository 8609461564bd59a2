// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/searchindex.h"
#include "core/catalog/transaction.h"
#include "tests/catalog/catalogfixture.h"
#include "tests/catalog/madefleet.h"

using namespace holdfast;
using namespace Qt::Literals::StringLiterals;

namespace {

struct Wanted
{
    BackupId id{};
    QStringList searches{};
};

constexpr int kMadeBackups = 6000;
constexpr int kMadePhones = 400;
constexpr int kFirstTen = 10;

} // namespace

/// Two hundred searches as operators type them, each for one backup among thousands.
class SearchQualityTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const test::MadeFleet fleet(kMadePhones, kMadeBackups);
        readWanted();
        QCOMPARE(m_wanted.size(), 50);
        Transaction transaction(m_fixture.catalog->database());
        must(transaction.begin());
        // The wanted ones are neither the newest nor the oldest.
        for (int i = 0; i < kMadeBackups; ++i)
            must(m_fixture.catalog->backups().insert(fleet.backup(i)));
        for (const BackupRecord &backup : m_records)
            must(m_fixture.catalog->backups().insert(backup));
        must(transaction.commit());
    }

    void almostAllAreAmongTheFirstTen_data()
    {
        QTest::addColumn<bool>("rebuilt");
        QTest::newRow("as it grew") << false;
        QTest::newRow("rebuilt") << true;
    }

    void almostAllAreAmongTheFirstTen()
    {
        QFETCH(bool, rebuilt);
        if (rebuilt)
            must(SearchIndex(m_fixture.catalog->database()).rebuild({}));
        int asked = 0;
        int found = 0;
        for (const Wanted &wanted : m_wanted) {
            for (const QString &text : wanted.searches) {
                ++asked;
                if (isAmongTheFirst(wanted.id, text))
                    ++found;
                else
                    qInfo("not found: %s", qPrintable(text));
            }
        }
        qInfo("%d of %d searches found their backup", found, asked);
        QCOMPARE(asked, 200);
        QVERIFY(found * 100 >= asked * 95);
    }

private:
    void readWanted()
    {
        QFile file(QFINDTESTDATA("data/searchquality.tsv"));
        QVERIFY(file.open(QFile::ReadOnly));
        const QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
        for (const QString &line : lines) {
            if (line.startsWith(u'#'))
                continue;
            const QStringList parts = line.split(u'\t');
            QCOMPARE(parts.size(), 10);
            BackupRecord backup = someBackup(int(m_wanted.size()));
            backup.id = {u"bf-wanted%1"_s.arg(m_wanted.size(), 11, 10, QChar(u'0'))};
            backup.createdAt = test::MadeFleet::now().addDays(-100 - m_wanted.size());
            backup.name = parts[0];
            backup.phoneName = parts[1];
            backup.description = parts[2];
            backup.owner = parts[3];
            backup.groupName = parts[4];
            const QStringList apps = parts[5].split(u';');
            backup.apps = apps.mid(0, 1);
            backup.appLabels = apps.mid(1);
            m_records += backup;
            m_wanted += Wanted{backup.id, parts.mid(6)};
        }
    }

    bool isAmongTheFirst(const BackupId &id, const QString &text)
    {
        BackupFilter filter;
        filter.text = text;
        const auto page =
            must(m_fixture.catalog->search().page(filter, {.limit = kFirstTen}, test::MadeFleet::now(), {}));
        return std::any_of(page.hits.begin(), page.hits.end(),
                           [&id](const BackupHit &hit) { return hit.backup.id == id; });
    }

    CatalogFixture m_fixture;
    QList<Wanted> m_wanted;
    QList<BackupRecord> m_records;
};

QTEST_GUILESS_MAIN(SearchQualityTest)
#include "tst_searchquality.moc"
