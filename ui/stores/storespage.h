// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/storeservice.h"
#include "ui/shell/uicontext.h"

#include <QWidget>

class QLabel;
class QTreeWidget;
class QToolBar;

namespace holdfast::ui {

class EmptyPanel;
class StoreHealth;
class StoreScanPanel;
class StoreTestView;
class StoreTrial;

/// The places where archives are kept: how full they are, whether they answer, what a test and a scan find.
class StoresPage final : public QWidget
{
    Q_OBJECT

public:
    explicit StoresPage(UiContext &context, QWidget *parent = nullptr);

    void setShown(bool shown);
    void openAddDialog();
    [[nodiscard]] const QList<QAction *> &pageActions() const { return m_actions; }
    [[nodiscard]] StoreHealth &health() const { return *m_health; }

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
    void connectWork();
    void showHealth();
    void noteStep(const StoreTestStep &step);
    void rescan();
    void tellScan(const QString &store, const StoreScanReport &report);
    void tellScanEnded(const QString &store, const Error &error);
    void openChangeDialog();
    void askRemove();
    [[nodiscard]] QString current() const;

    UiContext &m_context;
    QToolBar *m_toolBar;
    QTreeWidget *m_view;
    StoreTestView *m_test;
    StoreTrial *m_trial;
    QString m_tested;             ///< The store that is or was tried.
    std::optional<Error> m_fault; ///< The first that its test found.
    StoreScanPanel *m_scan;
    StoreHealth *m_health;
    EmptyPanel *m_empty;
    QList<QAction *> m_actions;
    QAction *m_add;
    QAction *m_change;
    QAction *m_testAction;
    QAction *m_rescan;
    QAction *m_remove;
};

} // namespace holdfast::ui
