// SPDX-License-Identifier: GPL-3.0-or-later
// What retention keeps: by hand, by its promises, and against restic.
#include "core/policy/retentionrule.h"
#include "resticrepository.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>

using namespace holdfast;
using namespace holdfast::test;
using namespace Qt::Literals::StringLiterals;

namespace {

QDateTime utc(const QString &text)
{
    return QDateTime::fromString(text % u'Z', Qt::ISODate);
}

RetentionItem item(int number, const QDateTime &time, const QString &phone = u"ph-1"_s)
{
    return {.id = {QString::number(number)}, .phone = phone, .time = time, .bytes = 10};
}

/// The ids that stay, in the order of the decisions.
QStringList stay(const QList<RetentionDecision> &decisions)
{
    QStringList ids;
    for (const RetentionDecision &decision : decisions) {
        if (decision.keep())
            ids.append(decision.item.id.value);
    }
    return ids;
}

struct CountOption
{
    QString option;
    int RetentionRule::*count;
};

const QList<CountOption> &countOptions()
{
    static const QList<CountOption> kOptions{
        {u"--keep-last"_s, &RetentionRule::last},       {u"--keep-hourly"_s, &RetentionRule::hourly},
        {u"--keep-daily"_s, &RetentionRule::daily},     {u"--keep-weekly"_s, &RetentionRule::weekly},
        {u"--keep-monthly"_s, &RetentionRule::monthly}, {u"--keep-yearly"_s, &RetentionRule::yearly}};
    return kOptions;
}

RetentionRule someRule(QRandomGenerator &random)
{
    RetentionRule rule;
    while (rule.keepsAll()) {
        for (const CountOption &each : countOptions())
            rule.*each.count = random.bounded(3) == 0 ? random.bounded(1, 9) : 0;
    }
    return rule;
}

/// Backups of one phone: dense or rare, over hours or years, with gaps, in the zone's own offsets.
QList<QDateTime> someHistory(QRandomGenerator &random, const QTimeZone &zone)
{
    const qint64 spread = qint64(1) << random.bounded(14, 26); // Seconds between them, 4 hours to 2 years.
    const int count = random.bounded(1, 40);
    QDateTime time = utc(u"2020-01-01T00:00:00"_s).addSecs(random.bounded(3'0000'0000));
    QList<QDateTime> history;
    for (int i = 0; i < count && time < utc(u"2037-01-01T00:00:00"_s); ++i) {
        history.append(time.toOffsetFromUtc(zone.offsetFromUtc(time)));
        time = time.addSecs(1 + random.bounded(static_cast<int>(qMin<qint64>(spread, 1 << 25))));
    }
    return history;
}

} // namespace

class RetentionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsTheNewestOfEachPeriod();
    void keepsByDays();
    void keepsWhatIsPinnedOrTheLastOrOfTheFuture();
    void judgesPhonesApart();
    void holdsItsPromises();
    void agreesWithRestic();
};

void RetentionTest::keepsTheNewestOfEachPeriod()
{
    QList<RetentionItem> items;
    // 1 … 12: every 12 hours from Friday 2024-12-27 00:00 on.
    for (int i = 0; i < 12; ++i)
        items.append(item(i + 1, utc(u"2024-12-27T00:00:00"_s).addSecs(i * 12LL * 3600)));
    const QDateTime now = utc(u"2025-01-02T00:00:00"_s);
    const auto with = [&](const RetentionRule &rule, const QTimeZone &zone = QTimeZone::utc()) {
        return stay(judgeRetention(rule, items, now, zone));
    };
    QCOMPARE(with({.last = 3}), (QStringList{u"12"_s, u"11"_s, u"10"_s}));
    QCOMPARE(with({.daily = 3}), (QStringList{u"12"_s, u"10"_s, u"8"_s}));
    // The week of Monday 30 December and the one before; there is no third.
    QCOMPARE(with({.weekly = 5}), (QStringList{u"12"_s, u"6"_s}));
    QCOMPARE(with({.monthly = 2}), (QStringList{u"12"_s, u"10"_s}));
    QCOMPARE(with({.yearly = 1}), (QStringList{u"12"_s}));
    QCOMPARE(with({.last = 1, .daily = 2}), (QStringList{u"12"_s, u"10"_s}));
    // In Berlin the backup of 31 December 23:00 UTC would be New Year's; here days begin an hour earlier.
    items.append(item(13, utc(u"2024-12-31T23:30:00"_s)));
    QCOMPARE(with({.yearly = 2}), (QStringList{u"12"_s, u"13"_s}));
    QCOMPARE(with({.yearly = 2}, QTimeZone("Europe/Berlin")), (QStringList{u"12"_s, u"10"_s}));
}

void RetentionTest::keepsByDays()
{
    const QDateTime now = utc(u"2025-01-31T12:00:00"_s);
    const QList<RetentionItem> items{item(1, now.addDays(-7)), item(2, now.addDays(-7).addSecs(1)),
                                     item(3, now.addDays(-40)), item(4, now)};
    const auto decisions = judgeRetention({.days = 7}, items, now, QTimeZone::utc());
    QCOMPARE(stay(decisions), (QStringList{u"4"_s, u"2"_s}));
    QCOMPARE(reasonText(decisions[1]), u"young enough"_s);
    QCOMPARE(reasonText(decisions[2]), u"no rule keeps it"_s);
}

void RetentionTest::keepsWhatIsPinnedOrTheLastOrOfTheFuture()
{
    const QDateTime now = utc(u"2025-01-31T12:00:00"_s);
    QList<RetentionItem> items{item(1, now.addDays(-300)), item(2, now.addDays(-200)),
                               item(3, now.addDays(-100))};
    auto decisions = judgeRetention({.days = 1}, items, now, QTimeZone::utc());
    QCOMPARE(stay(decisions), QStringList{u"3"_s});
    QCOMPARE(reasonText(decisions.first()), u"the last good one of its phone"_s);
    items[0].pinned = true;
    items[1].time = now.addDays(1);
    decisions = judgeRetention({.days = 1}, items, now, QTimeZone::utc());
    QCOMPARE(stay(decisions), (QStringList{u"2"_s, u"1"_s}));
    QCOMPARE(reasonText(decisions.last()), u"pinned"_s);
    QCOMPARE(stay(judgeRetention({}, items, now, QTimeZone::utc())).size(), 3);
    QVERIFY(judgeRetention({.days = 1}, {}, now, QTimeZone::utc()).isEmpty());
}

void RetentionTest::judgesPhonesApart()
{
    const QDateTime now = utc(u"2025-01-31T12:00:00"_s);
    const QList<RetentionItem> items{item(1, now.addSecs(-1), u"a"_s), item(2, now.addSecs(-2), u"b"_s),
                                     item(3, now.addSecs(-3), u"a"_s), item(4, now.addSecs(-4), u"b"_s)};
    QCOMPARE(stay(judgeRetention({.last = 1}, items, now, QTimeZone::utc())), (QStringList{u"1"_s, u"2"_s}));
}

void RetentionTest::holdsItsPromises()
{
    QRandomGenerator random(7);
    for (int round = 0; round < 500; ++round) {
        const RetentionRule rule = someRule(random);
        QList<RetentionItem> items;
        for (const QDateTime &time : someHistory(random, QTimeZone::utc()))
            items.append(item(static_cast<int>(items.size()), time));
        std::shuffle(items.begin(), items.end(), random);
        const QDateTime now = utc(u"2037-01-01T00:00:00"_s);
        const auto decisions = judgeRetention(rule, items, now, QTimeZone::utc());
        QCOMPARE(decisions.size(), items.size());
        QVERIFY(decisions.first().keep());
        QVERIFY(stay(decisions).size() >= std::min<qsizetype>(rule.last, items.size()));
        for (const CountOption &each : countOptions()) {
            // One rule alone keeps at most its number, and more rules never keep less.
            RetentionRule alone;
            alone.*each.count = rule.*each.count;
            const QStringList some = stay(judgeRetention(alone, items, now, QTimeZone::utc()));
            QVERIFY(alone.keepsAll() || some.size() <= std::max(1, rule.*each.count));
            for (const QString &id : alone.keepsAll() ? QStringList() : some)
                QVERIFY(stay(decisions).contains(id));
        }
        // Applied twice, nothing more goes.
        QList<RetentionItem> rest;
        for (const RetentionDecision &decision : decisions) {
            if (decision.keep())
                rest.append(decision.item);
        }
        QCOMPARE(stay(judgeRetention(rule, rest, now, QTimeZone::utc())).size(), rest.size());
    }
}

/// HOLDFAST_TEST_ROUNDS rules, each on ten histories (by hand 50: 500 pairs).
void RetentionTest::agreesWithRestic()
{
    ResticRepository repository;
    if (!repository.open())
        QSKIP(qPrintable(repository.error()));
    constexpr qsizetype kHistories = 10;
    const int rounds = qMax(5, qEnvironmentVariableIntValue("HOLDFAST_TEST_ROUNDS"));
    QRandomGenerator random(42);
    const QList<QTimeZone> zones{QTimeZone("Europe/Berlin"), QTimeZone("Asia/Shanghai"), QTimeZone::utc(),
                                 QTimeZone("America/Sao_Paulo")};
    for (int round = 0; round < rounds; ++round) {
        const QTimeZone &zone = zones[round % zones.size()];
        const RetentionRule rule = someRule(random);
        QStringList options;
        for (const CountOption &each : countOptions()) {
            if (rule.*each.count > 0)
                options << each.option << QString::number(rule.*each.count);
        }
        QList<QList<QDateTime>> histories;
        for (qsizetype i = 0; i < kHistories; ++i)
            histories.append(someHistory(random, zone));
        QVERIFY(repository.fill(histories));
        const auto theirs = repository.kept(options, kHistories);
        QVERIFY2(theirs.size() == kHistories, qPrintable(repository.error()));
        for (qsizetype i = 0; i < kHistories; ++i) {
            QList<RetentionItem> items;
            for (const QDateTime &time : histories[i])
                items.append(item(static_cast<int>(items.size()), time.toUTC()));
            QSet<qint64> ours;
            const QDateTime now = utc(u"2040-01-01T00:00:00"_s);
            for (const RetentionDecision &decision : judgeRetention(rule, items, now, zone)) {
                // That the newest stays in any case is a promise of ours alone.
                if (decision.reasons != KeepReasons() &&
                    decision.reasons != KeepReasons(KeepReason::OnlyGood))
                    ours.insert(decision.item.time.toMSecsSinceEpoch());
            }
            QVERIFY2(ours == theirs[i],
                     qPrintable(u"round %1, history %2: %3; %4 of %5 against %6"_s.arg(round)
                                    .arg(i)
                                    .arg(retentionText(rule))
                                    .arg(ours.size())
                                    .arg(items.size())
                                    .arg(theirs[i].size())));
        }
    }
    qInfo("%d rules on %lld histories each: as restic", rounds, static_cast<long long>(kHistories));
}

QTEST_GUILESS_MAIN(RetentionTest)
#include "tst_retention.moc"
