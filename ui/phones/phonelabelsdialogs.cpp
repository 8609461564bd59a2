// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/phones/phonelabelsdialogs.h"

#include "ui/shell/theme.h"
#include "ui/widgets/named.h"
#include "ui/widgets/wraplabel.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>

#include <algorithm>

namespace holdfast::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

/// As an item was when the dialog opened.
constexpr int kBeforeRole = Qt::UserRole;

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

PhoneTagsDialog::PhoneTagsDialog(const QList<PhoneView> &all, const QList<PhoneView> &phones, QWidget *parent)
    : QDialog(parent),
      m_tags(named(new QListWidget, u"tagsView"_s, tr("Tags"))),
      m_new(named(new QLineEdit, u"tagsNewEdit"_s, tr("New tags"))),
      m_problem(named(new WrapLabel, u"tagsProblemLabel"_s)),
      m_ok(named(new QPushButton(tr("Apply")), u"tagsApplyButton"_s))
{
    setObjectName(u"tagsDialog"_s);
    setWindowTitle(tr("Tags"));
    QMap<QString, qsizetype> counts;
    for (const PhoneView &phone : all) {
        for (const QString &tag : phone.tags)
            counts.insert(tag, 0);
    }
    for (const PhoneView &phone : phones) {
        for (const QString &tag : phone.tags)
            ++counts[tag];
    }
    for (auto tag = counts.cbegin(); tag != counts.cend(); ++tag) {
        const Qt::CheckState state = tag.value() == 0               ? Qt::Unchecked
                                     : tag.value() == phones.size() ? Qt::Checked
                                                                    : Qt::PartiallyChecked;
        auto *item = new QListWidgetItem(tag.key(), m_tags);
        item->setCheckState(state);
        item->setData(kBeforeRole, int(state));
    }
    m_tags->setVisible(!counts.isEmpty());
    m_new->setPlaceholderText(tr("parted by commas"));
    QPalette red = m_problem->palette();
    red.setColor(QPalette::WindowText, toneColor(Tone::Bad, red));
    m_problem->setPalette(red);
    auto *title = new QLabel(tr("&Tags of %n phone(s)", nullptr, int(phones.size())));
    title->setBuddy(m_tags);
    auto *newTitle = new QLabel(tr("&New tags"));
    newTitle->setBuddy(m_new);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(title);
    layout->addWidget(m_tags, 1);
    layout->addWidget(newTitle);
    layout->addWidget(m_new);
    layout->addWidget(m_problem);
    addButtons(this, m_ok, u"tagsCancelButton"_s);
    connect(m_new, &QLineEdit::textChanged, this, &PhoneTagsDialog::review);
    connect(this, &QDialog::accepted, this, [this, ids = idsOf(phones)] {
        QStringList added = newTags();
        QStringList removed;
        for (int row = 0; row < m_tags->count(); ++row) {
            const QListWidgetItem *item = m_tags->item(row);
            if (int(item->checkState()) == item->data(kBeforeRole).toInt())
                continue;
            (item->checkState() == Qt::Checked ? added : removed) << item->text();
        }
        Q_EMIT chosen(ids, added, removed);
    });
    review();
    resize(420, std::min(360, sizeHint().height()));
}

QStringList PhoneTagsDialog::newTags() const
{
    QStringList tags;
    for (const QString &word : m_new->text().split(QChar(u','))) {
        if (const QString tag = word.simplified(); !tag.isEmpty())
            tags << tag;
    }
    return tags;
}

void PhoneTagsDialog::review()
{
    const QStringList tags = newTags();
    const bool tooLong = std::any_of(tags.begin(), tags.end(), [](const QString &tag) {
        return tag.size() > PhoneService::kMostLabelLength;
    });
    m_problem->setText(tooLong ? tr("A tag has at most %1 characters.").arg(PhoneService::kMostLabelLength)
                               : QString());
    m_problem->setVisible(tooLong);
    m_ok->setEnabled(!tooLong);
}

} // namespace holdfast::ui
