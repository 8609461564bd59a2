// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stores/storespage.h"

#include "core/engine/engine.h"
#include "ui/shell/enginelink.h"
#include "ui/shell/icons.h"
#include "ui/shell/theme.h"
#include "ui/stores/storedialog.h"
#include "ui/stores/storehealth.h"
#include "ui/stores/storescanpanel.h"
#include "ui/stores/storetestview.h"
#include "ui/stores/storetrial.h"
#include "ui/widgets/emptypanel.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/named.h"
#include "ui/widgets/questionbox.h"
#include "ui/widgets/roles.h"
#include "ui/widgets/roomyheader.h"
#include "ui/widgets/toolaction.h"
#include "ui/widgets/wrapdelegate.h"

#include <QAction>
#include <QBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QToolBar>
#include <QTreeWidget>

namespace holdfast::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Letters.
constexpr int kWidestColumn = 24;

enum Column { NameColumn, StateColumn, PlaceColumn, BackupsColumn, UsedColumn, FreeColumn, LookedColumn };

QString kindOf(const StoreView &store)
{
    if (store.provider.isEmpty())
        return StoresPage::tr("Folder");
    if (store.provider == "oss"_L1)
        return u"Alibaba Cloud OSS"_s;
    if (store.provider == "obs"_L1)
        return u"Huawei Cloud OBS"_s;
    return store.provider == "aws"_L1 ? u"Amazon S3"_s : u"S3"_s;
}

/// What a store is and how it is kept, for the tool tip of its row.
QString detailsOf(const StoreView &store)
{
    QStringList lines{StoresPage::tr("Kind: %1").arg(kindOf(store)),
                      StoresPage::tr("Added: %1").arg(timeText(store.createdAt))};
    const auto add = [&](const QString &text, QLatin1String option) {
        if (const QString value = store.options.value(option).toString(); !value.isEmpty())
            lines << text.arg(value);
    };
    add(StoresPage::tr("Endpoint: %1"), "endpoint"_L1);
    add(StoresPage::tr("Region: %1"), "region"_L1);
    add(StoresPage::tr("Access key: %1"), "accessKey"_L1);
    if (const qint64 days = store.options.value("lockDays"_L1).toInteger(); days > 0)
        lines << StoresPage::tr("New backups are locked for %n day(s)", nullptr, int(days));
    return lines.join(u'\n');
}

QTreeWidget *makeTable(const QStringList &titles)
{
    auto *view = named(new QTreeWidget, u"storesView"_s, StoresPage::tr("Stores"));
    RoomyHeader::install(*view);
    view->setHeaderLabels(titles);
    for (const int column : {BackupsColumn, UsedColumn, FreeColumn})
        view->headerItem()->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
    view->setRootIsDecorated(false);
    view->setAlternatingRowColors(true);
    view->setTabKeyNavigation(false);
    new WrapDelegate(view);
    view->header()->setStretchLastSection(false);
    // A long name takes more lines rather than the room of the place.
    view->header()->setMaximumSectionSize(view->fontMetrics().horizontalAdvance(u'n') * kWidestColumn);
    for (int column = 0; column < titles.size(); ++column)
        view->header()->setSectionResizeMode(column, column == PlaceColumn ? QHeaderView::Stretch
                                                                           : QHeaderView::ResizeToContents);
    return view;
}

} // namespace

StoresPage::StoresPage(UiContext &context, QWidget *parent)
    : QWidget(parent),
      m_context(context),
      m_toolBar(named(new QToolBar, u"storesToolBar"_s, tr("Stores"))),
      m_view(makeTable(
          {tr("Name"), tr("State"), tr("Location"), tr("Backups"), tr("Used"), tr("Free"), tr("Looked at")})),
      m_test(new StoreTestView(u"storeTestView"_s)),
      m_trial(new StoreTrial(context.engine, this)),
      m_scan(new StoreScanPanel(context.engine)),
      m_health(new StoreHealth(context, this)),
      m_empty(named(new EmptyPanel, u"storesEmptyPanel"_s))
{
    setObjectName(u"storesPage"_s);
    setAccessibleName(tr("Stores"));
    m_toolBar->setMovable(false);
    m_toolBar->setIconSize({16, 16});
    m_toolBar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_add = addAction(u"storeAddAction"_s, "add"_L1, tr("Add store…"), tr("Add a place for archives"));
    m_change = addAction(u"storeChangeAction"_s, "settings"_L1, tr("Change…"),
                         tr("Give the selected store other keys, another place or other options"));
    m_testAction = addAction(u"storeTestAction"_s, "check"_L1, tr("Test"),
                             tr("Write, read, list and delete a small object in the selected store"));
    m_rescan =
        addAction(u"storeRescanAction"_s, "refresh"_L1, tr("Rescan"),
                  tr("Compare the selected store with the catalog and add backups that are not in it"));
    m_remove = addAction(u"storeRemoveAction"_s, "delete"_L1, tr("Forget…"),
                         tr("Forget the selected store; what lies in it stays"));
    connect(m_add, &QAction::triggered, this, &StoresPage::openAddDialog);
    connect(m_change, &QAction::triggered, this, &StoresPage::openChangeDialog);
    connect(m_testAction, &QAction::triggered, this, &StoresPage::test);
    connect(m_rescan, &QAction::triggered, this, &StoresPage::rescan);
    connect(m_remove, &QAction::triggered, this, &StoresPage::askRemove);
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
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
    layout->addWidget(m_scan);
    layout->addWidget(m_test);
    connectWork();
    connect(m_view, &QTreeWidget::itemSelectionChanged, this, &StoresPage::review);
    review();
}

QAction *StoresPage::addAction(const QString &objectName, QLatin1String iconName, const QString &text,
                               const QString &tip)
{
    m_actions.append(makeToolAction(*m_toolBar, *m_view, objectName, iconName, text, tip));
    return m_actions.last();
}

void StoresPage::setShown(bool shown)
{
    if (!shown)
        return;
    refresh();
    m_health->look();
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
        auto *item =
            new QTreeWidgetItem(m_view, {store.name, QString(), store.url, countText(store.backupCount),
                                         sizeText(store.storedBytes), sizeText(store.freeBytes), QString()});
        for (const int column : {BackupsColumn, UsedColumn, FreeColumn})
            item->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
        item->setToolTip(PlaceColumn, detailsOf(store));
        if (store.name == before || stores->size() == 1)
            item->setSelected(true);
    }
    showHealth();
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
    for (QAction *action : {m_change, m_testAction, m_rescan, m_remove})
        action->setEnabled(!current().isEmpty());
    m_rescan->setEnabled(m_rescan->isEnabled() && !m_scan->isRunning());
}

void StoresPage::openAddDialog()
{
    auto *dialog = new StoreDialog(m_context, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &StoreDialog::saved, this, [this](const QString &name) {
        Q_EMIT notice(tr("Store %1 was added.").arg(name));
        refresh();
        m_health->note(name, {});
    });
    dialog->open();
}

void StoresPage::openChangeDialog()
{
    m_context.engine.ask(
        EngineLink::Lane::Catalog, this,
        [name = current()](Engine &engine, const CancelToken &) { return engine.stores().show(name); },
        [this](const Result<StoreView> &store) {
            if (!store) {
                Q_EMIT failed(userText(store.error()));
                return;
            }
            auto *dialog = new StoreDialog(m_context, *store, this);
            dialog->setAttribute(Qt::WA_DeleteOnClose);
            connect(dialog, &StoreDialog::saved, this, [this](const QString &name) {
                Q_EMIT notice(tr("Store %1 was changed.").arg(name));
                refresh();
                m_health->note(name, {});
            });
            dialog->open();
        });
}

void StoresPage::connectWork()
{
    connect(m_health, &StoreHealth::changed, this, &StoresPage::showHealth);
    connect(m_trial, &StoreTrial::stepDone, this, &StoresPage::noteStep);
    connect(m_trial, &StoreTrial::ended, this, [this](const QString &problem) {
        m_test->end();
        if (!problem.isEmpty()) {
            m_test->hide();
            Q_EMIT failed(problem);
        } else {
            m_health->note(m_tested, m_fault);
        }
    });
    connect(m_scan, &StoreScanPanel::done, this, &StoresPage::tellScan);
    connect(m_scan, &StoreScanPanel::failed, this, &StoresPage::tellScanEnded);
}

void StoresPage::showHealth()
{
    for (int row = 0; row < m_view->topLevelItemCount(); ++row) {
        QTreeWidgetItem *item = m_view->topLevelItem(row);
        const auto state = m_health->of(item->text(NameColumn));
        const bool good = state && !state->error;
        item->setText(StateColumn, healthText(state));
        item->setToolTip(StateColumn, state && state->error ? userText(*state->error) : QString());
        item->setData(StateColumn, ToneRole, int(!state ? Tone::Muted : good ? Tone::Good : Tone::Bad));
        item->setData(StateColumn, IconNameRole, !state ? QString() : good ? u"ok"_s : u"error"_s);
        item->setText(LookedColumn, ageText(state ? state->looked : QDateTime(), m_context.clock.now()));
    }
}

void StoresPage::test()
{
    m_tested = current();
    m_fault.reset();
    m_test->begin(tr("Test of %1").arg(m_tested));
    m_test->show();
    m_trial->start(m_tested);
}

void StoresPage::noteStep(const StoreTestStep &step)
{
    m_test->add(step);
    if (!step.ok && !m_fault)
        m_fault = step.error;
}

void StoresPage::rescan()
{
    m_scan->start(current());
    review();
}

void StoresPage::tellScan(const QString &store, const StoreScanReport &report)
{
    review();
    refresh();
    m_health->note(store, {});
    Q_EMIT notice(tr("Store %1: %2 archives seen, %3 added, %4 confirmed, %5 missing.")
                      .arg(store, countText(report.objects), countText(report.added),
                           countText(report.confirmed + report.returned), countText(report.missing)));
    if (!report.problems.isEmpty())
        Q_EMIT failed(userText(report.problems.first()));
}

void StoresPage::tellScanEnded(const QString &store, const Error &error)
{
    review();
    refresh();
    if (error.code != Errc::Cancelled) {
        Q_EMIT failed(userText(error));
        return;
    }
    Q_EMIT notice(
        tr("The scan of store %1 was stopped; what it found is in the catalog. The next one goes on "
           "there.")
            .arg(store));
}

void StoresPage::askRemove()
{
    const QString store = current();
    const auto remove = [this, store] {
        m_context.engine.ask(
            EngineLink::Lane::Catalog, this,
            [store](Engine &engine, const CancelToken &) { return engine.stores().remove(store); },
            [this](const Result<void> &done) {
                if (!done)
                    Q_EMIT failed(userText(done.error()));
                refresh();
            });
    };
    ask(this,
        {.name = u"storeRemove"_s,
         .title = tr("Forget a store"),
         .text = tr("Forget store %1?").arg(store),
         .more = tr("What lies in it stays there. A store that backups refer to cannot be forgotten."),
         .yes = tr("Forget it"),
         .no = tr("Keep it")},
        remove);
}

} // namespace holdfast::ui
