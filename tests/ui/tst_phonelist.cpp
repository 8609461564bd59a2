// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/uifixture.h"
#include "ui/jobs/jobfeed.h"
#include "ui/phones/phonefilter.h"
#include "ui/phones/phonemodel.h"
#include "ui/shell/enginelink.h"

#include <QAbstractItemModelTester>
#include <QItemSelectionModel>
#include <QSignalSpy>

using namespace holdfast;
using namespace holdfast::test;
using namespace holdfast::ui;
using namespace Qt::Literals::StringLiterals;

/// The list of phones as a model: changes, order, search, also of thousands.
class PhoneListTest : public QObject
{
    Q_OBJECT

    UiFixture m_ui;
    std::unique_ptr<EngineLink> m_link;
    std::unique_ptr<JobFeed> m_feed;

    static PhoneView phone(int number, const QString &name = {})
    {
        PhoneView view;
        view.id = {u"ph-%1"_s.arg(number)};
        view.serial = {u"10.0.%1.%2:5555"_s.arg(number / 250).arg(number % 250)};
        view.name = name.isEmpty() ? u"gz-%1"_s.arg(number, 4, 10, QChar(u'0')) : name;
        view.state = u"device"_s;
        view.kind = u"tcp"_s;
        view.group = number % 2 == 0 ? u"golden"_s : u"shop"_s;
        view.androidVersion = u"14"_s;
        view.sdk = 30 + number % 5;
        return view;
    }

    static QStringList names(const QAbstractItemModel &model)
    {
        QStringList found;
        for (int row = 0; row < model.rowCount(); ++row)
            found << model.index(row, PhoneModel::Name).data().toString();
        return found;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_ui.open(), qPrintable(m_ui.error()));
        m_link = std::make_unique<EngineLink>(m_ui.engine());
        m_feed = std::make_unique<JobFeed>(*m_link);
    }

    void cleanupTestCase()
    {
        m_feed.reset();
        m_link.reset();
    }

    void onlyWhatChangedIsTold()
    {
        PhoneModel model(m_ui.clock(), *m_feed);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QList<PhoneView> phones{phone(1), phone(2), phone(3), phone(4)};
        model.setPhones(phones);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
        model.setPhones(phones);
        QCOMPARE(changed.count(), 0);
        phones[2].name = u"renamed"_s;
        model.setPhones(phones);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed.first().at(0).toModelIndex().row(), 2);
        QCOMPARE(changed.first().at(1).toModelIndex().row(), 2);
        phones.remove(1, 2);
        phones.append(phone(5));
        model.setPhones(phones);
        QCOMPARE(removed.count(), 1); // Neighbours go together.
        QCOMPARE(names(model), (QStringList{u"gz-0001"_s, u"gz-0004"_s, u"gz-0005"_s}));
    }

    void namesAreSortedAsPeopleDo()
    {
        PhoneModel model(m_ui.clock(), *m_feed);
        PhoneFilter filter(model);
        const QAbstractItemModelTester tester(&filter,
                                              QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setPhones({phone(1, u"b"_s), phone(2, u"a"_s), phone(4, u"a"_s), phone(3, u"a"_s)});
        filter.sort(PhoneModel::Name, Qt::AscendingOrder);
        QCOMPARE(names(filter), (QStringList{u"a"_s, u"a"_s, u"a"_s, u"b"_s}));
        // Equal ones by their addresses.
        QCOMPARE(filter.phone(0).id.value, u"ph-2"_s);
        QCOMPARE(filter.phone(1).id.value, u"ph-3"_s);
        filter.sort(PhoneModel::Android, Qt::DescendingOrder);
        QCOMPARE(filter.phone(0).sdk, 34);
        QCOMPARE(filter.phone(3).sdk, 31);
    }

    void aSearchKeepsWhatIsSelected()
    {
        PhoneModel model(m_ui.clock(), *m_feed);
        PhoneFilter filter(model);
        const QAbstractItemModelTester tester(&filter,
                                              QAbstractItemModelTester::FailureReportingMode::QtTest);
        QList<PhoneView> phones;
        for (int number = 0; number < 200; ++number)
            phones.append(phone(number));
        model.setPhones(phones);
        filter.sort(PhoneModel::Name, Qt::AscendingOrder);
        QItemSelectionModel selection(&filter);
        selection.select(filter.index(102, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
        filter.setSearch(u"golden gz-01"_s);
        QCOMPARE(filter.rowCount(), 50);
        QCOMPARE(selection.selectedRows().size(), 1);
        QCOMPARE(selection.selectedRows().first().data().toString(), u"gz-0102"_s);
        filter.setSearch({});
        QCOMPARE(filter.rowCount(), 200);
        QCOMPARE(selection.selectedRows().first().row(), 102);
    }

    void changesKeepOrderAndWhatIsHeld()
    {
        PhoneModel model(m_ui.clock(), *m_feed);
        PhoneFilter filter(model);
        const QAbstractItemModelTester tester(&filter,
                                              QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(filter.headerData(PhoneModel::Group, Qt::Horizontal, Qt::DisplayRole).toString(),
                 u"Group"_s);
        QList<PhoneView> phones{phone(1), phone(2), phone(3), phone(4)};
        model.setPhones(phones);
        filter.sort(PhoneModel::Name, Qt::DescendingOrder);
        QCOMPARE(names(filter), (QStringList{u"gz-0004"_s, u"gz-0003"_s, u"gz-0002"_s, u"gz-0001"_s}));
        const QPersistentModelIndex held(filter.index(1, 0));
        const QPersistentModelIndex gone(filter.index(2, 0));
        phones.remove(1);
        phones.first().name = u"zz"_s;
        phones.append(phone(9));
        model.setPhones(phones);
        QCOMPARE(names(filter), (QStringList{u"zz"_s, u"gz-0009"_s, u"gz-0004"_s, u"gz-0003"_s}));
        QCOMPARE(held.data().toString(), u"gz-0003"_s);
        QVERIFY(!gone.isValid());
        // Told where it is shown, also of a row that stands elsewhere in the list.
        QSignalSpy changed(&filter, &QAbstractItemModel::dataChanged);
        phones.last().androidVersion = u"15"_s;
        model.setPhones(phones);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed.first().at(0).toModelIndex().row(), 1);
        filter.sort(PhoneModel::Group, Qt::AscendingOrder);
        QCOMPARE(names(filter), (QStringList{u"gz-0004"_s, u"zz"_s, u"gz-0003"_s, u"gz-0009"_s}));
        filter.setSearch(u"shop"_s);
        phones.last().group = u"golden"_s;
        model.setPhones(phones);
        QCOMPARE(names(filter), (QStringList{u"zz"_s, u"gz-0003"_s}));
    }

    void thousandsAreQuick()
    {
        PhoneModel model(m_ui.clock(), *m_feed);
        PhoneFilter filter(model);
        QList<PhoneView> phones;
        for (int number = 0; number < 10'000; ++number)
            phones.append(phone(number));
        filter.sort(PhoneModel::Name, Qt::AscendingOrder);
        model.setPhones(phones);
        // Row by row this took seconds.
        QElapsedTimer timer;
        timer.start();
        filter.setSearch(u"golden"_s);
        QCOMPARE(filter.rowCount(), 5'000);
        filter.setSearch({});
        QCOMPARE(filter.rowCount(), 10'000);
        const qint64 patience = std::max(1, qEnvironmentVariableIntValue("HOLDFAST_TEST_PATIENCE"));
        QVERIFY2(timer.elapsed() < 1000 * patience, qPrintable(QString::number(timer.elapsed())));
    }
};

QTEST_MAIN(PhoneListTest)
#include "tst_phonelist.moc"
