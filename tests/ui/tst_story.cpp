// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/uifixture.h"
#include "tests/ui/views.h"
#include "ui/shell/singleinstance.h"
#include "ui/widgets/datatable.h"

#include <QComboBox>
#include <QCryptographicHash>
#include <QDirIterator>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTabWidget>
#include <QThread>
#include <QTreeView>
#include <QTreeWidget>

using namespace holdfast;
using namespace holdfast::test;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Every file below @p folder with the hash of its content.
QMap<QString, QByteArray> contentOf(const QString &folder)
{
    QMap<QString, QByteArray> found;
    QDirIterator walk(folder, QDir::Files | QDir::Hidden | QDir::System | QDir::NoSymLinks,
                      QDirIterator::Subdirectories);
    while (walk.hasNext()) {
        QFile file(walk.next());
        QCryptographicHash hash(QCryptographicHash::Sha256);
        if (file.open(QFile::ReadOnly) && hash.addData(&file))
            found.insert(file.fileName().mid(folder.size()), hash.result());
    }
    return found;
}

/// Clicks the box of the last entry that is open in a tree.
void untickLast(const char *name)
{
    auto *tree = find<QTreeView>(name);
    QVERIFY(tree);
    QModelIndex last = tree->model()->index(0, 0);
    while (tree->indexBelow(last).isValid())
        last = tree->indexBelow(last);
    tree->scrollTo(last);
    QTest::mouseClick(tree->viewport(), Qt::LeftButton, {},
                      QPoint(tree->visualRect(last).left() + 10, tree->visualRect(last).center().y()));
    QTRY_COMPARE(last.data(Qt::CheckStateRole).toInt(), int(Qt::Unchecked));
}

} // namespace

/// One operator's first day, from an empty home to a restored app, by mouse and keyboard alone.
class StoryTest : public QObject
{
    Q_OBJECT

    UiFixture m_ui;
    QStringList m_phases; ///< That the jobs list showed.

    void slowDown(const QStringList &phones, int bytesPerSecond)
    {
        const QStringList words =
            bytesPerSecond > 0 ? QStringList{u"bytesPerSecond=%1"_s.arg(bytesPerSecond)} : QStringList();
        for (const QString &phone : phones)
            QVERIFY(m_ui.setFaults(phone, words));
    }

    /// The restore wizard of golden-2's backup, at its contents.
    static void openWizard()
    {
        QTRY_VERIFY(rowSaying("backupsView", u"golden-2"_s, 1) >= 0);
        auto *list = find<QTableView>("backupsView");
        QTest::mouseClick(
            list->viewport(), Qt::LeftButton, {},
            list->visualRect(list->model()->index(rowSaying("backupsView", u"golden-2"_s, 1), 1)).center());
        QTRY_VERIFY(find<QWidget>("backupsRestoreButton")->isEnabled());
        click("backupsRestoreButton");
        QTRY_VERIFY(find<QWidget>("restoreWizard")->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(find<QWidget>("restoreNextButton")->isEnabled(), 20000);
    }

    /// From the page of the phones past the check.
    static void goOnTo(const QString &phone)
    {
        clickItem("restorePhonesView", phone, true);
        QTRY_COMPARE(find<QLabel>("restorePhonesLabel")->text(), u"1 phone ticked"_s);
        click("restoreNextButton");
        QTRY_VERIFY_WITH_TIMEOUT(find<QWidget>("restoreNextButton")->isEnabled(), 30000);
        click("restoreNextButton");
    }

    void watchPhases()
    {
        for (int row = 0; row < rowsOf("jobsView"); ++row) {
            const QString phase = textOf("jobsView", row, 2);
            if (!m_phases.contains(phase))
                m_phases << phase;
        }
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_ui.open(), qPrintable(m_ui.error()));
        QVERIFY(m_ui.openWindow());
    }

    void cleanup() { m_ui.verifyNeverHeldUp(); }

    void anEmptyHomeSaysWhatToDo()
    {
        QTRY_VERIFY(find<QWidget>("firstRunPanel")->isVisible());
        QCOMPARE(find<QLabel>("firstRunPhonesLabel")->text(), u"Find phones"_s);
        QCOMPARE(find<QLabel>("firstRunStoreLabel")->text(), u"Add a store, the place for backups"_s);
        QVERIFY(!find<QWidget>("phonesBackupActionFirstRunButton")->isEnabled());
    }

    void aPhoneIsMadeByTheFirstStep()
    {
        click("phonesNewEmulatedActionFirstRunButton");
        QTRY_VERIFY(find<QWidget>("emulatorDialog")->isVisible());
        auto *name = find<QLineEdit>("emulatorNameEdit");
        name->selectAll();
        typeInto(name, u"golden-1"_s);
        auto *sample = find<QComboBox>("emulatorSampleCombo");
        sample->setCurrentIndex(std::max(0, sample->findData(u"small"_s)));
        click("emulatorCreateButton");
        QTRY_COMPARE_WITH_TIMEOUT(rowsOf("phonesView"), 1, 30000);
        QTRY_COMPARE_WITH_TIMEOUT(find<QLabel>("firstRunPhonesLabel")->text(), u"1 phone online"_s, 30000);
        // More come as phones do, without this window's doing; this thread waits for them.
        m_ui.heartbeat().stop();
        QVERIFY2(!m_ui.addPhone(u"golden-2"_s).isEmpty(), qPrintable(m_ui.error()));
        QVERIFY2(!m_ui.addPhone(u"golden-3"_s).isEmpty(), qPrintable(m_ui.error()));
        QVERIFY2(!m_ui.addPhone(u"spare"_s).isEmpty(), qPrintable(m_ui.error()));
        m_ui.heartbeat().start();
        QTRY_COMPARE_WITH_TIMEOUT(find<QLabel>("firstRunPhonesLabel")->text(), u"4 phones online"_s, 30000);
    }

    void aStoreIsAddedByTheSecond()
    {
        click("firstRunStoreButton");
        QTRY_VERIFY(find<QWidget>("storeDialog")->isVisible());
        const QString folder = m_ui.folder() + u"/backups"_s;
        QVERIFY(QDir().mkpath(folder));
        auto *edit = find<QLineEdit>("storeFolderEdit");
        edit->selectAll();
        typeInto(edit, folder);
        QTRY_VERIFY(find<QWidget>("storeDialogAddButton")->isEnabled());
        click("storeDialogAddButton");
        QTRY_COMPARE_WITH_TIMEOUT(rowsOf("storesView"), 1, 20000);
        m_ui.press(Qt::Key_1, Qt::ControlModifier);
        QTRY_COMPARE(find<QLabel>("firstRunStoreLabel")->text(), u"1 store for backups"_s);
    }

    void twoAppsOfThreePhonesAreBackedUp()
    {
        auto *search = find<QLineEdit>("phonesSearchEdit");
        typeInto(search, u"golden"_s);
        QTRY_COMPARE(rowsOf("phonesView"), 3);
        find<QTableView>("phonesView")->setFocus();
        m_ui.press(Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(find<QTableView>("phonesView"), Qt::Key_A, Qt::ControlModifier);
        QTRY_COMPARE(find<QLabel>("phonesSelectionLabel")->text(), u"3 phones selected"_s);
        click("phonesBackupActionFirstRunButton");
        QTRY_VERIFY(find<QWidget>("backupDialog")->isVisible());
        clickItem("backupAppsList", u"com.shop.app3"_s, true);
        clickItem("backupAppsList", u"io.notes.app5"_s, true);
        QTRY_VERIFY_WITH_TIMEOUT(!find<QLabel>("backupAppsLabel")->isVisible(), 30000);
        QCOMPARE(textOf("backupAppsList", 0, 4), u"3 of 3"_s);
        QVERIFY(find<QTabWidget>("backupChoiceTabs")->tabText(0).startsWith(u"Apps (2, about "_s));
        typeInto(find<QLineEdit>("backupNameEdit"), u"before the update"_s);
        QTRY_VERIFY(find<QWidget>("backupStartButton")->isEnabled());
        // Slow enough to be seen at work.
        slowDown({u"golden-1"_s, u"golden-2"_s, u"golden-3"_s}, 400'000);
        click("backupStartButton");
        QTRY_COMPARE_WITH_TIMEOUT(rowsOf("jobsView"), 3, 20000);
        const auto done = [this] {
            watchPhases();
            return textOf("jobsView", 0, 2) == u"Done"_s && textOf("jobsView", 1, 2) == u"Done"_s &&
                   textOf("jobsView", 2, 2) == u"Done"_s;
        };
        QVERIFY(QTest::qWaitFor(done, 120000));
        // At least three phases before it was done.
        QVERIFY2(m_phases.size() >= 4, qPrintable(m_phases.join(u", "_s)));
        slowDown({u"golden-1"_s, u"golden-2"_s, u"golden-3"_s}, 0);
        m_ui.press(Qt::Key_1, Qt::ControlModifier);
        QTRY_VERIFY(!find<QWidget>("firstRunPanel")->isVisible());
    }

    void theBackupIsFoundByAMisspeltWord()
    {
        m_ui.press(Qt::Key_2, Qt::ControlModifier);
        QTRY_COMPARE(rowsOf("backupsView"), 3);
        typeInto(find<QLineEdit>("backupsSearchEdit"), u"udpate"_s);
        QTRY_COMPARE_WITH_TIMEOUT(
            rowSaying("backupsView", u"golden-2"_s, 1) >= 0 && rowsOf("backupsView") == 3, true, 10000);
    }

    void anAppIsRestoredToAnotherPhone()
    {
        const QString data = u"/data/data/io.notes.app5"_s;
        QFile stray(m_ui.phoneRoot(u"spare"_s) + data + u"/files/stray"_s);
        QVERIFY(stray.open(QFile::WriteOnly) && stray.write("not in the backup") > 0);
        stray.close();
        openWizard();
        click("restoreByAppsRadio");
        QTRY_VERIFY(!find<QWidget>("restoreNextButton")->isEnabled());
        clickItem("restoreAppsList", u"io.notes.app5"_s, true);
        QTRY_COMPARE(find<QLabel>("restoreContentsLabel")->text(), u"1 of 2 apps"_s);
        auto *scope = find<QComboBox>("restoreScopeCombo");
        scope->setCurrentIndex(scope->findText(u"Its data alone"_s, Qt::MatchStartsWith));
        click("restoreNextButton");
        goOnTo(u"spare"_s);
        QTRY_COMPARE(find<QLabel>("restorePreviewLabel")->text(), u"replaces the data of 1 app as a whole"_s);
        click("restoreConsentCheck");
        QTRY_VERIFY(find<QWidget>("restoreStartButton")->isEnabled());
        click("restoreStartButton");
        QTRY_COMPARE_WITH_TIMEOUT(rowsOf("jobsView"), 4, 20000);
        QTRY_COMPARE_WITH_TIMEOUT(textOf("jobsView", 0, 2), u"Done"_s, 60000);
        const auto source = contentOf(m_ui.phoneRoot(u"golden-2"_s) + data);
        auto target = contentOf(m_ui.phoneRoot(u"spare"_s) + data);
        QVERIFY(source.size() > 3);
        // Caches stay behind and are nobody's loss.
        const auto cache = [](const QString &path) { return path.contains(u"cache/"_s); };
        QMap<QString, QByteArray> wanted;
        for (auto file = source.cbegin(); file != source.cend(); ++file) {
            if (!cache(file.key()))
                wanted.insert(file.key(), file.value());
        }
        for (auto file = target.begin(); file != target.end();)
            file = cache(file.key()) ? target.erase(file) : std::next(file);
        QCOMPARE(target, wanted);
    }

    void filesAreRestoredAfterAPreview()
    {
        m_ui.press(Qt::Key_2, Qt::ControlModifier);
        openWizard();
        untickLast("restoreContentsTree");
        click("restoreNextButton");
        goOnTo(u"spare"_s);
        auto *preview = find<QLabel>("restorePreviewLabel");
        QTRY_VERIFY2_WITH_TIMEOUT(preview->text().startsWith(u"adds 0 "_s), qPrintable(preview->text()),
                                  30000);
        QVERIFY2(!preview->text().endsWith(u", 0 equal already"_s), qPrintable(preview->text()));
        click("restoreCancelButton");
        QTRY_VERIFY(!find<QWidget>("restoreWizard") || !find<QWidget>("restoreWizard")->isVisible());
    }

    void aSecondStartShowsThisWindow()
    {
        const ui::SingleInstance first(m_ui.folder());
        QSignalSpy shown(&first, &ui::SingleInstance::shownAgain);
        bool handedOver = false;
        const std::unique_ptr<QThread> second(QThread::create(
            [&] { handedOver = ui::SingleInstance::handOver(m_ui.folder(), u"jobsPage"_s); }));
        second->start();
        QTRY_COMPARE(shown.count(), 1);
        QVERIFY(second->wait(5000));
        QVERIFY(handedOver);
        QCOMPARE(shown.first().first().toString(), u"jobsPage"_s);
        QVERIFY(!ui::SingleInstance::handOver(m_ui.folder() + u"/data"_s, {}));
    }

    void closingWithRunningJobsAsks()
    {
        slowDown({u"golden-1"_s}, 400'000);
        m_ui.press(Qt::Key_1, Qt::ControlModifier);
        clickItem("phonesView", u"golden-1"_s);
        QTRY_VERIFY(find<QWidget>("phonesBackupButton")->isEnabled());
        click("phonesBackupButton");
        QTRY_VERIFY(find<QWidget>("backupDialog")->isVisible());
        click("backupWholeRadio");
        QTRY_VERIFY(find<QWidget>("backupStartButton")->isEnabled());
        click("backupStartButton");
        QTRY_VERIFY2_WITH_TIMEOUT(rowsOf("jobsView") == 5,
                                  qPrintable(widgetNamed(u"backupProblemLabel"_s)
                                                 ? find<QLabel>("backupProblemLabel")->text()
                                                 : u"gone"_s),
                                  20000);
        QVERIFY(!m_ui.window()->close());
        QTRY_VERIFY(find<QWidget>("quitDialog")->isVisible());
        QCOMPARE(find<QLabel>("quitLabel")->text(), u"Not done yet: 1 job."_s);
        click("quitStayButton");
        QVERIFY(m_ui.window()->isVisible());
        QVERIFY(!m_ui.window()->close());
        QTRY_VERIFY(find<QWidget>("quitDialog")->isVisible());
        click("quitCancelRadio");
        click("quitButton");
        QTRY_VERIFY(!m_ui.window()->isVisible());
    }
};

QTEST_MAIN(StoryTest)
#include "tst_story.moc"
