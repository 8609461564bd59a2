// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/backups/backuplistmodel.h"
#include "ui/backups/backupspresenter.h"
#include "ui/backups/drills.h"
#include "ui/backups/pendingdelete.h"
#include "ui/widgets/listpage.h"

class QTreeView;

namespace holdfast::ui {

class ContentsModel;
class FactsView;
class VersionsView;

/// The catalog: any backup, found by typing; what is in it; checking, exporting and deleting it.
class BackupsPage final : public ListPage
{
    Q_OBJECT

public:
    explicit BackupsPage(UiContext &context, QWidget *parent = nullptr);

    /// Shows one backup alone.
    void showBackup(const BackupId &backup);
    void setShown(bool shown) override;
    /// Of backups that are dragged.
    static inline const QString kDragFormat = QStringLiteral("application/x-holdfast-backups");
    /// Asks for the restore of what is selected, where that can be restored.
    void restoreSelected();
    /// What the operator has had deleted and may still take back.
    [[nodiscard]] PendingDelete &pendingDelete() { return m_pending; }

Q_SIGNALS:
    /// A deletion that was confirmed could not be begun; failed() says why.
    void deletionRefused();
    void restoreRequested(const holdfast::BackupRecord &backup);
    void started(const holdfast::BatchId &batch);
    void notice(const QString &text);
    void failed(const QString &text);

private:
    void makeActions();
    void makeDetails();
    void applyFilter();
    void showList(const QString &problem);
    void showSelection();
    void showDetails();
    void showFacts(const BackupRecord &record);
    /// Asks for the certificates of what is looked at, where they are not known.
    void askCertificates(const BackupId &backup);
    void changePins();
    /// Asks which tags backups are to have.
    void askTags(const QList<BackupId> &backups, const QMap<QString, qint64> &counts);
    void askCopy();
    void askDelete();
    void showPending();
    void askExport();
    [[nodiscard]] QList<BackupId> selectedIds() const;
    /// Whether all that is selected is pinned already.
    [[nodiscard]] bool allPinned() const;
    [[nodiscard]] std::optional<BackupRecord> current() const;

    BackupsPresenter m_presenter;
    Drills m_drills;
    BackupListModel m_model;
    PendingDelete m_pending;
    QTimer m_searchSoon;
    QAction *m_restore = nullptr;
    QAction *m_verify = nullptr;
    QAction *m_export = nullptr;
    QAction *m_copyTo;
    QAction *m_copy = nullptr;
    QAction *m_pin = nullptr;
    QAction *m_tags = nullptr;
    QAction *m_drill = nullptr;
    QAction *m_delete = nullptr;
    QAction *m_undo = nullptr;
    FactsView *m_facts = nullptr;
    ContentsModel *m_contents = nullptr;
    QTreeView *m_contentsTree = nullptr;
    VersionsView *m_versions = nullptr;
    BackupId m_only;       ///< The one backup that is shown, if the operator came for it.
    BackupId m_inContents; ///< Whose contents are read.
    BackupId m_certified;  ///< Whose certificates are known, or asked for.
    QList<DrillRecord> m_certificates;
};

} // namespace holdfast::ui
