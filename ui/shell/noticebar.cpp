// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/noticebar.h"

#include "ui/shell/icons.h"
#include "ui/widgets/named.h"

#include <QAccessible>
#include <QBoxLayout>
#include <QEvent>
#include <QLabel>
#include <QToolButton>

namespace holdfast::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

QLatin1String iconOf(Tone tone)
{
    if (tone == Tone::Bad)
        return "error"_L1;
    if (tone == Tone::Warning)
        return "warning"_L1;
    return tone == Tone::Good ? "ok"_L1 : "info"_L1;
}

} // namespace

NoticeBar::NoticeBar(QWidget *parent)
    : QFrame(parent), m_icon(new QLabel), m_text(named(new QLabel, u"noticeLabel"_s))
{
    setObjectName(u"noticePanel"_s);
    setAccessibleName(tr("Notice"));
    setFrameShape(QFrame::StyledPanel);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *close = named(new QToolButton, u"noticeCloseButton"_s, tr("Dismiss notice"));
    close->setIcon(icon("close"_L1));
    close->setToolTip(close->accessibleName());
    close->setAutoRaise(true);
    connect(close, &QToolButton::clicked, this, &QWidget::hide);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 4, 4, 4);
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    layout->addWidget(close);
    hide();
}

void NoticeBar::show(Tone tone, const QString &text)
{
    m_tone = tone;
    m_text->setText(text);
    paintTone();
    setVisible(true);
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void NoticeBar::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        paintTone();
}

void NoticeBar::paintTone()
{
    m_icon->setPixmap(iconPixmap(iconOf(m_tone), toneColor(m_tone, palette()), 16, devicePixelRatioF()));
}

} // namespace holdfast::ui
