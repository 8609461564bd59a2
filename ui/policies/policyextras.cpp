// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/policies/policyextras.h"

#include "ui/policies/retentionform.h"
#include "ui/widgets/named.h"
#include "ui/widgets/wraplabel.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QSpinBox>

#include <algorithm>

namespace holdfast::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kSecondsOfMinute = 60;

/// At least one.
int minutesOf(int seconds)
{
    return std::max(1, seconds / kSecondsOfMinute);
}

QLineEdit *makeEdit(const QString &objectName, const QString &accessibleName, const QString &example)
{
    auto *edit = named(new QLineEdit, objectName, accessibleName);
    edit->setPlaceholderText(example);
    return edit;
}

} // namespace

PolicyCopies::PolicyCopies(QWidget *parent)
    : QWidget(parent),
      m_store(named(new QComboBox, u"policyCopyStoreCombo"_s, tr("Store of the copies"))),
      m_folder(makeEdit(u"policyCopyFolderEdit"_s, tr("Folder in it"), tr("top of the store")))
{
    m_store->addItem(tr("none"));
    auto *form = new QFormLayout(this);
    form->addRow(new WrapLabel(tr("Each backup that has been checked is copied to a second store, where it "
                                  "stays by rules of its own.")));
    form->addRow(tr("Store of the copies"), m_store);
    form->addRow(tr("Folder in it"), m_folder);
    m_keep = new RetentionForm(*form, u"policyCopyKeep"_s, tr("Copies: %1"), this);
    connect(m_store, &QComboBox::currentIndexChanged, this, &PolicyCopies::review);
    connect(m_folder, &QLineEdit::textChanged, this, &PolicyCopies::changed);
    connect(m_keep, &RetentionForm::changed, this, &PolicyCopies::changed);
    review();
}

void PolicyCopies::setStores(const QStringList &stores)
{
    for (const QString &store : stores) {
        if (m_store->findText(store) < 1)
            m_store->addItem(store);
    }
}

QString PolicyCopies::store() const
{
    return m_store->currentIndex() > 0 ? m_store->currentText() : QString();
}

void PolicyCopies::review()
{
    m_folder->setEnabled(!store().isEmpty());
    m_keep->setEnabled(!store().isEmpty());
    Q_EMIT changed();
}

void PolicyCopies::writeTo(PolicyDefinition &policy) const
{
    const bool copied = !store().isEmpty();
    policy.copyTo = store();
    policy.copyFolder = copied ? m_folder->text().trimmed() : QString();
    policy.copyRetention = copied ? m_keep->rule() : RetentionRule();
}

void PolicyCopies::setFrom(const PolicyDefinition &policy)
{
    if (policy.copyTo.isEmpty())
        return;
    setStores({policy.copyTo});
    m_folder->setText(policy.copyFolder);
    m_keep->setRule(policy.copyRetention);
    for (int i = 1; i < m_store->count(); ++i) {
        if (m_store->itemText(i) == policy.copyTo)
            m_store->setCurrentIndex(i);
    }
}

PolicyCommands::PolicyCommands(QWidget *parent)
    : QWidget(parent),
      m_before(makeEdit(u"policyBeforeEdit"_s, tr("Here, before"), u"/usr/local/bin/stop-orders.sh"_s)),
      m_after(makeEdit(u"policyAfterEdit"_s, tr("Here, after"), u"/usr/local/bin/start-orders.sh"_s)),
      m_beforeOnPhone(makeEdit(u"policyBeforeOnPhoneEdit"_s, tr("On the phone, before"),
                               u"am force-stop com.tencent.mm"_s)),
      m_afterOnPhone(
          makeEdit(u"policyAfterOnPhoneEdit"_s, tr("On the phone, after"), u"monkey -p com.tencent.mm 1"_s)),
      m_minutes(named(new QSpinBox, u"policyHookMinutesSpin"_s, tr("Each at most"))),
      m_seconds(Hooks().timeoutSeconds)
{
    m_minutes->setRange(1, Hooks::kMostSeconds / kSecondsOfMinute);
    m_minutes->setValue(minutesOf(m_seconds));
    m_minutes->setSuffix(tr(" min"));
    auto *form = new QFormLayout(this);
    form->addRow(new WrapLabel(
        tr("Commands around each backup. If one before it fails, the backup is not made; those after it run "
           "in any case, and what they are told is in HOLDFAST_STATUS and other variables.")));
    form->addRow(tr("Here, before"), m_before);
    form->addRow(tr("Here, after"), m_after);
    form->addRow(tr("On the phone, before"), m_beforeOnPhone);
    form->addRow(tr("On the phone, after"), m_afterOnPhone);
    form->addRow(tr("Each at most"), m_minutes);
    for (const QLineEdit *edit : {m_before, m_after, m_beforeOnPhone, m_afterOnPhone})
        connect(edit, &QLineEdit::textChanged, this, &PolicyCommands::changed);
    connect(m_minutes, &QSpinBox::valueChanged, this, &PolicyCommands::changed);
}

void PolicyCommands::setHooks(const Hooks &hooks)
{
    m_before->setText(hooks.before);
    m_after->setText(hooks.after);
    m_beforeOnPhone->setText(hooks.beforeOnPhone);
    m_afterOnPhone->setText(hooks.afterOnPhone);
    m_seconds = hooks.timeoutSeconds;
    m_minutes->setValue(minutesOf(m_seconds));
}

Hooks PolicyCommands::hooks() const
{
    const bool untouched = m_minutes->value() == minutesOf(m_seconds);
    return {.before = m_before->text().trimmed(),
            .after = m_after->text().trimmed(),
            .beforeOnPhone = m_beforeOnPhone->text().trimmed(),
            .afterOnPhone = m_afterOnPhone->text().trimmed(),
            .timeoutSeconds = untouched ? m_seconds : m_minutes->value() * kSecondsOfMinute};
}

} // namespace holdfast::ui
