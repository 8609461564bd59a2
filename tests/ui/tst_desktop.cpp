// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/backupservice.h"
#include "core/engine/jobservice.h"
#include "tests/ui/uifixture.h"
#include "ui/widgets/datatable.h"

#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QRadioButton>
#include <QTreeView>
#include <QTreeWidget>

using namespace holdfast;
using namespace holdfast::test;
using namespace Qt::Literals::StringLiterals;

/// The operator's way through the program, by mouse and keyboard on real widgets, with real phones behind
/// them.
class DesktopTest : public QObject
{
    Q_OBJECT

    UiFixture m_ui;

    static void typeIn(const char *name, const QString &text)
    {
        auto *edit = find<QLineEdit>(name);
        QVERIFY(edit);
        typeInto(edit, text);
    }

    /// The text of a cell, or nothing where there is no such row.
    static QString cell(const char *view, int row, int column)
    {
        const auto *table = find<QTableView>(view);
        return table && table->model() ? table->model()->index(row, column).data().toString() : QString();
    }

    static int rows(const char *view)
    {
        const auto *table = find<QTableView>(view);
        return table && table->model() ? table->model()->rowCount() : -1;
    }

    static void clickRow(const char *view, int row, Qt::KeyboardModifiers modifiers = {})
    {
        auto *table = find<QTableView>(view);
        QVERIFY(table);
        const QModelIndex index = table->model()->index(row, 0);
        table->scrollTo(index);
        QTest::mouseClick(table->viewport(), Qt::LeftButton, modifiers, table->visualRect(index).center());
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_ui.open(), qPrintable(m_ui.error()));
        QVERIFY2(!m_ui.addPhone(u"golden"_s).isEmpty(), qPrintable(m_ui.error()));
        QVERIFY2(!m_ui.addPhone(u"spare"_s, u"none"_s).isEmpty(), qPrintable(m_ui.error()));
        QVERIFY2(m_ui.addStore(u"disk"_s), qPrintable(m_ui.error()));
        QVERIFY(m_ui.openWindow());
    }

    void cleanup() { m_ui.verifyNeverHeldUp(); }

    void phonesAppear()
    {
        QTRY_COMPARE_WITH_TIMEOUT(rows("phonesView"), 2, 20000);
        QTRY_COMPARE_WITH_TIMEOUT(cell("phonesView", 0, 3), u"Online"_s, 20000);
        QCOMPARE(cell("phonesView", 0, 0), u"golden"_s);
        QCOMPARE(cell("phonesView", 1, 0), u"spare"_s);
    }

    void pathsOfOnePhoneAreBackedUp()
    {
        clickRow("phonesView", 0);
        QTRY_COMPARE(find<QLabel>("phonesSelectionLabel")->text(), u"1 phone selected"_s);
        click("phonesBackupButton");
        QTRY_VERIFY(find<QWidget>("backupDialog")->isVisible());
        typeInto(find<QPlainTextEdit>("backupPathEdit"), u"/data/media/0"_s);
        QTRY_VERIFY(find<QWidget>("backupStartButton")->isEnabled());
        typeIn("backupNameEdit", u"first try"_s);
        QTRY_VERIFY(find<QTreeView>("backupPathTree")->model()->rowCount() > 3);
        click("backupStartButton");
        QTRY_COMPARE_WITH_TIMEOUT(rows("jobsView"), 1, 20000);
        QTRY_COMPARE_WITH_TIMEOUT(cell("jobsView", 0, 2), u"Done"_s, 60000);
        clickRow("jobsView", 0);
    }

    void theBackupIsFoundAndRestored()
    {
        m_ui.press(Qt::Key_2, Qt::ControlModifier);
        QTRY_COMPARE(rows("backupsView"), 1);
        typeIn("backupsSearchEdit", u"try"_s);
        QTRY_COMPARE(cell("backupsView", 0, 2), u"first try"_s);
        clickRow("backupsView", 0);
        QTRY_VERIFY(find<QWidget>("backupsRestoreButton")->isEnabled());
        click("backupsRestoreButton");
        QTRY_VERIFY(find<QWidget>("restoreWizard")->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(find<QWidget>("restoreNextButton")->isEnabled(), 20000);
        click("restoreNextButton");
        auto *phones = find<QTreeWidget>("restorePhonesView");
        QTRY_COMPARE(phones->topLevelItemCount(), 2);
        QVERIFY(!find<QWidget>("restoreNextButton")->isEnabled());
        QCOMPARE(phones->topLevelItem(1)->text(0), u"spare"_s);
        QTest::mouseClick(phones->viewport(), Qt::LeftButton, {},
                          QPoint(12, phones->visualItemRect(phones->topLevelItem(1)).center().y()));
        QTRY_COMPARE(find<QLabel>("restorePhonesLabel")->text(), u"1 phone ticked"_s);
        click("restoreNextButton");
        QTRY_COMPARE_WITH_TIMEOUT(find<QLabel>("restoreCheckLabel")->text(),
                                  u"1 phone: 1 ready, 0 with warnings, 0 refused"_s, 30000);
        click("restoreNextButton");
        QVERIFY(!find<QWidget>("restoreStartButton")->isEnabled());
        click("restoreConsentCheck");
        QTRY_VERIFY(find<QWidget>("restoreStartButton")->isEnabled());
        click("restoreStartButton");
        QTRY_COMPARE_WITH_TIMEOUT(rows("jobsView"), 2, 20000);
        QTRY_COMPARE_WITH_TIMEOUT(cell("jobsView", 0, 2), u"Done"_s, 60000);
        QCOMPARE(cell("jobsView", 0, 1), u"Restore"_s);
        QVERIFY(QFileInfo::exists(m_ui.phoneRoot(u"spare"_s) + u"/data/media/0/DCIM"_s));
    }
};

QTEST_MAIN(DesktopTest)
#include "tst_desktop.moc"
