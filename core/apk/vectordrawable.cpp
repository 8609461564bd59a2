// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apk/vectordrawable.h"

#include "core/apk/androidattributes.h"

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;
using namespace holdfast::android;

namespace holdfast {
namespace {

constexpr qsizetype kMaximumSvg = 512 * 1024;
constexpr int kRadial = 1;
constexpr int kSweep = 2;

QByteArray text(double number)
{
    // What is left over of a sine is no place.
    return std::isfinite(number) && std::abs(number) > 1e-9 ? QByteArray::number(number, 'g', 7)
                                                            : QByteArrayLiteral("0");
}

/// ` NAME="#rrggbb" NAME-opacity="0.5"`, the opacity only where it is needed.
QByteArray colourText(const char *name, const char *opacityName, quint32 colour, double alpha)
{
    const double opacity = std::clamp(alpha, 0.0, 1.0) * double(colour >> 24U) / 255.0;
    QByteArray written = ' ' + QByteArray(name) + "=\"#" +
                         QByteArray::number(colour & 0xFFFFFFU, 16).rightJustified(6, '0') + '"';
    if (opacity < 1.0)
        written += ' ' + QByteArray(opacityName) + "=\"" + text(opacity) + '"';
    return written;
}

/// Path data of Android is SVG's; anything else is not written out, so that no text of the APK becomes
/// markup.
Result<QByteArray> pathData(const XmlNode &node)
{
    const XmlNode::Attribute *attribute = node.find(kPathData);
    const QByteArray data = attribute == nullptr ? QByteArray() : attribute->text.toLatin1();
    constexpr QByteArrayView kLegal("MmLlHhVvCcSsQqTtAaZz0123456789eE.,+- \t\r\n");
    if (!std::all_of(data.cbegin(), data.cend(), [&](char c) { return kLegal.contains(c); }))
        return apkInvalid(u"a vector drawable has a path that is none"_s);
    return data;
}

class SvgWriter
{
public:
    explicit SvgWriter(const PaintSource &paints) : m_paints(paints) {}

    Result<QByteArray> vector(const XmlNode &node)
    {
        const double width = node.number(kViewportWidth, 0);
        const double height = node.number(kViewportHeight, 0);
        if (node.name != "vector"_L1 || !(width > 0) || !(height > 0))
            return apkInvalid(u"a vector drawable has no viewport"_s);
        if (const XmlNode::Attribute *tint = node.find(kTint)) {
            const auto paint = m_paints(*tint);
            if (!paint)
                return tl::unexpected(paint.error());
            if (paint->colour >> 24U != 0)
                m_tint = paint->colour;
        }
        begin(width, height);
        m_svg += "<g opacity=\"" + text(std::clamp(node.number(kAlpha, 1), 0.0, 1.0)) + "\">";
        if (const auto done = children(node); !done)
            return tl::unexpected(done.error());
        m_svg += "</g></svg>\n";
        return m_svg;
    }

    Result<QByteArray> square(const XmlNode &shapeGradient)
    {
        constexpr double kSide = 100;
        begin(kSide, kSide);
        // Angles are counter-clockwise in degrees; 0 runs from left to right. For <gradient> of a <shape> the
        // ends follow from the angle, the centre and radius are parts of the square.
        const double angle = shapeGradient.number(kAngle, 0) * 3.14159265358979 / 180.0;
        const double reach = kSide / 2 * (std::abs(std::cos(angle)) + std::abs(std::sin(angle)));
        Ends ends{.startX = kSide / 2 - reach * std::cos(angle),
                  .startY = kSide / 2 + reach * std::sin(angle),
                  .endX = kSide / 2 + reach * std::cos(angle),
                  .endY = kSide / 2 - reach * std::sin(angle)};
        ends.centerX = kSide * shapeGradient.number(kCenterX, 0.5);
        ends.centerY = kSide * shapeGradient.number(kCenterY, 0.5);
        ends.radius = kSide / 2;
        const auto fill = gradient(shapeGradient, ends);
        if (!fill)
            return tl::unexpected(fill.error());
        m_svg += "<rect width=\"100\" height=\"100\" fill=\"" + *fill + "\"/></svg>\n";
        return m_svg;
    }

private:
    struct Ends
    {
        double startX = 0;
        double startY = 0;
        double endX = 0;
        double endY = 0;
        double centerX = 0;
        double centerY = 0;
        double radius = 0;
    };

    void begin(double width, double height)
    {
        m_svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + text(width) + ' ' +
                text(height) + "\" preserveAspectRatio=\"none\">";
    }

    Result<void> children(const XmlNode &parent)
    {
        int clips = 0;
        for (const XmlNode &node : parent.children) {
            if (m_svg.size() > kMaximumSvg)
                return apkInvalid(u"a vector drawable grows over %1 bytes"_s.arg(kMaximumSvg));
            if (node.name == "clip-path"_L1) {
                const auto data = pathData(node);
                if (!data)
                    return tl::unexpected(data.error());
                const QByteArray id = "c" + QByteArray::number(++m_ids);
                m_svg += "<clipPath id=\"" + id + "\"><path d=\"" + *data +
                         "\"/></clipPath><g clip-path=\"url(#" + id + ")\">";
                ++clips;
            }
            auto done = node.name == "group"_L1  ? group(node)
                        : node.name == "path"_L1 ? path(node)
                                                 : Result<void>();
            if (!done)
                return done;
        }
        m_svg += QByteArrayLiteral("</g>").repeated(clips);
        return {};
    }

    Result<void> group(const XmlNode &node)
    {
        const double pivotX = node.number(kPivotX, 0);
        const double pivotY = node.number(kPivotY, 0);
        m_svg += "<g transform=\"translate(" + text(node.number(kTranslateX, 0) + pivotX) + ' ' +
                 text(node.number(kTranslateY, 0) + pivotY) + ") rotate(" + text(node.number(kRotation, 0)) +
                 ") scale(" + text(node.number(kScaleX, 1)) + ' ' + text(node.number(kScaleY, 1)) +
                 ") translate(" + text(-pivotX) + ' ' + text(-pivotY) + ")\">";
        auto done = children(node);
        m_svg += "</g>";
        return done;
    }

    Result<void> path(const XmlNode &node)
    {
        const auto data = pathData(node);
        if (!data)
            return tl::unexpected(data.error());
        const auto fill = paint(node, kFillColor, "fill", "fill-opacity", node.number(kFillAlpha, 1));
        if (!fill)
            return tl::unexpected(fill.error());
        const auto stroke =
            paint(node, kStrokeColor, "stroke", "stroke-opacity", node.number(kStrokeAlpha, 1));
        if (!stroke)
            return tl::unexpected(stroke.error());
        constexpr const char *kCaps[] = {"butt", "round", "square"};
        constexpr const char *kJoins[] = {"miter", "round", "bevel"};
        const auto cap = std::clamp(int(node.number(kStrokeLineCap, 0)), 0, 2);
        const auto join = std::clamp(int(node.number(kStrokeLineJoin, 0)), 0, 2);
        m_svg += "<path d=\"" + *data + '"' + *fill + *stroke;
        if (node.find(kStrokeColor) != nullptr) {
            m_svg += " stroke-width=\"" + text(node.number(kStrokeWidth, 0)) + "\" stroke-linecap=\"" +
                     kCaps[cap] + "\" stroke-linejoin=\"" + kJoins[join] + "\" stroke-miterlimit=\"" +
                     text(node.number(kStrokeMiterLimit, 4)) + '"';
        }
        if (node.number(kFillType, 0) == 1)
            m_svg += " fill-rule=\"evenodd\"";
        m_svg += "/>";
        return {};
    }

    Result<QByteArray> paint(const XmlNode &node, quint32 attribute, const char *name,
                             const char *opacityName, double alpha)
    {
        const XmlNode::Attribute *found = node.find(attribute);
        if (found == nullptr)
            return ' ' + QByteArray(name) + "=\"none\"";
        const auto paint = m_paints(*found);
        if (!paint)
            return tl::unexpected(paint.error());
        if (!paint->gradient)
            return colourText(name, opacityName, tinted(paint->colour), alpha);
        const XmlNode &source = *paint->gradient;
        Ends ends{.startX = source.number(kStartX, 0),
                  .startY = source.number(kStartY, 0),
                  .endX = source.number(kEndX, 0),
                  .endY = source.number(kEndY, 0)};
        ends.centerX = source.number(kCenterX, 0);
        ends.centerY = source.number(kCenterY, 0);
        ends.radius = source.number(kGradientRadius, 0);
        return gradient(source, ends).map([&](const QByteArray &fill) -> QByteArray {
            return ' ' + QByteArray(name) + "=\"" + fill + "\" " + opacityName + "=\"" +
                   text(std::clamp(alpha, 0.0, 1.0)) + '"';
        });
    }

    /// Defines a gradient and gives the paint that names it: `url(#g1)`.
    Result<QByteArray> gradient(const XmlNode &node, const Ends &ends)
    {
        const auto stops = stopsOf(node);
        if (!stops)
            return tl::unexpected(stops.error());
        const auto type = int(node.number(kType, 0));
        const QByteArray id = "g" + QByteArray::number(++m_ids);
        const QByteArray element = type == kRadial ? "radialGradient" : "linearGradient";
        m_svg += "<defs><" + element + " id=\"" + id + "\" gradientUnits=\"userSpaceOnUse\"";
        if (type == kRadial)
            m_svg += " cx=\"" + text(ends.centerX) + "\" cy=\"" + text(ends.centerY) + "\" r=\"" +
                     text(ends.radius) + '"';
        else if (type != kSweep) // SVG has none: the colours at both ends of a line of no length.
            m_svg += " x1=\"" + text(ends.startX) + "\" y1=\"" + text(ends.startY) + "\" x2=\"" +
                     text(ends.endX) + "\" y2=\"" + text(ends.endY) + '"';
        m_svg += '>' + *stops + "</" + element + "></defs>";
        return "url(#" + id + ')';
    }

    Result<QByteArray> stopsOf(const XmlNode &node)
    {
        QByteArray stops;
        const auto add = [&](const XmlNode::Attribute *attribute, double offset) -> Result<void> {
            if (attribute == nullptr)
                return {};
            return m_paints(*attribute).map([&](const Paint &paint) {
                stops += "<stop offset=\"" + text(std::clamp(offset, 0.0, 1.0)) + '"' +
                         colourText("stop-color", "stop-opacity", tinted(paint.colour), 1) + "/>";
            });
        };
        for (const XmlNode &item : node.children) {
            if (const auto done = add(item.find(kColor), item.number(kOffset, 0)); !done)
                return tl::unexpected(done.error());
        }
        if (!stops.isEmpty())
            return stops;
        return add(node.find(kStartColor), 0)
            .and_then([&] { return add(node.find(kCenterColor), 0.5); })
            .and_then([&] { return add(node.find(kEndColor), 1); })
            .map([&] { return stops; });
    }

    [[nodiscard]] quint32 tinted(quint32 colour) const
    {
        return m_tint ? (colour & 0xFF000000U) | (*m_tint & 0xFFFFFFU) : colour;
    }

    const PaintSource &m_paints;
    QByteArray m_svg;
    std::optional<quint32> m_tint;
    int m_ids = 0;
};

} // namespace

Result<QByteArray> vectorToSvg(const XmlNode &vector, const PaintSource &paints)
{
    return SvgWriter(paints).vector(vector);
}

Result<QByteArray> shapeGradientToSvg(const XmlNode &gradient, const PaintSource &paints)
{
    return SvgWriter(paints).square(gradient);
}

} // namespace holdfast
