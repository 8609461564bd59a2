// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/phones/phonelabelsdialogs.h"

#include "ui/widgets/named.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include <algorithm>

namespace holdfast::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

QList<PhoneId> idsOf(const QList<PhoneView> &phones)
{
    QList<PhoneId> ids;
    for (const PhoneView &phone : phones)
        ids.append(phone.id);
    return ids;
}

void addButtons(QDialog *dialog, QPushButton *ok, const QString &cancelName)
{
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    named(buttons->button(QDialogButtonBox::Cancel), cancelName)->setText(PhoneGroupDialog::tr("Cancel"));
    buttons->addButton(ok, QDialogButtonBox::AcceptRole);
    dialog->layout()->addWidget(buttons);
    ok->setDefault(true);
    QObject::connect(buttons, &QDialogButtonBox::accepted, dialog, &QDialog::accept);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
}

} // namespace

PhoneGroupDialog::PhoneGroupDialog(const QList<PhoneView> &all, const QList<PhoneView> &phones,
                                   QWidget *parent)
    : QDialog(parent), m_group(named(new QComboBox, u"groupCombo"_s, tr("Group")))
{
    setObjectName(u"groupDialog"_s);
    setWindowTitle(tr("Group"));
    QStringList groups;
    for (const PhoneView &phone : all) {
        if (!phone.group.isEmpty() && !groups.contains(phone.group))
            groups << phone.group;
    }
    groups.sort(Qt::CaseInsensitive);
    m_group->setEditable(true);
    m_group->lineEdit()->setObjectName(u"groupEdit"_s);
    m_group->lineEdit()->setAccessibleName(tr("Name of the group"));
    m_group->lineEdit()->setPlaceholderText(tr("No group"));
    m_group->lineEdit()->setMaxLength(PhoneService::kMostLabelLength);
    m_group->addItems(groups);
    // All in one group: that one is where they are.
    const bool same = std::all_of(phones.begin(), phones.end(), [&](const PhoneView &phone) {
        return phone.group == phones.first().group;
    });
    m_group->setEditText(same && !phones.isEmpty() ? phones.first().group : QString());
    auto *title = new QLabel(
        tr("The &group of %n phone(s); a phone is in one group at most", nullptr, int(phones.size())));
    title->setBuddy(m_group);
    auto *ok = named(new QPushButton(tr("Apply")), u"groupApplyButton"_s);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(title);
    layout->addWidget(m_group);
    layout->addSpacing(12);
    addButtons(this, ok, u"groupCancelButton"_s);
    connect(this, &QDialog::accepted, this,
            [this, ids = idsOf(phones)] { Q_EMIT chosen(ids, m_group->currentText().simplified()); });
    m_group->lineEdit()->selectAll();
    m_group->setFocus();
    resize(420, sizeHint().height());
}

} // namespace holdfast::ui
