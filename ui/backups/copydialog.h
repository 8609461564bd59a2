// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/backupservice.h"
#include "ui/shell/uicontext.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace holdfast::ui {

/// Copies backups into another store, as jobs.
class CopyDialog final : public QDialog
{
    Q_OBJECT

public:
    CopyDialog(UiContext &context, const QList<BackupId> &backups, QWidget *parent);

Q_SIGNALS:
    void started(const holdfast::BatchId &batch);

private:
    void askStores();
    void start();

    UiContext &m_context;
    QList<BackupId> m_backups;
    QComboBox *m_store;
    QLineEdit *m_folder;
    QLabel *m_problem;
    QPushButton *m_start;
};

} // namespace holdfast::ui
