// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QPalette>

namespace holdfast::ui {

/// One of our own icons by its file's name in resources/icons. Drawn from SVG at any size in the colour of
/// the palette in use, so it follows light and dark by itself.
QIcon icon(QLatin1String name);

/// The same icon as a picture in one colour.
QPixmap iconPixmap(QLatin1String name, const QColor &color, int size, qreal devicePixelRatio);

} // namespace holdfast::ui
