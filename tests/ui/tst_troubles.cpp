// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/backupservice.h"
#include "core/engine/emulatorservice.h"
#include "core/engine/jobservice.h"
#include "core/engine/storeservice.h"
#include "tests/ui/madedata.h"
#include "tests/ui/picture.h"
#include "tests/ui/uifixture.h"
#include "tests/ui/views.h"
#include "ui/widgets/datatable.h"

#include <QApplication>
#include <QComboBox>
#include <QDirIterator>
#include <QLabel>
#include <QProcess>
#include <QPushButton>
#include <QStatusBar>

#include <cstdio>

using namespace holdfast;
using namespace holdfast::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kLong = 60000;
/// Slow enough for something to happen in the middle.
const QString kSlow = u"bytesPerSecond=400000"_s;

/// Files below a store's folder, without its own markers.
QStringList filesIn(const QString &folder)
{
    QStringList files;
    QDirIterator walk(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (walk.hasNext())
        files << walk.next().mid(folder.size());
    return files;
}

/// The program that gets killed: backs up one phone for as long as it is let live.
int beVictim()
{
    EngineOptions options;
    const QString build = qEnvironmentVariable("HOLDFAST_BUILD_DIR");
    options.dataDirectory = qEnvironmentVariable("HOLDFAST_TEST_VICTIM");
    options.agentDirectory = build + u"/agents"_s;
    options.emulatorProgram = build + u"/app/emulator/holdfast-emulator"_s;
    options.adb = {.host = u"127.0.0.1"_s,
                   .port = static_cast<quint16>(qEnvironmentVariableIntValue("ANDROID_ADB_SERVER_PORT")),
                   .socketPath = {}};
    const auto engine = Engine::open(options);
    if (!engine)
        return 1;
    BackupRequest request;
    request.phones = {Serial{qEnvironmentVariable("HOLDFAST_TEST_PHONE")}};
    request.whole = true;
    request.store = u"disk"_s;
    const auto batch = (*engine)->backups().startBackup(request, CancelToken());
    while (batch) {
        (*engine)->jobs().waitFor(*batch, std::chrono::milliseconds(50));
        const auto jobs = (*engine)->jobs().batch(*batch);
        if (jobs && !jobs->isEmpty() && jobs->first().progress.bytesDone > 0)
            break;
    }
    std::puts("running");
    std::fflush(stdout);
    while (batch)
        (*engine)->jobs().waitFor(*batch, std::chrono::milliseconds(50));
    return 1;
}

} // namespace

/// What goes wrong in an operator's life, and what the window says then: what, why and what to do.
class TroublesTest : public QObject
{
    Q_OBJECT

    UiFixture m_ui;
    QHash<QString, Serial> m_serials;
    int m_different = 0;

    /// Selects phones on their page and backs them up as a whole to @p store.
    void backUp(const QString &phone, const QString &store)
    {
        m_ui.press(Qt::Key_1, Qt::ControlModifier);
        clickItem("phonesView", phone);
        QTRY_VERIFY_WITH_TIMEOUT(find<QWidget>("phonesBackupButton")->isEnabled(), kLong);
        click("phonesBackupButton");
        QTRY_VERIFY(find<QWidget>("backupDialog")->isVisible());
        click("backupWholeRadio");
        auto *stores = find<QComboBox>("backupStoreCombo");
        QTRY_VERIFY(stores->findData(store) >= 0);
        stores->setFocus();
        stores->setCurrentIndex(stores->findData(store));
        QTRY_VERIFY(find<QWidget>("backupStartButton")->isEnabled());
        click("backupStartButton");
        QTRY_VERIFY_WITH_TIMEOUT(find<QWidget>("jobsView")->isVisible(), kLong);
    }

    /// Waits until bytes of the newest job move.
    static void waitForBytes()
    {
        QTRY_VERIFY_WITH_TIMEOUT(textOf("jobsView", 0, 2).startsWith(u"Copying files, "_s), kLong);
    }

    bool goOnline(const QString &phone)
    {
        return QTest::qWaitFor(
            [&] {
                const int row = rowSaying("phonesView", phone);
                return row >= 0 && textOf("phonesView", row, 3) == u"Online"_s;
            },
            kLong);
    }

    /// Takes a picture. One that differs fails the test when the story has been told to its end.
    void take(QWidget *widget, const QString &name, const QStringList &masked = {})
    {
        if (QWidget *focus = QApplication::focusWidget())
            focus->clearFocus();
        m_ui.window()->statusBar()->clearMessage(); // It goes by itself, sooner or later.
        QCoreApplication::processEvents();
        m_ui.heartbeat().stop();
        if (!matchesBaseline(widget, name, masked))
            ++m_different;
        m_ui.heartbeat().start();
    }

    /// The window on the jobs page, with times that are always the same.
    void takeJobs(const QString &name)
    {
        QVERIFY(freezeJobTimes(m_ui.folder() + u"/data"_s, m_ui.clock()));
        QTRY_VERIFY(find<QLabel>("jobsBatchTitleLabel")->text().contains(u"2026-01-15"_s));
        take(m_ui.window(), name);
    }

    void openWindow()
    {
        QVERIFY(m_ui.openWindow(u"phonesPage"_s, u"en"_s, ui::ThemeMode::Light, {960, 600}));
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_ui.open(), qPrintable(m_ui.error()));
        for (const auto &[name, android] :
             {std::pair{u"golden"_s, u"14"_s}, std::pair{u"older"_s, u"13"_s}}) {
            m_serials.insert(name,
                             m_ui.addPhone(name, name == u"golden"_s ? u"small"_s : u"none"_s, android));
            QVERIFY2(!m_serials.value(name).isEmpty(), qPrintable(m_ui.error()));
        }
        QVERIFY2(m_ui.addStore(u"disk"_s), qPrintable(m_ui.error()));
        openWindow();
        QVERIFY(goOnline(u"golden"_s));
    }

    void init() { m_different = 0; }
    void cleanup()
    {
        QCOMPARE(m_different, 0);
        static_cast<void>(m_ui.setFaults(u"golden"_s, {}));
        m_ui.verifyNeverHeldUp();
    }

    void cleanupTestCase()
    {
        m_ui.closeWindow();
        // The window may have started a server in place of the one that was killed.
        static_cast<void>(m_ui.server().adb({u"kill-server"_s}));
    }

    void aPhoneIsUnpluggedInTheMiddle()
    {
        QVERIFY(m_ui.setFaults(u"golden"_s, {kSlow}));
        backUp(u"golden"_s, u"disk"_s);
        waitForBytes();
        QVERIFY(m_ui.setFaults(u"golden"_s, {u"bytesPerSecond=1000"_s})); // It cannot end before.
        m_ui.heartbeat().stop();
        QVERIFY(m_ui.engine().emulators().stop(u"golden"_s, CancelToken()));
        m_ui.heartbeat().start();
        QTRY_VERIFY_WITH_TIMEOUT(textOf("jobsView", 0, 2).startsWith(u"Failed: "_s), kLong);
        const QString why =
            u"The connection to phone golden was lost. Check the phone and the network, then try "
            "again."_s;
        QTRY_COMPARE(noticeSaying(u"Backup of golden failed"_s),
                     QString(u"Backup of golden failed at the step: Copying files. "_s + why +
                             u" Nothing was stored."_s));
        click("noticeActionButton");
        QTRY_VERIFY(find<QWidget>("jobsProblemsView")->isVisible());
        QCOMPARE(textOf("jobsProblemsView", 0, 1), why);
        QVERIFY(find<QWidget>("jobsProblemRetryButton0")->isVisible());
        QTRY_VERIFY(noticeSaying({}).isEmpty());
        takeJobs(u"trouble-unplugged"_s);
        QCOMPARE(filesIn(m_ui.folder() + u"/store-disk"_s), QStringList());
        // Plugged in again, the same button does it.
        m_ui.heartbeat().stop();
        QVERIFY(m_ui.engine().emulators().start(u"golden"_s, CancelToken()));
        QVERIFY(m_ui.setFaults(u"golden"_s, {}));
        m_ui.press(Qt::Key_1, Qt::ControlModifier);
        QVERIFY(goOnline(u"golden"_s));
        m_ui.press(Qt::Key_3, Qt::ControlModifier);
        click("jobsProblemRetryButton0");
        QTRY_COMPARE_WITH_TIMEOUT(rowsOf("jobsView"), 2, kLong);
        QTRY_COMPARE_WITH_TIMEOUT(textOf("jobsView", 0, 2), u"Done"_s, kLong);
    }

    void aStoreIsFull()
    {
        const QString folder = m_ui.folder() + u"/small-disk"_s;
        QVERIFY(QDir().mkpath(folder));
        if (QProcess::execute(u"mount"_s,
                              {u"-t"_s, u"tmpfs"_s, u"-o"_s, u"size=256k"_s, u"none"_s, folder}) != 0)
            QSKIP("no right to mount a small file system");
        m_ui.heartbeat().stop();
        QVERIFY(m_ui.engine().stores().add(u"stick"_s, folder, CancelToken()));
        m_ui.heartbeat().start();
        backUp(u"golden"_s, u"stick"_s);
        QTRY_VERIFY_WITH_TIMEOUT(textOf("jobsView", 0, 2).startsWith(u"Failed: "_s), kLong);
        const QString why = u"Store stick is full. Free some space or use another store."_s;
        QTRY_VERIFY(noticeSaying(u"Backup of golden failed"_s).contains(why));
        QVERIFY(noticeSaying(u"Backup of golden failed"_s).endsWith(u"Nothing was stored."_s));
        click("noticeActionButton");
        QTRY_COMPARE(textOf("jobsProblemsView", 0, 1), why);
        takeJobs(u"trouble-store-full"_s);
        QCOMPARE(filesIn(folder), QStringList());
        m_ui.heartbeat().stop();
        QCOMPARE(QProcess::execute(u"umount"_s, {folder}), 0);
    }

    void anOlderAndroidIsRefused()
    {
        m_ui.press(Qt::Key_2, Qt::ControlModifier);
        QTRY_VERIFY(rowSaying("backupsView", u"Available"_s, 8) >= 0);
        auto *list = find<ui::DataTable>("backupsView");
        const QModelIndex index = list->model()->index(rowSaying("backupsView", u"Available"_s, 8), 1);
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(index).center());
        QTRY_VERIFY(find<QWidget>("backupsRestoreButton")->isEnabled());
        click("backupsRestoreButton");
        QTRY_VERIFY(find<QWidget>("restoreWizard")->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(find<QWidget>("restoreNextButton")->isEnabled(), kLong);
        click("restoreNextButton");
        clickItem("restorePhonesView", u"older"_s, true);
        QTRY_VERIFY(find<QWidget>("restoreNextButton")->isEnabled());
        click("restoreNextButton");
        QTRY_COMPARE_WITH_TIMEOUT(
            find<QLabel>("restoreCheckLabel")->text(),
            u"1 phone, all refused. Go back and choose other phones or another backup."_s, kLong);
        const QString verdict = textOf("restoreCheckView", 0, 2);
        QVERIFY2(
            verdict.startsWith(u"Refused: The backup comes from a newer Android than phone older has, so it "
                               "would not work there. Choose a phone with the same or a newer Android."_s),
            qPrintable(verdict));
        QVERIFY(!find<QWidget>("restoreNextButton")->isEnabled());
        QVERIFY(!find<QWidget>("restoreLeaveOutButton")->isEnabled());
        take(find<QWidget>("restoreWizard"), u"trouble-downgrade"_s);
        click("restoreCancelButton");
        QTRY_VERIFY(!find<QWidget>("restoreWizard") || !find<QWidget>("restoreWizard")->isVisible());
    }

    void aPhoneWantsItsKeyAccepted()
    {
        QVERIFY(m_ui.setFaults(u"older"_s, {u"unauthorized=true"_s}));
        m_ui.heartbeat().stop();
        const QString serial = m_serials.value(u"older"_s).value;
        QVERIFY(m_ui.server().adb({u"disconnect"_s, serial}).exitCode == 0);
        static_cast<void>(m_ui.server().adb({u"connect"_s, serial}));
        m_ui.heartbeat().start();
        m_ui.press(Qt::Key_1, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(
            textOf("phonesView", rowSaying("phonesView", u"older"_s), 3) == u"Key not accepted"_s, kLong);
        clickItem("phonesView", u"older"_s);
        QTRY_COMPARE(find<QLabel>("phonesSelectionLabel")->text(),
                     u"1 phone selected, 1 of them not online"_s);
        QVERIFY(!find<QWidget>("phonesBackupButton")->isEnabled());
        const auto says = [](const QString &text) {
            const QList<QLabel *> labels = find<QWidget>("phoneOverviewView")->findChildren<QLabel *>();
            return std::any_of(labels.begin(), labels.end(),
                               [&](const QLabel *label) { return label->text() == text; });
        };
        QTRY_VERIFY(
            says(u"Phone older has not authorized this computer. Accept the key on the phone's screen, "
                 "then try again."_s));
        take(m_ui.window(), u"trouble-unauthorized"_s, {u"~127.0.0.1"_s, u"phonesView#4"_s});
        // Accepted: it comes by itself.
        m_ui.heartbeat().stop();
        QVERIFY(m_ui.setFaults(u"older"_s, {}));
        static_cast<void>(m_ui.server().adb({u"disconnect"_s, serial}));
        static_cast<void>(m_ui.server().adb({u"connect"_s, serial}));
        QVERIFY(goOnline(u"older"_s));
    }

    void theAdbServerIsKilled()
    {
        QVERIFY(m_ui.setFaults(u"golden"_s, {kSlow}));
        backUp(u"golden"_s, u"disk"_s);
        waitForBytes();
        m_ui.heartbeat().stop();
        m_ui.server().stop();
        m_ui.heartbeat().start();
        QTRY_VERIFY_WITH_TIMEOUT(textOf("jobsView", 0, 2).startsWith(u"Failed: "_s), kLong);
        QTRY_VERIFY(!noticeSaying(u"Backup of golden failed"_s).isEmpty());
        QTRY_COMPARE_WITH_TIMEOUT(
            noticeSaying(u"The adb server had ended"_s),
            u"The adb server had ended and runs again. It has forgotten 2 phones that had "
            "been connected over the network."_s,
            kLong);
        QVERIFY(noticeSaying(u"The adb server has ended"_s).isEmpty());
        takeJobs(u"trouble-adb-killed"_s);
        for (auto *button : m_ui.window()->findChildren<QPushButton *>(u"noticeActionButton"_s)) {
            if (button->text() == u"Connect them again"_s)
                QTest::mouseClick(button, Qt::LeftButton);
        }
        m_ui.press(Qt::Key_1, Qt::ControlModifier);
        QVERIFY(goOnline(u"golden"_s));
        QVERIFY(goOnline(u"older"_s));
    }

    void theProgramIsKilledAndStartedAgain()
    {
        QVERIFY(m_ui.setFaults(u"golden"_s, {kSlow}));
        m_ui.closeEngine();
        const qsizetype before = filesIn(m_ui.folder() + u"/store-disk"_s).size();
        QProcess victim;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"HOLDFAST_TEST_VICTIM"_s, m_ui.folder() + u"/data"_s);
        environment.insert(u"HOLDFAST_TEST_PHONE"_s, m_serials.value(u"golden"_s).value);
        victim.setProcessEnvironment(environment);
        victim.start(QCoreApplication::applicationFilePath(), QStringList());
        QVERIFY(victim.waitForReadyRead(kLong));
        QCOMPARE(victim.readLine(), "running\n");
        victim.kill();
        QVERIFY(victim.waitForFinished());
        QVERIFY2(m_ui.openEngine(), qPrintable(m_ui.error()));
        openWindow();
        QTRY_COMPARE(noticeSaying(u"Holdfast was ended"_s),
                     u"Holdfast was ended before 1 job could be completed. Nothing partial was kept in the "
                     u"stores. Begin "
                     "again with Retry."_s);
        QVERIFY(goOnline(u"golden"_s));
        QVERIFY(goOnline(u"older"_s));
        take(m_ui.window(), u"trouble-interrupted"_s, {u"phonesView#4"_s});
        click("noticeActionButton");
        QTRY_VERIFY(textOf("jobsView", 0, 2).startsWith(u"Failed: "_s));
        QTRY_COMPARE(textOf("jobsProblemsView", 0, 1),
                     u"Holdfast was ended before this was done. Press Retry to begin it again."_s);
        takeJobs(u"trouble-interrupted-jobs"_s);
        QCOMPARE(filesIn(m_ui.folder() + u"/store-disk"_s).size(), before);
        QVERIFY(m_ui.setFaults(u"golden"_s, {}));
        click("jobsProblemRetryButton0");
        QTRY_COMPARE_WITH_TIMEOUT(textOf("jobsView", 0, 2), u"Done"_s, kLong);
        QCOMPARE(filesIn(m_ui.folder() + u"/store-disk"_s).size(), before + 1);
        // Told once.
        m_ui.closeWindow();
        openWindow();
        QVERIFY(goOnline(u"golden"_s));
        QVERIFY(noticeSaying(u"Holdfast was ended"_s).isEmpty());
    }
};

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsSet("HOLDFAST_TEST_VICTIM")) {
        const QCoreApplication application(argc, argv);
        return beVictim();
    }
    const QApplication application(argc, argv);
    TroublesTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_troubles.moc"
