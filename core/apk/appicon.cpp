// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apk/appicon.h"

#include <QCborArray>
#include <QCborMap>
#include <QCborValue>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

constexpr qint64 kFormat = 1;

} // namespace

QByteArray AppIcon::encode() const
{
    QCborArray encoded;
    for (const IconLayer &layer : layers) {
        encoded.append(QCborArray{qint64(layer.kind), qint64(layer.colour), layer.bytes, layer.area.x(),
                                  layer.area.y(), layer.area.width(), layer.area.height()});
    }
    return QCborArray{kFormat, adaptive, encoded}.toCborValue().toCbor();
}

std::optional<AppIcon> AppIcon::decode(const QByteArray &bytes)
{
    const QCborArray whole = QCborValue::fromCbor(bytes).toArray();
    if (whole.size() != 3 || whole.at(0).toInteger() != kFormat || !whole.at(1).isBool() ||
        !whole.at(2).isArray())
        return {};
    AppIcon icon;
    icon.adaptive = whole.at(1).toBool();
    const QCborArray encoded = whole.at(2).toArray();
    for (const QCborValue &value : encoded) {
        const QCborArray layer = value.toArray();
        const qint64 kind = layer.at(0).toInteger(-1);
        if (layer.size() != 7 || kind < 0 || kind > qint64(IconLayer::Kind::Svg) ||
            !layer.at(2).isByteArray())
            return {};
        icon.layers.append({.kind = IconLayer::Kind(kind),
                            .colour = quint32(layer.at(1).toInteger()),
                            .bytes = layer.at(2).toByteArray(),
                            .area = QRectF(layer.at(3).toDouble(), layer.at(4).toDouble(),
                                           layer.at(5).toDouble(), layer.at(6).toDouble())});
    }
    return icon;
}

} // namespace holdfast
