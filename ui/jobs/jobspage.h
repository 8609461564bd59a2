// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/jobs/jobmodel.h"
#include "ui/jobs/jobspresenter.h"
#include "ui/widgets/listpage.h"

#include <QTimer>

class QPlainTextEdit;
class QPushButton;
class QTreeWidget;

namespace holdfast::ui {

class BatchPanel;
class FactsView;
class JobLogModel;
class SpeedPlot;

/// The jobs: what runs, what waits, what failed and why.
class JobsPage final : public ListPage
{
    Q_OBJECT

public:
    explicit JobsPage(UiContext &context, QWidget *parent = nullptr);

    /// Shows the jobs of @p batch first of all.
    void showBatch(const BatchId &batch);
    /// The same, with what went wrong in it and what to do.
    void showProblemsOf(const BatchId &batch);
    void setPhoneNames(const PhoneNames &names) { m_model.setPhoneNames(names); }

Q_SIGNALS:
    void backupOpened(const holdfast::BackupId &backup);
    void failed(const QString &text);

private:
    void makeActions();
    void makeDetails();
    void showList();
    void showSelection();
    void showDetails();
    void showBatchPanel();
    void showProblems(const QList<JobRecord> &jobs);
    void showCommand();
    void copyReport() const;
    void askCancel();
    void pauseOrResume();
    [[nodiscard]] QList<JobRecord> selected() const;
    /// The batch that the panel and the problems are about: the one of the current job, else the newest.
    [[nodiscard]] BatchId shownBatch() const;

    JobsPresenter m_presenter;
    JobModel m_model;
    JobListFilter m_filter;
    BatchId m_pinned; ///< Shown until the operator chooses another job.
    QAction *m_cancel = nullptr;
    QAction *m_pause = nullptr;
    QAction *m_retry = nullptr;
    QAction *m_openBackup = nullptr;
    QAction *m_copyReport = nullptr;
    BatchPanel *m_batchPanel = nullptr;
    SpeedPlot *m_speed = nullptr;
    FactsView *m_facts = nullptr;
    QTreeWidget *m_problems = nullptr;
    JobLogModel *m_log = nullptr;
    QPlainTextEdit *m_command = nullptr;
    QPushButton *m_copyCommand = nullptr;
    JobRecord m_shown;
};

} // namespace holdfast::ui
