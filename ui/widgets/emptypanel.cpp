// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/emptypanel.h"

#include "ui/shell/icons.h"
#include "ui/shell/theme.h"
#include "ui/widgets/named.h"
#include "ui/widgets/wraplabel.h"

#include <QAction>
#include <QBoxLayout>
#include <QEvent>
#include <QLabel>
#include <QPushButton>

namespace holdfast::ui {
namespace {

using namespace Qt::Literals::StringLiterals;
constexpr int kIconSize = 48;

} // namespace

EmptyPanel::EmptyPanel(QWidget *parent)
    : QWidget(parent),
      m_picture(new QLabel),
      m_title(named(new QLabel, u"emptyTitleLabel"_s)),
      m_sentence(named(new WrapLabel, u"emptySentenceLabel"_s)),
      m_buttons(new QHBoxLayout)
{
    QFont large = m_title->font();
    large.setPixelSize(qRound(fontMetrics().height() * 1.2));
    large.setBold(true);
    m_title->setFont(large);
    m_title->setAlignment(Qt::AlignCenter);
    m_picture->setAlignment(Qt::AlignCenter);
    m_sentence->setAlignment(Qt::AlignCenter);
    m_buttons->setAlignment(Qt::AlignCenter);
    auto *layout = new QVBoxLayout(this);
    layout->addStretch(1);
    layout->addWidget(m_picture);
    layout->addWidget(m_title);
    layout->addWidget(m_sentence);
    layout->addLayout(m_buttons);
    layout->addStretch(2);
}

void EmptyPanel::show(QLatin1String iconName, const QString &title, const QString &sentence,
                      const QList<QAction *> &actions)
{
    m_icon = iconName;
    drawIcon();
    m_title->setText(title);
    m_sentence->setText(sentence);
    if (actions == m_actions)
        return;
    m_actions = actions;
    while (QLayoutItem *item = m_buttons->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (QAction *action : actions) {
        auto *button =
            named(new QPushButton(action->icon(), action->text()), action->objectName() + u"EmptyButton"_s);
        button->setEnabled(action->isEnabled());
        connect(button, &QPushButton::clicked, action, &QAction::trigger);
        connect(action, &QAction::changed, button,
                [action, button] { button->setEnabled(action->isEnabled()); });
        m_buttons->addWidget(button);
    }
}

QString EmptyPanel::title() const
{
    return m_title->text();
}

void EmptyPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        drawIcon();
}

void EmptyPanel::drawIcon()
{
    if (m_icon.size() > 0)
        m_picture->setPixmap(
            iconPixmap(m_icon, toneColor(Tone::Muted, palette()), kIconSize, devicePixelRatioF()));
}

} // namespace holdfast::ui
