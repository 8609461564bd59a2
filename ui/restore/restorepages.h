// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/backups/backuplistmodel.h"
#include "ui/backups/contentsmodel.h"
#include "ui/restore/restorewizard.h"

#include <QSet>
#include <QWizardPage>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QRadioButton;
class QSpinBox;
class QStackedWidget;
class QTreeView;
class QTreeWidget;
class QTreeWidgetItem;

namespace holdfast::ui {

class AppsView;
class DataTable;

/// Which backup, or how each phone gets its own.
class RestoreBackupPage final : public QWizardPage
{
    Q_OBJECT

public:
    RestoreBackupPage(RestoreWizard &wizard, UiContext &context, const PhoneModel &phones);
    bool isComplete() const override;
    int nextId() const override;

private:
    QWidget *makeList();
    QWidget *makeFile();
    void choose();
    void search();
    void take();
    void readFile();

    RestoreWizard &m_wizard;
    UiContext &m_context;
    const PhoneModel &m_phones;
    BackupListModel m_model;
    QRadioButton *m_one;
    QRadioButton *m_own;
    QRadioButton *m_csv;
    QStackedWidget *m_stack;
    QLineEdit *m_search;
    DataTable *m_table;
    QLineEdit *m_file;
    QLabel *m_mapped;
    CancelSource m_asked;
    quint64 m_round = 0; ///< Answers about an earlier file are dropped.
    bool m_isMapped = false;
};

/// Which part of it.
class RestoreContentsPage final : public QWizardPage
{
    Q_OBJECT

public:
    RestoreContentsPage(RestoreWizard &wizard, UiContext &context);
    void initializePage() override;
    bool isComplete() const override;

private:
    void choose();
    void review(const QString &problem = {});

    RestoreWizard &m_wizard;
    ContentsModel m_model;
    BackupId m_shown;
    QRadioButton *m_byFiles;
    QRadioButton *m_byApps;
    QStackedWidget *m_choice;
    QTreeView *m_tree;
    AppsView *m_apps;
    QComboBox *m_scope;
    QLabel *m_scopeTitle;
    QLabel *m_amount;
};

/// Which phones.
class RestorePhonesPage final : public QWizardPage
{
    Q_OBJECT

public:
    RestorePhonesPage(RestoreWizard &wizard, const PhoneModel &phones, const QList<PhoneView> &ticked);
    void initializePage() override;
    bool isComplete() const override;
    bool validatePage() override;

private:
    void list();
    void review();

    RestoreWizard &m_wizard;
    const PhoneModel &m_phones;
    QSet<QString> m_ticked; ///< Serials.
    QLineEdit *m_search;
    QTreeWidget *m_view;
    QLabel *m_count;
};

/// Whether it can work: one verdict a phone, by the same check that the job makes.
class RestoreCheckPage final : public QWizardPage
{
    Q_OBJECT

public:
    RestoreCheckPage(RestoreWizard &wizard, UiContext &context);
    void initializePage() override;
    bool isComplete() const override;

private:
    enum class Verdict { Unknown, Ready, Warned, Refused };
    void findOwn();
    void check();
    void ask(const PhoneView &phone, quint64 round);
    void show(const Serial &phone, const Result<QList<PreflightFinding>> &findings);
    void leaveOut();
    void review();

    RestoreWizard &m_wizard;
    UiContext &m_context;
    QHash<QString, Verdict> m_verdicts; ///< By serial.
    quint64 m_round = 0;                ///< Answers of an earlier round are dropped.
    QLabel *m_summary;
    QTreeWidget *m_view;
    QPushButton *m_leaveOut;
};

/// How, and the question.
class RestoreConfirmPage final : public QWizardPage
{
    Q_OBJECT

public:
    RestoreConfirmPage(RestoreWizard &wizard, UiContext &context);
    void initializePage() override;
    bool isComplete() const override;

private:
    void review();
    void askPreview();
    void showPreview();
    [[nodiscard]] static QString whatText(const RestoreChoice &choice);
    [[nodiscard]] QString summary() const;
    QWidget *makeOrder();
    /// Whether so much is replaced that the number of phones has to be typed.
    [[nodiscard]] bool asksForCount() const;

    RestoreWizard &m_wizard;
    UiContext &m_context;
    std::optional<Result<RestorePreview>> m_preview; ///< Nothing while the phone is being asked.
    CancelSource m_asked;
    quint64 m_round = 0; ///< Answers of an earlier question are dropped.
    QComboBox *m_previewPhone;
    QLabel *m_previewText;
    QRadioButton *m_replace;
    QRadioButton *m_newer;
    QRadioButton *m_existing;
    QCheckBox *m_identity;
    QCheckBox *m_restart;
    QLabel *m_summary;
    QCheckBox *m_consent;
    QLabel *m_countTitle;
    QLineEdit *m_count;
    QCheckBox *m_canary;
    QSpinBox *m_maxFailures;
    QWidget *m_order; ///< Holds the two.
    QPlainTextEdit *m_command;
    QLabel *m_problem;
};

} // namespace holdfast::ui
