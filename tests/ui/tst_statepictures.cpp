// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/policyservice.h"
#include "tests/ui/madedata.h"
#include "tests/ui/picture.h"
#include "tests/ui/uifixture.h"
#include "tests/ui/views.h"

#include <QLabel>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>

using namespace holdfast;
using namespace holdfast::test;
using namespace Qt::Literals::StringLiterals;

/// The pages where there is nothing yet, and where names and numbers are as long as they get, in the smallest
/// window, against pictures that somebody has looked at.
class StatePicturesTest : public QObject
{
    Q_OBJECT

    UiFixture m_empty;
    UiFixture m_long;
    int m_different = 0;

    static void addLooks()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<int>("theme");
        QTest::newRow("light") << u"en"_s << int(ui::ThemeMode::Light);
        QTest::newRow("dark") << u"en"_s << int(ui::ThemeMode::Dark);
        QTest::newRow("zh") << u"zh_CN"_s << int(ui::ThemeMode::Light);
    }

    bool openLook(UiFixture &ui, const QString &page)
    {
        QFETCH(const QString, language);
        QFETCH(const int, theme);
        // The other window's language would speak where this one's is silent.
        UiFixture &other = &ui == &m_empty ? m_long : m_empty;
        if (!other.openWindow(page, language))
            return false;
        other.closeWindow();
        return ui.openWindow(page, language, ui::ThemeMode(theme), {960, 600});
    }

    /// One that differs fails the test when all have been taken.
    void take(UiFixture &ui, const QString &stem, const QStringList &masked = {})
    {
        if (QWidget *focus = QApplication::focusWidget())
            focus->clearFocus();
        QCoreApplication::processEvents();
        ui.heartbeat().stop();
        if (!matchesBaseline(ui.window(), stem + u'-' + QString::fromLatin1(QTest::currentDataTag()), masked))
            ++m_different;
        ui.heartbeat().start();
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_empty.open(true), qPrintable(m_empty.error()));
        QVERIFY2(m_long.open(true), qPrintable(m_long.error()));
        QVERIFY(fillCatalog(m_long.folder() + u"/data"_s, m_long.clock(), MadeTexts::Long));
    }

    void init() { m_different = 0; }
    void cleanup()
    {
        m_empty.closeWindow();
        m_long.closeWindow();
        QCOMPARE(m_different, 0);
    }

    void nothingYet_data() { addLooks(); }
    void nothingYet()
    {
        QVERIFY(openLook(m_empty, u"backupsPage"_s));
        QStringList titles;
        for (const auto &[key, stem] : {std::pair{Qt::Key_2, u"backups-empty"_s},
                                        {Qt::Key_3, u"jobs-empty"_s},
                                        {Qt::Key_4, u"policies-empty"_s}}) {
            m_empty.press(key, Qt::ControlModifier);
            const auto title = [] {
                const auto *label = find<QLabel>("emptyTitleLabel");
                return label && label->isVisible() ? label->text() : QString();
            };
            QTRY_VERIFY(!title().isEmpty() && !titles.contains(title()));
            titles << title();
            take(m_empty, stem);
        }
        QFETCH(const QString, language);
        QCOMPARE(titles.first(), language == "en"_L1 ? u"No backups yet"_s : u"还没有备份"_s);
    }

    void longTexts_data() { addLooks(); }
    void longTexts()
    {
        QVERIFY(openLook(m_long, u"phonesPage"_s));
        QTRY_COMPARE_WITH_TIMEOUT(rowsOf("phonesView"), 5, 20000);
        const QString name = u"gz-0001 on the third shelf of the second rack"_s.left(40);
        QVERIFY(rowSaying("phonesView", name) >= 0);
        clickItem("phonesView", name);
        QTRY_VERIFY(find<QWidget>("phonesSelectionPanel")->isVisible());
        QFETCH(const QString, language);
        QVERIFY(find<QLabel>("phonesSelectionLabel")
                    ->text()
                    .startsWith(language == "en"_L1 ? u"1 phone"_s : u"已选择"_s));
        take(m_long, u"phones-long"_s);
        m_long.press(Qt::Key_2, Qt::ControlModifier);
        QTRY_COMPARE(rowsOf("backupsView"), 17);
        QTRY_COMPARE(textOf("backupsView", 1, 7).remove(u','), u"9875566"_s);
        auto *backups = find<QTableView>("backupsView");
        QTest::mouseClick(backups->viewport(), Qt::LeftButton, {},
                          backups->visualRect(backups->model()->index(1, 0)).center());
        QTRY_VERIFY(find<QWidget>("backupsRestoreButton")->isEnabled());
        take(m_long, u"backups-long"_s);
        m_long.press(Qt::Key_3, Qt::ControlModifier);
        QTRY_COMPARE(rowsOf("jobsView"), 5);
        QTRY_COMPARE(textOf("jobsView", 4, 0), name);
        find<QTabWidget>("jobsDetailsTabs")->setCurrentIndex(1);
        QTRY_COMPARE(rowsOf("jobsProblemsView"), 1);
        take(m_long, u"jobs-long"_s);
        m_long.press(Qt::Key_5, Qt::ControlModifier);
        QTRY_COMPARE(rowsOf("storesView"), 1);
        QTRY_VERIFY(find<QWidget>("storeHealthButton")->isVisible());
        QTRY_VERIFY(textOf("storesView", 0, 1).size() > 3);
        take(m_long, u"stores-long"_s);
    }

    void settings_data() { addLooks(); }
    void settings()
    {
        QVERIFY(openLook(m_empty, u"settingsPage"_s));
        QVERIFY(find<QWidget>("settingsCloseCombo")->isVisible());
        take(m_empty, u"settings-small"_s, {u"settingsAdbLabel"_s, u"settingsDataLabel"_s});
    }
};

QTEST_MAIN(StatePicturesTest)
#include "tst_statepictures.moc"
