// SPDX-License-Identifier: GPL-3.0-or-later
// Speed rules, phone queries and whole definitions of policies.
#include "core/policy/phonequery.h"
#include "core/policy/policydefinition.h"

#include <QJsonArray>
#include <QTest>

using namespace holdfast;
using namespace Qt::Literals::StringLiterals;

class PolicyRulesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsSpeedRules_data();
    void readsSpeedRules();
    void refusesSpeedRules_data();
    void refusesSpeedRules();
    void findsPhones_data();
    void findsPhones();
    void refusesQueries();
    void keepsDefinitions();
    void refusesDefinitions_data();
    void refusesDefinitions();
};

void PolicyRulesTest::readsSpeedRules_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QTime>("time");
    QTest::addColumn<qint64>("limit");
    QTest::newRow("none") << QString() << QTime(12, 0) << 0LL;
    QTest::newRow("all day") << u"0:24:5120"_s << QTime(23, 59, 59) << 5120LL * 1024;
    QTest::newRow("unlimited") << u"0:24:NaN"_s << QTime(12, 0) << 0LL;
    const QString day = u"8:20:1024|20:24:NaN|0:2:10"_s;
    QTest::newRow("first second") << day << QTime(8, 0) << 1024LL * 1024;
    QTest::newRow("last second") << day << QTime(19, 59, 59) << 1024LL * 1024;
    QTest::newRow("the end is not in it") << day << QTime(20, 0) << 0LL;
    QTest::newRow("out of order") << day << QTime(1, 0) << 10LL * 1024;
    QTest::newRow("named by none") << day << QTime(3, 0) << 0LL;
    QTest::newRow("greatest") << u"0:1:1000000000"_s << QTime(0, 0) << 1'000'000'000LL * 1024;
}

void PolicyRulesTest::readsSpeedRules()
{
    QFETCH(const QString, text);
    QFETCH(const QTime, time);
    QFETCH(const qint64, limit);
    const auto rules = SpeedRules::parse(text);
    QVERIFY(rules.has_value());
    QCOMPARE(rules->bytesPerSecond(time), limit);
    QCOMPARE(SpeedRules::parse(rules->text()).value(), *rules);
}

void PolicyRulesTest::refusesSpeedRules_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"0:24",
                             "0:24:",
                             "0:24:0",
                             "0:24:-5",
                             "0:24:nan",
                             "0:24:5k",
                             "0:25:5",
                             "5:5:5",
                             "6:5:5",
                             "24:24:5",
                             "-1:5:5",
                             "0:24:5|",
                             "|0:24:5",
                             "0:24:5||1:2:3",
                             "0:24:5|3:4:6",
                             "0:10:5|9:24:6",
                             "8:9:1|8:9:1",
                             " 0:24:5",
                             "0|24|5120",
                             "0:24:1000000001",
                             "0:24:99999999999",
                             "0:24:5;3:4:5",
                             "x",
                             "0x0:24:5"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void PolicyRulesTest::refusesSpeedRules()
{
    QFETCH(const QString, text);
    const auto rules = SpeedRules::parse(text);
    QVERIFY(!rules.has_value());
    QCOMPARE(rules.error().code, Errc::InvalidArgument);
    QVERIFY(!rules.error().detail.isEmpty());
}

void PolicyRulesTest::findsPhones_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<bool>("found");
    QTest::newRow("part of the name") << u"golden"_s << true;
    QTest::newRow("serial") << u"10.0.0.7:5555"_s << true;
    QTest::newRow("other serial") << u"10.0.0.8:5555"_s << false;
    QTest::newRow("group") << u"group:SHOP"_s << true;
    QTest::newRow("part of a group is not it") << u"group:sho"_s << false;
    QTest::newRow("tag") << u"tag:night"_s << true;
    QTest::newRow("all must hold") << u"tag:night android:13"_s << false;
    QTest::newRow("turned round") << u"-android:13 -tag:old"_s << true;
    QTest::newRow("both") << u"name:gold model:cph -group:test"_s << true;
    QTest::newRow("whole serial") << u"serial:10.0.0.7:5555"_s << true;
    QTest::newRow("part of a serial") << u"serial:10.0.0.7"_s << false;
}

void PolicyRulesTest::findsPhones()
{
    QFETCH(const QString, query);
    QFETCH(const bool, found);
    const PhoneTraits phone{.id = u"ph-1"_s,
                            .serial = u"10.0.0.7:5555"_s,
                            .name = u"Golden-3"_s,
                            .model = u"CPH1"_s,
                            .androidVersion = u"12"_s,
                            .group = u"shop"_s,
                            .tags = {u"night"_s, u"vip"_s}};
    const auto parsed = PhoneQuery::parse(query);
    QVERIFY(parsed.has_value());
    QCOMPARE(parsed->matches(phone), found);
}

void PolicyRulesTest::refusesQueries()
{
    for (const QString &query : {u""_s, u"   "_s, u"colour:red"_s, u"group:"_s, u"-"_s, u"ok tag:"_s})
        QVERIFY2(!PhoneQuery::parse(query), qPrintable(query));
}

namespace {

PolicyDefinition someDefinition()
{
    PolicyDefinition policy;
    policy.groups = {u"golden"_s};
    policy.apps = {u"com.tencent.mm"_s};
    policy.excludes = {u"/**/cache"_s};
    policy.store = u"disk"_s;
    policy.folder = u"nightly"_s;
    policy.schedule.start = QDate(2024, 1, 1);
    policy.schedule.window = QTime(6, 0);
    policy.retention = {.days = 30, .daily = 7, .weekly = 4};
    policy.speed = SpeedRules::parse(u"8:20:5120"_s).value();
    policy.copyTo = u"vault"_s;
    policy.copyRetention.monthly = 12;
    policy.drillEvery = 30;
    policy.drillSample = 3;
    policy.hooks = {.before = u"sync-shop"_s, .afterOnPhone = u"am kill-all"_s, .timeoutSeconds = 60};
    return policy;
}

} // namespace

void PolicyRulesTest::keepsDefinitions()
{
    const PolicyDefinition policy = someDefinition();
    const auto again = policyFrom(toJson(policy));
    QVERIFY(again.has_value());
    QVERIFY(*again == policy);
    QCOMPARE(retentionText(policy.retention), u"30 days, 7 daily, 4 weekly"_s);
}

void PolicyRulesTest::refusesDefinitions_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QJsonValue>("value");
    QTest::newRow("no phones") << u"groups"_s << QJsonValue(QJsonArray());
    QTest::newRow("bad query") << u"query"_s << QJsonValue(u"colour:red"_s);
    QTest::newRow("nothing") << u"apps"_s << QJsonValue(QJsonArray());
    QTest::newRow("no store") << u"store"_s << QJsonValue(u""_s);
    QTest::newRow("bad speed") << u"speed"_s << QJsonValue(u"1:2"_s);
    QTest::newRow("no schedule") << u"schedule"_s << QJsonValue();
    QTest::newRow("retention below zero") << u"retention"_s << QJsonValue(QJsonObject{{u"daily"_s, -1}});
    QTest::newRow("retention unknown") << u"retention"_s << QJsonValue(QJsonObject{{u"fortnightly"_s, 3}});
    QTest::newRow("copies into the same store") << u"copyTo"_s << QJsonValue(u"disk"_s);
    QTest::newRow("no time for commands")
        << u"hooks"_s << QJsonValue(QJsonObject{{u"before"_s, u"true"_s}, {u"timeoutSeconds"_s, 0}});
    QTest::newRow("an unknown command")
        << u"hooks"_s << QJsonValue(QJsonObject{{u"before"_s, u"true"_s}, {u"between"_s, u"true"_s}});
    QTest::newRow("no days between drills") << u"drillEvery"_s << QJsonValue(-1);
    QTest::newRow("drills once in an age") << u"drillEvery"_s << QJsonValue(400);
    QTest::newRow("drills of nothing") << u"drillSample"_s << QJsonValue(0);
    QTest::newRow("a field of a later version") << u"drill"_s << QJsonValue(30);
}

void PolicyRulesTest::refusesDefinitions()
{
    QFETCH(const QString, key);
    QFETCH(const QJsonValue, value);
    QJsonObject json = toJson(someDefinition());
    json[key] = value;
    const auto policy = policyFrom(json);
    QVERIFY(!policy.has_value());
    QCOMPARE(policy.error().code, Errc::InvalidArgument);
}

QTEST_GUILESS_MAIN(PolicyRulesTest)
#include "tst_policyrules.moc"
