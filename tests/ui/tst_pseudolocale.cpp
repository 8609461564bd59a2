// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/uifixture.h"
#include "tests/ui/views.h"

#include <QAbstractButton>
#include <QAction>
#include <QComboBox>
#include <QGroupBox>
#include <QHeaderView>
#include <QLabel>
#include <QTabBar>
#include <QTabWidget>
#include <QTranslator>

#include <algorithm>

using namespace holdfast;
using namespace holdfast::test;
using namespace Qt::Literals::StringLiterals;

namespace {

/// A language that nobody speaks: each text in brackets, with accents, and longer by two fifths, as a
/// translation may be. What comes out without brackets was never given to a translator.
class Pseudo final : public QTranslator
{
    Q_OBJECT

public:
    [[nodiscard]] bool isEmpty() const override { return false; }
    [[nodiscard]] QString translate(const char *, const char *source, const char *, int) const override
    {
        QString text = QString::fromUtf8(source);
        const qsizetype longer = text.size() * 2 / 5;
        const std::pair<QChar, QChar> accents[] = {{u'a', u'á'}, {u'e', u'é'}, {u'o', u'ö'}, {u'u', u'ü'}};
        for (const auto &[plain, accented] : accents)
            text.replace(plain, accented);
        return u'[' + text + QString(longer, u'~') + u']';
    }
};

bool saysSomething(const QString &text)
{
    return std::count_if(text.begin(), text.end(), [](QChar c) { return c.isLetter(); }) > 2;
}

} // namespace

/// The window in a language that is longer than English: no text was forgotten, none is cut off.
class PseudoLocaleTest : public QObject
{
    Q_OBJECT

    Pseudo m_pseudo;
    UiFixture m_ui;

    /// Names, examples and what phones and systems say by themselves are the same in every language.
    static bool isNobodysLanguage(const QString &text)
    {
        static const QStringList allowed{u"Holdfast"_s, u"English"_s, u"简体中文"_s};
        return !saysSomething(text) || text.startsWith(u'[') || allowed.contains(text) ||
               text.startsWith(u'/') || text.startsWith(u"lab"_s) || text.contains(u"127.0.0.1"_s);
    }

    static QStringList textsOf(const QWidget *widget)
    {
        QStringList texts{widget->toolTip(), widget->accessibleName(), widget->windowTitle()};
        if (const auto *label = qobject_cast<const QLabel *>(widget))
            texts << label->text();
        if (const auto *button = qobject_cast<const QAbstractButton *>(widget))
            texts << button->text();
        if (const auto *box = qobject_cast<const QGroupBox *>(widget))
            texts << box->title();
        if (const auto *bar = qobject_cast<const QTabBar *>(widget)) {
            for (int tab = 0; tab < bar->count(); ++tab)
                texts << bar->tabText(tab);
        }
        if (const auto *header = qobject_cast<const QHeaderView *>(widget); header && header->model()) {
            for (int section = 0; section < header->count(); ++section) {
                if (header->orientation() == Qt::Horizontal)
                    texts << header->model()->headerData(section, Qt::Horizontal).toString();
            }
        }
        return texts;
    }

    static bool isCut(const QWidget *widget)
    {
        const auto *label = qobject_cast<const QLabel *>(widget);
        const auto *button = qobject_cast<const QAbstractButton *>(widget);
        if (label && label->text().startsWith(u'/'))
            return false; // A path of this computer, as long as it is.
        if (label)
            return label->wordWrap() ? label->heightForWidth(label->width()) > label->height()
                                     : label->sizeHint().width() > label->width();
        return button && !button->text().isEmpty() && button->minimumSizeHint().width() > button->width();
    }

    static QStringList wrongIn(const QWidget *root)
    {
        QStringList found;
        for (const QWidget *widget : root->findChildren<QWidget *>()) {
            if (!widget->isVisible() || widget->window() != root->window() ||
                widget->objectName().startsWith(u"qt_"_s))
                continue;
            for (const QString &text : textsOf(widget)) {
                if (!isNobodysLanguage(text))
                    found << u"not translated: %1 of %2"_s.arg(text, widget->objectName());
            }
            if (isCut(widget))
                found << u"cut off: %1 %2"_s.arg(widget->objectName(), textsOf(widget).last());
        }
        found.removeDuplicates();
        return found;
    }

    static void check(QWidget *root)
    {
        QVERIFY(root);
        // A text that was set just now has its room with the next layout.
        if (!QTest::qWaitFor([root] { return wrongIn(root).isEmpty(); }, 10'000))
            QFAIL(qPrintable(wrongIn(root).join(u'\n')));
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
        QVERIFY2(!m_ui.addPhone(u"lab"_s).isEmpty(), qPrintable(m_ui.error()));
        m_ui.setTranslator(&m_pseudo);
    }

    void pages_data()
    {
        QTest::addColumn<QString>("page");
        for (const char *page :
             {"phonesPage", "backupsPage", "jobsPage", "policiesPage", "storesPage", "settingsPage"})
            QTest::addRow("%s", page) << QString::fromLatin1(page);
    }

    void pages()
    {
        QFETCH(const QString, page);
        QVERIFY(m_ui.openWindow(page));
        QTRY_COMPARE_WITH_TIMEOUT(rowsOf("phonesView"), 1, 20000);
        check(m_ui.window());
        for (const QAction *action : m_ui.window()->findChildren<QAction *>()) {
            if (action->objectName().endsWith(u"Action"_s))
                QVERIFY2(isNobodysLanguage(action->text()), qPrintable(action->objectName()));
        }
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
        QTest::addRow("palette") << u"viewPaletteAction"_s << u"paletteDialog"_s;
    }

    void dialogs()
    {
        QFETCH(const QString, action);
        QFETCH(const QString, dialog);
        QVERIFY(m_ui.openWindow());
        QTRY_COMPARE_WITH_TIMEOUT(rowsOf("phonesView"), 1, 20000);
        clickItem("phonesView", textOf("phonesView", 0, 0));
        QTRY_VERIFY_WITH_TIMEOUT(m_ui.window()->findChild<QAction *>(u"phonesBackupAction"_s)->isEnabled(),
                                 20000);
        trigger(qPrintable(action));
        QTRY_VERIFY(widgetNamed(dialog) && widgetNamed(dialog)->isVisible());
        check(widgetNamed(dialog));
        m_ui.closeWindow();
    }

    void bucketDialog()
    {
        QVERIFY(m_ui.openWindow(u"storesPage"_s));
        trigger("storeAddAction");
        QTRY_VERIFY(widgetNamed(u"storeDialog"_s) && widgetNamed(u"storeDialog"_s)->isVisible());
        find<QComboBox>("storeKindCombo")->setCurrentIndex(4);
        auto *places = find<QComboBox>("storeSecretPlaceCombo");
        auto *tabs = find<QTabWidget>("storeBucketTabs");
        for (int tab = 0; tab < tabs->count(); ++tab) {
            tabs->setCurrentIndex(tab);
            for (int place = 0; place < (tab == 0 ? places->count() : 1); ++place) {
                places->setCurrentIndex(place);
                QCoreApplication::processEvents();
                check(widgetNamed(u"storeDialog"_s));
            }
        }
        for (const char *name : {"storeKindCombo", "storeCheckCombo", "storeLockModeCombo",
                                 "storeEncryptionCombo", "storeAddressingCombo", "storeSecretPlaceCombo"}) {
            const auto *combo = find<QComboBox>(name);
            for (int item = 0; item < combo->count(); ++item)
                QVERIFY2(isNobodysLanguage(combo->itemText(item)), qPrintable(combo->itemText(item)));
        }
        m_ui.closeWindow();
    }
};

QTEST_MAIN(PseudoLocaleTest)
#include "tst_pseudolocale.moc"
