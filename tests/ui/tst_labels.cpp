// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/phoneservice.h"
#include "tests/ui/madedata.h"
#include "tests/ui/uifixture.h"
#include "tests/ui/views.h"
#include "ui/phones/phonemodel.h"
#include "ui/widgets/facetview.h"

#include <QComboBox>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QTableView>

#include <algorithm>

using namespace holdfast;
using namespace holdfast::test;
using namespace Qt::Literals::StringLiterals;

/// Groups and tags of phones by key and dialog, and the filters that count them.
class LabelsTest : public QObject
{
    Q_OBJECT

    UiFixture m_ui;

    /// How many phones the filter @p label of @p section counts, as it is shown; empty where there is none.
    static QString counted(const QString &section, const QString &label)
    {
        const auto *model = find<ui::FacetView>("phonesFacetView")->model();
        for (int row = 0; row < model->rowCount(); ++row) {
            const QModelIndex top = model->index(row, 0);
            if (top.data().toString() != section)
                continue;
            for (int facet = 0; facet < model->rowCount(top); ++facet) {
                if (model->index(facet, 0, top).data().toString() == label)
                    return model->index(facet, 1, top).data().toString();
            }
        }
        return {};
    }

    static void clickFacet(const QString &label)
    {
        auto *view = find<ui::FacetView>("phonesFacetView");
        const QModelIndexList found = view->model()->match(view->model()->index(0, 0), Qt::DisplayRole, label,
                                                           1, Qt::MatchExactly | Qt::MatchRecursive);
        QVERIFY(!found.isEmpty());
        view->scrollTo(found.first());
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->visualRect(found.first()).center());
    }

    static void dragPhoneTo(const QString &phone, const QString &label, bool taken = true)
    {
        auto *table = find<QTableView>("phonesView");
        auto *view = find<ui::FacetView>("phonesFacetView");
        const QModelIndex row = table->model()->index(rowSaying("phonesView", phone), 0);
        const QModelIndexList found = view->model()->match(view->model()->index(0, 0), Qt::DisplayRole, label,
                                                           1, Qt::MatchExactly | Qt::MatchRecursive);
        QVERIFY(!found.isEmpty());
        view->scrollTo(found.first());
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(row).center());
        QVERIFY(table->dragEnabled() && (row.flags() & Qt::ItemIsDragEnabled));
        // The platform of the tests has no pointer that drags: what one brings arrives.
        QMimeData phones;
        phones.setData(u"application/x-holdfast-phones"_s, "1");
        const QPoint place = view->visualRect(found.first()).center();
        QDragEnterEvent enter(place, Qt::CopyAction, &phones, Qt::LeftButton, {});
        QApplication::sendEvent(view->viewport(), &enter);
        QVERIFY(enter.isAccepted());
        QDragMoveEvent move(place, Qt::CopyAction, &phones, Qt::LeftButton, {});
        QApplication::sendEvent(view->viewport(), &move);
        QCOMPARE(move.isAccepted(), taken);
        QDropEvent drop(place, Qt::CopyAction, &phones, Qt::LeftButton, {});
        QApplication::sendEvent(view->viewport(), &drop);
    }

    void pressKey(Qt::Key key)
    {
        QApplication::setActiveWindow(m_ui.window());
        find<QTableView>("phonesView")->setFocus();
        QTest::keyClick(find<QTableView>("phonesView"), key, Qt::ControlModifier);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_ui.open(), qPrintable(m_ui.error()));
        QVERIFY(fillCatalog(m_ui.folder() + u"/data"_s, m_ui.clock()));
        QVERIFY(m_ui.openWindow());
        QTRY_COMPARE_WITH_TIMEOUT(rowsOf("phonesView"), 5, 20000);
    }

    void cleanup() { m_ui.verifyNeverHeldUp(); }

    void aPhoneGoesIntoANewGroup()
    {
        QCOMPARE(counted(u"Group"_s, u"golden"_s), u"2"_s);
        clickItem("phonesView", u"gz-0001"_s);
        pressKey(Qt::Key_G);
        QTRY_VERIFY(find<QWidget>("groupDialog")->isVisible());
        auto *combo = find<QComboBox>("groupCombo");
        QCOMPARE(combo->currentText(), u"golden"_s);
        QCOMPARE(combo->count(), 3);
        typeInto(combo->lineEdit(), u"  second floor "_s);
        click("groupApplyButton");
        QTRY_COMPARE(counted(u"Group"_s, u"second floor"_s), u"1"_s);
        QCOMPARE(counted(u"Group"_s, u"golden"_s), u"1"_s);
        QCOMPARE(textOf("phonesView", rowSaying("phonesView", u"gz-0001"_s), ui::PhoneModel::Group),
                 u"second floor"_s);
        clickFacet(u"second floor"_s);
        QTRY_COMPARE(rowsOf("phonesView"), 1);
        clickFacet(u"second floor"_s);
        QTRY_COMPARE(rowsOf("phonesView"), 5);
    }

    void phonesAreDraggedOntoGroupsAndTags()
    {
        QCOMPARE(counted(u"Group"_s, u"golden"_s), u"1"_s);
        dragPhoneTo(u"gz-0001"_s, u"golden"_s);
        QTRY_COMPARE(counted(u"Group"_s, u"golden"_s), u"2"_s);
        QCOMPARE(counted(u"Group"_s, u"second floor"_s), QString());
        // Where nothing can be dropped nothing happens.
        dragPhoneTo(u"gz-0001"_s, u"Never"_s, false);
        QCOMPARE(counted(u"Group"_s, u"golden"_s), u"2"_s);
        const auto phones = m_ui.engine().phones().list(CancelToken(), true).value();
        const auto other = std::find_if(phones.begin(), phones.end(),
                                        [](const PhoneView &phone) { return phone.name == "gz-0002"_L1; });
        QVERIFY(other != phones.end());
        QVERIFY(m_ui.engine().phones().changeTags({other->id}, {u"dragged to"_s}, {}));
        m_ui.press(Qt::Key_F5);
        QTRY_COMPARE(counted(u"Tag"_s, u"dragged to"_s), u"1"_s);
        dragPhoneTo(u"gz-0001"_s, u"dragged to"_s);
        QTRY_COMPARE(counted(u"Tag"_s, u"dragged to"_s), u"2"_s);
        QCOMPARE(rowsOf("phonesView"), 5); // Dropping ticks nothing.
        QList<PhoneId> ids;
        for (const PhoneView &phone : phones)
            ids << phone.id;
        QVERIFY(m_ui.engine().phones().changeTags(ids, {}, {u"dragged to"_s}));
        m_ui.press(Qt::Key_F5);
        QTRY_COMPARE(counted(u"Tag"_s, u"dragged to"_s), QString());
    }

    void phonesLeaveTheirGroup()
    {
        pressKey(Qt::Key_A);
        QTRY_COMPARE(find<QLabel>("phonesSelectionLabel")->text(),
                     u"5 phones selected, 5 of them not online"_s);
        pressKey(Qt::Key_G);
        QTRY_VERIFY(find<QWidget>("groupDialog")->isVisible());
        QCOMPARE(find<QComboBox>("groupCombo")->currentText(), QString()); // They are in several.
        click("groupApplyButton");
        QTRY_COMPARE(counted(u"Group"_s, u"golden"_s), QString());
    }

    void tagsAreGivenAndTaken()
    {
        pressKey(Qt::Key_A);
        pressKey(Qt::Key_T);
        QTRY_VERIFY(find<QWidget>("tagsDialog")->isVisible());
        typeInto(find<QLineEdit>("tagsNewEdit"), u"live, second floor ,live"_s);
        click("tagsApplyButton");
        QTRY_COMPARE(counted(u"Tag"_s, u"live"_s), u"5"_s);
        QCOMPARE(counted(u"Tag"_s, u"second floor"_s), u"5"_s);
        clickItem("phonesView", u"gz-0002"_s);
        pressKey(Qt::Key_T);
        QTRY_VERIFY(find<QWidget>("tagsDialog")->isVisible());
        auto *tags = find<QListWidget>("tagsView");
        QCOMPARE(tags->item(0)->text(), u"live"_s);
        QCOMPARE(tags->item(0)->checkState(), Qt::Checked);
        clickItem("tagsView", u"live"_s, true);
        click("tagsApplyButton");
        QTRY_COMPARE(counted(u"Tag"_s, u"live"_s), u"4"_s);
        QCOMPARE(counted(u"Tag"_s, u"second floor"_s), u"5"_s);
        // What only some have stays as it is.
        pressKey(Qt::Key_A);
        pressKey(Qt::Key_T);
        QTRY_VERIFY(find<QWidget>("tagsDialog")->isVisible());
        tags = find<QListWidget>("tagsView");
        QCOMPARE(tags->item(0)->checkState(), Qt::PartiallyChecked);
        clickItem("tagsView", u"second floor"_s, true);
        click("tagsApplyButton");
        QTRY_COMPARE(counted(u"Tag"_s, u"second floor"_s), QString());
        QCOMPARE(counted(u"Tag"_s, u"live"_s), u"4"_s);
        typeInto(find<QLineEdit>("phonesSearchEdit"), u"live"_s);
        QTRY_COMPARE(rowsOf("phonesView"), 4);
    }
};

QTEST_MAIN(LabelsTest)
#include "tst_labels.moc"
