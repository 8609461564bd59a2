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

/// Adds a policy, or changes one: which phones, what of them, where to, when, and how long it is kept. Of a
/// policy that is changed everything stays that is not shown here.
class PolicyDialog final : public QDialog
{
    Q_OBJECT

public:
    /// Without @p changed for a new one.
    PolicyDialog(UiContext &context, PoliciesPresenter &presenter, const PolicyView *changed,
                 QWidget *parent);

    /// What is chosen; an error says what cannot be.
    [[nodiscard]] Result<PolicyDefinition> definition() const;

private:
    enum PhonesKind { OfGroup, WithTag, OfSearch, Named, AsBefore };

    QWidget *makeWhat();
    QWidget *makeKeep();
    void connectAll();
    void fillFrom(const PolicyDefinition &policy);
    void fillPhonesFrom(const PolicyDefinition &policy);
    void askNames();
    void setStores(const QStringList &stores);
    void suggest();
    [[nodiscard]] PhonesKind phonesKind() const;
    /// What may be chosen from for this kind of phones.
    [[nodiscard]] QStringList suggestions() const;
    void writePhones(PolicyDefinition &policy) const;
    void writeContents(PolicyDefinition &policy) const;
    void review();
    void save();

    UiContext &m_context;
    PoliciesPresenter &m_presenter;
    QString m_changed;        ///< The name of the policy that is changed; empty for a new one.
    PolicyDefinition m_given; ///< As it was.
    int m_givenKind = -1;     ///< Which entry of m_phonesKind stands for its phones,
    QString m_givenPhones;    ///< and which text.
    QLineEdit *m_name;
    QComboBox *m_phonesKind;
    QComboBox *m_phones;
    QRadioButton *m_whole;
    QRadioButton *m_parts;
    QPlainTextEdit *m_what;
    QPlainTextEdit *m_excludes;
    QComboBox *m_store;
    QLineEdit *m_folder;
    PolicyWhen *m_when;
    RetentionForm *m_keep = nullptr;
    PolicyCopies *m_copies;
    PolicyCommands *m_commands;
    QLabel *m_problem;
    QPushButton *m_add;
    QStringList m_groups;
    QStringList m_tags;
    QStringList m_names; ///< Of phones.
};

} // namespace holdfast::ui
