// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/catalog.h"
#include "core/engine/backupservice.h"
#include "core/engine/drillservice.h"
#include "core/engine/phoneservice.h"
#include "core/engine/policyservice.h"
#include "tests/ui/uifixture.h"
#include "tests/ui/views.h"
#include "ui/policies/policytext.h"
#include "ui/widgets/formats.h"

#include <QAction>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSpinBox>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>
#include <QTimeEdit>
#include <QTreeWidget>

#include <algorithm>

using namespace holdfast;
using namespace holdfast::test;
using namespace Qt::Literals::StringLiterals;

/// A policy from its making to its end, by the window alone, on a real phone and a real store.
class PoliciesTest : public QObject
{
    Q_OBJECT

    UiFixture m_ui;

    static void openTab(const char *tabs, int number)
    {
        auto *bar = find<QTabWidget>(tabs)->tabBar();
        QTest::mouseClick(bar, Qt::LeftButton, {}, bar->tabRect(number).center());
    }

    void runNow()
    {
        click("policyRunButton");
        QTRY_VERIFY2_WITH_TIMEOUT(textOf("policiesView", 0, 4).endsWith(u": 1 done"_s),
                                  qPrintable(textOf("policiesView", 0, 4)), 60000);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_ui.open(), qPrintable(m_ui.error()));
        QVERIFY2(!m_ui.addPhone(u"golden-1"_s).isEmpty(), qPrintable(m_ui.error()));
        for (const QString &store : {u"disk"_s, u"second"_s})
            QVERIFY2(m_ui.addStore(store), qPrintable(m_ui.error()));
        const auto phones = m_ui.engine().phones().list(CancelToken());
        QVERIFY(phones && phones->size() == 1);
        QVERIFY(m_ui.engine().phones().assignGroup({phones->first().id}, u"golden"_s));
        QVERIFY(m_ui.openWindow(u"policiesPage"_s));
    }

    void cleanup() { m_ui.verifyNeverHeldUp(); }

    void wordsSayWhenAndHowLong()
    {
        Schedule schedule;
        QCOMPARE(ui::scheduleWords(schedule), u"Every day at 02:00"_s);
        schedule.every = 3;
        schedule.window = QTime(6, 0);
        QCOMPARE(ui::scheduleWords(schedule), u"Every 3 days at 02:00, until 06:00"_s);
        schedule.kind = Schedule::Kind::Weekly;
        schedule.every = 1;
        schedule.weekdays = {1, 4};
        schedule.window.reset();
        QCOMPARE(ui::scheduleWords(schedule), u"Every 1 week on Mon, Thu at 02:00"_s);
        RetentionRule rule;
        QCOMPARE(ui::retentionWords(rule), u"everything"_s);
        rule.daily = 7;
        rule.weekly = 4;
        QCOMPARE(ui::retentionWords(rule), u"7 daily, 4 weekly"_s);
        RetentionDecision decision;
        QCOMPARE(ui::keepWords(decision), u"Goes: no rule keeps it"_s);
        decision.reasons = KeepReason::Daily | KeepReason::Weekly;
        QCOMPARE(ui::keepWords(decision), u"Stays: of its day, of its week"_s);
    }

    void aPolicyIsAdded()
    {
        QTRY_VERIFY(find<QWidget>("policyAddActionEmptyButton")->isVisible());
        click("policyAddActionEmptyButton");
        QTRY_VERIFY(find<QWidget>("policyDialog")->isVisible());
        QVERIFY(!find<QWidget>("policyDialogAddButton")->isEnabled());
        typeInto(find<QLineEdit>("policyNameEdit"), u"nightly"_s);
        QTRY_COMPARE_WITH_TIMEOUT(find<QComboBox>("policyPhonesCombo")->currentText(), u"golden"_s, 20000);
        QCOMPARE(find<QComboBox>("policyStoreCombo")->currentText(), u"disk"_s);
        QTRY_VERIFY(find<QWidget>("policyDialogAddButton")->isEnabled());
        click("policyPartsRadio");
        QVERIFY(!find<QWidget>("policyDialogAddButton")->isEnabled());
        typeInto(find<QPlainTextEdit>("policyWhatEdit"), u"/data/media/0/DCIM"_s);
        QTRY_VERIFY(find<QWidget>("policyDialogAddButton")->isEnabled());
        typeInto(find<QPlainTextEdit>("policyExcludeEdit"), u"cache"_s);
        QTRY_VERIFY(!find<QLabel>("policyProblemLabel")->text().isEmpty());
        find<QPlainTextEdit>("policyExcludeEdit")->selectAll();
        QTest::keyClick(find<QPlainTextEdit>("policyExcludeEdit"), Qt::Key_Delete);
        openTab("policyTabs", 1);
        // The window's clock stands at noon.
        QCOMPARE(find<QLabel>("policyNextLabel")->text().section(u'\n', 0, 1),
                 u"2026-01-16 02:00\n2026-01-17 02:00"_s);
        auto *unit = find<QComboBox>("policyEveryCombo");
        unit->setFocus();
        QTest::keyClick(unit, Qt::Key_Down);
        QTRY_VERIFY(find<QWidget>("policyDay1Check")->isVisible());
        QCOMPARE(find<QLabel>("policyNextLabel")->text().section(u'\n', 0, 0), u"2026-01-19 02:00"_s);
        QTest::keyClick(unit, Qt::Key_Up);
        openTab("policyTabs", 2);
        find<QSpinBox>("policyKeepLastSpin")->selectAll();
        typeInto(find<QSpinBox>("policyKeepLastSpin"), u"1"_s);
        click("policyDialogAddButton");
        QTRY_COMPARE_WITH_TIMEOUT(rowsOf("policiesView"), 1, 20000);
        QCOMPARE(textOf("policiesView", 0, 0), u"nightly"_s);
        QCOMPARE(textOf("policiesView", 0, 1), u"1"_s);
        QCOMPARE(textOf("policiesView", 0, 2), u"Every day at 02:00"_s);
        QCOMPARE(textOf("policiesView", 0, 4), u"never"_s);
        QTRY_VERIFY(!widgetNamed(u"policyDialog"_s) || !widgetNamed(u"policyDialog"_s)->isVisible());
    }

    void theSameNameIsRefused()
    {
        click("policyAddButton");
        QTRY_VERIFY(find<QWidget>("policyDialog")->isVisible());
        typeInto(find<QLineEdit>("policyNameEdit"), u"nightly"_s);
        QTRY_VERIFY_WITH_TIMEOUT(find<QWidget>("policyDialogAddButton")->isEnabled(), 20000);
        click("policyDialogAddButton");
        QTRY_VERIFY2(find<QLabel>("policyProblemLabel")->text().contains(u"nightly"_s),
                     qPrintable(find<QLabel>("policyProblemLabel")->text()));
        click("policyCancelButton");
        QTRY_VERIFY(!widgetNamed(u"policyDialog"_s) || !widgetNamed(u"policyDialog"_s)->isVisible());
    }

    void copiesAndCommandsCanBeChosen()
    {
        click("policyAddButton");
        QTRY_VERIFY(find<QWidget>("policyDialog")->isVisible());
        typeInto(find<QLineEdit>("policyNameEdit"), u"copied"_s);
        QTRY_VERIFY_WITH_TIMEOUT(find<QWidget>("policyDialogAddButton")->isEnabled(), 20000);
        openTab("policyTabs", 3);
        auto *copies = find<QComboBox>("policyCopyStoreCombo");
        QCOMPARE(copies->currentText(), u"none"_s);
        QVERIFY(!find<QWidget>("policyCopyFolderEdit")->isEnabled());
        copies->setFocus();
        QTest::keyClick(copies, Qt::Key_Down); // The policy's own store.
        QTRY_VERIFY(!find<QLabel>("policyProblemLabel")->text().isEmpty());
        QTest::keyClick(copies, Qt::Key_Down);
        QTRY_VERIFY(find<QWidget>("policyDialogAddButton")->isEnabled());
        auto *daily = find<QSpinBox>("policyCopyKeepDailySpin");
        daily->setFocus();
        daily->selectAll();
        typeInto(daily, u"7"_s);
        openTab("policyTabs", 4);
        typeInto(find<QLineEdit>("policyBeforeEdit"), u"/bin/true"_s);
        click("policyDialogAddButton");
        QTRY_COMPARE_WITH_TIMEOUT(rowsOf("policiesView"), 2, 20000);
        const auto added = m_ui.engine().policies().show(u"copied"_s);
        QVERIFY(added);
        QCOMPARE(added->definition.copyTo, u"second"_s);
        QCOMPARE(added->definition.copyRetention.daily, 7);
        QVERIFY(added->definition.retention.keepsAll());
        QCOMPARE(added->definition.hooks, Hooks{.before = u"/bin/true"_s});
        QCOMPARE(ui::policyCopyWords(added->definition), u"second; keeps: 7 daily"_s);
        QCOMPARE(ui::policyCommandWords(added->definition.hooks), u"Here, before: /bin/true"_s);
        QVERIFY(m_ui.engine().policies().remove(u"copied"_s));
        m_ui.press(Qt::Key_1, Qt::ControlModifier);
        m_ui.press(Qt::Key_4, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(rowsOf("policiesView"), 1, 20000);
    }

    void aPolicyIsChanged()
    {
        const PolicyView before = m_ui.engine().policies().show(u"nightly"_s).value();
        click("policyEditButton");
        QTRY_VERIFY(find<QWidget>("policyDialog")->isVisible());
        QCOMPARE(find<QLineEdit>("policyNameEdit")->text(), u"nightly"_s);
        QCOMPARE(find<QComboBox>("policyPhonesCombo")->currentText(), u"golden"_s);
        QCOMPARE(find<QPlainTextEdit>("policyWhatEdit")->toPlainText(), u"/data/media/0/DCIM"_s);
        QTRY_COMPARE_WITH_TIMEOUT(find<QComboBox>("policyStoreCombo")->count(), 2, 20000);
        QCOMPARE(find<QComboBox>("policyPhonesCombo")->currentText(), u"golden"_s);
        openTab("policyTabs", 2);
        auto *last = find<QSpinBox>("policyKeepLastSpin");
        QCOMPARE(last->value(), 1);
        last->setFocus();
        last->selectAll();
        QTest::keyClicks(last, u"2"_s);
        auto *name = find<QLineEdit>("policyNameEdit");
        name->selectAll();
        QTest::keyClicks(name, u"every night"_s);
        click("policyDialogAddButton");
        QTRY_COMPARE_WITH_TIMEOUT(textOf("policiesView", 0, 0), u"every night"_s, 20000);
        QTRY_VERIFY(!widgetNamed(u"policyDialog"_s) || !widgetNamed(u"policyDialog"_s)->isVisible());
        const PolicyView after = m_ui.engine().policies().show(u"every night"_s).value();
        QCOMPARE(after.id, before.id);
        QCOMPARE(after.nextDue, before.nextDue);
        PolicyDefinition expected = before.definition;
        expected.retention.last = 2;
        QCOMPARE(after.definition, expected);
        // Also by a double click, and back.
        QVERIFY(m_ui.engine().policies().change(u"every night"_s, u"nightly"_s, before.definition));
        m_ui.press(Qt::Key_1, Qt::ControlModifier);
        m_ui.press(Qt::Key_4, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(textOf("policiesView", 0, 0), u"nightly"_s, 20000);
    }

    void whatTheDialogDoesNotShowStays_data()
    {
        QTest::addColumn<PolicyDefinition>("policy");
        PolicyDefinition policy;
        policy.groups = {u"golden"_s, u"a, b"_s};
        policy.paths = {u"/sdcard/DCIM"_s};
        policy.apps = {u"com.example.app"_s};
        policy.excludes = {u"/**/cache"_s};
        policy.store = u"disk"_s;
        policy.folder = u"nights/shop"_s;
        policy.schedule.every = 3;
        policy.schedule.at = QTime(1, 15);
        policy.schedule.start = QDate(2025, 12, 30);
        policy.schedule.zone = QTimeZone("Asia/Shanghai");
        policy.schedule.window = QTime(5, 30);
        policy.schedule.windowEnd = Schedule::WindowEnd::Finish;
        policy.schedule.missed = Schedule::Missed::Skip;
        policy.retention = {
            .days = 30, .last = 2, .hourly = 3, .daily = 4, .weekly = 5, .monthly = 6, .yearly = 7};
        policy.speed = SpeedRules::parse(u"8:22:5000"_s).value();
        policy.hooks = {.before = u"/bin/true"_s, .timeoutSeconds = 95};
        policy.copyTo = u"second"_s;
        policy.copyFolder = u"copies"_s;
        policy.copyRetention = {.last = 9, .yearly = 1};
        QTest::newRow("days elsewhere") << policy;
        policy.phones = {u"golden-1"_s};
        policy.query = u"name:gz"_s;
        policy.schedule.kind = Schedule::Kind::Weekly;
        policy.schedule.every = 2;
        policy.schedule.weekdays = {2, 6};
        policy.whole = true;
        policy.paths.clear();
        QTest::newRow("whole phones of many kinds, weekly") << policy;
        policy.schedule = {};
        policy.schedule.kind = Schedule::Kind::Cron;
        policy.schedule.cron = CronExpression::parse(u"30 1 * * 1-5"_s).value();
        policy.schedule.start = QDate(2025, 12, 30);
        policy.groups.clear();
        policy.phones.clear();
        QTest::newRow("cron, by a search") << policy;
        policy.query.clear();
        policy.phones = {u"golden-1"_s, u"10.0.0.9:5555"_s};
        policy.schedule.kind = Schedule::Kind::Hours;
        policy.schedule.every = 6;
        policy.schedule.cron = {};
        QTest::newRow("hours, by names") << policy;
    }

    void whatTheDialogDoesNotShowStays()
    {
        QFETCH(const PolicyDefinition, policy);
        QVERIFY(m_ui.engine().policies().add(u"all of it"_s, policy));
        m_ui.press(Qt::Key_1, Qt::ControlModifier);
        m_ui.press(Qt::Key_4, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(rowsOf("policiesView"), 2, 20000);
        auto *list = find<QTreeWidget>("policiesView");
        const QRect row = list->visualItemRect(list->topLevelItem(0));
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, row.center());
        QTest::mouseDClick(list->viewport(), Qt::LeftButton, {}, row.center());
        QTRY_VERIFY(find<QWidget>("policyDialog")->isVisible());
        QTRY_COMPARE_WITH_TIMEOUT(find<QComboBox>("policyStoreCombo")->count(), 2, 20000);
        QTRY_VERIFY2(find<QWidget>("policyDialogAddButton")->isEnabled(),
                     qPrintable(find<QLabel>("policyProblemLabel")->text()));
        click("policyDialogAddButton");
        QTRY_VERIFY(!widgetNamed(u"policyDialog"_s) || !widgetNamed(u"policyDialog"_s)->isVisible());
        QCOMPARE(toJson(m_ui.engine().policies().show(u"all of it"_s)->definition), toJson(policy));
        QVERIFY(m_ui.engine().policies().remove(u"all of it"_s));
        m_ui.press(Qt::Key_1, Qt::ControlModifier);
        m_ui.press(Qt::Key_4, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(rowsOf("policiesView"), 1, 20000);
    }

    /// As one that a newer program made.
    void oneThatCannotBeReadIsThereWithItsReason()
    {
        {
            const auto catalog = Catalog::open(m_ui.options().dataDirectory + u"/catalog.sqlite"_s);
            QVERIFY(catalog);
            PolicyRecord policy = (*catalog)->policies().get(u"nightly"_s).value();
            policy.id = newPolicyId();
            policy.name = u"from tomorrow"_s;
            policy.definition[u"moonPhase"_s] = u"full"_s;
            QVERIFY((*catalog)->policies().add(policy));
        }
        m_ui.press(Qt::Key_1, Qt::ControlModifier);
        m_ui.press(Qt::Key_4, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(rowsOf("policiesView"), 2, 20000);
        QCOMPARE(textOf("policiesView", 0, 2), u"Cannot be read"_s);
        auto *list = find<QTreeWidget>("policiesView");
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                          list->visualItemRect(list->topLevelItem(0)).center());
        QTRY_VERIFY(!find<QWidget>("policyEditButton")->isEnabled());
        const auto labels = find<QWidget>("policyOverviewView")->findChildren<QLabel *>();
        QVERIFY(std::any_of(labels.begin(), labels.end(),
                            [](const QLabel *label) { return label->text().contains(u"moonPhase"_s); }));
        click("policyRemoveButton");
        QTRY_VERIFY(find<QWidget>("policyRemoveBox")->isVisible());
        click("policyRemoveYesButton");
        QTRY_COMPARE_WITH_TIMEOUT(rowsOf("policiesView"), 1, 20000);
        QTRY_VERIFY(find<QWidget>("policyEditButton")->isEnabled());
    }

    void itRestsAndGoesOn()
    {
        QTRY_VERIFY(find<QWidget>("policySuspendButton")->isEnabled());
        click("policySuspendButton");
        QTRY_COMPARE(textOf("policiesView", 0, 3), u"Suspended"_s);
        auto *action = m_ui.window()->findChild<QAction *>(u"policySuspendAction"_s);
        QCOMPARE(action->text(), u"Resume"_s);
        click("policySuspendButton");
        QTRY_VERIFY(textOf("policiesView", 0, 3) != u"Suspended"_s);
    }

    void itRunsNowAndSaysWhatWouldGo()
    {
        runNow();
        openTab("policiesDetailsTabs", 1);
        QTRY_COMPARE_WITH_TIMEOUT(rowsOf("policyRetentionView"), 1, 20000);
        QCOMPARE(textOf("policyRetentionView", 0, 0), u"golden-1"_s);
        QVERIFY(textOf("policyRetentionView", 0, 3).startsWith(u"Stays: "_s));
        const auto policy = m_ui.engine().policies().show(u"nightly"_s);
        QVERIFY(policy && policy->lastRun->finishedAt.isValid());
        QCOMPARE(policy->lastTargets.size(), 1);
        QVERIFY(!policy->lastTargets.first().backup.isEmpty());
    }

    /// Of a policy's backup and of one that is chosen; the certificates are in the backup's details.
    void drillsAreDatedInTheBackup()
    {
        const BackupId backup = m_ui.engine().policies().show(u"nightly"_s)->lastTargets.first().backup;
        QTRY_VERIFY(find<QWidget>("policyDrillButton")->isEnabled());
        click("policyDrillButton");
        QTRY_VERIFY(!find<QWidget>("policyDrillButton")->isEnabled());
        QTRY_VERIFY_WITH_TIMEOUT(find<QWidget>("policyDrillButton")->isEnabled(), 120000);
        const auto first = m_ui.engine().drills().of(backup);
        QVERIFY(first && first->size() == 1 && first->first().passed);
        m_ui.press(Qt::Key_2, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(rowsOf("backupsView"), 1, 20000);
        auto *list = find<QTableView>("backupsView");
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                          list->visualRect(list->model()->index(0, 1)).center());
        const auto certificates = [] {
            QString text;
            for (const QLabel *label : find<QWidget>("backupOverviewView")->findChildren<QLabel *>()) {
                if (label->text().contains(u": passed; "_s))
                    text = label->text();
            }
            return text;
        };
        QTRY_COMPARE(certificates().count(u"passed"_s), 1);
        auto *action = m_ui.window()->findChild<QAction *>(u"backupsDrillAction"_s);
        QTRY_VERIFY(action->isEnabled());
        action->trigger();
        QTRY_VERIFY(!action->isEnabled());
        QTRY_VERIFY_WITH_TIMEOUT(action->isEnabled(), 120000);
        QTRY_COMPARE(certificates().count(u"passed"_s), 2);
        const auto both = m_ui.engine().drills().of(backup);
        QVERIFY(both && both->size() == 2);
        QVERIFY2(certificates().startsWith(ui::exactTimeText(both->first().at)), qPrintable(certificates()));
        m_ui.press(Qt::Key_4, Qt::ControlModifier);
        QTRY_VERIFY(find<QWidget>("policiesView")->isVisible());
    }

    void aBackupIsCopiedByHand()
    {
        const auto before = m_ui.engine().policies().show(u"nightly"_s);
        QVERIFY(before);
        m_ui.press(Qt::Key_2, Qt::ControlModifier);
        const BackupId original = before->lastTargets.first().backup;
        QTRY_VERIFY_WITH_TIMEOUT(rowsOf("backupsView") > 0, 20000);
        auto *list = find<QTableView>("backupsView");
        const QModelIndex index = list->model()->index(list->model()->rowCount() - 1, 1); // The oldest.
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(index).center());
        auto *action = m_ui.window()->findChild<QAction *>(u"backupsCopyToStoreAction"_s);
        QTRY_VERIFY(action->isEnabled());
        action->trigger();
        QTRY_VERIFY(find<QWidget>("backupCopyDialog")->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(find<QWidget>("copyStartButton")->isEnabled(), 20000);
        auto *store = find<QComboBox>("copyStoreCombo");
        QCOMPARE(store->currentText(), u"disk"_s);
        click("copyStartButton"); // It lies there already.
        QTRY_VERIFY_WITH_TIMEOUT(!find<QLabel>("copyProblemLabel")->text().isEmpty(), 20000);
        store->setCurrentIndex(store->findText(u"second"_s));
        typeInto(find<QLineEdit>("copyFolderEdit"), u"by-hand"_s);
        click("copyStartButton");
        QTRY_COMPARE_WITH_TIMEOUT(textOf("jobsView", 0, 1), u"Copy"_s, 60000);
        QTRY_COMPARE_WITH_TIMEOUT(textOf("jobsView", 0, 2), u"Done"_s, 60000);
        QVERIFY(m_ui.engine().backups().get(original)); // It stays where it was.
        QVERIFY(!QDir(m_ui.folder() + u"/store-second/by-hand"_s).isEmpty());
        m_ui.press(Qt::Key_4, Qt::ControlModifier);
    }

    void itIsForgottenAfterAQuestion()
    {
        click("policyRemoveButton");
        QTRY_VERIFY(find<QWidget>("policyRemoveBox")->isVisible());
        click("policyRemoveNoButton");
        QCOMPARE(rowsOf("policiesView"), 1);
        click("policyRemoveButton");
        QTRY_VERIFY(find<QWidget>("policyRemoveBox")->isVisible());
        click("policyRemoveYesButton");
        QTRY_COMPARE_WITH_TIMEOUT(rowsOf("policiesView"), 0, 20000);
        QVERIFY(find<QWidget>("policyAddActionEmptyButton")->isVisible());
    }
};

QTEST_MAIN(PoliciesTest)
#include "tst_policies.moc"
