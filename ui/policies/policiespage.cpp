// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/policies/policiespage.h"

#include "ui/jobs/jobfeed.h"
#include "ui/policies/policydialog.h"
#include "ui/policies/policytext.h"
#include "ui/shell/icons.h"
#include "ui/widgets/celldelegate.h"
#include "ui/widgets/emptypanel.h"
#include "ui/widgets/factsview.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/named.h"
#include "ui/widgets/questionbox.h"
#include "ui/widgets/roles.h"
#include "ui/widgets/roomyheader.h"
#include "ui/widgets/toolaction.h"

#include <QAction>
#include <QBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QTabWidget>
#include <QToolBar>
#include <QTreeWidget>

#include <algorithm>

namespace holdfast::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

enum Column { NameColumn, PhonesColumn, WhenColumn, NextColumn, ResultColumn };
enum RetentionColumn { PhoneColumn, MadeColumn, SizeColumn, FateColumn };
constexpr int kSettleMilliseconds = 500;

QTreeWidget *makeTree(const QString &objectName, const QString &accessibleName, const QStringList &titles,
                      int stretched)
{
    auto *view = named(new QTreeWidget, objectName, accessibleName);
    RoomyHeader::install(*view);
    view->setHeaderLabels(titles);
    view->setRootIsDecorated(false);
    view->setAlternatingRowColors(true);
    view->setItemDelegate(new CellDelegate(view));
    view->setUniformRowHeights(true);
    view->header()->setStretchLastSection(false);
    for (int column = 0; column < titles.size(); ++column)
        view->header()->setSectionResizeMode(column, column == stretched ? QHeaderView::Stretch
                                                                         : QHeaderView::ResizeToContents);
    return view;
}

QTreeWidgetItem *addRow(QTreeWidget &view, const PolicyOverview &row)
{
    const PolicyView &policy = row.policy;
    const QString result =
        policy.lastRun
            ? PoliciesPage::tr("%1: %2").arg(timeText(policy.lastRun->startedAt), policyResultWords(policy))
            : PoliciesPage::tr("never");
    if (policy.problem) {
        auto *broken = new QTreeWidgetItem(
            &view, {policy.name, u"–"_s, PoliciesPage::tr("Cannot be read"), u"–"_s, result});
        broken->setTextAlignment(PhonesColumn, Qt::AlignRight | Qt::AlignVCenter);
        broken->setData(WhenColumn, ToneRole, int(Tone::Bad));
        broken->setData(WhenColumn, IconNameRole, u"error"_s);
        broken->setToolTip(WhenColumn, userText(*policy.problem));
        return broken;
    }
    const QString next = policy.suspended ? PoliciesPage::tr("Suspended") : timeText(policy.nextDue);
    auto *item = new QTreeWidgetItem(
        &view, {policy.name, countText(row.phones), scheduleWords(policy.definition.schedule), next, result});
    item->setTextAlignment(PhonesColumn, Qt::AlignRight | Qt::AlignVCenter);
    item->setData(ResultColumn, ToneRole, int(policyResultTone(policy)));
    if (policy.suspended) {
        item->setData(NextColumn, ToneRole, int(Tone::Warning));
        item->setData(NextColumn, IconNameRole, u"pause"_s);
    }
    return item;
}

} // namespace

PoliciesPage::PoliciesPage(UiContext &context, QWidget *parent)
    : QWidget(parent),
      m_context(context),
      m_presenter(context),
      m_drills(context),
      m_toolBar(named(new QToolBar, u"policiesToolBar"_s, tr("Policies"))),
      m_view(makeTree(u"policiesView"_s, tr("Policies"),
                      {tr("Name"), tr("Phones"), tr("When"), tr("Next run"), tr("Last run")}, ResultColumn)),
      m_empty(named(new EmptyPanel, u"policiesEmptyPanel"_s)),
      m_details(named(new QTabWidget, u"policiesDetailsTabs"_s, tr("Policy details"))),
      m_facts(named(new FactsView, u"policyOverviewView"_s, tr("Overview"))),
      m_retention(makeTree(u"policyRetentionView"_s, tr("What would be kept"),
                           {tr("Phone"), tr("Made"), tr("Stored"), tr("What becomes of it")}, FateColumn))
{
    setObjectName(u"policiesPage"_s);
    setAccessibleName(tr("Policies"));
    makeActions();
    for (const auto &[view, column] : {std::pair(m_view, int(PhonesColumn)), {m_retention, int(SizeColumn)}})
        view->headerItem()->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
    m_retention->setSelectionMode(QAbstractItemView::NoSelection);
    m_details->setDocumentMode(true);
    m_details->addTab(m_facts, tr("Overview"));
    m_details->addTab(m_retention, tr("What would be kept"));
    m_empty->show("policies"_L1, tr("No policies yet"),
                  tr("A policy backs phones up by itself, again and again, and lets old backups go."),
                  {m_add});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_toolBar);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_empty, 1);
    layout->addWidget(m_details, 1);
    m_soon.setSingleShot(true);
    m_soon.setInterval(kSettleMilliseconds);
    connect(&m_soon, &QTimer::timeout, &m_presenter, &PoliciesPresenter::refresh);
    connect(&context.jobs, &JobFeed::jobEnded, this, [this] {
        if (isVisible())
            m_soon.start();
    });
    connect(m_view, &QTreeWidget::itemSelectionChanged, this, &PoliciesPage::review);
    connect(&m_presenter, &PoliciesPresenter::listed, this, &PoliciesPage::list);
    connect(&m_presenter, &PoliciesPresenter::failed, this, &PoliciesPage::failed);
    connect(&m_presenter, &PoliciesPresenter::added, this, [this](const QString &policy) {
        Q_EMIT notice(tr("Policy %1 was added. “holdfast-cli daemon” begins its runs.").arg(policy));
    });
    connect(&m_presenter, &PoliciesPresenter::changed, this,
            [this](const QString &policy) { Q_EMIT notice(tr("Policy %1 was changed.").arg(policy)); });
    connect(&m_presenter, &PoliciesPresenter::detailsRead, this,
            [this](const QString &policy, const PolicyDetails &details) {
                if (current() && current()->policy.name == policy)
                    showDetails(details);
            });
    list({});
}

void PoliciesPage::makeActions()
{
    m_toolBar->setMovable(false);
    m_toolBar->setIconSize({16, 16});
    m_toolBar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_add = addAction(u"policyAddAction"_s, "add"_L1, tr("Add policy…"),
                      tr("Back up phones by themselves, again and again"));
    m_edit = addAction(u"policyEditAction"_s, "edit"_L1, tr("Change…"),
                       tr("Change what the selected policy does; its runs and backups stay"));
    m_run = addAction(u"policyRunAction"_s, "play"_L1, tr("Run now"),
                      tr("Begin a run of the selected policy, whatever the time"));
    m_drill = addAction(u"policyDrillAction"_s, "phone"_L1, tr("Restore drill"),
                        tr("Restore a backup of the selected policy to an emulated phone and compare it"));
    m_drill->setVisible(Drills::arePossible());
    m_suspend = addAction(u"policySuspendAction"_s, "pause"_L1, tr("Suspend"),
                          tr("Let the selected policy rest, or begin its runs again"));
    m_remove = addAction(u"policyRemoveAction"_s, "delete"_L1, tr("Remove…"),
                         tr("Forget the selected policy; its backups stay"));
    connect(m_add, &QAction::triggered, this, [this] { openDialog(nullptr); });
    connect(m_edit, &QAction::triggered, this, [this] {
        if (current())
            openDialog(&current()->policy);
    });
    connect(m_view, &QTreeWidget::itemActivated, m_edit, &QAction::trigger);
    connect(m_run, &QAction::triggered, this, [this] {
        if (current())
            m_presenter.run(current()->policy.name);
    });
    connect(m_suspend, &QAction::triggered, this, [this] {
        if (current())
            m_presenter.setSuspended(current()->policy.name, !current()->policy.suspended);
    });
    connect(m_drill, &QAction::triggered, this, [this] {
        if (!current())
            return;
        Q_EMIT notice(tr("A restore drill of policy %1 has begun; its restore is among the jobs.")
                          .arg(current()->policy.name));
        m_drills.runSample(current()->policy.name);
    });
    connect(&m_drills, &Drills::passed, this, &PoliciesPage::notice);
    connect(&m_drills, &Drills::failed, this, &PoliciesPage::failed);
    connect(&m_drills, &Drills::runningChanged, this, &PoliciesPage::review);
    connect(m_remove, &QAction::triggered, this, &PoliciesPage::askRemove);
}

QAction *PoliciesPage::addAction(const QString &objectName, QLatin1String iconName, const QString &text,
                                 const QString &tip)
{
    m_actions.append(makeToolAction(*m_toolBar, *m_view, objectName, iconName, text, tip));
    return m_actions.last();
}

void PoliciesPage::setShown(bool shown)
{
    if (shown)
        m_presenter.refresh();
}

const PolicyOverview *PoliciesPage::current() const
{
    const auto items = m_view->selectedItems();
    const qsizetype row = items.isEmpty() ? -1 : m_view->indexOfTopLevelItem(items.first());
    return row >= 0 && row < m_rows.size() ? &m_rows.at(row) : nullptr;
}

void PoliciesPage::list(const QList<PolicyOverview> &rows)
{
    const QString before = current() ? current()->policy.name : QString();
    {
        const QSignalBlocker quiet(m_view);
        m_view->clear();
        m_rows = rows;
        for (const PolicyOverview &row : rows) {
            const PolicyView &policy = row.policy;
            QTreeWidgetItem *item = addRow(*m_view, row);
            if (policy.name == before || rows.size() == 1)
                item->setSelected(true);
        }
    }
    m_view->setVisible(!rows.isEmpty());
    m_details->setVisible(!rows.isEmpty());
    m_empty->setVisible(rows.isEmpty());
    review();
}

void PoliciesPage::review()
{
    const PolicyOverview *row = current();
    const bool whole = row && !row->policy.problem;
    m_edit->setEnabled(whole);
    m_run->setEnabled(whole);
    m_drill->setEnabled(whole && !m_drills.isRunning());
    m_suspend->setEnabled(whole);
    m_remove->setEnabled(row);
    m_suspend->setText(row && row->policy.suspended ? tr("Resume") : tr("Suspend"));
    m_suspend->setIcon(icon(row && row->policy.suspended ? "play"_L1 : "pause"_L1));
    if (whole) {
        m_presenter.readDetails(row->policy.name);
        return;
    }
    if (row) {
        showProblem(row->policy);
        return;
    }
    m_facts->setFacts({{tr("Policy"), tr("Select a policy to see more about it.")}});
    m_retention->clear();
}

void PoliciesPage::showDetails(const PolicyDetails &details)
{
    const PolicyView &policy = current()->policy;
    const PolicyDefinition &definition = policy.definition;
    QStringList runs;
    for (const QDateTime &run : details.nextRuns)
        runs << timeText(run);
    QStringList problems;
    for (const PolicyTargetRecord &target : policy.lastTargets) {
        if (target.error)
            problems << tr("%1: %2").arg(target.name, userText(*target.error));
    }
    const QString goes = details.retention.removed > 0
                             ? tr("%n backup(s) would be deleted now; frees %1", nullptr,
                                  static_cast<int>(details.retention.removed))
                                   .arg(sizeText(details.retention.freedBytes))
                             : tr("nothing would be deleted now");
    m_facts->setFacts(
        {{tr("Phones"), policyPhonesWords(definition)},
         {tr("What"), policyWhatWords(definition)},
         {tr("Left out"), definition.excludes.join(u'\n')},
         {tr("Store"), definition.folder.isEmpty() ? definition.store
                                                   : QString(definition.store + u'/' + definition.folder)},
         {tr("When"), scheduleWords(definition.schedule)},
         {policy.suspended ? tr("Next runs, once resumed") : tr("Next runs"), runs.join(u'\n')},
         {tr("Keeps"), retentionWords(definition.retention)},
         {tr("Retention"), goes},
         {tr("Copies to"), policyCopyWords(definition)},
         {tr("Commands"), policyCommandWords(definition.hooks)},
         {tr("Last run"), policyResultWords(policy)},
         {tr("Problems"), problems.join(u'\n')},
         {tr("Id"), policy.id.value}});
    m_retention->clear();
    for (const RetentionDecision &decision : details.retention.decisions) {
        auto *item = new QTreeWidgetItem(
            m_retention, {details.retention.phoneNames.value(decision.item.phone, decision.item.phone),
                          timeText(decision.item.time), sizeText(decision.item.bytes), keepWords(decision)});
        item->setTextAlignment(SizeColumn, Qt::AlignRight | Qt::AlignVCenter);
        item->setData(FateColumn, ToneRole, int(decision.keep() ? Tone::Plain : Tone::Warning));
        item->setData(FateColumn, IconNameRole, decision.keep() ? u"ok"_s : u"delete"_s);
    }
}

void PoliciesPage::showProblem(const PolicyView &policy)
{
    m_facts->setFacts(
        {{tr("Cannot be read"), userText(*policy.problem)},
         {tr("What that means"), tr("It begins no runs. Its backups stay. Open it with the program "
                                    "that made it, or remove it and add it anew.")},
         {tr("Technical words"), policy.problem->detail},
         {tr("Id"), policy.id.value}});
    m_retention->clear();
}

void PoliciesPage::openDialog(const PolicyView *changed)
{
    auto *dialog = new PolicyDialog(m_context, m_presenter, changed, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void PoliciesPage::askRemove()
{
    if (!current())
        return;
    const QString policy = current()->policy.name;
    ask(this,
        {.name = u"policyRemove"_s,
         .title = tr("Remove a policy"),
         .text = tr("Remove policy %1?").arg(policy),
         .more = tr("No more runs are begun. Its backups stay, and retention leaves them alone."),
         .yes = tr("Remove it"),
         .no = tr("Keep it")},
        [this, policy] { m_presenter.remove(policy); });
}

} // namespace holdfast::ui
