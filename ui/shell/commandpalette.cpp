// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/commandpalette.h"

#include "ui/widgets/celldelegate.h"
#include "ui/widgets/named.h"
#include "ui/widgets/roles.h"

#include <QAction>
#include <QBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>

#include <algorithm>

namespace holdfast::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

QString plainText(const QAction *action)
{
    return QString(action->text()).remove(u'&');
}

/// Whether one of the words of @p name begins with @p word.
bool begins(const QString &name, const QString &word)
{
    const QStringList all = name.split(u' ');
    return std::any_of(all.begin(), all.end(),
                       [&](const QString &one) { return one.startsWith(word, Qt::CaseInsensitive); });
}

} // namespace

CommandPalette::CommandPalette(const QList<QAction *> &actions, QWidget *parent)
    : QDialog(parent),
      m_actions(actions),
      m_edit(named(new QLineEdit, u"paletteEdit"_s, tr("Command"))),
      m_view(named(new QListWidget, u"paletteView"_s, tr("Commands")))
{
    setObjectName(u"paletteDialog"_s);
    setWindowTitle(tr("Find a command"));
    m_edit->setPlaceholderText(tr("Type a part of a command"));
    m_edit->installEventFilter(this);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_edit);
    layout->addWidget(m_view);
    m_view->setIconSize({16, 16});
    m_view->setItemDelegate(new CellDelegate(m_view));
    resize(480, 360);
    connect(m_edit, &QLineEdit::textChanged, this, &CommandPalette::list);
    connect(m_edit, &QLineEdit::returnPressed, this, &CommandPalette::run);
    connect(m_view, &QListWidget::itemActivated, this, &CommandPalette::run);
    list({});
}

void CommandPalette::list(const QString &text)
{
    m_view->clear();
    // All names begin below each other.
    QPixmap nothing(m_view->iconSize());
    nothing.fill(Qt::transparent);
    const QIcon noIcon(nothing);
    const QStringList words = text.simplified().split(u' ', Qt::SkipEmptyParts);
    int begun = 0;
    for (QAction *action : std::as_const(m_actions)) {
        const QString name = plainText(action);
        const bool fits = std::all_of(words.begin(), words.end(), [&](const QString &word) {
            return name.contains(word, Qt::CaseInsensitive);
        });
        if (!fits || !action->isEnabled() || !action->isVisible())
            continue;
        const QString keys = action->shortcut().toString(QKeySequence::NativeText);
        auto *item = new QListWidgetItem(action->icon().isNull() ? noIcon : action->icon(), name);
        item->setData(TrailingRole, keys);
        item->setData(Qt::AccessibleTextRole, keys.isEmpty() ? name : u"%1, %2"_s.arg(name, keys));
        item->setData(Qt::UserRole, QVariant::fromValue(action));
        // Who types S means Stores and Settings before Policies.
        if (std::all_of(words.begin(), words.end(), [&](const QString &word) { return begins(name, word); }))
            m_view->insertItem(begun++, item);
        else
            m_view->addItem(item);
    }
    m_view->setCurrentRow(0);
}

void CommandPalette::run()
{
    const QListWidgetItem *item = m_view->currentItem();
    if (!item)
        return;
    auto *action = item->data(Qt::UserRole).value<QAction *>();
    accept();
    action->trigger();
}

bool CommandPalette::eventFilter(QObject *object, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        const int step = key == Qt::Key_Down ? 1 : key == Qt::Key_Up ? -1 : 0;
        if (step != 0 && m_view->count() > 0) {
            m_view->setCurrentRow(std::clamp(m_view->currentRow() + step, 0, m_view->count() - 1));
            return true;
        }
    }
    return QDialog::eventFilter(object, event);
}

} // namespace holdfast::ui
