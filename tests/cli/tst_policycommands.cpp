// SPDX-License-Identifier: GPL-3.0-or-later
// Policies on the command line, on a real engine in an empty data directory, without any phone.
#include "core/catalog/catalog.h"
#include "programrun.h"

#include <QDir>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace holdfast;
using namespace holdfast::test;
using namespace Qt::Literals::StringLiterals;

class PolicyCommandsTest : public QObject
{
    Q_OBJECT

private:
    ProgramRun run(const QString &words)
    {
        return runHere(QStringList{u"--data-dir"_s, m_home->filePath(u"data"_s)} + words.split(u' '));
    }

    /// A policy that is complete but for what @p more says.
    ProgramRun add(const QString &more)
    {
        return run(u"policy add nightly --phone 10.0.0.7:5555 --path /sdcard --to disk "_s % more);
    }

private Q_SLOTS:
    void init()
    {
        m_home = std::make_unique<QTemporaryDir>();
        QVERIFY(QDir().mkpath(m_home->filePath(u"store"_s)));
        QCOMPARE(run(u"store add disk "_s % m_home->filePath(u"store"_s)).exitCode, 0);
    }

    void asksForDrills()
    {
        for (const QString &wrong : {u"--drill-every 12h"_s, u"--drill-every 2y"_s, u"--drill-every 60w"_s,
                                     u"--drill-sample 2"_s, u"--drill-every 1d --drill-sample 0"_s})
            QCOMPARE(add(u"--every 1d "_s % wrong).exitCode, 2);
        const ProgramRun added = add(u"--every 1d --drill-every 4w --drill-sample 2 --json"_s);
        QCOMPARE(added.exitCode, 0);
        const QJsonObject policy = added.json()[u"policy"_s].toObject();
        QCOMPARE(policy[u"definition"_s][u"drillEvery"_s].toInt(), 28);
        QCOMPARE(policy[u"drills"_s][u"sample"_s].toInt(), 2);
        const auto timeOf = [](const QJsonValue &value) {
            return QDateTime::fromString(value.toString(), Qt::ISODateWithMs);
        };
        const QDateTime due = timeOf(policy[u"drills"_s][u"dueAt"_s]);
        QCOMPARE(due, timeOf(policy[u"createdAt"_s]).addDays(28));
        QVERIFY(run(u"policy show nightly"_s).output.contains("Restore drill:"));
        QCOMPARE(timeOf(run(u"policy next nightly --json"_s).json()[u"nextDrill"_s]), due);
        QVERIFY(run(u"policy check --json"_s).json()[u"overdueDrills"_s].toArray().isEmpty());
        const ProgramRun cleared = run(u"policy edit nightly --clear drill-every --json"_s);
        QCOMPARE(cleared.exitCode, 0);
        QVERIFY(cleared.json()[u"policy"_s][u"drills"_s].isNull());
        QVERIFY(run(u"policy next nightly --json"_s).json()[u"nextDrill"_s].isNull());
    }

    void addsShowsAndRemoves()
    {
        const ProgramRun added =
            add(u"--every 1d --at 02:00 --window 06:00 --zone Europe/Berlin --keep-daily 7 "
                "--keep-weekly 4 --exclude /sdcard/Movies --json"_s);
        QCOMPARE(added.exitCode, 0);
        const QJsonObject policy = added.json()[u"policy"_s].toObject();
        QCOMPARE(policy[u"name"_s].toString(), u"nightly"_s);
        QCOMPARE(policy[u"definition"_s][u"retention"_s][u"daily"_s].toInt(), 7);
        QCOMPARE(policy[u"definition"_s][u"schedule"_s][u"window"_s].toString(), u"06:00"_s);
        QVERIFY(policy[u"lastRun"_s].isNull());
        QCOMPARE(add(u"--every 1d --json"_s).json()[u"error"_s][u"code"_s].toString(), u"PolicyExists"_s);

        const ProgramRun table = run(u"policy list"_s);
        QVERIFY2(table.output.contains("every day at 02:00 until 06:00 (Europe/Berlin)"),
                 table.output.constData());
        QVERIFY(table.output.contains("7 daily, 4 weekly"));
        QCOMPARE(run(u"policy list --json"_s).json()[u"policies"_s].toArray().size(), 1);
        QVERIFY(run(u"policy show nightly"_s).output.contains("Left out:"));
        const QJsonArray next = run(u"policy next nightly --count 3 --json"_s).json()[u"next"_s].toArray();
        QCOMPARE(next.size(), 3);
        QCOMPARE(next.first(), policy[u"nextDue"_s]);

        QCOMPARE(run(u"policy suspend nightly"_s).exitCode, 0);
        QVERIFY(run(u"policy show nightly --json"_s).json()[u"policy"_s][u"nextDue"_s].isNull());
        QCOMPARE(run(u"policy resume nightly"_s).exitCode, 0);
        QVERIFY(run(u"policy show nightly --json"_s).json()[u"policy"_s][u"nextDue"_s].isString());
        QCOMPARE(run(u"policy check"_s).exitCode, 0);
        QCOMPARE(run(u"policy remove nightly"_s).exitCode, 0);
        QCOMPARE(run(u"policy show nightly"_s).exitCode, 4);
    }

    QJsonObject definition(const QString &name = u"nightly"_s)
    {
        return run(u"policy show %1 --json"_s.arg(name)).json()[u"policy"_s][u"definition"_s].toObject();
    }

    void changesOnlyWhatIsSaid()
    {
        QCOMPARE(
            add(u"--every 3d --at 02:00 --window 06:00 --zone Europe/Berlin --keep-daily 7 --keep-last 2 "
                "--exclude /sdcard/Movies --before true --speed 8:22:1000"_s)
                .exitCode,
            0);
        const QJsonObject before = definition();
        const ProgramRun edited = run(u"policy edit nightly --at 03:30 --keep-daily 14 --json"_s);
        QVERIFY2(edited.exitCode == 0, edited.errors.constData());
        QJsonObject expected = before;
        QJsonObject schedule = before[u"schedule"_s].toObject();
        schedule[u"at"_s] = u"03:30"_s;
        expected[u"schedule"_s] = schedule;
        QJsonObject retention = before[u"retention"_s].toObject();
        retention[u"daily"_s] = 14;
        expected[u"retention"_s] = retention;
        QCOMPARE(definition(), expected);
        QCOMPARE(edited.json()[u"policy"_s][u"definition"_s].toObject(), expected);

        const ProgramRun cleared =
            run(u"policy edit nightly --clear exclude window before keep-last speed --rename late"_s);
        QVERIFY2(cleared.exitCode == 0, cleared.errors.constData());
        const QJsonObject late = definition(u"late"_s);
        QVERIFY(late[u"excludes"_s].toArray().isEmpty());
        QVERIFY(!late.contains(u"hooks"_s));
        QVERIFY(!late[u"schedule"_s].toObject().contains(u"window"_s));
        QCOMPARE(late[u"retention"_s][u"last"_s].toInt(), 0);
        QCOMPARE(late[u"retention"_s][u"daily"_s].toInt(), 14);
        QCOMPARE(late[u"speed"_s].toString(), QString());
        QCOMPARE(run(u"policy edit late --every 1w --on fri --all"_s).exitCode, 0);
        QVERIFY(definition(u"late"_s)[u"whole"_s].toBool());
        QVERIFY(definition(u"late"_s)[u"paths"_s].toArray().isEmpty());
        QVERIFY(run(u"policy list"_s).output.contains("every week on fri at 03:30 (Europe/Berlin)"));
        QCOMPARE(run(u"policy edit late --every 2d --path /sdcard/DCIM"_s).exitCode, 0);
        QVERIFY(!definition(u"late"_s)[u"whole"_s].toBool());
        for (const QString &wrong :
             {u"--every 1d --cron x"_s, u"--on mon"_s, u"--clear at"_s, u"--clear phone"_s,
              u"--clear exclude --exclude /sdcard/a"_s, u"--copy-keep-last 2"_s, u"--path a"_s})
            QCOMPARE(run(u"policy edit late "_s % wrong).exitCode, 2);
        QCOMPARE(run(u"policy edit late --to cloud"_s).exitCode, 4);
    }

    /// As one that a newer program made.
    void oneThatCannotBeReadHidesNoOther()
    {
        QCOMPARE(add(u"--every 1d"_s).exitCode, 0);
        {
            const auto catalog = Catalog::open(m_home->filePath(u"data/catalog.sqlite"_s));
            QVERIFY(catalog);
            PolicyRecord policy = (*catalog)->policies().get(u"nightly"_s).value();
            policy.id = newPolicyId();
            policy.name = u"from tomorrow"_s;
            policy.definition[u"moonPhase"_s] = u"full"_s;
            QVERIFY((*catalog)->policies().add(policy));
        }
        const ProgramRun table = run(u"policy list"_s);
        QCOMPARE(table.exitCode, 0);
        QVERIFY(table.output.contains("nightly") && table.output.contains("cannot be read"));
        QVERIFY2(table.errors.contains("moonPhase"), table.errors.constData());
        const QJsonArray list = run(u"policy list --json"_s).json()[u"policies"_s].toArray();
        QCOMPARE(list.size(), 2);
        QCOMPARE(list[0][u"problem"_s][u"code"_s].toString(), u"InvalidArgument"_s);
        QVERIFY(list[0][u"definition"_s].isNull());
        QVERIFY(list[1][u"definition"_s].isObject());
        const ProgramRun check = run(u"policy check --json"_s);
        QCOMPARE(check.exitCode, 3);
        QCOMPARE(check.json()[u"broken"_s][0][u"policy"_s].toString(), u"from tomorrow"_s);
        QCOMPARE(check.json()[u"policies"_s].toInt(), 1);
        const ProgramRun removed = runHere(
            {u"--data-dir"_s, m_home->filePath(u"data"_s), u"policy"_s, u"remove"_s, u"from tomorrow"_s});
        QCOMPARE(removed.exitCode, 0);
        QCOMPARE(run(u"policy check"_s).exitCode, 0);
    }

    void takesEveryKindOfSchedule_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("text");
        QTest::newRow("hours") << u"--every 6h --at 01:00 --zone UTC"_s
                               << u"every 6 hours from 01:00 on (UTC)"_s;
        QTest::newRow("days") << u"--every 2d --zone UTC"_s << u"every 2 days at 02:00 (UTC)"_s;
        QTest::newRow("weeks") << u"--every 1w --on sun,Mon --zone Asia/Shanghai"_s
                               << u"every week on mon, sun at 02:00 (Asia/Shanghai)"_s;
    }

    void takesEveryKindOfSchedule()
    {
        QFETCH(const QString, words);
        QFETCH(const QString, text);
        const ProgramRun added = add(words);
        QCOMPARE(added.exitCode, 0);
        QVERIFY2(added.output.contains(text.toUtf8()), added.output.constData());
    }

    void takesCron()
    {
        const ProgramRun added =
            runHere({u"--data-dir"_s, m_home->filePath(u"data"_s), u"policy"_s, u"add"_s, u"office"_s,
                     u"--query"_s, u"group:shop -tag:test"_s, u"--all"_s, u"--to"_s, u"disk/shop"_s,
                     u"--cron"_s, u"0 1 * * mon-fri"_s, u"--zone"_s, u"UTC"_s, u"--missed"_s, u"skip"_s,
                     u"--retention"_s, u"30"_s});
        QVERIFY2(added.exitCode == 0, added.errors.constData());
        QVERIFY2(added.output.contains("cron 0 1 * * mon-fri (UTC)"), added.output.constData());
        QVERIFY(added.output.contains("30 days"));
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<int>("exitCode");
        QTest::newRow("no time") << u"policy add n --phone p --all --to disk"_s << 2;
        QTest::newRow("two times") << u"policy add n --phone p --all --to disk --every 1d --cron x"_s << 2;
        QTest::newRow("no phones") << u"policy add n --all --to disk --every 1d"_s << 2;
        QTest::newRow("nothing") << u"policy add n --phone p --to disk --every 1d"_s << 2;
        QTest::newRow("both") << u"policy add n --phone p --all --path /sdcard --to disk --every 1d"_s << 2;
        QTest::newRow("no such store") << u"policy add n --phone p --all --to cloud --every 1d"_s << 4;
        QTest::newRow("interval") << u"policy add n --phone p --all --to disk --every 1m"_s << 2;
        QTest::newRow("too many days") << u"policy add n --phone p --all --to disk --every 400d"_s << 2;
        QTest::newRow("time") << u"policy add n --phone p --all --to disk --every 1d --at 25:00"_s << 2;
        QTest::newRow("window of no length")
            << u"policy add n --phone p --all --to disk --every 1d --at 02:00 --window 02:00"_s << 2;
        QTest::newRow("zone") << u"policy add n --phone p --all --to disk --every 1d --zone Mars/Base"_s << 2;
        QTest::newRow("days of a day")
            << u"policy add n --phone p --all --to disk --every 1d --on mon"_s << 2;
        QTest::newRow("query") << u"policy add n --query colour:red --all --to disk --every 1d"_s << 2;
        QTest::newRow("package") << u"policy add n --phone p --app ../x --to disk --every 1d"_s << 2;
        QTest::newRow("keep 0") << u"policy add n --phone p --all --to disk --every 1d --keep-daily 0"_s << 2;
        QTest::newRow("pause at the end")
            << u"policy add n --phone p --all --to disk --every 1d --window 06:00 --window-end pause"_s << 2;
        QTest::newRow("copies into the same store")
            << u"policy add n --phone p --all --to disk --every 1d --copy-to disk"_s << 2;
        for (const char *verb : {"show", "next", "preview", "run", "suspend", "resume", "remove", "edit"})
            QTest::newRow(verb) << u"policy %1 none"_s.arg(QLatin1String(verb)) << 4;
        QTest::newRow("pin") << u"backup pin bf-00000000000000000"_s << 4;
        QTest::newRow("tag") << u"backup tag bf-00000000000000000 --add live"_s << 4;
        QTest::newRow("tag without a change") << u"backup tag bf-00000000000000000"_s << 2;
        QTest::newRow("unpin") << u"backup unpin bf-00000000000000000"_s << 4;
    }

    void refuses()
    {
        QFETCH(const QString, words);
        QFETCH(const int, exitCode);
        const ProgramRun refused = run(words);
        QVERIFY2(refused.exitCode == exitCode, refused.errors.constData());
        QVERIFY(refused.output.isEmpty());
        QVERIFY(!refused.errors.isEmpty());
        QCOMPARE(run(u"policy list --json"_s).json()[u"policies"_s].toArray().size(), 0);
    }

    void tellsWhoIsOverdueAndWhatRetentionWouldDo()
    {
        QCOMPARE(add(u"--every 1h --zone UTC --keep-last 1"_s).exitCode, 0);
        PhoneRecord phone;
        BackupRecord backup;
        const QDateTime now = QDateTime::currentDateTimeUtc();
        {
            // Three hours ago nobody had begun anything yet.
            const auto catalog = Catalog::open(m_home->filePath(u"data/catalog.sqlite"_s));
            QVERIFY(catalog);
            phone.serial = {u"10.0.0.7:5555"_s};
            phone.name = u"Golden"_s;
            phone = (*catalog)->phones().upsert(phone, now.addDays(-1)).value();
            PolicyRecord policy = (*catalog)->policies().get(u"nightly"_s).value();
            QVERIFY((*catalog)->policies().resume(policy.id, now.addSecs(-4LL * 3600), policy.nextDue));
            for (int i = 0; i < 3; ++i) {
                backup.id = newBackupId();
                backup.phone = phone.id;
                backup.phoneName = phone.name;
                backup.status = BackupStatus::Available;
                backup.storedBytes = 1000;
                backup.createdAt = now.addSecs(-3LL * 3600 - i);
                QVERIFY((*catalog)->backups().insert(backup));
                QVERIFY((*catalog)->policies().addBackup(policy.id, backup.id));
            }
        }
        const ProgramRun check = run(u"policy check --json"_s);
        QCOMPARE(check.exitCode, 3);
        QCOMPARE(check.json()[u"overdue"_s].toArray().size(), 1);
        QCOMPARE(check.json()[u"overdue"_s][0][u"name"_s].toString(), u"Golden"_s);
        QVERIFY(check.json()[u"overdue"_s][0][u"lastBackup"_s].isString());
        QVERIFY(run(u"policy check"_s).output.contains("10.0.0.7:5555"));

        const QJsonObject preview = run(u"policy preview nightly --json"_s).json();
        QCOMPARE(preview[u"removed"_s].toInt(), 2);
        QCOMPARE(preview[u"freedBytes"_s].toInt(), 2000);
        QCOMPARE(preview[u"phones"_s][0][u"name"_s].toString(), u"Golden"_s);
        QCOMPARE(run(u"backup pin "_s % backup.id.value).exitCode, 0);
        QCOMPARE(run(u"policy preview nightly --json"_s).json()[u"removed"_s].toInt(), 1);
        const ProgramRun table = run(u"policy preview nightly"_s);
        QVERIFY2(table.output.contains("pinned") && table.output.contains("no rule keeps it"),
                 table.output.constData());
        QCOMPARE(run(u"backup unpin "_s % backup.id.value).exitCode, 0);
        QCOMPARE(run(u"policy preview nightly --json"_s).json()[u"removed"_s].toInt(), 2);

        const QString tagged = backup.id.value % u" --add live --add golden --remove test"_s;
        const ProgramRun tags = run(u"backup tag "_s % tagged);
        QCOMPARE(tags.exitCode, 0);
        QVERIFY2(tags.output.contains("golden, live"), tags.output.constData());
        const QJsonObject found = run(u"backup list tag:gold --tag live --facets --json"_s).json();
        QCOMPARE(found[u"backups"_s].toArray().size(), 1);
        QCOMPARE(found[u"backups"_s][0][u"id"_s].toString(), backup.id.value);
        QCOMPARE(found[u"backups"_s][0][u"tags"_s].toArray(), (QJsonArray{u"golden"_s, u"live"_s}));
        QCOMPARE(found[u"facets"_s][u"tag"_s].toArray().size(), 2);
        QCOMPARE(run(u"backup list !tag:gold --json"_s).json()[u"totalCount"_s].toInt(), 2);
        QVERIFY(run(u"backup show "_s % backup.id.value).output.contains("golden, live"));
    }

    void theDaemonStopsWhenItIsAsked()
    {
        CancelSource cancel;
        cancel.cancel();
        const ProgramRun stopped =
            runHere({u"--data-dir"_s, m_home->filePath(u"data"_s), u"daemon"_s}, cancel.token());
        QCOMPARE(stopped.exitCode, 0);
        QVERIFY(stopped.errors.contains("Stopping"));
    }

private:
    std::unique_ptr<QTemporaryDir> m_home;
};

QTEST_GUILESS_MAIN(PolicyCommandsTest)
#include "tst_policycommands.moc"
