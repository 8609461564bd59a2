// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/mainwindow.h"

#include "ui/backups/backupdialog.h"
#include "ui/backups/backupspage.h"
#include "ui/jobs/batchnotices.h"
#include "ui/jobs/jobfeed.h"
#include "ui/jobs/jobspage.h"
#include "ui/log/logdialog.h"
#include "ui/phones/phonespage.h"
#include "ui/policies/policiespage.h"
#include "ui/restore/restorerun.h"
#include "ui/restore/restorewizard.h"
#include "ui/settings/settingspage.h"
#include "ui/shell/aboutdialog.h"
#include "ui/shell/commandpalette.h"
#include "ui/shell/icons.h"
#include "ui/shell/leaving.h"
#include "ui/shell/navigationmodel.h"
#include "ui/shell/navigationview.h"
#include "ui/shell/noticebar.h"
#include "ui/shell/tray.h"
#include "ui/shell/uisettings.h"
#include "ui/stores/storehealth.h"
#include "ui/stores/storespage.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/named.h"

#include <QAction>
#include <QApplication>
#include <QBoxLayout>
#include <QCloseEvent>
#include <QMenuBar>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTimer>
#include <QToolButton>

#include <algorithm>

namespace holdfast::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

enum PageNumber { PhonesNumber, BackupsNumber, JobsNumber, PoliciesNumber, StoresNumber, SettingsNumber };
constexpr QSize kSmallest{960, 600};
constexpr QSize kUsual{1280, 800};
/// Milliseconds for which the status bar says what has gone well.
constexpr int kMessageTime = 10'000;
/// Milliseconds after the start until the stores are looked at.
constexpr int kFirstLook = 60'000;

} // namespace

MainWindow::MainWindow(UiContext &context, QWidget *parent)
    : QMainWindow(parent),
      m_context(context),
      m_phonesPresenter(std::make_unique<PhonesPresenter>(context)),
      m_navigation(new NavigationModel(this)),
      m_navigationView(named(new NavigationView, u"navView"_s, tr("Pages"))),
      m_stack(named(new QStackedWidget, u"pageStack"_s)),
      m_notices(new NoticeArea),
      m_batches(new BatchNotices(context, this)),
      m_tray(new Tray(context.settings, this))
{
    setObjectName(u"mainWindow"_s);
    setWindowTitle(u"Holdfast"_s);
    setMinimumSize(kSmallest);
    resize(kUsual);
    makePages();
    m_navigationView->setModel(m_navigation);
    m_navigationView->setDrop(BackupsPage::kDragFormat, PhonesNumber);
    connect(m_navigationView, &NavigationView::rowsDropped, m_backups, &BackupsPage::restoreSelected);
    auto *right = new QVBoxLayout;
    right->setContentsMargins({});
    right->setSpacing(0);
    right->addWidget(m_notices);
    right->addWidget(m_stack, 1);
    auto *center = new QWidget;
    auto *layout = new QHBoxLayout(center);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_navigationView);
    layout->addLayout(right, 1);
    setCentralWidget(center);
    makeMenus();
    makeStatusBar();
    // By what is selected: screen readers select without moving there.
    connect(m_navigationView->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            [this](const QItemSelection &selected) {
                if (!selected.isEmpty())
                    showPage(selected.first().top());
            });
    connect(&context.jobs, &JobFeed::changed, this, &MainWindow::showActivity);
    connect(m_phonesPresenter.get(), &PhonesPresenter::loaded, this, &MainWindow::showBadges);
    restoreGeometry(context.settings.layout(objectName()));
    m_navigationView->setCurrentIndex(m_navigation->index(0));
    m_phonesPresenter->start();
    showActivity();
}

MainWindow::~MainWindow() = default;

void MainWindow::makePages()
{
    m_phones = new PhonesPage(m_context, *m_phonesPresenter);
    m_backups = new BackupsPage(m_context);
    m_jobs = new JobsPage(m_context);
    m_policies = new PoliciesPage(m_context);
    m_stores = new StoresPage(m_context);
    m_settings = new SettingsPage(m_context);
    const auto add = [this](QLatin1String iconName, const QString &title, QWidget *page) {
        m_navigation->addPage(iconName, title);
        m_stack->addWidget(page);
    };
    add("phone"_L1, tr("Phones"), m_phones);
    add("backups"_L1, tr("Backups"), m_backups);
    add("jobs"_L1, tr("Jobs"), m_jobs);
    add("policies"_L1, tr("Policies"), m_policies);
    add("stores"_L1, tr("Stores"), m_stores);
    add("settings"_L1, tr("Settings"), m_settings);
    const auto bad = [this](const QString &text) { notice(Tone::Bad, text); };
    const auto good = [this](const QString &text) { notice(Tone::Info, text); };
    connect(m_phones, &PhonesPage::failed, this, bad);
    connect(m_backups, &BackupsPage::failed, this, bad);
    connect(m_jobs, &JobsPage::failed, this, bad);
    connect(m_policies, &PoliciesPage::failed, this, bad);
    connect(m_stores, &StoresPage::failed, this, bad);
    connect(m_backups, &BackupsPage::notice, this, good);
    connect(m_policies, &PoliciesPage::notice, this, good);
    connect(m_stores, &StoresPage::notice, this, good);
    connect(m_phones, &PhonesPage::addStoreRequested, this, &MainWindow::openAddStore);
    connect(m_phones, &PhonesPage::backupRequested, this, &MainWindow::openBackupDialog);
    connect(m_phones, &PhonesPage::restoreRequested, this,
            [this](const QList<PhoneView> &phones) { openRestoreWizard({}, phones); });
    connect(m_backups, &BackupsPage::restoreRequested, this,
            [this](const BackupRecord &backup) { openRestoreWizard(backup, {}); });
    connect(m_backups, &BackupsPage::started, this, &MainWindow::openBatch);
    connect(m_jobs, &JobsPage::backupOpened, this, [this](const BackupId &backup) {
        m_navigationView->setCurrentIndex(m_navigation->index(BackupsNumber));
        m_backups->showBackup(backup);
    });
    m_leaving = new Leaving(
        m_context, m_backups->pendingDelete(), [this] { return m_tray->isThere(); }, this);
    connectNotices();
    connect(m_settings, &SettingsPage::layoutReset, this, [this] {
        m_context.settings.forgetLayout();
        notice(Tone::Info,
               tr("The layout will be as it was at first when Holdfast is started the next time."));
    });
}

void MainWindow::connectNotices()
{
    const auto problem = [this](const BatchId &batch, const QString &text) {
        m_notices->show({.topic = batch.value,
                         .tone = Tone::Bad,
                         .text = text,
                         .action = tr("Show problems"),
                         .run = [this, batch] {
                             m_navigationView->setCurrentIndex(m_navigation->index(JobsNumber));
                             m_jobs->showProblemsOf(batch);
                         }});
    };
    connect(m_batches, &BatchNotices::failed, this, problem);
    connect(m_batches, &BatchNotices::interrupted, this, problem);
    connect(m_batches, &BatchNotices::succeeded, this, [this](const BatchId &, const QString &text) {
        statusBar()->showMessage(text, kMessageTime);
        m_tray->tell(text, false);
    });
    connect(m_batches, &BatchNotices::failed, this,
            [this](const BatchId &, const QString &text) { m_tray->tell(text, true); });
    connect(m_phonesPresenter.get(), &PhonesPresenter::serverLost, this, [this] {
        m_notices->show({.topic = u"server"_s,
                         .tone = Tone::Warning,
                         .text = tr("The adb server has ended; jobs that were working on phones have "
                                    "stopped. It is being started again.")});
    });
    connect(m_phonesPresenter.get(), &PhonesPresenter::serverBack, this, &MainWindow::noticeServerBack);
    connect(m_leaving, &Leaving::waits, this, [this](const QString &text) { notice(Tone::Info, text); });
    connect(m_leaving, &Leaving::wentToTray, this,
            [this](const QString &text) { m_tray->tell(text, false); });
    connect(m_tray, &Tray::quitRequested, m_leaving, &Leaving::quit);
    PendingDelete &pending = m_backups->pendingDelete();
    connect(&pending, &PendingDelete::changed, this, [this, &pending] {
        if (!pending.isWaiting()) {
            m_notices->remove(u"delete"_s);
            return;
        }
        m_notices->show({.topic = u"delete"_s,
                         .tone = Tone::Warning,
                         .text = tr("%n backup(s) will be deleted in %1 seconds.", nullptr,
                                    static_cast<int>(pending.waiting().size()))
                                     .arg(PendingDelete::kSeconds),
                         .action = tr("Undo"),
                         .run = [&pending] { pending.undo(); }});
    });
    connect(m_backups, &BackupsPage::deletionRefused, m_leaving, &Leaving::stay);
}

void MainWindow::noticeServerBack(const QList<Serial> &forgotten)
{
    Notice notice{.topic = u"server"_s,
                  .tone = Tone::Info,
                  .text = tr("The adb server had ended and runs again. Retry the jobs that it stopped.")};
    if (!forgotten.isEmpty()) {
        QStringList addresses;
        for (const Serial &phone : forgotten)
            addresses << phone.value;
        notice.tone = Tone::Warning;
        notice.text =
            tr("The adb server had ended and runs again. It has forgotten %n phone(s) that had been "
               "connected over the network.",
               nullptr, static_cast<int>(forgotten.size()));
        notice.action = tr("Connect them again");
        notice.run = [this, addresses] { m_phonesPresenter->connectPhones(addresses); };
    }
    m_notices->show(notice);
}

QAction *MainWindow::addWindowAction(const QString &name, const QString &text, const QKeySequence &keys,
                                     std::function<void()> run)
{
    auto *action = new QAction(text, this);
    action->setObjectName(name);
    action->setShortcut(keys);
    connect(action, &QAction::triggered, this, std::move(run));
    addAction(action);
    return action;
}

void MainWindow::addPageMenu(const QString &title, ListPage *page)
{
    QMenu *menu = menuBar()->addMenu(title);
    for (QAction *action : page->pageActions()) {
        if (action)
            menu->addAction(action);
        else
            menu->addSeparator();
    }
}

void MainWindow::makeMenus()
{
    QMenu *file = menuBar()->addMenu(tr("&File"));
    file->addAction(
        addWindowAction(u"fileAddStoreAction"_s, tr("Add store…"), {}, [this] { openAddStore(); }));
    file->addSeparator();
    file->addAction(
        addWindowAction(u"fileQuitAction"_s, tr("Quit"), QKeySequence::Quit, [this] { m_leaving->quit(); }));
    QMenu *view = menuBar()->addMenu(tr("&View"));
    for (int number = 0; number < m_navigation->rowCount({}); ++number) {
        const QString title = m_navigation->index(number).data().toString();
        view->addAction(addWindowAction(
            u"viewPage%1Action"_s.arg(number + 1), title, QKeySequence(u"Ctrl+%1"_s.arg(number + 1)),
            [this, number] { m_navigationView->setCurrentIndex(m_navigation->index(number)); }));
    }
    view->addSeparator();
    view->addAction(addWindowAction(u"viewSearchAction"_s, tr("Search"), QKeySequence::Find, [this] {
        if (ListPage *page = listPage())
            page->focusSearch();
    }));
    view->addAction(
        addWindowAction(u"viewDetailsAction"_s, tr("Show or hide details"), QKeySequence(Qt::Key_F9), [this] {
            if (ListPage *page = listPage())
                page->toggleDetails();
        }));
    view->addAction(addWindowAction(u"viewPaletteAction"_s, tr("Find a command…"),
                                    QKeySequence(u"Ctrl+Shift+P"_s), [this] { openPalette(); }));
    addPageMenu(tr("&Phones"), m_phones);
    addPageMenu(tr("&Backups"), m_backups);
    addPageMenu(tr("&Jobs"), m_jobs);
    QMenu *policies = menuBar()->addMenu(tr("P&olicies"));
    policies->addActions(m_policies->pageActions());
    QMenu *stores = menuBar()->addMenu(tr("&Stores"));
    stores->addActions(m_stores->pageActions());
    QMenu *help = menuBar()->addMenu(tr("&Help"));
    help->addAction(addWindowAction(u"helpLogAction"_s, tr("Open the log"), QKeySequence(u"Ctrl+L"_s),
                                    [this] { openLog(); }));
    help->addAction(addWindowAction(u"helpAboutAction"_s, tr("About Holdfast"), {}, [this] { openAbout(); }));
}

void MainWindow::makeStatusBar()
{
    m_activity = named(new QToolButton, u"activityButton"_s);
    m_activity->setAutoRaise(true);
    m_activity->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_activity->setIcon(icon("jobs"_L1));
    connect(m_activity, &QToolButton::clicked, this,
            [this] { m_navigationView->setCurrentIndex(m_navigation->index(JobsNumber)); });
    m_storeHealth = named(new QToolButton, u"storeHealthButton"_s);
    m_storeHealth->setAutoRaise(true);
    m_storeHealth->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_storeHealth->hide();
    connect(m_storeHealth, &QToolButton::clicked, this,
            [this] { m_navigationView->setCurrentIndex(m_navigation->index(StoresNumber)); });
    connect(&m_stores->health(), &StoreHealth::changed, this, &MainWindow::showStoreHealth);
    // Not while the program starts; opening the page of the stores looks at once.
    auto *firstLook = new QTimer(this);
    firstLook->setSingleShot(true);
    connect(firstLook, &QTimer::timeout, &m_stores->health(), &StoreHealth::look);
    firstLook->start(kFirstLook);
    statusBar()->addPermanentWidget(m_storeHealth);
    statusBar()->addPermanentWidget(m_activity);
}

void MainWindow::showStoreHealth()
{
    const auto &stores = m_stores->health().all();
    QStringList bad;
    for (auto it = stores.cbegin(); it != stores.cend(); ++it) {
        if (it->error)
            bad << it.key();
    }
    bad.sort();
    m_storeHealth->setVisible(!stores.isEmpty());
    QString text = tr("%n store(s) in order", nullptr, int(stores.size()));
    if (bad.size() == 1)
        text = tr("Store %1: %2").arg(bad.first(), healthText(m_stores->health().of(bad.first())));
    else if (bad.size() > 1)
        text = tr("%n store(s) cannot be used now", nullptr, int(bad.size()));
    m_storeHealth->setText(text);
    m_storeHealth->setIcon(icon(bad.isEmpty() ? "stores"_L1 : "warning"_L1));
    m_storeHealth->setAccessibleName(tr("Stores: %1").arg(text));
    m_storeHealth->setToolTip(bad.isEmpty() ? QString() : userText(*stores.value(bad.first()).error));
}

ListPage *MainWindow::listPage() const
{
    return qobject_cast<ListPage *>(m_stack->currentWidget());
}

void MainWindow::showPage(int number)
{
    if (number < 0 || number >= m_stack->count())
        return;
    m_navigationView->selectionModel()->setCurrentIndex(m_navigation->index(number),
                                                        QItemSelectionModel::NoUpdate);
    m_stack->setCurrentIndex(number);
    m_context.settings.setPage(m_stack->currentWidget()->objectName());
    m_backups->setShown(number == BackupsNumber);
    if (number == PhonesNumber)
        m_phones->refreshFirstRun();
    m_policies->setShown(number == PoliciesNumber);
    m_stores->setShown(number == StoresNumber);
}

void MainWindow::openPage(const QString &name)
{
    for (int number = 0; number < m_stack->count(); ++number) {
        if (m_stack->widget(number)->objectName() == name)
            m_navigationView->setCurrentIndex(m_navigation->index(number));
    }
}

void MainWindow::showActivity()
{
    const BatchSummary sum = m_context.jobs.active();
    const QString text = activityText(sum);
    m_tray->showActivity(sum);
    m_activity->setText(text);
    m_activity->setAccessibleName(tr("Activity: %1").arg(text));
    showBadges();
}

void MainWindow::showBadges()
{
    const QList<PhoneView> &phones = m_phonesPresenter->model().phones();
    const auto online = std::count_if(phones.begin(), phones.end(), [](const PhoneView &phone) {
        return phoneCondition(phone) == PhoneCondition::Online;
    });
    m_navigation->setBadge(PhonesNumber, online > 0 ? countText(online) : QString(),
                           tr("%n online", nullptr, static_cast<int>(online)));
    const BatchSummary sum = m_context.jobs.active();
    m_navigation->setBadge(JobsNumber, sum.total > 0 ? countText(sum.total) : QString(),
                           sum.total > 0 ? tr("%n not done yet", nullptr, sum.total) : QString());
    const PhoneNames &names = m_phonesPresenter->phoneNames();
    m_jobs->setPhoneNames(names);
    m_batches->setPhoneNames(names);
}

void MainWindow::notice(Tone tone, const QString &text)
{
    m_notices->show({.topic = {}, .tone = tone, .text = text});
}

void MainWindow::openPalette()
{
    QList<QAction *> actions = this->actions();
    for (const ListPage *page : {static_cast<ListPage *>(m_phones), static_cast<ListPage *>(m_backups),
                                 static_cast<ListPage *>(m_jobs)}) {
        if (page == m_stack->currentWidget())
            actions = page->pageActions() + actions;
    }
    if (m_policies == m_stack->currentWidget())
        actions = m_policies->pageActions() + actions;
    if (m_stores == m_stack->currentWidget())
        actions = m_stores->pageActions() + actions;
    actions.removeAll(nullptr);
    auto *palette = new CommandPalette(actions, this);
    palette->setAttribute(Qt::WA_DeleteOnClose);
    palette->open();
}

void MainWindow::openAbout()
{
    auto *dialog = new AboutDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::openLog()
{
    auto *dialog = findChild<LogDialog *>();
    if (!dialog) {
        dialog = new LogDialog(m_context, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
    }
    dialog->show();
    dialog->raise();
    dialog->activateWindow();
}

void MainWindow::openBackupDialog(const QList<PhoneView> &phones)
{
    auto *dialog = new BackupDialog(m_context, phones, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &BackupDialog::started, this, &MainWindow::openBatch);
    dialog->open();
}

void MainWindow::openRestoreWizard(const std::optional<BackupRecord> &backup, const QList<PhoneView> &phones)
{
    auto *wizard = new RestoreWizard(m_context, m_phonesPresenter->model(), backup, phones, this);
    wizard->setAttribute(Qt::WA_DeleteOnClose);
    connect(wizard, &RestoreWizard::started, this, &MainWindow::openBatch);
    connect(wizard, &RestoreWizard::runBegun, this, [this](RestoreRun *run) {
        const auto tell = [this](const QString &text) {
            m_leaving->stay();
            m_notices->show({.topic = u"restore"_s, .tone = Tone::Bad, .text = text});
        };
        connect(run, &RestoreRun::stopped, this, tell);
        connect(run, &RestoreRun::refused, this, tell);
    });
    wizard->open();
}

void MainWindow::openAddStore()
{
    m_navigationView->setCurrentIndex(m_navigation->index(StoresNumber));
    m_stores->openAddDialog();
}

void MainWindow::openBatch(const BatchId &batch)
{
    m_navigationView->setCurrentIndex(m_navigation->index(JobsNumber));
    m_jobs->showBatch(batch);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!m_leaving->mayClose()) {
        event->ignore();
        return;
    }
    m_context.settings.setLayout(objectName(), saveGeometry());
    QMainWindow::closeEvent(event);
}

} // namespace holdfast::ui
