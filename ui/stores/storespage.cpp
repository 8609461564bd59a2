// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stores/storespage.h"

#include "core/engine/engine.h"
#include "ui/shell/enginelink.h"
#include "ui/shell/icons.h"
#include "ui/shell/theme.h"
#include "ui/stores/storedialog.h"
#include "ui/widgets/emptypanel.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/named.h"
#include "ui/widgets/roles.h"
#include "ui/widgets/wrapdelegate.h"

#include <QAction>
#include <QBoxLayout>
#include <QHeaderView>
#include <QMessageBox>
#include <QPushButton>
#include <QToolBar>
#include <QTreeWidget>

namespace holdfast::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

QTreeWidget *makeTable(const QString &objectName, const QString &accessibleName, const QStringList &titles,
                       int stretched)
{
    auto *view = named(new QTreeWidget, objectName, accessibleName);
    view->setHeaderLabels(titles);
    view->setRootIsDecorated(false);
    view->setAlternatingRowColors(true);
    new WrapDelegate(view);
    view->header()->setStretchLastSection(false);
    for (int column = 0; column < titles.size(); ++column)
        view->header()->setSectionResizeMode(column, column == stretched ? QHeaderView::Stretch
                                                                         : QHeaderView::ResizeToContents);
    return view;
}

} // namespace

StoresPage::StoresPage(UiContext &context, QWidget *parent)
    : QWidget(parent),
      m_context(context),
      m_toolBar(named(new QToolBar, u"storesToolBar"_s, tr("Stores"))),
      m_view(makeTable(u"storesView"_s, tr("Stores"),
                       {tr("Name"), tr("Location"), tr("Backups"), tr("Used"), tr("Free"), tr("Added")}, 1)),
      m_test(makeTable(u"storeTestView"_s, tr("Test results"), {tr("Step"), tr("Time"), tr("Result")}, 2)),
      m_empty(named(new EmptyPanel, u"storesEmptyPanel"_s))
{
    setObjectName(u"storesPage"_s);
    setAccessibleName(tr("Stores"));
    m_toolBar->setMovable(false);
    m_toolBar->setIconSize({16, 16});
    m_toolBar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_add = addAction(u"storeAddAction"_s, "add"_L1, tr("Add store…"), tr("Add a place for archives"));
    m_testAction = addAction(u"storeTestAction"_s, "check"_L1, tr("Test"),
                             tr("Write, read, list and delete a small object in the selected store"));
    m_rescan =
        addAction(u"storeRescanAction"_s, "refresh"_L1, tr("Rescan"),
                  tr("Compare the selected store with the catalog and add backups that are not in it"));
    m_remove = addAction(u"storeRemoveAction"_s, "delete"_L1, tr("Forget…"),
                         tr("Forget the selected store; what lies in it stays"));
    connect(m_add, &QAction::triggered, this, &StoresPage::openAddDialog);
    connect(m_testAction, &QAction::triggered, this, &StoresPage::test);
    connect(m_rescan, &QAction::triggered, this, &StoresPage::rescan);
    connect(m_remove, &QAction::triggered, this, &StoresPage::askRemove);
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_test->setSelectionMode(QAbstractItemView::NoSelection);
    // As wide for a slow answer as for a quick one.
    m_test->header()->setSectionResizeMode(1, QHeaderView::Interactive);
    m_test->header()->resizeSection(1, fontMetrics().horizontalAdvance(u"99999 ms mm"_s));
    m_test->setMaximumHeight(fontMetrics().height() * 12);
    m_test->hide();
    m_empty->show("stores"_L1, tr("No stores yet"),
                  tr("A store is where backups are kept. A folder of this computer is enough to begin with."),
                  {m_add});
    m_empty->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_toolBar);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_empty, 1);
    layout->addWidget(m_test);
    connect(m_view, &QTreeWidget::itemSelectionChanged, this, &StoresPage::review);
    review();
}

QAction *StoresPage::addAction(const QString &objectName, QLatin1String iconName, const QString &text,
                               const QString &tip)
{
    auto *action = new QAction(icon(iconName), text, this);
    action->setObjectName(objectName);
    action->setToolTip(tip);
    action->setStatusTip(tip);
    m_toolBar->addAction(action);
    m_toolBar->widgetForAction(action)->setObjectName(QString(objectName).replace(u"Action"_s, u"Button"_s));
    m_view->addAction(action);
    m_actions.append(action);
    return action;
}

void StoresPage::setShown(bool shown)
{
    if (shown)
        refresh();
}

void StoresPage::refresh()
{
    m_context.engine.ask(
        EngineLink::Lane::Catalog, this,
        [](Engine &engine, const CancelToken &) { return engine.stores().list(); },
        [this](const Result<QList<StoreView>> &stores) { show(stores); });
}

void StoresPage::show(const Result<QList<StoreView>> &stores)
{
    if (!stores) {
        Q_EMIT failed(userText(stores.error()));
        return;
    }
    const QString before = current();
    m_view->clear();
    for (const StoreView &store : *stores) {
        auto *item = new QTreeWidgetItem(m_view, {store.name, store.url, countText(store.backupCount),
                                                  sizeText(store.storedBytes), sizeText(store.freeBytes),
                                                  timeText(store.createdAt)});
        for (const int column : {2, 3, 4})
            item->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
        if (store.name == before || stores->size() == 1)
            item->setSelected(true);
    }
    m_view->setVisible(!stores->isEmpty());
    m_empty->setVisible(stores->isEmpty());
    review();
}

QString StoresPage::current() const
{
    const auto items = m_view->selectedItems();
    return items.isEmpty() ? QString() : items.first()->text(0);
}

void StoresPage::review()
{
    for (QAction *action : {m_testAction, m_rescan, m_remove})
        action->setEnabled(!current().isEmpty());
}

void StoresPage::openAddDialog()
{
    auto *dialog = new StoreDialog(m_context, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &StoreDialog::added, this, [this](const QString &name) {
        Q_EMIT notice(tr("Store %1 was added.").arg(name));
        refresh();
    });
    dialog->open();
}

void StoresPage::test()
{
    const QString store = current();
    m_context.engine.ask(
        EngineLink::Lane::Phones, this,
        [store](Engine &engine, const CancelToken &cancel) { return engine.stores().test(store, cancel); },
        [this, store](const Result<QList<StoreTestStep>> &steps) { showTest(store, steps); });
}

void StoresPage::showTest(const QString &store, const Result<QList<StoreTestStep>> &steps)
{
    if (!steps) {
        Q_EMIT failed(userText(steps.error()));
        return;
    }
    const QStringList names{tr("Write"),  tr("Read back"),           tr("Read a part"),
                            tr("List"),   tr("Refuse to overwrite"), tr("Write in parts"),
                            tr("Delete"), tr("To be known")};
    m_test->clear();
    for (const StoreTestStep &step : *steps) {
        const bool concern = step.kind == StoreTestStep::Kind::Concern;
        auto *item = new QTreeWidgetItem(m_test, {names.value(int(step.kind)),
                                                  concern ? QString() : tr("%1 ms").arg(step.milliseconds),
                                                  step.ok && !concern ? tr("Works") : userText(step.error)});
        item->setData(2, ToneRole, int(concern ? Tone::Warning : step.ok ? Tone::Good : Tone::Bad));
        item->setData(2, IconNameRole, concern ? u"warning"_s : step.ok ? u"ok"_s : u"error"_s);
    }
    m_test->setHeaderLabels({tr("Test of %1").arg(store), tr("Time"), tr("Result")});
    m_test->show();
}

void StoresPage::rescan()
{
    const QString store = current();
    Q_EMIT notice(tr("Rescanning store %1…").arg(store));
    m_context.engine.ask(
        EngineLink::Lane::Phones, this,
        [store](Engine &engine, const CancelToken &cancel) { return engine.stores().scan(store, cancel); },
        [this, store](const Result<StoreScanReport> &report) {
            if (!report) {
                Q_EMIT failed(userText(report.error()));
                return;
            }
            Q_EMIT notice(tr("Store %1: %2 archives seen, %3 added, %4 confirmed, %5 missing.")
                              .arg(store, countText(report->objects), countText(report->added),
                                   countText(report->confirmed + report->returned),
                                   countText(report->missing)));
            if (!report->problems.isEmpty())
                Q_EMIT failed(userText(report->problems.first()));
            refresh();
        });
}

void StoresPage::askRemove()
{
    const QString store = current();
    auto *box = named(new QMessageBox(this), u"storeRemoveBox"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setIcon(QMessageBox::Question);
    box->setWindowTitle(tr("Forget a store"));
    box->setText(tr("Forget store %1?").arg(store));
    box->setInformativeText(
        tr("What lies in it stays there. A store that backups refer to cannot be forgotten."));
    auto *yes = named(box->addButton(tr("Forget it"), QMessageBox::AcceptRole), u"storeRemoveYesButton"_s);
    named(box->addButton(tr("Keep it"), QMessageBox::RejectRole), u"storeRemoveNoButton"_s);
    connect(box, &QMessageBox::buttonClicked, this, [this, yes, store](QAbstractButton *button) {
        if (button != yes)
            return;
        m_context.engine.ask(
            EngineLink::Lane::Catalog, this,
            [store](Engine &engine, const CancelToken &) { return engine.stores().remove(store); },
            [this](const Result<void> &done) {
                if (!done)
                    Q_EMIT failed(userText(done.error()));
                refresh();
            });
    });
    box->open();
}

} // namespace holdfast::ui
