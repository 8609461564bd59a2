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
    QStringList phones;
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

/// Words parted by commas.
QStringList commaList(const QString &text)
{
    QStringList found;
    for (const QString &part : text.split(u',')) {
        if (const QString word = part.trimmed(); !word.isEmpty() && !found.contains(word))
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
        names.phones << phone.name;
    }
    for (const StoreView &store : *stores)
        names.stores << store.name;
    for (QStringList *list : {&names.groups, &names.tags, &names.phones, &names.stores}) {
        list->removeDuplicates();
        list->sort();
    }
    return names;
}

} // namespace

PolicyDialog::PolicyDialog(UiContext &context, PoliciesPresenter &presenter, const PolicyView *changed,
                           QWidget *parent)
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
      m_folder(named(new QLineEdit, u"policyFolderEdit"_s, tr("Folder of the backups"))),
      m_when(new PolicyWhen(context.clock)),
      m_copies(new PolicyCopies),
      m_commands(new PolicyCommands),
      m_problem(named(new WrapLabel, u"policyProblemLabel"_s)),
      m_add(
          named(new QPushButton(changed ? tr("Save changes") : tr("Add policy")), u"policyDialogAddButton"_s))
{
    setObjectName(u"policyDialog"_s);
    setWindowTitle(changed ? tr("Change policy %1").arg(changed->name) : tr("Add a policy"));
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
    if (changed) {
        m_changed = changed->name;
        m_name->setText(changed->name);
        fillFrom(changed->definition);
    }
    connectAll();
    review();
    askNames();
}

void PolicyDialog::connectAll()
{
    connect(m_add, &QPushButton::clicked, this, &PolicyDialog::save);
    connect(m_name, &QLineEdit::textChanged, this, &PolicyDialog::review);
    connect(m_phonesKind, &QComboBox::currentIndexChanged, this, [this] {
        const bool back = m_phonesKind->currentIndex() == m_givenKind;
        m_phones->setEditText(back ? m_givenPhones : QString());
        suggest();
    });
    connect(m_phones, &QComboBox::editTextChanged, this, &PolicyDialog::review);
    connect(m_parts, &QRadioButton::toggled, this, &PolicyDialog::review);
    connect(m_what, &QPlainTextEdit::textChanged, this, &PolicyDialog::review);
    connect(m_excludes, &QPlainTextEdit::textChanged, this, &PolicyDialog::review);
    connect(m_store, &QComboBox::currentIndexChanged, this, &PolicyDialog::review);
    connect(m_folder, &QLineEdit::textChanged, this, &PolicyDialog::review);
    connect(m_keep, &RetentionForm::changed, this, &PolicyDialog::review);
    connect(m_copies, &PolicyCopies::changed, this, &PolicyDialog::review);
    connect(m_commands, &PolicyCommands::changed, this, &PolicyDialog::review);
    connect(m_when, &PolicyWhen::changed, this, &PolicyDialog::review);
    connect(&m_presenter, &PoliciesPresenter::added, this, &QDialog::accept);
    connect(&m_presenter, &PoliciesPresenter::changed, this, &QDialog::accept);
    connect(&m_presenter, &PoliciesPresenter::refused, this, [this](const QString &text) {
        m_problem->setText(text);
        m_add->setEnabled(true);
    });
}

QWidget *PolicyDialog::makeWhat()
{
    m_phonesKind->addItem(tr("of the group"), OfGroup);
    m_phonesKind->addItem(tr("with the tag"), WithTag);
    m_phonesKind->addItem(tr("that this search finds"), OfSearch);
    m_phonesKind->addItem(tr("with these names"), Named);
    m_phones->setEditable(true);
    m_phones->setMinimumContentsLength(16);
    m_whole->setChecked(true);
    m_folder->setPlaceholderText(tr("top of the store"));
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
    form->addRow(tr("Folder in it"), m_folder);
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

void PolicyDialog::fillFrom(const PolicyDefinition &policy)
{
    m_given = policy;
    fillPhonesFrom(policy);
    m_parts->setChecked(!policy.whole);
    m_what->setPlainText(policy.whole ? QString() : (policy.apps + policy.paths).join(u'\n'));
    m_excludes->setPlainText(policy.excludes.join(u'\n'));
    setStores({policy.store});
    m_folder->setText(policy.folder);
    m_when->setSchedule(policy.schedule);
    m_keep->setRule(policy.retention);
    m_copies->setFrom(policy);
    m_commands->setHooks(policy.hooks);
}

void PolicyDialog::fillPhonesFrom(const PolicyDefinition &policy)
{
    const std::pair<PhonesKind, QString> kinds[] = {{OfGroup, policy.groups.join(u", "_s)},
                                                    {WithTag, policy.tags.join(u", "_s)},
                                                    {OfSearch, policy.query},
                                                    {Named, policy.phones.join(u", "_s)}};
    PhonesKind kind = AsBefore;
    QStringList texts;
    for (const auto &[each, text] : kinds) {
        if (text.isEmpty())
            continue;
        kind = each;
        texts << text;
    }
    m_givenPhones = texts.join(u"; "_s);
    if (texts.size() > 1) { // More than can be said here: it may stay as it is.
        kind = AsBefore;
        m_phonesKind->addItem(tr("as before"), AsBefore);
    }
    m_phonesKind->setCurrentIndex(m_phonesKind->findData(kind));
    m_givenKind = m_phonesKind->currentIndex();
    m_phones->setEditText(m_givenPhones);
    m_phones->setEnabled(kind != AsBefore);
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
        m_names = names->phones;
        setStores(names->stores);
        m_copies->setStores(names->stores);
        suggest();
    });
}

void PolicyDialog::setStores(const QStringList &stores)
{
    for (const QString &store : stores) {
        if (m_store->findText(store) < 0)
            m_store->addItem(store);
    }
}

PolicyDialog::PhonesKind PolicyDialog::phonesKind() const
{
    return static_cast<PhonesKind>(m_phonesKind->currentData().toInt());
}

QStringList PolicyDialog::suggestions() const
{
    switch (phonesKind()) {
    case OfGroup:
        return m_groups;
    case WithTag:
        return m_tags;
    case Named:
        return m_names;
    default:
        return {};
    }
}

/// What was typed stays.
void PolicyDialog::suggest()
{
    const QString text = m_phones->currentText();
    const QStringList list = suggestions();
    m_phones->clear();
    m_phones->addItems(list);
    if (!text.isEmpty())
        m_phones->setEditText(text);
    m_phones->setEnabled(phonesKind() != AsBefore);
    review();
}

void PolicyDialog::writePhones(PolicyDefinition &policy) const
{
    const QString text = m_phones->currentText().trimmed();
    const bool untouched = m_phonesKind->currentIndex() == m_givenKind && text == m_givenPhones.trimmed();
    if (untouched)
        return;
    // The name of a group may hold a comma itself.
    const QStringList words = suggestions().contains(text) ? QStringList{text} : commaList(text);
    policy.groups = phonesKind() == OfGroup ? words : QStringList();
    policy.tags = phonesKind() == WithTag ? words : QStringList();
    policy.phones = phonesKind() == Named ? words : QStringList();
    policy.query = phonesKind() == OfSearch ? text : QString();
}

void PolicyDialog::writeContents(PolicyDefinition &policy) const
{
    // Apps beside a whole phone are not shown, and stay as long as it is one.
    const bool stays = m_whole->isChecked() && m_given.whole;
    policy.whole = m_whole->isChecked();
    policy.excludes = lines(m_excludes);
    if (stays)
        return;
    policy.paths.clear();
    policy.apps.clear();
    if (policy.whole)
        return;
    for (const QString &line : lines(m_what))
        (line.startsWith(u'/') ? policy.paths : policy.apps).append(line);
}

Result<PolicyDefinition> PolicyDialog::definition() const
{
    const auto schedule = m_when->schedule();
    if (!schedule)
        return tl::unexpected(schedule.error());
    PolicyDefinition policy = m_given;
    policy.schedule = *schedule;
    writePhones(policy);
    writeContents(policy);
    policy.store = m_store->currentText();
    policy.folder = m_folder->text().trimmed();
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

void PolicyDialog::save()
{
    const auto policy = definition();
    if (!policy)
        return;
    m_add->setEnabled(false);
    const QString name = m_name->text().trimmed();
    if (m_changed.isEmpty())
        m_presenter.add(name, *policy);
    else
        m_presenter.change(m_changed, name, *policy);
}

} // namespace holdfast::ui
