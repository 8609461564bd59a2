// SPDX-License-Identifier: GPL-3.0-or-later
// Many policies with a phone each: what the driver writes of them it writes together, and one that cannot
// begin holds up none of the others.
#include "policyfixture.h"

#include "core/catalog/statement.h"
#include "core/catalog/transaction.h"

#include <QFile>
#include <QTest>
#include <QtEndian>

using namespace holdfast;
using namespace holdfast::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kPolicies = 150;
constexpr int kFewCommits = 10;

/// Counts the transactions that are written to a catalog while it lives: a reader keeps the log from being
/// begun anew, and each transaction's last frame says so (https://www.sqlite.org/fileformat2.html#walformat).
class CommitCounter
{
public:
    explicit CommitCounter(const QString &path)
        : m_log(path + u"-wal"_s), m_catalog(Catalog::open(path).value()), m_snapshot(m_catalog->database())
    {
        m_reading = m_snapshot.begin() && m_catalog->policies().list();
        m_before = total();
    }
    [[nodiscard]] bool isReading() const { return m_reading; }
    [[nodiscard]] int count() { return total() - m_before; }

private:
    int total()
    {
        QFile file(m_log);
        if (!file.open(QFile::ReadOnly))
            return 0;
        const QByteArray log = file.readAll();
        constexpr qsizetype kHeader = 32;
        constexpr qsizetype kFrameHeader = 24;
        if (log.size() < kHeader)
            return 0;
        const auto frame = kFrameHeader + qsizetype(qFromBigEndian<quint32>(log.constData() + 8));
        int commits = 0;
        for (qsizetype at = kHeader; at + frame <= log.size(); at += frame) {
            const bool ofThisLog = log.mid(at + 8, 8) == log.mid(16, 8);
            commits += ofThisLog && qFromBigEndian<quint32>(log.constData() + at + 4) != 0;
        }
        return commits;
    }

    QString m_log;
    std::unique_ptr<Catalog> m_catalog;
    ReadSnapshot m_snapshot;
    bool m_reading = false;
    int m_before = 0;
};

} // namespace

class PolicyFleetTest : public QObject
{
    Q_OBJECT

private:
    [[nodiscard]] QString catalogPath() const { return m_night.dataDirectory() + u"/catalog.sqlite"_s; }

    /// How many phones are in each state in the last runs of all policies.
    QMap<TargetState, int> states()
    {
        QMap<TargetState, int> counts;
        for (int number = 0; number < kPolicies; ++number) {
            const auto view = m_night.engine().policies().show(nameOf(number));
            for (const TargetState state : PolicyFixture::states(view.value_or(PolicyView())))
                ++counts[state];
        }
        return counts;
    }

    static QString nameOf(int number) { return u"policy-%1"_s.arg(number); }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_server.start(), qPrintable(m_server.error()));
        m_server.exportEnvironment();
        QVERIFY(m_night.open(u"2024-06-01T12:00:00"_s));
        for (int number = 0; number < kPolicies; ++number) {
            PolicyDefinition policy = PolicyFixture::nightly({});
            policy.phones = {u"10.0.0.%1:5555"_s.arg(number)};
            QVERIFY(m_night.engine().policies().add(nameOf(number), policy));
        }
        // The last of them is of a later version.
        const auto catalog = Catalog::open(catalogPath());
        QVERIFY(catalog);
        Statement spoil(
            (*catalog)->database(),
            u"UPDATE policy SET definition = json_set(definition, '$.fromTheFuture', 1) WHERE name = ?"_s);
        QVERIFY(spoil.bind(nameOf(kPolicies - 1)).run());
        QVERIFY(m_night.step().leading);
    }

    void cleanupTestCase() { m_night.close(); }

    void allBeginTogetherButTheOneThatCannot()
    {
        m_night.clock().set(u"2024-06-02T02:00:00"_s);
        {
            // That one is tried alone, and so are those that it was to begin with.
            CommitCounter commits(catalogPath());
            QVERIFY(commits.isReading());
            QCOMPARE(m_night.step().openRuns, kPolicies - 1);
            QVERIFY2(commits.count() <= kPolicies + kFewCommits,
                     qPrintable(QString::number(commits.count())));
        }
        QCOMPARE(states(), (QMap<TargetState, int>{{TargetState::Waiting, kPolicies - 1}}));
    }

    void theyAreTriedAgainAndEndTogether()
    {
        for (const auto &[time, open] :
             {std::pair(u"2024-06-02T02:05:00"_s, kPolicies - 1), std::pair(u"2024-06-02T06:00:00"_s, 0)}) {
            m_night.clock().set(time);
            CommitCounter commits(catalogPath());
            QVERIFY(commits.isReading());
            QCOMPARE(m_night.step().openRuns, open);
            QVERIFY2(commits.count() > 0 && commits.count() <= kFewCommits,
                     qPrintable(QString::number(commits.count())));
        }
        QCOMPARE(states(), (QMap<TargetState, int>{{TargetState::Missed, kPolicies - 1}}));
    }

    void aStepBetweenTriesWritesNothingOfThem()
    {
        m_night.clock().set(u"2024-06-03T02:00:00"_s);
        m_night.step();
        m_night.clock().forward(2s);
        CommitCounter commits(catalogPath());
        QVERIFY(commits.isReading());
        QCOMPARE(m_night.step().openRuns, kPolicies - 1);
        QVERIFY2(commits.count() <= 2, qPrintable(QString::number(commits.count())));
    }

private:
    AdbServerFixture m_server;
    PolicyFixture m_night{m_server};
};

QTEST_GUILESS_MAIN(PolicyFleetTest)
#include "tst_policyfleet.moc"
