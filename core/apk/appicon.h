// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QByteArray>
#include <QList>
#include <QRectF>

#include <optional>

namespace holdfast {

/// One layer of an icon, for a face to paint.
struct IconLayer
{
    enum class Kind {
        Colour,  ///< The area in one colour.
        Picture, ///< A PNG, WebP or JPEG file.
        Svg,     ///< An SVG document, made from a vector drawable.
    };

    Kind kind = Kind::Colour;
    quint32 colour = 0;              ///< 0xAARRGGBB.
    QByteArray bytes;                ///< Of the picture or the document.
    QRectF area{0.0, 0.0, 1.0, 1.0}; ///< Where it goes, in parts of the whole; layers may reach beyond.

    friend bool operator==(const IconLayer &, const IconLayer &) = default;
};

/// An app's icon: layers from the bottom up, on a square. Of an adaptive icon a launcher shows the inner two
/// thirds (72 of 108 dp), cut to a shape of its choice; other icons are shown whole, as they are.
struct AppIcon
{
    bool adaptive = false;
    QList<IconLayer> layers;

    [[nodiscard]] bool isEmpty() const { return layers.isEmpty(); }

    /// For the catalog and JSON; decode() is its inverse and gives nothing for anything else.
    [[nodiscard]] QByteArray encode() const;
    static std::optional<AppIcon> decode(const QByteArray &bytes);

    friend bool operator==(const AppIcon &, const AppIcon &) = default;
};

} // namespace holdfast
