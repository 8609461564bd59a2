// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/apk/xmltree.h"

#include <functional>
#include <optional>

namespace holdfast {

/// What an area is filled or a line is drawn with.
struct Paint
{
    quint32 colour = 0;              ///< 0xAARRGGBB.
    std::optional<XmlNode> gradient; ///< A <gradient>; its own colours are resolved by the PaintSource again.
};

/// Finds out what a colour attribute stands for: a colour, a reference, a file. Errors end the drawing.
using PaintSource = std::function<Result<Paint>(const XmlNode::Attribute &)>;

/// Turns a <vector> drawable into an SVG document. What SVG Tiny cannot say (sweep gradients, clip paths in
/// some renderers) is drawn simpler. ApkInvalid when it is no vector, or no path that SVG knows.
Result<QByteArray> vectorToSvg(const XmlNode &vector, const PaintSource &paints);

/// An SVG document of a square filled by the <gradient> of a <shape>.
Result<QByteArray> shapeGradientToSvg(const XmlNode &gradient, const PaintSource &paints);

} // namespace holdfast
