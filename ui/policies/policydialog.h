// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/phoneservice.h"
#include "core/engine/policyservice.h"
#include "ui/shell/uicontext.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QRadioButton;

namespace holdfast::ui {

class PoliciesPresenter;
class PolicyCommands;
class PolicyCopies;
class PolicyWhen;
class RetentionForm;

/// Adds a policy: which phones, what of them, where to, when, and how long it is kept.
class PolicyDialog final : public QDialog
{
    Q_OBJECT

public:
    PolicyDialog(UiContext &context, PoliciesPresenter &presenter, QWidget *parent);

    /// What is chosen; an error says what cannot be.
    [[nodiscard]] Result<PolicyDefinition> definition() const;

private:
    enum PhonesKind { OfGroup, WithTag, OfSearch };

    QWidget *makeWhat();
    QWidget *makeKeep();
    void askNames();
    void suggest();
    void review();
    void add();

    UiContext &m_context;
    PoliciesPresenter &m_presenter;
    QLineEdit *m_name;
    QComboBox *m_phonesKind;
    QComboBox *m_phones;
    QRadioButton *m_whole;
    QRadioButton *m_parts;
    QPlainTextEdit *m_what;
    QPlainTextEdit *m_excludes;
    QComboBox *m_store;
    PolicyWhen *m_when;
    RetentionForm *m_keep = nullptr;
    PolicyCopies *m_copies;
    PolicyCommands *m_commands;
    QLabel *m_problem;
    QPushButton *m_add;
    QStringList m_groups;
    QStringList m_tags;
};

} // namespace holdfast::ui
