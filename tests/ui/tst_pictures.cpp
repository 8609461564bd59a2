// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/madedata.h"
#include "tests/ui/picture.h"
#include "tests/ui/uifixture.h"
#include "ui/widgets/datatable.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTabWidget>
#include <QToolButton>
#include <QTreeView>

using namespace holdfast;
using namespace holdfast::test;
using namespace Qt::Literals::StringLiterals;

/// What the window looks like, against pictures that somebody has looked at. With HOLDFAST_UI_VARIANT=2x, for
/// a run with QT_SCALE_FACTOR=2, only the three great pages are compared.
class PicturesTest : public QObject
{
    Q_OBJECT

    UiFixture m_ui;
    QString m_variant = qEnvironmentVariable("HOLDFAST_UI_VARIANT");

    static void addLooks(bool small = true)
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<int>("theme");
        QTest::addColumn<QSize>("size");
        if (!qEnvironmentVariableIsEmpty("HOLDFAST_UI_VARIANT")) {
            QTest::newRow("2x") << u"en"_s << int(ui::ThemeMode::Light) << QSize(960, 600);
            return;
        }
        QTest::newRow("light") << u"en"_s << int(ui::ThemeMode::Light) << QSize(1280, 800);
        QTest::newRow("dark") << u"en"_s << int(ui::ThemeMode::Dark) << QSize(1280, 800);
        QTest::newRow("zh") << u"zh_CN"_s << int(ui::ThemeMode::Light) << QSize(1280, 800);
        if (small)
            QTest::newRow("small") << u"en"_s << int(ui::ThemeMode::Light) << QSize(960, 600);
    }

    bool openLook(const QString &page)
    {
        QFETCH(const QString, language);
        QFETCH(const int, theme);
        QFETCH(const QSize, size);
        // Names and counts of phones stand on every page.
        return m_ui.openWindow(page, language, ui::ThemeMode(theme), size) &&
               QTest::qWaitFor([] { return find<ui::DataTable>("phonesView")->model()->rowCount() == 7; },
                               20000);
    }

    static QString nameFor(const QString &stem)
    {
        return stem + u'-' + QString::fromLatin1(QTest::currentDataTag());
    }

    static void clickRow(const char *view, int row)
    {
        auto *table = find<ui::DataTable>(view);
        QVERIFY(table);
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {},
                          table->visualRect(table->model()->index(row, 0)).center());
    }

    static QString cell(const char *view, int row, int column)
    {
        const auto *table = find<ui::DataTable>(view);
        return table ? table->model()->index(row, column).data().toString() : QString();
    }

    /// Nothing blinks and nothing is hovered.
    void settle()
    {
        if (QWidget *focus = QApplication::focusWidget())
            focus->clearFocus();
        QCoreApplication::processEvents();
    }

    bool matches(QWidget *widget, const QString &name, const QStringList &masked = {})
    {
        settle();
        m_ui.heartbeat().stop();
        return matchesBaseline(widget, name, masked);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_ui.open(true), qPrintable(m_ui.error()));
        QVERIFY(fillCatalog(m_ui.folder() + u"/data"_s, m_ui.clock()));
        QVERIFY2(!m_ui.addPhone(u"lab-14"_s).isEmpty(), qPrintable(m_ui.error()));
        QVERIFY2(!m_ui.addPhone(u"lab-13"_s, u"none"_s, u"13"_s).isEmpty(), qPrintable(m_ui.error()));
    }

    void cleanup() { m_ui.closeWindow(); }

    void phones_data() { addLooks(); }
    void phones()
    {
        QVERIFY(openLook(u"phonesPage"_s));
        auto *table = find<ui::DataTable>("phonesView");
        QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 7, 20000);
        QTRY_VERIFY(cell("phonesView", 0, 4) != u"never"_s && !cell("phonesView", 0, 4).isEmpty());
        clickRow("phonesView", 1);
        QTRY_VERIFY(find<QWidget>("phonesSelectionPanel")->isVisible());
        QVERIFY(matches(m_ui.window(), nameFor(u"phones"_s)));
    }

    void backups_data() { addLooks(); }
    void backups()
    {
        QVERIFY(openLook(u"backupsPage"_s));
        auto *table = find<ui::DataTable>("backupsView");
        QTRY_COMPARE(table->model()->rowCount(), 17);
        QTRY_COMPARE(cell("backupsView", 1, 1), u"gz-0001"_s);
        clickRow("backupsView", 1);
        QTRY_VERIFY(find<QWidget>("backupsRestoreButton")->isEnabled());
        QTRY_VERIFY(find<QTreeView>("backupsFacetView")->model()->rowCount() > 3);
        QVERIFY(matches(m_ui.window(), nameFor(u"backups"_s)));
    }

    void jobs_data() { addLooks(); }
    void jobs()
    {
        QVERIFY(openLook(u"jobsPage"_s));
        QTRY_COMPARE(find<ui::DataTable>("jobsView")->model()->rowCount(), 5);
        QTRY_COMPARE(cell("jobsView", 4, 0), u"gz-0001"_s);
        clickRow("jobsView", 2);
        find<QTabWidget>("jobsDetailsTabs")->setCurrentIndex(1);
        QVERIFY(find<QLabel>("jobsBatchLabel")->text().startsWith(u"5 "_s));
        QVERIFY(matches(m_ui.window(), nameFor(u"jobs"_s)));
    }

    void settings_data() { addLooks(false); }
    void settings()
    {
        if (!m_variant.isEmpty())
            QSKIP("only the great pages are compared at twice the size");
        QVERIFY(openLook(u"settingsPage"_s));
        QVERIFY(find<QWidget>("settingsThemeCombo")->isVisible());
        QVERIFY(
            matches(m_ui.window(), nameFor(u"settings"_s), {u"settingsAdbLabel"_s, u"settingsDataLabel"_s}));
    }

    void nothingMatches()
    {
        QVERIFY(m_ui.openWindow(u"phonesPage"_s));
        QTRY_COMPARE_WITH_TIMEOUT(find<ui::DataTable>("phonesView")->model()->rowCount(), 7, 20000);
        typeInto(find<QLineEdit>("phonesSearchEdit"), u"nobody"_s);
        QTRY_COMPARE(find<QLabel>("emptyTitleLabel")->text(), u"No phone matches"_s);
        // What empties the search is faded in.
        const auto *clear = find<QLineEdit>("phonesSearchEdit")->findChild<QToolButton *>();
        QVERIFY(clear);
        QTRY_COMPARE(clear->property("opacity").toReal(), 1.0);
        QVERIFY(matches(m_ui.window(), m_variant.isEmpty() ? u"phones-nothing"_s : u"phones-nothing-2x"_s));
    }

    void backupDialog_data() { addLooks(false); }
    void backupDialog()
    {
        if (!m_variant.isEmpty())
            QSKIP("only the great pages are compared at twice the size");
        QVERIFY(openLook(u"phonesPage"_s));
        auto *table = find<ui::DataTable>("phonesView");
        QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 7, 20000);
        int row = 0;
        while (row < 7 && cell("phonesView", row, 0) != u"lab-14"_s)
            ++row;
        clickRow("phonesView", row);
        QTRY_VERIFY(find<QWidget>("phonesBackupButton")->isEnabled());
        click("phonesBackupButton");
        QTRY_VERIFY(find<QWidget>("backupDialog")->isVisible());
        auto *apps = find<QTreeView>("backupAppsList");
        QTRY_COMPARE_WITH_TIMEOUT(apps->model()->rowCount(), 6, 20000);
        QTRY_VERIFY(!find<QLabel>("backupAppsLabel")->isVisible());
        QVERIFY(apps->model()->setData(apps->model()->index(0, 0), Qt::Checked, Qt::CheckStateRole));
        typeInto(find<QPlainTextEdit>("backupExcludeEdit"), u"cache"_s);
        QTRY_VERIFY(!find<QLabel>("backupProblemLabel")->text().isEmpty());
        QTRY_COMPARE_WITH_TIMEOUT(find<QComboBox>("backupStoreCombo")->count(), 1, 20000);
        QVERIFY(!find<QWidget>("backupStartButton")->isEnabled());
        QVERIFY(matches(find<QWidget>("backupDialog"), nameFor(u"backup-dialog"_s), {u"backupStoreCombo"_s}));
        m_ui.heartbeat().start();
        auto *excludes = find<QPlainTextEdit>("backupExcludeEdit");
        excludes->selectAll();
        typeInto(excludes, u"/**/cache"_s);
        QTRY_VERIFY(find<QWidget>("backupStartButton")->isEnabled());
        // Nothing can be learned from a store that is not there; of the phone it is told.
        const auto estimate = [] { return find<QLabel>("backupEstimateLabel")->text(); };
        QTRY_VERIFY_WITH_TIMEOUT(!estimate().isEmpty() && !estimate().contains(u'…'), 20000);
        // The command names a port that is another one each time.
        QVERIFY(matches(find<QWidget>("backupDialog"), nameFor(u"backup-store-away"_s),
                        {u"backupStoreCombo"_s, u"backupCommandEdit"_s}));
    }
};

QTEST_MAIN(PicturesTest)
#include "tst_pictures.moc"
