// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/apps/appiconimage.h"

#include <QPainter>
#include <QPainterPath>
#include <QSvgRenderer>

namespace holdfast::ui {
namespace {

/// Of an adaptive icon's 108 dp a launcher shows the inner 72.
constexpr double kShown = 72.0 / 108.0;
constexpr double kCorner = 0.22; ///< Of the side.

/// @return whether something was painted.
bool paintLayer(QPainter &painter, const IconLayer &layer, const QRectF &whole)
{
    const QRectF area(whole.x() + layer.area.x() * whole.width(), whole.y() + layer.area.y() * whole.height(),
                      layer.area.width() * whole.width(), layer.area.height() * whole.height());
    switch (layer.kind) {
    case IconLayer::Kind::Colour:
        painter.fillRect(area, QColor::fromRgba(layer.colour));
        return true;
    case IconLayer::Kind::Picture: {
        const QImage picture = QImage::fromData(layer.bytes);
        if (!picture.isNull())
            painter.drawImage(area, picture);
        return !picture.isNull();
    }
    case IconLayer::Kind::Svg: {
        QSvgRenderer renderer(layer.bytes);
        if (renderer.isValid())
            renderer.render(&painter, area);
        return renderer.isValid();
    }
    }
    Q_UNREACHABLE();
}

} // namespace

QImage appIconImage(const AppIcon &icon, int size)
{
    QImage image(size, size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    QRectF whole(0, 0, size, size);
    if (icon.adaptive) {
        QPainterPath shape;
        shape.addRoundedRect(whole, size * kCorner, size * kCorner);
        painter.setClipPath(shape);
        const double side = size / kShown;
        whole = QRectF((size - side) / 2, (size - side) / 2, side, side);
    }
    bool painted = false;
    for (const IconLayer &layer : icon.layers)
        painted = paintLayer(painter, layer, whole) || painted;
    painter.end();
    return painted ? image : QImage();
}

} // namespace holdfast::ui
