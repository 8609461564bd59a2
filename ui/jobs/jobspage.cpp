// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/jobspage.h"

#include "ui/jobs/batchpanel.h"
#include "ui/jobs/jobcommand.h"
#include "ui/jobs/joblogmodel.h"
#include "ui/jobs/speedplot.h"
#include "ui/shell/icons.h"
#include "ui/shell/theme.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/emptypanel.h"
#include "ui/widgets/facetview.h"
#include "ui/widgets/factsview.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/named.h"
#include "ui/widgets/questionbox.h"
#include "ui/widgets/roomyheader.h"
#include "ui/widgets/wrapdelegate.h"

#include <QAction>
#include <QBoxLayout>
#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTreeWidget>

#include <algorithm>

namespace holdfast::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

/// So much of a job's log is in a report.
constexpr int kReportedLines = 50;

QList<JobId> idsOf(const QList<JobRecord> &jobs, JobStatus status)
{
    QList<JobId> ids;
    for (const JobRecord &job : jobs) {
        if (job.status == status)
            ids.append(job.id);
    }
    return ids;
}

} // namespace

JobsPage::JobsPage(UiContext &context, QWidget *parent)
    : ListPage({.prefix = u"jobs"_s,
                .title = tr("Jobs"),
                .facets = tr("Job filters"),
                .search = tr("Search jobs"),
                .searchHelp = tr(
                    "Each word is looked for in the phone, the kind, the message and the ids of a job. All "
                    "words have to be found."),
                .details = tr("Job details")},
               context, parent),
      m_presenter(context),
      m_model(context.jobs, context.clock),
      m_filter(m_model),
      m_batchPanel(new BatchPanel)
{
    topArea()->addWidget(m_batchPanel);
    makeActions();
    table()->setModel(&m_filter);
    table()->sizeColumns({u"cloud-phone-0001"_s,
                          u"Restore"_s,
                          {},
                          u"99.9 MiB/s"_s,
                          u"about 12 min"_s,
                          u"2026-11-22 02:00"_s,
                          u"1:02:03"_s,
                          {}},
                         JobModel::Progress);
    table()->setColumnHidden(JobModel::Created, true); // The batch above says it.
    table()->setColumnHidden(JobModel::Message, true); // The progress says it.
    makeDetails();
    restoreLayout();
    connect(&m_model, &QAbstractItemModel::dataChanged, this, &JobsPage::showList);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &JobsPage::showList);
    connect(&m_model, &QAbstractItemModel::rowsInserted, this, &JobsPage::showList);
    connect(table(), &DataTable::selectedRowsChanged, this, &JobsPage::showSelection);
    connect(table()->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &now) {
                if (now.isValid())
                    m_pinned = {};
                showDetails();
                showBatchPanel();
            });
    connect(searchEdit(), &QLineEdit::textChanged, this, [this](const QString &text) {
        m_filter.setSearch(text);
        showList();
    });
    connect(facets()->facets(), &FacetModel::choiceChanged, this, [this] {
        m_filter.setChoice(facets()->facets()->choice());
        showList();
    });
    connect(&m_presenter, &JobsPresenter::failed, this, &JobsPage::failed);
    connect(&m_presenter, &JobsPresenter::started, this, &JobsPage::showBatch);
    connect(&m_presenter, &JobsPresenter::logRead, this,
            [this](const JobId &job, const QList<EventRecord> &events) {
                if (job == m_shown.id)
                    m_log->setEvents(events);
            });
    showList();
}

void JobsPage::makeActions()
{
    m_cancel = addAction(u"jobsCancelAction"_s, "cancel"_L1, tr("Cancel…"), QKeySequence(Qt::Key_Delete),
                         tr("Stop the selected jobs; nothing partial is kept"));
    m_pause = addAction(u"jobsPauseAction"_s, "pause"_L1, tr("Pause"), QKeySequence(u"Ctrl+Alt+P"_s), {});
    m_retry = addAction(u"jobsRetryAction"_s, "retry"_L1, tr("Retry"), QKeySequence(u"Ctrl+Shift+R"_s),
                        tr("Begin the selected jobs that failed again, as a new batch"));
    addSeparator();
    m_openBackup = addAction(u"jobsOpenBackupAction"_s, "backups"_L1, tr("Show the backup"), {},
                             tr("Show the backup that the job is about"), false);
    m_copyReport =
        addAction(u"jobsCopyReportAction"_s, "copy"_L1, tr("Copy report"), {},
                  tr("Copy all that is known of this job, to send it to somebody who can help"), false);
    connect(m_copyReport, &QAction::triggered, this, &JobsPage::copyReport);
    connect(m_cancel, &QAction::triggered, this, &JobsPage::askCancel);
    connect(m_pause, &QAction::triggered, this, &JobsPage::pauseOrResume);
    connect(m_retry, &QAction::triggered, this, [this] { m_presenter.retry(selected()); });
    connect(m_openBackup, &QAction::triggered, this, [this] {
        if (!selected().isEmpty())
            Q_EMIT backupOpened(selected().first().backup);
    });
}

void JobsPage::makeDetails()
{
    m_facts = named(new FactsView, u"jobOverviewView"_s, tr("Overview"));
    m_problems = named(new QTreeWidget, u"jobsProblemsView"_s, tr("Problems"));
    RoomyHeader::install(*m_problems);
    m_problems->setHeaderLabels({tr("Jobs"), tr("What went wrong and what to do"), QString()});
    m_problems->setRootIsDecorated(false);
    new WrapDelegate(m_problems);
    m_problems->setSelectionMode(QAbstractItemView::NoSelection);
    m_problems->header()->setStretchLastSection(false);
    m_problems->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    m_problems->header()->setSectionResizeMode(1, QHeaderView::Stretch);
    m_problems->header()->setSectionResizeMode(2, QHeaderView::ResizeToContents);
    m_log = new JobLogModel(this);
    auto *log = named(new DataTable, u"jobsLogView"_s, tr("Job log"));
    log->setModel(m_log);
    log->sizeColumns(
        {u"2026-11-22 02:00:00"_s, u"Warning mm"_s, u"/data/data/com.example.application/files"_s, {}},
        JobLogModel::Text);
    details()->addTab(m_facts, tr("Overview"));
    details()->addTab(m_problems, tr("Problems"));
    m_speed = new SpeedPlot;
    details()->addTab(m_speed, tr("Speed"));
    details()->addTab(log, tr("Log"));
    m_command = named(new QPlainTextEdit, u"jobsCommandEdit"_s, tr("Command"));
    m_command->setReadOnly(true);
    m_command->setTabChangesFocus(true);
    m_command->setPlaceholderText(tr("No command does on its own what this job does."));
    m_copyCommand = named(new QPushButton(icon("copy"_L1), tr("Copy command")), u"jobsCommandCopyButton"_s);
    connect(m_copyCommand, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_command->toPlainText()); });
    auto *command = new QWidget;
    auto *room = new QVBoxLayout(command);
    room->addWidget(m_command, 1);
    room->addWidget(m_copyCommand, 0, Qt::AlignLeft);
    details()->addTab(command, tr("Command"));
}

QList<JobRecord> JobsPage::selected() const
{
    QList<JobRecord> jobs;
    for (const int row : table()->selectedRowNumbers())
        jobs.append(m_filter.job(row));
    return jobs;
}

void JobsPage::showBatch(const BatchId &batch)
{
    m_pinned = batch;
    searchEdit()->clear();
    facets()->facets()->clear();
    table()->clearSelection();
    table()->setCurrentIndex({});
    context().jobs.refresh();
    showList();
}

void JobsPage::showProblemsOf(const BatchId &batch)
{
    showBatch(batch);
    details()->setCurrentWidget(m_problems);
    details()->show();
}

BatchId JobsPage::shownBatch() const
{
    if (!m_pinned.isEmpty())
        return m_pinned;
    if (!m_shown.id.isEmpty())
        return m_shown.batch;
    return m_model.jobs().isEmpty() ? BatchId() : m_model.jobs().first().batch;
}

void JobsPage::showList()
{
    facets()->facets()->setSections(m_filter.sections());
    setEmpty(m_filter.rowCount() == 0);
    if (m_filter.isNarrowed())
        showNothingMatches(tr("No job matches"));
    else
        emptyPanel()->show("jobs"_L1, tr("No jobs yet"),
                           tr("Backups, restores and checks appear here while they run and afterwards."), {});
    showSelection();
    showDetails();
    showBatchPanel();
}

void JobsPage::showSelection()
{
    const QList<JobRecord> jobs = selected();
    const auto active =
        std::count_if(jobs.begin(), jobs.end(), [](const JobRecord &job) { return !hasEnded(job.status); });
    const auto again = std::count_if(jobs.begin(), jobs.end(), canRetry);
    const auto waiting = idsOf(jobs, JobStatus::Waiting).size();
    const auto paused = idsOf(jobs, JobStatus::Paused).size();
    m_pause->setEnabled(waiting + paused > 0);
    if (waiting == 0 && paused > 0) {
        m_pause->setText(tr("Resume"));
        m_pause->setToolTip(tr("Let the selected jobs wait for their turn again"));
    } else {
        m_pause->setText(tr("Pause"));
        m_pause->setToolTip(
            tr("Do not begin the selected jobs that wait; those that run go on to their end"));
    }
    m_cancel->setEnabled(active > 0);
    m_retry->setEnabled(again > 0);
    m_retry->setText(again > 1 ? tr("Retry %n job(s)", nullptr, static_cast<int>(again)) : tr("Retry"));
    m_openBackup->setEnabled(jobs.size() == 1 && !jobs.first().backup.isEmpty());
    setSelectionText(jobs.size() > 1 ? tr("%n job(s) selected", nullptr, static_cast<int>(jobs.size()))
                                     : QString());
}

void JobsPage::showBatchPanel()
{
    const BatchId id = shownBatch();
    const QList<JobRecord> jobs = context().jobs.batch(id);
    m_speed->show(context().jobs.speedOf(id));
    if (jobs.isEmpty()) {
        m_batchPanel->show({}, {});
        showProblems({});
        return;
    }
    const JobRecord &first = jobs.last();
    //: A batch of jobs: what they do and when they were begun.
    m_batchPanel->show(tr("%1 of %2").arg(jobKindText(first.kind), timeText(first.createdAt)),
                       summarize(jobs, context().jobs.meters()));
    showProblems(jobs);
}

void JobsPage::showProblems(const QList<JobRecord> &jobs)
{
    const QList<JobProblem> problems = groupProblems(jobs);
    details()->setTabText(1, problems.isEmpty() ? tr("Problems") : tr("Problems (%1)").arg(problems.size()));
    QStringList keys;
    for (const JobProblem &problem : problems)
        keys << errorName(problem.error.code) + QString::number(problem.jobs.size()) +
                    problem.jobs.first().value + problemText(problem.error, m_model.phoneNames());
    if (m_problems->property("keys").toStringList() == keys)
        return;
    m_problems->setProperty("keys", keys);
    m_problems->clear();
    for (qsizetype i = 0; i < problems.size(); ++i) {
        const JobProblem &problem = problems.at(i);
        auto *item = new QTreeWidgetItem(
            m_problems, {countText(problem.jobs.size()), problemText(problem.error, m_model.phoneNames())});
        item->setIcon(
            0, QIcon(iconPixmap("error"_L1, toneColor(Tone::Bad, palette()), 16, devicePixelRatioF())));
        item->setToolTip(1, item->text(1));
        QList<JobRecord> again;
        std::copy_if(jobs.begin(), jobs.end(), std::back_inserter(again),
                     [&](const JobRecord &job) { return problem.jobs.contains(job.id) && canRetry(job); });
        if (again.isEmpty())
            continue;
        auto *button = named(new QPushButton(tr("Retry %n job(s)", nullptr, static_cast<int>(again.size()))),
                             u"jobsProblemRetryButton%1"_s.arg(i));
        button->setAccessibleName(tr("Retry jobs with problem %1").arg(i + 1));
        connect(button, &QPushButton::clicked, this, [this, again] { m_presenter.retry(again); });
        // Not up to the edges of its cell.
        auto *place = new QWidget;
        auto *room = new QHBoxLayout(place);
        room->setContentsMargins(0, 1, RoomyHeader::kRoom, 1);
        room->addWidget(button);
        m_problems->setItemWidget(item, 2, place);
    }
}

void JobsPage::showDetails()
{
    const QModelIndex current = table()->currentIndex();
    const JobRecord job = current.isValid() ? m_filter.job(current.row()) : JobRecord();
    const bool changed = job.id != m_shown.id || job.status != m_shown.status ||
                         job.progress.phase != m_shown.progress.phase ||
                         job.progress.outage != m_shown.progress.outage;
    if (job.id != m_shown.id)
        m_log->setEvents({});
    m_shown = job;
    m_copyReport->setEnabled(!job.id.isEmpty());
    showCommand();
    if (job.id.isEmpty()) {
        m_facts->setFacts({{tr("Job"), tr("Select a job to see more about it.")}});
        return;
    }
    if (changed)
        m_presenter.readLog(job.id);
    QString progress;
    if (job.progress.filesTotal >= 0)
        progress = tr("%1 of %2 files, %3")
                       .arg(countText(job.progress.filesDone), countText(job.progress.filesTotal),
                            sizeText(job.progress.bytesDone));
    const PhoneNames &names = m_model.phoneNames();
    const QString what = job.status == JobStatus::Failed ? failureText(job, names) : QString();
    const QString why = job.error ? problemText(*job.error, names) : QString();
    m_facts->setFacts({{tr("State"), jobStateText(job)},
                       {tr("What happened"), what},
                       {tr("Why, and what to do"), why},
                       {tr("What is left"), remainsText(job)},
                       {tr("Technical words"), job.error ? job.error->detail : QString()},
                       {tr("Phase"), hasEnded(job.status) ? QString() : phaseText(job.progress.phase)},
                       {tr("Waits for"), job.progress.outage ? outageText(*job.progress.outage) : QString()},
                       {tr("Progress"), progress},
                       {tr("Phone"), names.value(job.serial.value, job.serial.value)},
                       {tr("Backup"), job.backup.value},
                       {tr("Begun"), exactTimeText(job.createdAt)},
                       {tr("Ended"), job.finishedAt.isValid() ? exactTimeText(job.finishedAt) : QString()},
                       {tr("Job"), job.id.value},
                       {tr("Batch"), job.batch.value}});
}

void JobsPage::showCommand()
{
    const QString line = m_shown.id.isEmpty() ? QString() : jobCommand(m_shown);
    m_copyCommand->setEnabled(!line.isEmpty());
    if (m_command->toPlainText() != line)
        m_command->setPlainText(line);
}

void JobsPage::copyReport() const
{
    QStringList parts{u"Holdfast "_s + QCoreApplication::applicationVersion(), m_facts->text()};
    for (const QString &part : {jobCommand(m_shown), m_log->text(kReportedLines)}) {
        if (!part.isEmpty())
            parts << part;
    }
    QGuiApplication::clipboard()->setText(parts.join(u"\n\n"_s));
}

void JobsPage::askCancel()
{
    QList<JobId> active;
    for (const JobRecord &job : selected()) {
        if (!hasEnded(job.status))
            active.append(job.id);
    }
    ask(this,
        {.name = u"jobsCancel"_s,
         .title = tr("Cancel jobs"),
         .text = tr("Cancel %n job(s) now?", nullptr, static_cast<int>(active.size())),
         .more =
             tr("They stop within seconds. Nothing partial is kept in the store; files that a restore has "
                "placed on a phone already stay there."),
         .yes = tr("Cancel the jobs"),
         .no = tr("Let them run")},
        [this, active] { m_presenter.cancel(active); });
}

void JobsPage::pauseOrResume()
{
    const QList<JobId> waiting = idsOf(selected(), JobStatus::Waiting);
    if (waiting.isEmpty())
        m_presenter.setPaused(idsOf(selected(), JobStatus::Paused), false);
    else
        m_presenter.setPaused(waiting, true);
}

} // namespace holdfast::ui
