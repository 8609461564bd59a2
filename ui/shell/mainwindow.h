// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/backupservice.h"
#include "core/engine/phoneservice.h"
#include "ui/shell/theme.h"
#include "ui/shell/uicontext.h"

#include <QMainWindow>

class QStackedWidget;
class QToolButton;

namespace holdfast::ui {

class BackupsPage;
class BatchNotices;
class JobsPage;
class Leaving;
class ListPage;
class NavigationModel;
class NavigationView;
class NoticeArea;
struct Notice;
class PhonesPage;
class PhonesPresenter;
class PoliciesPage;
class SettingsPage;
class StoresPage;
class Tray;

/// The window: navigation on the left, one page at a time, notices above it, the work in hand in the status
/// bar. It knows where things are; what they do is the pages' own.
class MainWindow final : public QMainWindow
{
    Q_OBJECT

public:
    explicit MainWindow(UiContext &context, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Shows the page with this objectName, as `jobsPage`; does nothing for other names.
    void openPage(const QString &name);

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void makePages();
    void makeMenus();
    void makeStatusBar();
    void showStoreHealth();
    void addPageMenu(const QString &title, ListPage *page);
    QAction *addWindowAction(const QString &name, const QString &text, const QKeySequence &keys,
                             std::function<void()> run);
    void showPage(int number);
    [[nodiscard]] ListPage *listPage() const;
    void showActivity();
    void showBadges();
    void connectNotices();
    void notice(Tone tone, const QString &text);
    void noticeServerBack(const QList<Serial> &forgotten);
    void openPalette();
    void openAbout();
    void openLog();
    void openBackupDialog(const QList<PhoneView> &phones);
    void openRestoreWizard(const std::optional<BackupRecord> &backup, const QList<PhoneView> &phones);
    void openBatch(const BatchId &batch);
    void openAddStore();

    UiContext &m_context;
    std::unique_ptr<PhonesPresenter> m_phonesPresenter;
    NavigationModel *m_navigation;
    NavigationView *m_navigationView;
    QStackedWidget *m_stack;
    NoticeArea *m_notices;
    BatchNotices *m_batches;
    Tray *m_tray;
    Leaving *m_leaving = nullptr;
    PhonesPage *m_phones = nullptr;
    BackupsPage *m_backups = nullptr;
    JobsPage *m_jobs = nullptr;
    PoliciesPage *m_policies = nullptr;
    StoresPage *m_stores = nullptr;
    SettingsPage *m_settings = nullptr;
    QToolButton *m_activity = nullptr;
    QToolButton *m_storeHealth = nullptr; ///< Hidden until the stores were looked at.
};

} // namespace holdfast::ui
