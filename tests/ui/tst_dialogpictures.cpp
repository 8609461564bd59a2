// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/logfile.h"
#include "core/engine/backupservice.h"
#include "core/engine/jobservice.h"
#include "core/engine/policyservice.h"
#include "tests/ui/madedata.h"
#include "tests/ui/picture.h"
#include "tests/ui/uifixture.h"
#include "tests/ui/views.h"
#include "ui/jobs/speedplot.h"
#include "ui/shell/openingdialog.h"
#include "ui/shell/quitdialog.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/roles.h"

#include <QApplication>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTabBar>
#include <QTabWidget>
#include <QThread>
#include <QTimer>
#include <QTreeView>

#include <cmath>

using namespace holdfast;
using namespace holdfast::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kLong = 30000;

bool isShown(const char *name)
{
    const QWidget *widget = widgetNamed(QString::fromLatin1(name));
    return widget && widget->isVisible();
}

} // namespace

/// What the dialogs and the smaller pages look like, against pictures that somebody has looked at.
class DialogPicturesTest : public QObject
{
    Q_OBJECT

    UiFixture m_ui;
    int m_different = 0;

    static void addLooks()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<int>("theme");
        if (!qEnvironmentVariableIsEmpty("HOLDFAST_UI_VARIANT")) {
            QTest::newRow("2x") << u"en"_s << int(ui::ThemeMode::Light);
            return;
        }
        QTest::newRow("light") << u"en"_s << int(ui::ThemeMode::Light);
        QTest::newRow("dark") << u"en"_s << int(ui::ThemeMode::Dark);
        QTest::newRow("zh") << u"zh_CN"_s << int(ui::ThemeMode::Light);
    }

    bool openLook(UiFixture &ui, const QString &page, QSize size = {960, 600})
    {
        QFETCH(const QString, language);
        QFETCH(const int, theme);
        return ui.openWindow(page, language, ui::ThemeMode(theme), size);
    }

    /// Opens it and waits until all phones are told.
    bool openLook(const QString &page, QSize size = {960, 600})
    {
        return openLook(m_ui, page, size) && QTest::qWaitFor(
                                                 [] {
                                                     const int lab = rowSaying("phonesView", u"lab-14"_s);
                                                     return rowsOf("phonesView") == 7 && lab >= 0 &&
                                                            find<ui::DataTable>("phonesView")
                                                                    ->model()
                                                                    ->index(lab, 3)
                                                                    .data(Qt::DisplayRole)
                                                                    .toString() != QString();
                                                 },
                                                 kLong);
    }

    /// Takes a picture. One that differs fails the test when all have been taken.
    void take(UiFixture &ui, QWidget *widget, const QString &stem, const QStringList &masked = {})
    {
        QVERIFY2(widget && widget->isVisible(), qPrintable(stem));
        if (QWidget *focus = QApplication::focusWidget())
            focus->clearFocus();
        QCoreApplication::processEvents();
        ui.heartbeat().stop();
        if (!matchesBaseline(widget, stem + u'-' + QString::fromLatin1(QTest::currentDataTag()), masked))
            ++m_different;
        ui.heartbeat().start();
    }
    void take(const char *widget, const QString &stem, const QStringList &masked = {})
    {
        take(m_ui, widgetNamed(QString::fromLatin1(widget)), stem, masked);
    }

    void trigger(const char *action)
    {
        auto *found = m_ui.window()->findChild<QAction *>(QString::fromLatin1(action));
        QVERIFY2(found && found->isEnabled(), action);
        found->trigger();
    }

    void leave(const char *dialog, const char *button)
    {
        click(button);
        QTRY_VERIFY2(!isShown(dialog), dialog);
    }

    /// A backup of lab-14 with an app and a folder, made at a time that does not change.
    void makeBackup()
    {
        BackupRequest request;
        request.phones = {Serial{u"lab-14"_s}};
        const auto phones = m_ui.engine().phones().list(CancelToken());
        QVERIFY(phones);
        for (const PhoneView &phone : *phones) {
            if (phone.androidVersion == "14"_L1)
                request.phones = {phone.serial};
        }
        request.paths = QStringList{u"/data/media/0"_s};
        request.apps = QStringList{u"io.notes.app5"_s, u"com.shop.app3"_s};
        request.store = u"disk"_s;
        request.name = u"before the update of all the shop's apps"_s;
        const auto batch = m_ui.engine().backups().startBackup(request, CancelToken());
        QVERIFY2(batch, batch ? "" : qPrintable(userText(batch.error())));
        QVERIFY(m_ui.engine().jobs().waitFor(*batch, std::chrono::seconds(60)));
        const auto jobs = m_ui.engine().jobs().batch(*batch);
        QVERIFY(jobs && jobs->first().status == JobStatus::Finished);
        QVERIFY(setMadeAt(m_ui.folder() + u"/data"_s, jobs->first().backup,
                          m_ui.clock().now().addSecs(-2 * 3600)));
    }

    /// Each page of it, with the secret in each place that needs other widgets.
    void takeBucketForm()
    {
        find<QComboBox>("storeKindCombo")->setCurrentIndex(2);
        typeInto(find<QLineEdit>("storeBucketEdit"), u"phone-backups"_s);
        typeInto(find<QLineEdit>("storeRegionEdit"), u"cn-hangzhou"_s);
        typeInto(find<QLineEdit>("storeAccessKeyEdit"), u"LTAI5tExample"_s);
        typeInto(find<QLineEdit>("storeSecretEdit"), u"not a real one"_s);
        take("storeDialog", u"store-bucket"_s);
        auto *places = find<QComboBox>("storeSecretPlaceCombo");
        places->setCurrentIndex(places->findData(u"file"_s));
        take("storeDialog", u"store-bucket-file"_s);
        find<QTabWidget>("storeBucketTabs")->setCurrentIndex(1);
        take("storeDialog", u"store-bucket-backups"_s);
        find<QTabWidget>("storeBucketTabs")->setCurrentIndex(2);
        take("storeDialog", u"store-bucket-connection"_s);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_ui.open(true), qPrintable(m_ui.error()));
        QVERIFY(fillCatalog(m_ui.folder() + u"/data"_s, m_ui.clock()));
        QVERIFY2(!m_ui.addPhone(u"lab-14"_s).isEmpty(), qPrintable(m_ui.error()));
        QVERIFY2(!m_ui.addPhone(u"lab-13"_s, u"none"_s, u"13"_s).isEmpty(), qPrintable(m_ui.error()));
        QVERIFY2(m_ui.addStore(u"disk"_s), qPrintable(m_ui.error()));
        makeBackup();
    }

    void init() { m_different = 0; }
    void cleanup()
    {
        m_ui.closeWindow();
        QCOMPARE(m_different, 0);
    }

    void restoreWizard_data() { addLooks(); }
    void restoreWizard()
    {
        QVERIFY(openLook(u"phonesPage"_s));
        clickItem("phonesView", u"lab-14"_s);
        QTRY_VERIFY_WITH_TIMEOUT(find<QWidget>("phonesRestoreButton")->isEnabled(), kLong);
        click("phonesRestoreButton");
        QTRY_VERIFY(isShown("restoreWizard"));
        QTRY_VERIFY(rowsOf("restoreBackupView") > 5);
        QTRY_VERIFY(textOf("restoreBackupView", 0, 2).startsWith(u"before"_s));
        clickItem("restoreBackupView", textOf("restoreBackupView", 0, 0));
        QTRY_VERIFY(find<QWidget>("restoreNextButton")->isEnabled());
        take("restoreWizard", u"restore-backup"_s);
        click("restoreNextButton");
        QTRY_VERIFY_WITH_TIMEOUT(find<QWidget>("restoreNextButton")->isEnabled(), kLong);
        take("restoreWizard", u"restore-contents"_s);
        click("restoreByAppsRadio");
        clickItem("restoreAppsList", u"io.notes.app5"_s, true);
        take("restoreWizard", u"restore-apps"_s);
        click("restoreByFilesRadio");
        click("restoreNextButton");
        QTRY_VERIFY(find<QWidget>("restoreNextButton")->isEnabled());
        clickItem("restorePhonesView", u"lab-13"_s, true);
        take("restoreWizard", u"restore-phones"_s, {u"restorePhonesView#1"_s});
        click("restoreNextButton");
        QTRY_VERIFY_WITH_TIMEOUT(find<QWidget>("restoreLeaveOutButton")->isEnabled(), kLong);
        take("restoreWizard", u"restore-check"_s);
        click("restoreLeaveOutButton");
        QTRY_VERIFY(find<QWidget>("restoreNextButton")->isEnabled());
        click("restoreNextButton");
        QTRY_VERIFY_WITH_TIMEOUT(find<QLabel>("restorePreviewLabel")->text().endsWith(u"64"_s) ||
                                     find<QLabel>("restorePreviewLabel")->text().endsWith(u"already"_s),
                                 kLong);
        take("restoreWizard", u"restore-confirm"_s, {u"restoreCommandEdit"_s});
        leave("restoreWizard", "restoreCancelButton");
    }

    void phoneDetails_data() { addLooks(); }
    void phoneDetails()
    {
        QVERIFY(openLook(u"phonesPage"_s, {1280, 800}));
        QTest::mouseClick(find<QTabWidget>("phonesDetailsTabs")->tabBar(), Qt::LeftButton, {},
                          find<QTabWidget>("phonesDetailsTabs")->tabBar()->tabRect(2).center());
        clickItem("phonesView", u"lab-14"_s);
        QTRY_COMPARE_WITH_TIMEOUT(rowsOf("phoneAppsList"), 6, kLong);
        QTRY_VERIFY_WITH_TIMEOUT(find<QWidget>("phonesBackupButton")->isEnabled(), kLong);
        take(m_ui, m_ui.window(), u"phone-apps"_s);
        QTabBar *tabs = find<QTabWidget>("phonesDetailsTabs")->tabBar();
        QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(1).center());
        QTRY_COMPARE(rowsOf("phoneBackupsTable"), 1);
        QTRY_VERIFY(!textOf("phoneBackupsTable", 0, 2).isEmpty());
        take(m_ui, m_ui.window(), u"phone-backups"_s);
    }

    void phoneDialogs_data() { addLooks(); }
    void phoneDialogs()
    {
        QVERIFY(openLook(u"phonesPage"_s));
        clickItem("phonesView", u"gz-0001"_s);
        trigger("phonesGroupAction");
        QTRY_VERIFY(isShown("groupDialog"));
        QCOMPARE(find<QComboBox>("groupCombo")->currentText(), u"golden"_s);
        take("groupDialog", u"group"_s);
        leave("groupDialog", "groupCancelButton");
        trigger("phonesTagsAction");
        QTRY_VERIFY(isShown("tagsDialog"));
        typeInto(find<QLineEdit>("tagsNewEdit"), u"live"_s);
        take("tagsDialog", u"tags"_s);
        leave("tagsDialog", "tagsCancelButton");
        trigger("phonesConnectAction");
        QTRY_VERIFY(isShown("connectDialog"));
        typeInto(find<QPlainTextEdit>("connectAddressEdit"), u"10.0.0.11-30:5555 not/one"_s);
        QVERIFY(!find<QWidget>("connectStartButton")->isEnabled());
        take("connectDialog", u"connect"_s);
        leave("connectDialog", "connectCloseButton");
        trigger("phonesNewEmulatedAction");
        QTRY_VERIFY(isShown("emulatorDialog"));
        take("emulatorDialog", u"emulator"_s);
        leave("emulatorDialog", "emulatorCancelButton");
    }

    void backupDialogs_data() { addLooks(); }
    void backupDialogs()
    {
        QVERIFY(openLook(u"backupsPage"_s));
        const auto gone = [] { return rowSaying("backupsView", u"lab-14"_s, 1) >= 0; };
        QTRY_VERIFY(gone());
        auto *table = find<ui::DataTable>("backupsView");
        const QModelIndex index = table->model()->index(rowSaying("backupsView", u"lab-14"_s, 1), 0);
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(index).center());
        QTRY_VERIFY(find<QWidget>("backupsDeleteButton")->isEnabled());
        auto *details = find<QTabWidget>("backupsDetailsTabs");
        QTest::mouseClick(details->tabBar(), Qt::LeftButton, {}, details->tabBar()->tabRect(1).center());
        QTRY_VERIFY_WITH_TIMEOUT(rowsOf("backupContentsTree") > 0, kLong);
        take(m_ui, m_ui.window(), u"backup-contents"_s);
        click("backupsDeleteButton");
        QTRY_VERIFY(isShown("deleteLastView"));
        take("backupDeleteDialog", u"delete"_s);
        leave("backupDeleteDialog", "deleteCancelButton");
        trigger("backupsCopyToStoreAction");
        QTRY_VERIFY(isShown("backupCopyDialog"));
        QTRY_VERIFY_WITH_TIMEOUT(find<QComboBox>("copyStoreCombo")->count() == 2, kLong);
        take("backupCopyDialog", u"backup-copy"_s);
        leave("backupCopyDialog", "copyCancelButton");
    }

    void stores_data() { addLooks(); }
    void stores()
    {
        QVERIFY(openLook(u"storesPage"_s));
        QTRY_COMPARE(rowsOf("storesView"), 2);
        clickItem("storesView", u"disk"_s);
        click("storeTestButton");
        QTRY_COMPARE_WITH_TIMEOUT(textOf("storeTestView", 6, 2).isEmpty(), false, kLong);
        const auto answers = [](const QString &store) {
            auto *view = find<QTreeView>("storesView");
            const int row = rowSaying("storesView", store);
            return view && row >= 0 &&
                   !view->model()->index(row, 1).data(ui::IconNameRole).toString().isEmpty();
        };
        QTRY_VERIFY_WITH_TIMEOUT(
            find<QTreeView>("storeTestView")->model()->index(6, 2).data(ui::IconNameRole).toString() ==
                u"ok"_s,
            kLong);
        const QString data = m_ui.folder() + u"/data"_s;
        const QDateTime added = m_ui.clock().now().addDays(-30);
        QVERIFY(setStorePlace(data, u"disk"_s, u"file:///srv/backups"_s, added));
        m_ui.press(Qt::Key_1, Qt::ControlModifier);
        m_ui.press(Qt::Key_5, Qt::ControlModifier);
        QTRY_COMPARE(textOf("storesView", 0, 2), u"file:///srv/backups"_s);
        // The folders of the pictures are not there.
        QTRY_VERIFY_WITH_TIMEOUT(answers(u"disk"_s) && answers(u"nas"_s), kLong);
        QTRY_VERIFY_WITH_TIMEOUT(find<QTreeView>("storesView")
                                         ->model()
                                         ->index(rowSaying("storesView", u"disk"_s), 1)
                                         .data(ui::IconNameRole)
                                         .toString() == u"error"_s,
                                 kLong);
        QTRY_VERIFY_WITH_TIMEOUT(isShown("storeHealthButton"), kLong);
        take(m_ui, m_ui.window(), u"stores"_s, {u"storeTestView#1"_s});
        QVERIFY(setStorePlace(data, u"disk"_s, u"file://"_s + m_ui.folder() + u"/store-disk"_s, added));
        trigger("storeAddAction");
        QTRY_VERIFY(isShown("storeDialog"));
        typeInto(find<QLineEdit>("storeFolderEdit"), u"/mnt/nas/holdfast"_s);
        take("storeDialog", u"store-add"_s);
        takeBucketForm();
        leave("storeDialog", "storeCancelButton");
        clickItem("storesView", u"nas"_s);
        trigger("storeChangeAction");
        QTRY_VERIFY(isShown("storeDialog"));
        take("storeDialog", u"store-change"_s);
        leave("storeDialog", "storeCancelButton");
        trigger("storeRemoveAction");
        QTRY_VERIFY(isShown("storeRemoveBox"));
        // A message box keeps to half of the screen, which with twice the pixels is too narrow here.
        if (qEnvironmentVariableIsEmpty("HOLDFAST_UI_VARIANT"))
            take("storeRemoveBox", u"store-remove"_s);
        leave("storeRemoveBox", "storeRemoveNoButton");
    }

    void policies_data() { addLooks(); }
    void policies()
    {
        PolicyDefinition nightly;
        nightly.groups = QStringList{u"golden"_s};
        nightly.whole = true;
        nightly.excludes = QStringList{u"/**/cache"_s};
        nightly.store = u"disk"_s;
        nightly.schedule.window = QTime(6, 0);
        nightly.retention.daily = 7;
        nightly.retention.weekly = 4;
        const auto added = m_ui.engine().policies().add(u"nightly"_s, nightly);
        QVERIFY(added || added.error().code == Errc::PolicyExists);
        QVERIFY(openLook(u"policiesPage"_s));
        QTRY_COMPARE(rowsOf("policiesView"), 1);
        QCOMPARE(textOf("policiesView", 0, 1), u"2"_s);
        QTRY_VERIFY(find<QWidget>("policyRunButton")->isEnabled());
        const auto facts = [] {
            return find<QWidget>("policyOverviewView")->findChildren<QLabel *>().size();
        };
        QTRY_VERIFY(facts() > 10);
        take(m_ui, m_ui.window(), u"policies"_s, {u"~pl-"_s});
        click("policyAddButton");
        QTRY_VERIFY(isShown("policyDialog"));
        QTRY_VERIFY_WITH_TIMEOUT(find<QComboBox>("policyStoreCombo")->count() == 2, kLong);
        typeInto(find<QLineEdit>("policyNameEdit"), u"chat apps"_s);
        click("policyPartsRadio");
        typeInto(find<QPlainTextEdit>("policyWhatEdit"), u"com.tencent.mm"_s);
        QTRY_VERIFY(find<QWidget>("policyDialogAddButton")->isEnabled());
        take("policyDialog", u"policy-what"_s);
        find<QTabWidget>("policyTabs")->setCurrentIndex(1);
        take("policyDialog", u"policy-when"_s);
        find<QTabWidget>("policyTabs")->setCurrentIndex(2);
        take("policyDialog", u"policy-keep"_s);
        find<QTabWidget>("policyTabs")->setCurrentIndex(3);
        auto *copies = find<QComboBox>("policyCopyStoreCombo");
        copies->setCurrentText(find<QComboBox>("policyStoreCombo")->currentText());
        QVERIFY(!find<QWidget>("policyDialogAddButton")->isEnabled());
        take("policyDialog", u"policy-copies-same"_s);
        copies->setCurrentIndex(3 - copies->currentIndex());
        QVERIFY(find<QWidget>("policyDialogAddButton")->isEnabled());
        take("policyDialog", u"policy-copies"_s);
        find<QTabWidget>("policyTabs")->setCurrentIndex(4);
        take("policyDialog", u"policy-commands"_s);
        leave("policyDialog", "policyCancelButton");
    }

    void log_data() { addLooks(); }
    void log()
    {
        const QString data = m_ui.folder() + u"/data"_s;
        QFile::remove(data + u"/log/holdfast.log"_s);
        LogFile file(data);
        for (
            const QByteArray &line :
            {"2026-01-15T11:58:01.000Z 42 info holdfast.jobs: t-1 phone gz-0001, Android 14, root: su"_ba,
             "2026-01-15T11:58:04.000Z 42 warning holdfast.jobs: t-1 /data/data/com.shop/files/live changed"_ba,
             "2026-01-15T11:59:59.000Z 42 critical holdfast.store: nas is full"_ba})
            QVERIFY(file.append(line));
        QVERIFY(openLook(u"phonesPage"_s));
        trigger("helpLogAction");
        QTRY_VERIFY(isShown("logDialog"));
        QTRY_COMPARE(rowsOf("logView"), 3);
        take("logDialog", u"log"_s);
        leave("logDialog", "logCloseButton");
    }

    void speed_data() { addLooks(); }
    void speed()
    {
        QVERIFY(openLook(u"phonesPage"_s)); // Its language and colours.
        ui::SpeedHistory history;
        for (int second = 0; second <= 300; ++second) {
            const double wave = 1 + 0.25 * std::sin(second / 9.0);
            history.add(second * 1000, {.copied = second > 30 && second < 220 ? 9.5e6 * wave : 0.0,
                                        .checked = second > 150 ? 6e6 * wave : 0.0});
        }
        ui::SpeedPlot plot;
        plot.resize(720, 240);
        plot.show(history);
        plot.setVisible(true);
        QVERIFY(QTest::qWaitForWindowExposed(&plot));
        QVERIFY(find<QLabel>("jobsSpeedLabel")->text().contains(u"5:00"_s));
        take(m_ui, &plot, u"speed"_s);
    }

    void quit_data() { addLooks(); }
    void quit()
    {
        QVERIFY(openLook(u"phonesPage"_s));
        QVERIFY(!m_ui.window()->close());
        QTRY_VERIFY(isShown("quitDialog"));
        take("quitDialog", u"quit"_s);
        leave("quitDialog", "quitStayButton");
        ui::QuitDialog tray({.jobs = 3, .phones = 12}, true, m_ui.window());
        tray.open();
        take("quitDialog", u"quit-tray"_s);
        leave("quitDialog", "quitStayButton");
    }

    void opening_data() { addLooks(); }
    void opening()
    {
        QVERIFY(openLook(u"phonesPage"_s)); // Its language and colours.
        // An update that lasts until its picture is taken.
        ui::OpeningDialog dialog(m_ui.options(),
                                 [](const EngineOptions &options) -> Result<std::unique_ptr<Engine>> {
                                     while (true) {
                                         const auto going = options.catalogProgress(250'000, 1'000'000);
                                         if (!going)
                                             return tl::unexpected(going.error());
                                         QThread::msleep(20);
                                     }
                                 });
        QTimer look;
        connect(&look, &QTimer::timeout, this, [&] {
            if (!dialog.isVisible() || find<QLabel>("openingCountsLabel")->text().isEmpty())
                return;
            look.stop();
            take("openingDialog", u"opening"_s);
            click("openingQuitButton");
        });
        look.start(20);
        QVERIFY(!dialog.run());
    }

    void about_data() { addLooks(); }
    void about()
    {
        QVERIFY(openLook(u"phonesPage"_s));
        trigger("viewPaletteAction");
        QTRY_VERIFY(isShown("paletteDialog"));
        typeInto(find<QLineEdit>("paletteEdit"), u"S"_s);
        take("paletteDialog", u"palette"_s);
        QTest::keyClick(find<QLineEdit>("paletteEdit"), Qt::Key_Escape);
        QTRY_VERIFY(!isShown("paletteDialog"));
        QCoreApplication::setApplicationVersion(u"1.2.3"_s);
        trigger("helpAboutAction");
        QTRY_VERIFY(isShown("aboutDialog"));
        QVERIFY(find<QLabel>("aboutLabel")->text().contains(u"1.2.3"_s));
        take("aboutDialog", u"about"_s);
        leave("aboutDialog", "aboutCloseButton");
    }

    void firstRun_data() { addLooks(); }
    void firstRun()
    {
        // The other window's language would speak where this one's is silent.
        QVERIFY(openLook(m_ui, u"phonesPage"_s));
        m_ui.closeWindow();
        UiFixture empty;
        QVERIFY2(empty.open(), qPrintable(empty.error()));
        QVERIFY(openLook(empty, u"phonesPage"_s));
        QTRY_VERIFY(isShown("firstRunPanel"));
        QTRY_VERIFY(isShown("phonesNewEmulatedActionEmptyButton"));
        take(empty, empty.window(), u"first-run"_s);
        empty.press(Qt::Key_5, Qt::ControlModifier);
        QTRY_VERIFY(isShown("storeAddActionEmptyButton"));
        take(empty, empty.window(), u"stores-empty"_s);
    }
};

QTEST_MAIN(DialogPicturesTest)
#include "tst_dialogpictures.moc"
