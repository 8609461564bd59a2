// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/logfile.h"
#include "tests/ui/uifixture.h"
#include "tests/ui/views.h"
#include "ui/log/logmodel.h"
#include "ui/shell/tray.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QScrollBar>
#include <QTableView>

using namespace holdfast;
using namespace holdfast::test;
using namespace Qt::Literals::StringLiterals;

/// The log as the window shows it, and what is told outside the window.
class LogTest : public QObject
{
    Q_OBJECT

    UiFixture m_ui;

    [[nodiscard]] QString path() const { return m_ui.folder() + u"/data/log/holdfast.log"_s; }

    void write(const QByteArrayList &lines) const
    {
        LogFile log(m_ui.folder() + u"/data"_s);
        for (const QByteArray &line : lines)
            QVERIFY(log.append(line));
    }

    static QByteArray line(int number, const char *level = "info")
    {
        return "2026-01-15T11:00:00.000Z 42 "_ba + level + " holdfast.jobs: job " +
               QByteArray::number(number);
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_ui.open(), qPrintable(m_ui.error())); }

    void cleanup() { m_ui.verifyNeverHeldUp(); }

    void linesAreRead()
    {
        const auto read = ui::parseLogLine("2026-01-15T11:00:00.123Z 42 warning holdfast.phone: it: 断开"_ba);
        QVERIFY(read);
        QCOMPARE(read->level, ui::LogLevel::Warning);
        QCOMPARE(read->area, u"holdfast.phone"_s);
        QCOMPARE(read->text, u"it: 断开"_s);
        QCOMPARE(read->time.toMSecsSinceEpoch() % 1000, 123);
        for (const QByteArray &bad : {""_ba, "words"_ba, "2026 42 info a: b"_ba,
                                      "2026-01-15T11:00:00.123Z 42 loud holdfast.phone: it"_ba,
                                      "2026-01-15T11:00:00.123Z 42 info no text"_ba})
            QVERIFY2(!ui::parseLogLine(bad), bad.constData());
    }

    void theTailIsReadInWholeLines()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(u"log"_s));
        QVERIFY(file.open(QFile::WriteOnly) &&
                file.write(line(1) + '\n' + line(2) + '\n' + "2026-01-15T") > 0);
        file.flush();
        auto piece = ui::readLog(file.fileName(), -1, 1000);
        QCOMPARE(piece.lines.size(), 2);
        QCOMPARE(piece.end, 2 * (line(1).size() + 1));
        // The rest of a line that was being written, and the beginning of the file cut off.
        QVERIFY(file.write(line(3).mid(11) + '\n') > 0);
        file.flush();
        QCOMPARE(ui::readLog(file.fileName(), piece.end, 1000).lines.first().text, u"job 3"_s);
        QCOMPARE(ui::readLog(file.fileName(), -1, line(1).size() * 2).lines.size(), 1);
        // Moved away: another file is read from its beginning.
        QVERIFY(file.resize(0) && file.seek(0) && file.write(line(4) + '\n') > 0);
        file.flush();
        QCOMPARE(ui::readLog(file.fileName(), piece.end, 1000).lines.first().text, u"job 4"_s);
        QVERIFY(ui::readLog(folder.filePath(u"none"_s), -1, 1000).lines.isEmpty());
    }

    void theModelKeepsTheNewest()
    {
        ui::LogModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        ui::LogLine old;
        old.text = u"old"_s;
        model.append({old});
        QList<ui::LogLine> many(ui::LogModel::kMostLines);
        many.last().text = u"new"_s;
        model.append(many);
        QCOMPARE(model.rowCount(), ui::LogModel::kMostLines);
        QVERIFY(model.line(0).text.isEmpty());
        QCOMPARE(model.line(model.rowCount() - 1).text, u"new"_s);
    }

    void theDialogFollowsAndFilters()
    {
        QByteArrayList lines;
        for (int number = 1; number <= 100; ++number)
            lines << line(number, number % 50 == 0 ? "critical" : number % 10 == 0 ? "warning" : "info");
        write(lines);
        QVERIFY(m_ui.openWindow());
        m_ui.press(Qt::Key_L, Qt::ControlModifier);
        QTRY_VERIFY(find<QWidget>("logDialog")->isVisible());
        QTRY_COMPARE(rowsOf("logView"), 100);
        const QScrollBar *bar = find<QTableView>("logView")->verticalScrollBar();
        QTRY_VERIFY(bar->maximum() > 0 && bar->value() == bar->maximum());
        write({line(101)});
        QTRY_COMPARE_WITH_TIMEOUT(textOf("logView", 100, 3), u"job 101"_s, 10000);
        auto *level = find<QComboBox>("logLevelCombo");
        level->setFocus();
        QTest::keyClick(level, Qt::Key_Down);
        QTRY_COMPARE(rowsOf("logView"), 10);
        QTest::keyClick(level, Qt::Key_Down);
        QTRY_COMPARE(rowsOf("logView"), 2);
        QCOMPARE(textOf("logView", 0, 1), u"Error"_s);
        typeInto(find<QLineEdit>("logSearchEdit"), u"jobs 50"_s);
        QTRY_COMPARE(rowsOf("logView"), 1);
        QCOMPARE(textOf("logView", 0, 3), u"job 50"_s);
        click("logCloseButton");
        QTRY_VERIFY(!widgetNamed(u"logDialog"_s) || !widgetNamed(u"logDialog"_s)->isVisible());
    }

    void batchesAreToldWhereTheOperatorWantsIt()
    {
        using ui::NotifyMode;
        using ui::shouldNotify;
        QVERIFY(shouldNotify(NotifyMode::Every, false, false) &&
                shouldNotify(NotifyMode::Every, true, false));
        QVERIFY(!shouldNotify(NotifyMode::Problems, false, false) &&
                shouldNotify(NotifyMode::Problems, true, false));
        QVERIFY(!shouldNotify(NotifyMode::None, true, false));
        QVERIFY(!shouldNotify(NotifyMode::Every, true, true)); // The window says it already.
        ui::BatchSummary active;
        QCOMPARE(ui::trayState(active, false), ui::TrayState::Idle);
        QCOMPARE(ui::activityText(active), u"Nothing is running"_s);
        active.total = 11;
        active.running = 2;
        active.waiting = 9;
        active.remaining = 350;
        QCOMPARE(ui::trayState(active, false), ui::TrayState::Busy);
        QCOMPARE(ui::trayState(active, true), ui::TrayState::Problem);
        QCOMPARE(ui::activityText(active), u"2 running, 9 waiting, about 6 min"_s);
    }

    void theChoiceIsRemembered()
    {
        QVERIFY(m_ui.openWindow(u"settingsPage"_s));
        auto *combo = find<QComboBox>("settingsNotifyCombo");
        QCOMPARE(combo->currentText(), u"When a batch of jobs has ended"_s);
        combo->setFocus();
        QTest::keyClick(combo, Qt::Key_End);
        QVERIFY(m_ui.openWindow(u"settingsPage"_s));
        QCOMPARE(find<QComboBox>("settingsNotifyCombo")->currentText(), u"Never"_s);
    }
};

QTEST_MAIN(LogTest)
#include "tst_log.moc"
