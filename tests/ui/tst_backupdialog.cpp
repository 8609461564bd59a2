// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/uifixture.h"
#include "tests/ui/views.h"

#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>

using namespace holdfast;
using namespace holdfast::test;
using namespace Qt::Literals::StringLiterals;

/// What the backup dialog tells while the operator still chooses.
class BackupDialogTest : public QObject
{
    Q_OBJECT

    UiFixture m_ui;

    static QString said(const char *label) { return find<QLabel>(label)->text(); }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_ui.open(), qPrintable(m_ui.error()));
        QVERIFY2(!m_ui.addPhone(u"golden"_s).isEmpty(), qPrintable(m_ui.error()));
        QVERIFY2(m_ui.addStore(u"disk"_s), qPrintable(m_ui.error()));
        QVERIFY(m_ui.openWindow());
        QTRY_COMPARE_WITH_TIMEOUT(textOf("phonesView", 0, 3), u"Online"_s, 20000);
        clickItem("phonesView", u"golden"_s);
        QTRY_VERIFY(find<QWidget>("phonesBackupButton")->isEnabled());
        click("phonesBackupButton");
        QTRY_VERIFY(find<QWidget>("backupDialog")->isVisible());
    }

    void cleanup() { m_ui.verifyNeverHeldUp(); }

    void theNameIsShownAsItWillBe()
    {
        auto *edit = find<QLineEdit>("backupNameEdit");
        QCOMPARE(said("backupNamePreviewLabel"), u"golden 2026-01-15 12-00-00"_s);
        typeInto(edit, u"{phone} of {date}"_s);
        QCOMPARE(said("backupNamePreviewLabel"), u"golden of 2026-01-15"_s);
        edit->clear();
        typeInto(edit, u"{hpone}"_s);
        QVERIFY2(said("backupProblemLabel").contains(u"{phone}, {group}"_s),
                 qPrintable(said("backupProblemLabel")));
        QVERIFY(!find<QWidget>("backupStartButton")->isEnabled());
        edit->clear();
        typeInto(edit, u"{phone}-{android}"_s);
    }

    void theEstimateComesByItselfAndIsNeverInTheWay()
    {
        click("backupWholeRadio");
        QTRY_VERIFY(find<QWidget>("backupStartButton")->isEnabled()); // Before anything is known.
        QTRY_VERIFY2_WITH_TIMEOUT(said("backupEstimateLabel").contains(u" on 1 phone."_s),
                                  qPrintable(said("backupEstimateLabel")), 30000);
        QVERIFY2(said("backupEstimateLabel").endsWith(u"will be known after the first backup."_s),
                 qPrintable(said("backupEstimateLabel")));
        const QString whole = said("backupEstimateLabel");
        QVERIFY(!find<QLabel>("backupExcludedLabel")->isVisible());
        typeInto(find<QPlainTextEdit>("backupExcludeEdit"), u"/data/media/0"_s);
        QTest::keyClick(find<QPlainTextEdit>("backupExcludeEdit"), Qt::Key_Return);
        typeInto(find<QPlainTextEdit>("backupExcludeEdit"), u"/**/*.nothing"_s);
        QTRY_VERIFY2_WITH_TIMEOUT(said("backupExcludedLabel").startsWith(u"Left out: /data/media/0: "_s),
                                  qPrintable(said("backupExcludedLabel")), 30000);
        QVERIFY2(said("backupExcludedLabel").endsWith(u"/**/*.nothing: hits nothing"_s),
                 qPrintable(said("backupExcludedLabel")));
        QVERIFY(said("backupEstimateLabel") != whole);
    }

    void theBackupHasTheNameAndTheNextEstimateLearnsFromIt()
    {
        click("backupStartButton");
        QTRY_COMPARE_WITH_TIMEOUT(rowsOf("jobsView"), 1, 20000);
        QTRY_COMPARE_WITH_TIMEOUT(textOf("jobsView", 0, 2), u"Done"_s, 60000);
        m_ui.press(Qt::Key_2, Qt::ControlModifier);
        QTRY_COMPARE(textOf("backupsView", 0, 2), u"golden-14"_s);
        m_ui.press(Qt::Key_1, Qt::ControlModifier);
        click("phonesBackupButton");
        QTRY_VERIFY(find<QWidget>("backupDialog")->isVisible());
        click("backupWholeRadio");
        QTRY_VERIFY2_WITH_TIMEOUT(
            said("backupEstimateLabel").endsWith(u"Learned from the last backup of the same."_s),
            qPrintable(said("backupEstimateLabel")), 30000);
        click("backupCancelButton");
    }
};

QTEST_MAIN(BackupDialogTest)
#include "tst_backupdialog.moc"
