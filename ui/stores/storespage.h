// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/storeservice.h"
#include "ui/shell/uicontext.h"

#include <QWidget>

class QTreeWidget;
class QToolBar;

namespace holdfast::ui {

class EmptyPanel;

/// The places where archives are kept: how full they are, whether they work.
class StoresPage final : public QWidget
{
    Q_OBJECT

public:
    explicit StoresPage(UiContext &context, QWidget *parent = nullptr);

    void setShown(bool shown);
    void openAddDialog();
    [[nodiscard]] const QList<QAction *> &pageActions() const { return m_actions; }

Q_SIGNALS:
    void notice(const QString &text);
    void failed(const QString &text);

private:
    QAction *addAction(const QString &objectName, QLatin1String iconName, const QString &text,
                       const QString &tip);
    void refresh();
    void show(const Result<QList<StoreView>> &stores);
    void review();
    void test();
    void showTest(const QString &store, const Result<QList<StoreTestStep>> &steps);
    void rescan();
    void askRemove();
    [[nodiscard]] QString current() const;

    UiContext &m_context;
    QToolBar *m_toolBar;
    QTreeWidget *m_view;
    QTreeWidget *m_test;
    EmptyPanel *m_empty;
    QList<QAction *> m_actions;
    QAction *m_add;
    QAction *m_testAction;
    QAction *m_rescan;
    QAction *m_remove;
};

} // namespace holdfast::ui
