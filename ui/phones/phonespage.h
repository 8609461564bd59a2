// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/phones/phonefilter.h"
#include "ui/phones/phonespresenter.h"
#include "ui/widgets/listpage.h"

class QTreeView;

namespace holdfast::ui {

class AppsView;
class FactsView;
class FirstRunPanel;
class PhoneBackupsView;
class PhoneFileModel;

/// The phones: who is there, what they do, when they were backed up last.
class PhonesPage final : public ListPage
{
    Q_OBJECT

public:
    PhonesPage(UiContext &context, PhonesPresenter &presenter, QWidget *parent = nullptr);

    void openConnectDialog();
    void openEmulatorDialog();
    void openGroupDialog();
    void openTagsDialog();
    [[nodiscard]] QAction *connectAction() const { return m_connect; }
    /// A store may have come: the steps to the first backup are looked at again.
    void refreshFirstRun();
    [[nodiscard]] QAction *emulatorAction() const { return m_newEmulated; }

Q_SIGNALS:
    void backupRequested(const QList<holdfast::PhoneView> &phones);
    void restoreRequested(const QList<holdfast::PhoneView> &phones);
    void failed(const QString &text);
    void addStoreRequested();

private:
    void makeActions();
    /// Phones that are dragged onto a group or a tag get it.
    void takeDrops();
    void makeEmulatorActions();
    void makeDetails();
    void showList();
    void showSelection();
    void showDetails();
    void showOverview(const PhoneView &phone);
    [[nodiscard]] QList<PhoneView> selected() const;
    [[nodiscard]] QList<Serial> selectedSerials() const;
    /// Those that the catalog knows, whose group and tags can be changed.
    [[nodiscard]] QList<PhoneView> selectedKnown() const;

    PhonesPresenter &m_presenter;
    PhoneFilter m_filter;
    QAction *m_backup = nullptr;
    QAction *m_restore = nullptr;
    QAction *m_connect = nullptr;
    QAction *m_disconnect = nullptr;
    QAction *m_group = nullptr;
    QAction *m_tags = nullptr;
    QAction *m_newEmulated = nullptr;
    QAction *m_startEmulated = nullptr;
    QAction *m_stopEmulated = nullptr;
    FirstRunPanel *m_firstRun = nullptr;
    FactsView *m_overview = nullptr;
    PhoneBackupsView *m_backups = nullptr;
    AppsView *m_apps = nullptr;
    PhoneFileModel *m_files = nullptr;
    QTreeView *m_filesView = nullptr;
    PhoneView m_shown;      ///< The phone in the details.
    PhoneView m_shownFacts; ///< What it said of itself when it was asked, for as long as it is shown.
};

} // namespace holdfast::ui
