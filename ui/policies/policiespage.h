// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/backups/drills.h"
#include "ui/policies/policiespresenter.h"
#include "ui/shell/uicontext.h"

#include <QTimer>
#include <QWidget>

class QTabWidget;
class QToolBar;
class QTreeWidget;

namespace holdfast::ui {

class EmptyPanel;
class FactsView;

/// What is backed up by itself: which phones, when, how the last run ended, what retention would delete.
class PoliciesPage final : public QWidget
{
    Q_OBJECT

public:
    explicit PoliciesPage(UiContext &context, QWidget *parent = nullptr);

    void setShown(bool shown);
    [[nodiscard]] const QList<QAction *> &pageActions() const { return m_actions; }

Q_SIGNALS:
    void notice(const QString &text);
    void failed(const QString &text);

private:
    QAction *addAction(const QString &objectName, QLatin1String iconName, const QString &text,
                       const QString &tip);
    void makeActions();
    void list(const QList<PolicyOverview> &rows);
    void review();
    void showDetails(const PolicyDetails &details);
    void showProblem(const PolicyView &policy);
    /// Without @p changed for a new one.
    void openDialog(const PolicyView *changed);
    void askRemove();
    /// The policy that is selected; null where none is.
    [[nodiscard]] const PolicyOverview *current() const;

    UiContext &m_context;
    PoliciesPresenter m_presenter;
    Drills m_drills;
    QList<PolicyOverview> m_rows;
    QToolBar *m_toolBar;
    QTreeWidget *m_view;
    EmptyPanel *m_empty;
    QTabWidget *m_details;
    FactsView *m_facts;
    QTreeWidget *m_retention;
    QList<QAction *> m_actions;
    QAction *m_add = nullptr;
    QAction *m_edit = nullptr;
    QAction *m_run = nullptr;
    QAction *m_drill = nullptr;
    QAction *m_suspend = nullptr;
    QAction *m_remove = nullptr;
    QTimer m_soon; ///< Runs go on while the page is looked at.
};

} // namespace holdfast::ui
