// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/outlinedstyle.h"

#include "ui/shell/theme.h"

#include <QPainter>
#include <QStyleFactory>
#include <QStyleOption>

namespace holdfast::ui {

using namespace Qt::Literals::StringLiterals;

OutlinedStyle::OutlinedStyle() : QProxyStyle(QStyleFactory::create(u"fusion"_s)) {}

void OutlinedStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                                  const QWidget *widget) const
{
    QProxyStyle::drawPrimitive(element, option, painter, widget);
    const bool radio = element == PE_IndicatorRadioButton;
    if ((!radio && element != PE_IndicatorCheckBox) || !isDark(option->palette))
        return;
    const bool enabled = option->state.testFlag(State_Enabled);
    painter->save();
    painter->setPen(enabled ? toneColor(Tone::Muted, option->palette)
                            : option->palette.color(QPalette::Disabled, QPalette::WindowText).darker());
    painter->setBrush(Qt::NoBrush);
    if (radio) {
        painter->setRenderHint(QPainter::Antialiasing);
        painter->drawEllipse(QRectF(option->rect).adjusted(1.5, 1.5, -1.5, -1.5));
    } else {
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
    }
    painter->restore();
}

} // namespace holdfast::ui
