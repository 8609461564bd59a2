// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProxyStyle>

namespace holdfast::ui {

/// Fusion with edges that are seen on a dark ground: it draws those of boxes and radio buttons darker than
/// the window, which there is nothing. GUI thread.
class OutlinedStyle final : public QProxyStyle
{
    Q_OBJECT

public:
    OutlinedStyle();

    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget = nullptr) const override;
};

} // namespace holdfast::ui
