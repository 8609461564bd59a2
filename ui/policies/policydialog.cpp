// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/policies/policydialog.h"

#include "core/engine/engine.h"
#include "core/engine/storeservice.h"
#include "ui/backups/backupdialog.h"
#include "ui/policies/policiespresenter.h"
#include "ui/policies/policyextras.h"
#include "ui/policies/policywhen.h"
#include "ui/policies/retentionform.h"
#include "ui/shell/enginelink.h"
#include "ui/shell/theme.h"
#include "ui/widgets/named.h"
#include "ui/widgets/wraplabel.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QTabWidget>

#include <algorithm>

namespace holdfast::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

/// What can be chosen from, read from the catalog.
struct Names
{
    QStringList groups;
    QStringList tags;
    QStringList stores;
};

QStringList lines(const QPlainTextEdit *edit)
{
    QStringList found;
    for (const QString &line : edit->toPlainText().split(u'\n')) {
        if (const QString word = line.trimmed(); !word.isEmpty() && !found.contains(word))
            found << word;
    }
    return found;
}

QPlainTextEdit *makeLines(const QString &objectName, const QString &accessibleName,
                          const QString &placeholder)
{
    auto *edit = named(new QPlainTextEdit, objectName, accessibleName);
    edit->setPlaceholderText(placeholder);
    edit->setTabChangesFocus(true);
    edit->setMinimumHeight(edit->fontMetrics().lineSpacing() * 4);
    return edit;
}

Result<Names> readNames(Engine &engine, const CancelToken &cancel)
{
    const auto phones = engine.phones().list(cancel, true);
    if (!phones)
        return tl::unexpected(phones.error());
    const auto stores = engine.stores().list();
    if (!stores)
        return tl::unexpected(stores.error());
    Names names;
    for (const PhoneView &phone : *phones) {
        if (!phone.group.isEmpty())
            names.groups << phone.group;
        names.tags << phone.tags;
    }
    for (const StoreView &store : *stores)
        names.stores << store.name;
    for (QStringList *list : {&names.groups, &names.tags, &names.stores}) {
        list->removeDuplicates();
        list->sort();
    }
    return names;
}

} // namespace

PolicyDialog::PolicyDialog(UiContext &context, PoliciesPresenter &presenter, QWidget *parent)
    : QDialog(parent),
      m_context(context),
      m_presenter(presenter),
      m_name(named(new QLineEdit, u"policyNameEdit"_s, tr("Name"))),
      m_phonesKind(named(new QComboBox, u"policyPhonesKindCombo"_s, tr("Which phones"))),
      m_phones(named(new QComboBox, u"policyPhonesCombo"_s, tr("Phones"))),
      m_whole(named(new QRadioButton(tr("&Whole phone")), u"policyWholeRadio"_s)),
      m_parts(named(new QRadioButton(tr("&Apps and paths, one a line")), u"policyPartsRadio"_s)),
      m_what(makeLines(u"policyWhatEdit"_s, tr("Apps and paths"), u"com.tencent.mm\n/sdcard/DCIM"_s)),
      m_excludes(makeLines(u"policyExcludeEdit"_s, tr("Left out"), u"/**/cache"_s)),
      m_store(named(new QComboBox, u"policyStoreCombo"_s, tr("Store"))),
      m_when(new PolicyWhen(context.clock)),
      m_copies(new PolicyCopies),
      m_commands(new PolicyCommands),
      m_problem(named(new WrapLabel, u"policyProblemLabel"_s)),
      m_add(named(new QPushButton(tr("Add policy")), u"policyDialogAddButton"_s))
{
    setObjectName(u"policyDialog"_s);
    setWindowTitle(tr("Add a policy"));
    auto *tabs = named(new QTabWidget, u"policyTabs"_s, tr("Parts of the policy"));
    tabs->setDocumentMode(true);
    tabs->addTab(makeWhat(), tr("Phones and contents"));
    tabs->addTab(m_when, tr("When"));
    tabs->addTab(makeKeep(), tr("How long"));
    tabs->addTab(m_copies, tr("Copies"));
    tabs->addTab(m_commands, tr("Commands"));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    named(buttons->button(QDialogButtonBox::Cancel), u"policyCancelButton"_s)->setText(tr("Cancel"));
    buttons->addButton(m_add, QDialogButtonBox::ActionRole);
    QPalette red = m_problem->palette();
    red.setColor(QPalette::WindowText, toneColor(Tone::Bad, red));
    m_problem->setPalette(red);
    m_problem->setMinimumHeight(fontMetrics().lineSpacing() * 2);
    auto *name = new QFormLayout;
    name->addRow(tr("&Name"), m_name);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(name);
    layout->addWidget(tabs, 1);
    layout->addWidget(m_problem);
    layout->addWidget(buttons);
    m_add->setDefault(true);
    resize(560, 520);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_add, &QPushButton::clicked, this, &PolicyDialog::add);
    connect(m_name, &QLineEdit::textChanged, this, &PolicyDialog::review);
    connect(m_phonesKind, &QComboBox::currentIndexChanged, this, &PolicyDialog::suggest);
    connect(m_phones, &QComboBox::editTextChanged, this, &PolicyDialog::review);
    connect(m_parts, &QRadioButton::toggled, this, &PolicyDialog::review);
    connect(m_what, &QPlainTextEdit::textChanged, this, &PolicyDialog::review);
    connect(m_excludes, &QPlainTextEdit::textChanged, this, &PolicyDialog::review);
    connect(m_store, &QComboBox::currentIndexChanged, this, &PolicyDialog::review);
    connect(m_keep, &RetentionForm::changed, this, &PolicyDialog::review);
    connect(m_copies, &PolicyCopies::changed, this, &PolicyDialog::review);
    connect(m_commands, &PolicyCommands::changed, this, &PolicyDialog::review);
    connect(m_when, &PolicyWhen::changed, this, &PolicyDialog::review);
    connect(&presenter, &PoliciesPresenter::added, this, &QDialog::accept);
    connect(&presenter, &PoliciesPresenter::refused, this, [this](const QString &text) {
        m_problem->setText(text);
        m_add->setEnabled(true);
    });
    review();
    askNames();
}

QWidget *PolicyDialog::makeWhat()
{
    m_phonesKind->addItem(tr("of the group"), OfGroup);
    m_phonesKind->addItem(tr("with the tag"), WithTag);
    m_phonesKind->addItem(tr("that this search finds"), OfSearch);
    m_phones->setEditable(true);
    m_phones->setMinimumContentsLength(16);
    m_whole->setChecked(true);
    auto *phones = new QHBoxLayout;
    phones->addWidget(m_phonesKind);
    phones->addWidget(m_phones, 1);
    auto *page = new QWidget;
    auto *form = new QFormLayout(page);
    form->addRow(tr("Phones"), phones);
    form->addRow(tr("What"), m_whole);
    form->addRow(QString(), m_parts);
    form->addRow(QString(), m_what);
    form->addRow(tr("Left out"), m_excludes);
    form->addRow(tr("Store"), m_store);
    return page;
}

QWidget *PolicyDialog::makeKeep()
{
    auto *page = new QWidget;
    auto *form = new QFormLayout(page);
    m_keep = new RetentionForm(*form, u"policyKeep"_s, u"%1"_s, this);
    form->addRow(new WrapLabel(tr("Without a number everything is kept. The last good backup of a phone and "
                                  "pinned ones always stay.")));
    return page;
}

void PolicyDialog::askNames()
{
    m_context.engine.ask(EngineLink::Lane::Phones, this, readNames, [this](const Result<Names> &names) {
        if (!names) {
            m_problem->setText(userText(names.error()));
            return;
        }
        m_groups = names->groups;
        m_tags = names->tags;
        m_store->addItems(names->stores);
        m_copies->setStores(names->stores);
        suggest();
    });
}

void PolicyDialog::suggest()
{
    const int kind = m_phonesKind->currentData().toInt();
    m_phones->clear();
    m_phones->addItems(kind == OfGroup ? m_groups : kind == WithTag ? m_tags : QStringList());
    review();
}

Result<PolicyDefinition> PolicyDialog::definition() const
{
    const auto schedule = m_when->schedule();
    if (!schedule)
        return tl::unexpected(schedule.error());
    PolicyDefinition policy;
    policy.schedule = *schedule;
    const QString phones = m_phones->currentText().trimmed();
    const int kind = m_phonesKind->currentData().toInt();
    if (kind == OfSearch)
        policy.query = phones;
    else if (!phones.isEmpty())
        (kind == OfGroup ? policy.groups : policy.tags) = QStringList{phones};
    policy.whole = m_whole->isChecked();
    if (!policy.whole) {
        for (const QString &line : lines(m_what))
            (line.startsWith(u'/') ? policy.paths : policy.apps).append(line);
    }
    policy.excludes = lines(m_excludes);
    policy.store = m_store->currentText();
    policy.retention = m_keep->rule();
    policy.hooks = m_commands->hooks();
    m_copies->writeTo(policy);
    if (auto checked = policy.check(); !checked)
        return tl::unexpected(checked.error());
    return policy;
}

void PolicyDialog::review()
{
    m_what->setEnabled(m_parts->isChecked());
    const auto policy = definition();
    const QString pattern = patternProblem(lines(m_excludes));
    const bool complete = !m_name->text().trimmed().isEmpty() && !m_store->currentText().isEmpty() &&
                          !m_phones->currentText().trimmed().isEmpty() &&
                          (m_whole->isChecked() || !lines(m_what).isEmpty());
    QString problem;
    if (!pattern.isEmpty())
        problem = tr("What to leave out is not right. %1").arg(pattern);
    else if (complete && m_copies->store() == m_store->currentText())
        problem = tr("The copies need another store than the backups.");
    else if (complete && !policy)
        problem = userText(policy.error());
    m_problem->setText(problem);
    m_add->setEnabled(complete && policy && pattern.isEmpty());
}

void PolicyDialog::add()
{
    const auto policy = definition();
    if (!policy)
        return;
    m_add->setEnabled(false);
    m_presenter.add(m_name->text().trimmed(), *policy);
}

} // namespace holdfast::ui
