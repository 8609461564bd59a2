// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/backupservice.h"
#include "core/engine/phoneservice.h"
#include "core/engine/storeservice.h"
#include "ui/shell/uicontext.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QRadioButton;
class QSpinBox;
class QTabWidget;
class QTreeView;

namespace holdfast::ui {

class AppsView;
class BackupLookahead;
class PhoneFileModel;
struct BackupOutlook;

/// What is wrong with a line of patterns: the first bad one and why, or nothing.
QString patternProblem(const QStringList &patterns);

/// Asks what to back up of some phones and where to. The command it shows is made from the request it sends.
class BackupDialog final : public QDialog
{
    Q_OBJECT

public:
    BackupDialog(UiContext &context, const QList<PhoneView> &phones, QWidget *parent);

    /// What the widgets say now.
    [[nodiscard]] BackupRequest request() const;

Q_SIGNALS:
    void started(const holdfast::BatchId &batch);

private:
    QWidget *makePhones();
    QWidget *makeWhat();
    QWidget *makeWhere();
    QWidget *makeCommand();
    void connectAll();
    void showStores(const Result<QList<StoreView>> &stores);
    void review();
    void showChosen();
    void showOutlook(const BackupOutlook &outlook);
    [[nodiscard]] QString problem(const BackupRequest &request) const;
    [[nodiscard]] QString namePreview() const;
    void start();

    UiContext &m_context;
    QList<PhoneView> m_phones; ///< Online ones.
    int m_left = 0;            ///< Selected phones that are not online and are left out.
    PhoneFileModel *m_files;
    QRadioButton *m_paths;
    QRadioButton *m_whole;
    AppsView *m_apps;
    QTreeView *m_tree;
    QTabWidget *m_choice;
    QPlainTextEdit *m_pathEdit;
    QPlainTextEdit *m_excludeEdit;
    QComboBox *m_store;
    QLineEdit *m_folder;
    QLineEdit *m_name;
    QLineEdit *m_description;
    QSpinBox *m_level;
    QLabel *m_preview;
    QLabel *m_problem;
    BackupLookahead *m_lookahead;
    QLabel *m_estimate;
    QLabel *m_excluded;
    QPlainTextEdit *m_command;
    QPushButton *m_start;
    bool m_starting = false;
    QString m_refusal; ///< What the engine said of the last try.
};

} // namespace holdfast::ui
