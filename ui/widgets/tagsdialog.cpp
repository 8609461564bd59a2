// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/tagsdialog.h"

#include "ui/shell/theme.h"
#include "ui/widgets/named.h"
#include "ui/widgets/wraplabel.h"

#include <QBoxLayout>
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

} // namespace

TagsDialog::TagsDialog(const QString &title, const QMap<QString, qint64> &counts, qint64 things,
                       qsizetype mostLength, QWidget *parent)
    : QDialog(parent),
      m_mostLength(mostLength),
      m_tags(named(new QListWidget, u"tagsView"_s, tr("Tags"))),
      m_new(named(new QLineEdit, u"tagsNewEdit"_s, tr("New tags"))),
      m_problem(named(new WrapLabel, u"tagsProblemLabel"_s)),
      m_ok(named(new QPushButton(tr("Apply")), u"tagsApplyButton"_s))
{
    setObjectName(u"tagsDialog"_s);
    setWindowTitle(tr("Tags"));
    fill(counts, things);
    m_new->setPlaceholderText(tr("parted by commas"));
    QPalette red = m_problem->palette();
    red.setColor(QPalette::WindowText, toneColor(Tone::Bad, red));
    m_problem->setPalette(red);
    auto *titleLabel = new QLabel(title);
    titleLabel->setBuddy(m_tags);
    auto *newTitle = new QLabel(tr("&New tags"));
    newTitle->setBuddy(m_new);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    named(buttons->button(QDialogButtonBox::Cancel), u"tagsCancelButton"_s)->setText(tr("Cancel"));
    buttons->addButton(m_ok, QDialogButtonBox::AcceptRole);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(titleLabel);
    layout->addWidget(m_tags, 1);
    layout->addWidget(newTitle);
    layout->addWidget(m_new);
    layout->addWidget(m_problem);
    layout->addWidget(buttons);
    m_ok->setDefault(true); // In a dialog only: the button is in one now.
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_new, &QLineEdit::textChanged, this, &TagsDialog::review);
    connect(this, &QDialog::accepted, this, &TagsDialog::choose);
    review();
    resize(420, std::min(360, sizeHint().height()));
}

void TagsDialog::fill(const QMap<QString, qint64> &counts, qint64 things)
{
    for (auto tag = counts.cbegin(); tag != counts.cend(); ++tag) {
        const Qt::CheckState state = tag.value() == 0        ? Qt::Unchecked
                                     : tag.value() == things ? Qt::Checked
                                                             : Qt::PartiallyChecked;
        auto *item = new QListWidgetItem(tag.key(), m_tags);
        item->setCheckState(state);
        item->setData(kBeforeRole, int(state));
    }
    m_tags->setVisible(!counts.isEmpty());
}

void TagsDialog::choose()
{
    QStringList added = newTags();
    QStringList removed;
    for (int row = 0; row < m_tags->count(); ++row) {
        const QListWidgetItem *item = m_tags->item(row);
        if (int(item->checkState()) == item->data(kBeforeRole).toInt())
            continue;
        (item->checkState() == Qt::Checked ? added : removed) << item->text();
    }
    Q_EMIT chosen(added, removed);
}

QStringList TagsDialog::newTags() const
{
    QStringList tags;
    for (const QString &word : m_new->text().split(QChar(u','))) {
        if (const QString tag = word.simplified(); !tag.isEmpty())
            tags << tag;
    }
    return tags;
}

void TagsDialog::review()
{
    const QStringList tags = newTags();
    const bool tooLong = std::any_of(tags.begin(), tags.end(),
                                     [this](const QString &tag) { return tag.size() > m_mostLength; });
    m_problem->setText(tooLong ? tr("A tag has at most %1 characters.").arg(m_mostLength) : QString());
    m_problem->setVisible(tooLong);
    m_ok->setEnabled(!tooLong);
}

} // namespace holdfast::ui
