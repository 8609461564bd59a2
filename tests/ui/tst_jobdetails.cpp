// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/madedata.h"
#include "tests/ui/uifixture.h"
#include "tests/ui/views.h"

#include <QAction>
#include <QClipboard>
#include <QPlainTextEdit>
#include <QTabBar>
#include <QTabWidget>

using namespace holdfast;
using namespace holdfast::test;
using namespace Qt::Literals::StringLiterals;

/// What can be taken out of the details of a job: its command, and a report for somebody who can help.
class JobDetailsTest : public QObject
{
    Q_OBJECT

    UiFixture m_ui;

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_ui.open(), qPrintable(m_ui.error()));
        QVERIFY(fillCatalog(m_ui.folder() + u"/data"_s, m_ui.clock()));
        QVERIFY(m_ui.openWindow(u"jobsPage"_s));
        QTRY_COMPARE_WITH_TIMEOUT(rowsOf("jobsView"), 5, 20000);
    }

    void cleanup() { m_ui.verifyNeverHeldUp(); }

    void theCommandOfAJobIsShown()
    {
        auto *tabs = find<QTabWidget>("jobsDetailsTabs");
        const int last = tabs->count() - 1;
        QTest::mouseClick(tabs->tabBar(), Qt::LeftButton, {}, tabs->tabBar()->tabRect(last).center());
        QTRY_VERIFY(find<QWidget>("jobsCommandEdit")->isVisible());
        QVERIFY(!find<QWidget>("jobsCommandCopyButton")->isEnabled());
        clickItem("jobsView", u"gz-0001"_s);
        QTRY_COMPARE(find<QPlainTextEdit>("jobsCommandEdit")->toPlainText(),
                     u"holdfast-cli backup create 10.0.0.11:5555 --all --to nas"_s);
        click("jobsCommandCopyButton");
        QCOMPARE(QGuiApplication::clipboard()->text(),
                 find<QPlainTextEdit>("jobsCommandEdit")->toPlainText());
    }

    void aReportSaysWhatFailedAndWhere()
    {
        int failed = -1;
        for (int row = 0; row < rowsOf("jobsView"); ++row) {
            if (textOf("jobsView", row, 2).startsWith(u"Failed"_s))
                failed = row;
        }
        QVERIFY(failed >= 0);
        clickItem("jobsView", textOf("jobsView", failed, 0));
        auto *action = m_ui.window()->findChild<QAction *>(u"jobsCopyReportAction"_s);
        QTRY_VERIFY(action->isEnabled());
        action->trigger();
        const QString report = QGuiApplication::clipboard()->text();
        for (const QString &part :
             {u"Holdfast "_s, u"State: Failed"_s, u"Batch: "_s, u"nas"_s, u"holdfast-cli backup create "_s})
            QVERIFY2(report.contains(part), qPrintable(part + u"\n"_s + report));
    }
};

QTEST_MAIN(JobDetailsTest)
#include "tst_jobdetails.moc"
