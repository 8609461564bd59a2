// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/backupservice.h"
#include "ui/shell/uicontext.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QListWidget;
class QPushButton;

namespace holdfast {
class Engine;
}

namespace holdfast::ui {

/// What deleting some backups would mean.
struct DeletePreview
{
    qint64 count = 0;
    qint64 storedBytes = 0;
    QStringList bared; ///< Names of phones that would be left without any usable backup.
};

/// Asks before backups are deleted: how many, how much it frees, which phones lose their last one.
class DeleteDialog final : public QDialog
{
    Q_OBJECT

public:
    DeleteDialog(UiContext &context, const QList<BackupId> &backups, QWidget *parent);

    /// Reads what deleting @p backups would mean. Blocks: for a worker.
    static Result<DeletePreview> preview(Engine &engine, const QList<BackupId> &backups,
                                         const CancelToken &cancel);

Q_SIGNALS:
    void confirmed();

private:
    void show(const Result<DeletePreview> &preview);
    void review();

    QLabel *m_summary;
    QLabel *m_lastLabel;
    QListWidget *m_last;
    QCheckBox *m_consent;
    QPushButton *m_start;
    bool m_known = false;
};

} // namespace holdfast::ui
