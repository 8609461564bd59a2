// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/madedata.h"
#include "tests/ui/uifixture.h"
#include "ui/widgets/datatable.h"

#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QMap>
#include <QMenuBar>
#include <QPushButton>
#include <QTabWidget>

using namespace holdfast;
using namespace holdfast::test;
using namespace Qt::Literals::StringLiterals;

/// Walks every page and dialog as somebody does who cannot see them: everything that takes the focus has a
/// name of its own, and the Tab key comes round.
class AccessibilityTest : public QObject
{
    Q_OBJECT

    UiFixture m_ui;

    static bool takesFocus(const QWidget *widget)
    {
        return widget->isVisible() && widget->isEnabled() && (widget->focusPolicy() & Qt::TabFocus) != 0 &&
               !widget->objectName().startsWith(u"qt_"_s);
    }

    static QString describe(const QWidget *widget)
    {
        QStringList way;
        for (; widget && way.size() < 4; widget = widget->parentWidget())
            way.prepend(
                u"%1 %2"_s.arg(QString::fromLatin1(widget->metaObject()->className()), widget->objectName()));
        return way.join(u" > "_s);
    }

    /// What is wrong with the widgets below @p root.
    static QStringList problems(QWidget *root)
    {
        QStringList found;
        QMap<std::pair<int, QString>, QWidget *> seen;
        for (QWidget *widget : root->findChildren<QWidget *>()) {
            if (!takesFocus(widget) || widget->window() != root->window() || widget->focusProxy())
                continue;
            QAccessibleInterface *face = QAccessible::queryAccessibleInterface(widget);
            const QString name = face ? face->text(QAccessible::Name) : QString();
            if (name.isEmpty()) {
                found << u"no name: "_s + describe(widget);
                continue;
            }
            // A page of tabs and the bar on it are one thing to the ear.
            const auto key = std::pair(int(face->role()), name);
            if (seen.contains(key))
                found << u"two are called %1: %2; %3"_s.arg(name, describe(widget),
                                                            describe(seen.value(key)));
            seen.insert(key, widget);
        }
        return found;
    }

    /// Tab comes back to where it began.
    static QString tabProblem(QWidget *window)
    {
        QApplication::setActiveWindow(window);
        QTest::keyClick(window, Qt::Key_Tab);
        QWidget *first = QApplication::focusWidget();
        if (!first)
            return u"Tab goes nowhere"_s;
        for (int step = 0; step < 200; ++step) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            if (QApplication::focusWidget() == first)
                return QString();
        }
        return u"Tab never comes round"_s;
    }

    /// Enter in a field does what the dialog is for; it closes what is only looked at. A button must be in
    /// its dialog before it is made the default one, else the first button is.
    static QString enterProblem(QWidget *root)
    {
        for (const QDialogButtonBox *box : root->findChildren<QDialogButtonBox *>()) {
            for (QAbstractButton *button : box->buttons()) {
                const auto *push = qobject_cast<QPushButton *>(button);
                if (push && push->isDefault() && !push->hasFocus() &&
                    box->buttonRole(button) == QDialogButtonBox::RejectRole &&
                    !QStringList{u"logDialog"_s, u"aboutDialog"_s}.contains(root->objectName()))
                    return u"Enter gives up: "_s + describe(button);
            }
        }
        return {};
    }

    static void check(QWidget *root)
    {
        QVERIFY(root);
        const QString enter = enterProblem(root);
        QVERIFY2(enter.isEmpty(), qPrintable(enter));
        const QStringList found = problems(root);
        QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
        const QString tab = tabProblem(root->window());
        QVERIFY2(tab.isEmpty(), qPrintable(tab));
    }

    void trigger(const char *action)
    {
        auto *found = m_ui.window()->findChild<QAction *>(QString::fromLatin1(action));
        QVERIFY2(found && found->isEnabled(), action);
        found->trigger();
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_ui.open(), qPrintable(m_ui.error()));
        QVERIFY(fillCatalog(m_ui.folder() + u"/data"_s, m_ui.clock()));
        QVERIFY2(!m_ui.addPhone(u"lab"_s).isEmpty(), qPrintable(m_ui.error()));
    }

    void pages_data()
    {
        QTest::addColumn<QString>("page");
        QTest::addColumn<QString>("language");
        for (const char *page :
             {"phonesPage", "backupsPage", "jobsPage", "policiesPage", "storesPage", "settingsPage"}) {
            for (const char *language : {"en", "zh_CN"})
                QTest::addRow("%s %s", page, language)
                    << QString::fromLatin1(page) << QString::fromLatin1(language);
        }
    }

    void pages()
    {
        QFETCH(const QString, page);
        QFETCH(const QString, language);
        QVERIFY(m_ui.openWindow(page, language));
        QTRY_COMPARE_WITH_TIMEOUT(find<ui::DataTable>("phonesView")->model()->rowCount(), 6, 20000);
        check(m_ui.window());
    }

    void actionsHaveNamesAndKeysOfTheirOwn()
    {
        QVERIFY(m_ui.openWindow());
        QMap<QString, QString> keys;
        for (const QAction *action : m_ui.window()->findChildren<QAction *>()) {
            const bool ours = action->objectName().endsWith(u"Action"_s);
            if (!ours)
                continue;
            QVERIFY2(!action->text().isEmpty(), qPrintable(action->objectName()));
            // Keys of pages may be the same: only one page is seen. Those of the window may not.
            const QString prefix =
                action->parent() == m_ui.window() ? u"window"_s : action->parent()->objectName();
            const QString key = prefix + u' ' + action->shortcut().toString();
            if (action->shortcut().isEmpty())
                continue;
            QVERIFY2(!keys.contains(key), qPrintable(key + u' ' + action->objectName()));
            keys.insert(key, action->objectName());
        }
        QVERIFY(keys.size() > 15);
    }

    void dialogs_data()
    {
        QTest::addColumn<QString>("action");
        QTest::addColumn<QString>("dialog");
        QTest::addRow("connect") << u"phonesConnectAction"_s << u"connectDialog"_s;
        QTest::addRow("emulator") << u"phonesNewEmulatedAction"_s << u"emulatorDialog"_s;
        QTest::addRow("backup") << u"phonesBackupAction"_s << u"backupDialog"_s;
        QTest::addRow("restore") << u"phonesRestoreAction"_s << u"restoreWizard"_s;
        QTest::addRow("group") << u"phonesGroupAction"_s << u"groupDialog"_s;
        QTest::addRow("tags") << u"phonesTagsAction"_s << u"tagsDialog"_s;
        QTest::addRow("store") << u"fileAddStoreAction"_s << u"storeDialog"_s;
        QTest::addRow("policy") << u"policyAddAction"_s << u"policyDialog"_s;
        QTest::addRow("log") << u"helpLogAction"_s << u"logDialog"_s;
        QTest::addRow("palette") << u"viewPaletteAction"_s << u"paletteDialog"_s;
        QTest::addRow("about") << u"helpAboutAction"_s << u"aboutDialog"_s;
    }

    void dialogs()
    {
        QFETCH(const QString, action);
        QFETCH(const QString, dialog);
        for (const QString &language : {u"en"_s, u"zh_CN"_s}) {
            QVERIFY(m_ui.openWindow(u"phonesPage"_s, language));
            auto *table = find<ui::DataTable>("phonesView");
            QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 6, 20000);
            table->selectAll();
            QTRY_VERIFY(m_ui.window()->findChild<QAction *>(u"phonesBackupAction"_s)->isEnabled());
            trigger(qPrintable(action));
            QTRY_VERIFY(widgetNamed(dialog) && widgetNamed(dialog)->isVisible());
            check(widgetNamed(dialog));
            m_ui.closeWindow();
        }
    }

    void bucketDialog()
    {
        for (const QString &language : {u"en"_s, u"zh_CN"_s}) {
            QVERIFY(m_ui.openWindow(u"storesPage"_s, language));
            trigger("storeAddAction");
            QTRY_VERIFY(widgetNamed(u"storeDialog"_s) && widgetNamed(u"storeDialog"_s)->isVisible());
            find<QComboBox>("storeKindCombo")->setCurrentIndex(4);
            auto *places = find<QComboBox>("storeSecretPlaceCombo");
            auto *tabs = find<QTabWidget>("storeBucketTabs");
            for (int tab = 0; tab < tabs->count(); ++tab) {
                tabs->setCurrentIndex(tab);
                for (int place = 0; place < (tab == 0 ? places->count() : 1); ++place) {
                    places->setCurrentIndex(place);
                    check(widgetNamed(u"storeDialog"_s));
                }
            }
            m_ui.closeWindow();
        }
    }
};

QTEST_MAIN(AccessibilityTest)
#include "tst_accessibility.moc"
