// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/backupservice.h"
#include "core/engine/jobservice.h"
#include "tests/ui/uifixture.h"
#include "tests/ui/views.h"
#include "ui/backups/pendingdelete.h"
#include "ui/widgets/roles.h"

#include <QAction>
#include <QApplication>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>
#include <QTreeView>

using namespace holdfast;
using namespace holdfast::test;
using namespace Qt::Literals::StringLiterals;

/// What becomes of stored backups at the operator's hand.
class BackupsTest : public QObject
{
    Q_OBJECT

    UiFixture m_ui;
    int m_made = 0;

    void makeBackups(int count)
    {
        m_ui.heartbeat().stop();
        const auto phones = m_ui.engine().phones().list(CancelToken());
        QVERIFY(phones && !phones->isEmpty());
        BackupRequest request;
        request.phones = {phones->first().serial};
        request.paths = QStringList{u"/data/media/0/DCIM"_s};
        request.store = u"disk"_s;
        for (int number = 0; number < count; ++number) {
            request.name = u"photos-%1"_s.arg(++m_made);
            const auto batch = m_ui.engine().backups().startBackup(request, CancelToken());
            QVERIFY2(batch, batch ? "" : qPrintable(userText(batch.error())));
            QVERIFY(m_ui.engine().jobs().waitFor(*batch, std::chrono::seconds(60)));
        }
        m_ui.heartbeat().start();
    }

    [[nodiscard]] qsizetype archives() const
    {
        return QDir(m_ui.folder() + u"/store-disk"_s).entryList({u"*.tar.zst"_s}, QDir::Files).size();
    }

    static void clickName(const QString &name)
    {
        QTRY_VERIFY(rowSaying("backupsView", name, 2) >= 0);
        auto *view = find<QTableView>("backupsView");
        const QModelIndex index = view->model()->index(rowSaying("backupsView", name, 2), 2);
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->visualRect(index).center());
    }

    static QModelIndex facetSaying(const QString &label)
    {
        const auto *model = find<QTreeView>("backupsFacetView")->model();
        return model
            ->match(model->index(0, 0), Qt::DisplayRole, label, 1, Qt::MatchExactly | Qt::MatchRecursive)
            .value(0);
    }

    static void clickFacet(const QString &label)
    {
        auto *view = find<QTreeView>("backupsFacetView");
        view->scrollTo(facetSaying(label));
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {},
                          view->visualRect(facetSaying(label)).center());
    }

    static void confirmDelete()
    {
        QTRY_VERIFY(find<QWidget>("backupsDeleteButton")->isEnabled());
        click("backupsDeleteButton");
        QTRY_VERIFY(find<QWidget>("backupDeleteDialog")->isVisible());
        QTRY_VERIFY(find<QLabel>("deleteSummaryLabel")->text().contains(u"will be deleted, which frees"_s));
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_ui.open(), qPrintable(m_ui.error()));
        QVERIFY2(!m_ui.addPhone(u"golden"_s).isEmpty(), qPrintable(m_ui.error()));
        QVERIFY2(m_ui.addStore(u"disk"_s), qPrintable(m_ui.error()));
        makeBackups(3);
        QVERIFY(m_ui.openWindow(u"backupsPage"_s));
        QTRY_COMPARE(rowsOf("backupsView"), 3);
    }

    void cleanup() { m_ui.verifyNeverHeldUp(); }

    void waitingIsOverOnce()
    {
        ui::PendingDelete pending;
        QSignalSpy due(&pending, &ui::PendingDelete::due);
        const BackupId first{u"bf-1"_s};
        const BackupId second{u"bf-2"_s};
        pending.add({first});
        pending.undo();
        pending.begin();
        QCOMPARE(due.count(), 0);
        pending.add({first});
        pending.add({second}); // Which begins the first.
        QCOMPARE(due.count(), 1);
        QCOMPARE(due.first().first().value<QList<BackupId>>(), QList<BackupId>{first});
        pending.begin();
        pending.begin();
        QCOMPARE(due.count(), 2);
        QVERIFY(!pending.isWaiting());
    }

    void aFileIsSeenThroughTime()
    {
        QFile file(m_ui.phoneRoot(u"golden"_s) + u"/data/media/0/DCIM/diary.txt"_s);
        for (const QByteArray &text : {QByteArray("one"), QByteArray("one and two")}) {
            QVERIFY(file.open(QFile::WriteOnly) && file.write(text) == text.size());
            file.close();
            makeBackups(1);
        }
        m_ui.press(Qt::Key_F5);
        QTRY_COMPARE(rowsOf("backupsView"), 5);
        clickItem("backupsView", textOf("backupsView", 0, 0));
        auto *tabs = find<QTabWidget>("backupsDetailsTabs")->tabBar();
        QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(2).center());
        QTRY_VERIFY(find<QLabel>("backupVersionsLabel")->text().startsWith(u"Choose a file"_s));
        QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(1).center());
        auto *tree = find<QTreeView>("backupContentsTree");
        const QAbstractItemModel *contents = tree->model();
        const auto diary = [contents] {
            return contents->match(contents->index(0, 0), Qt::DisplayRole, u"diary.txt"_s, 1,
                                   Qt::MatchExactly | Qt::MatchRecursive);
        };
        QTRY_COMPARE(diary().size(), 1);
        tree->scrollTo(diary().first());
        QTest::mouseClick(tree->viewport(), Qt::LeftButton, {}, tree->visualRect(diary().first()).center());
        QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(2).center());
        QTRY_COMPARE(find<QLabel>("backupVersionsLabel")->text(),
                     u"/data/media/0/DCIM/diary.txt: 2 versions in the backups of this phone"_s);
        QCOMPARE(textOf("backupVersionsView", 0, 1), u"11 bytes"_s);
        QCOMPARE(textOf("backupVersionsView", 1, 1), u"3 bytes"_s);
        QCOMPARE(textOf("backupVersionsView", 1, 3), u"1"_s);
    }

    void aDeletionIsTakenBack()
    {
        clickName(u"photos-2"_s);
        confirmDelete();
        QVERIFY(!find<QWidget>("deleteLastCopyCheck")->isVisible());
        click("deleteStartButton");
        QTRY_COMPARE(noticeSaying(u"1 backup will"_s), u"1 backup will be deleted in 10 seconds."_s);
        QTRY_COMPARE(textOf("backupsView", rowSaying("backupsView", u"photos-2"_s, 2), 8),
                     u"To be deleted"_s);
        QVERIFY(!find<QWidget>("backupsRestoreButton")->isEnabled());
        m_ui.press(Qt::Key_Z, Qt::ControlModifier);
        find<QTableView>("backupsView")->setFocus();
        QTest::keyClick(find<QTableView>("backupsView"), Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(textOf("backupsView", rowSaying("backupsView", u"photos-2"_s, 2), 8), u"Available"_s);
        QVERIFY(noticeSaying(u"1 backup will"_s).isEmpty());
        confirmDelete();
        click("deleteStartButton");
        QTRY_VERIFY(!noticeSaying(u"1 backup will"_s).isEmpty());
        click("noticeActionButton");
        QTRY_COMPARE(textOf("backupsView", rowSaying("backupsView", u"photos-2"_s, 2), 8), u"Available"_s);
        QCOMPARE(archives(), 5);
    }

    void aDeletionIsCarriedOutWhenItsTimeIsUp()
    {
        clickName(u"photos-1"_s);
        confirmDelete();
        click("deleteStartButton");
        QTRY_COMPARE_WITH_TIMEOUT(archives(), 4, 30000);
        QTRY_COMPARE(rowsOf("backupsView"), 4);
        QVERIFY(find<QWidget>("backupsPage")->isVisible()); // And not the jobs.
    }

    void aPinnedBackupStays()
    {
        clickName(u"photos-3"_s);
        auto *view = find<QTableView>("backupsView");
        QApplication::setActiveWindow(m_ui.window());
        view->setFocus();
        QTest::keyClick(view, Qt::Key_K, Qt::ControlModifier | Qt::ShiftModifier);
        const auto spoken = [view](int row) {
            return view->model()->index(row, 2).data(Qt::AccessibleTextRole).toString();
        };
        const int row = rowSaying("backupsView", u"photos-3"_s, 2);
        QTRY_COMPARE(spoken(row), u"photos-3, pinned"_s);
        auto *pin = m_ui.window()->findChild<QAction *>(u"backupsPinAction"_s);
        QCOMPARE(pin->text(), u"Unpin"_s);
        const int all = rowsOf("backupsView");
        QTRY_VERIFY_WITH_TIMEOUT(facetSaying(u"Pinned"_s).isValid(), 30000);
        clickFacet(u"Pinned"_s);
        QTRY_COMPARE_WITH_TIMEOUT(rowsOf("backupsView"), 1, 30000);
        clickFacet(u"Pinned"_s);
        QTRY_COMPARE_WITH_TIMEOUT(rowsOf("backupsView"), all, 30000);
        clickName(u"photos-3"_s);
        view->setFocus();
        QTest::keyClick(view, Qt::Key_Delete);
        QTRY_COMPARE(noticeSaying(u"1 pinned"_s),
                     u"1 pinned backup will not be deleted. Unpin first what shall go."_s);
        QVERIFY(!widgetNamed(u"backupDeleteDialog"_s) || !widgetNamed(u"backupDeleteDialog"_s)->isVisible());
        QTest::keyClick(view, Qt::Key_K, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(spoken(row), u"photos-3"_s);
        QCOMPARE(pin->text(), u"Pin"_s);
    }

    void tagsAreGivenToManyAndTakenFromOne()
    {
        auto *view = find<QTableView>("backupsView");
        const auto trailing = [view](const QString &name) {
            return view->model()
                ->index(rowSaying("backupsView", name, 2), 2)
                .data(ui::TrailingRole)
                .toString();
        };
        view->setFocus();
        QTest::keyClick(view, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(view, Qt::Key_T, Qt::ControlModifier);
        QTRY_VERIFY(widgetNamed(u"tagsDialog"_s) && find<QWidget>("tagsDialog")->isVisible());
        typeInto(find<QLineEdit>("tagsNewEdit"), u"live, second floor"_s);
        click("tagsApplyButton");
        QTRY_COMPARE(trailing(u"photos-3"_s), u"live, second floor"_s);
        QTRY_COMPARE(trailing(u"photos-2"_s), u"live, second floor"_s);

        // No window manager is there to make the window active again.
        QTRY_VERIFY(!QApplication::activeModalWidget());
        view->window()->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(view->window()));
        clickName(u"photos-3"_s);
        view->setFocus();
        QTest::keyClick(view, Qt::Key_T, Qt::ControlModifier);
        QTRY_VERIFY(widgetNamed(u"tagsDialog"_s) && find<QWidget>("tagsDialog")->isVisible());
        clickItem("tagsView", u"live"_s, true);
        click("tagsApplyButton");
        QTRY_COMPARE(trailing(u"photos-3"_s), u"second floor"_s);
        const int row = rowSaying("backupsView", u"photos-3"_s, 2);
        QCOMPARE(view->model()->index(row, 2).data(Qt::AccessibleTextRole).toString(),
                 u"photos-3, tags: second floor"_s);

        const int all = rowsOf("backupsView");
        QTRY_VERIFY_WITH_TIMEOUT(facetSaying(u"live"_s).isValid(), 30000);
        clickFacet(u"live"_s);
        QTRY_COMPARE_WITH_TIMEOUT(rowsOf("backupsView"), all - 1, 30000);
        QCOMPARE(rowSaying("backupsView", u"photos-3"_s, 2), -1);
        clickFacet(u"live"_s);
        QTRY_COMPARE_WITH_TIMEOUT(rowsOf("backupsView"), all, 30000);
    }

    void theLastBackupsOfAPhoneNeedAnotherTick()
    {
        find<QTableView>("backupsView")->setFocus();
        QTest::keyClick(find<QTableView>("backupsView"), Qt::Key_A, Qt::ControlModifier);
        confirmDelete();
        QTRY_VERIFY(find<QWidget>("deleteLastView")->isVisible());
        QCOMPARE(textOf("deleteLastView", 0, 0), u"golden"_s);
        QVERIFY(!find<QWidget>("deleteStartButton")->isEnabled());
        click("deleteCancelButton");
    }

    void quittingCarriesOutWhatWasConfirmed()
    {
        clickName(u"photos-3"_s);
        confirmDelete();
        click("deleteStartButton");
        QTRY_VERIFY(!noticeSaying(u"1 backup will"_s).isEmpty());
        QVERIFY(!m_ui.window()->close());                             // Not before it is in the queue,
        QTRY_VERIFY_WITH_TIMEOUT(!m_ui.window()->isVisible(), 20000); // and then by itself.
        QTRY_COMPARE(archives(), 3);
    }
};

QTEST_MAIN(BackupsTest)
#include "tst_backups.moc"
