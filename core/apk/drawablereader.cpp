// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apk/drawablereader.h"

#include "core/apk/androidattributes.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;
using namespace holdfast::android;

namespace holdfast {
namespace {

constexpr qint64 kMaximumPicture = qint64{2} * 1024 * 1024;
constexpr qint64 kMaximumXml = qint64{1} * 1024 * 1024;
constexpr int kMaximumDepth = 10;
/// Each may unpack a file, so a few hundred are what a hostile icon may cost.
constexpr int kMaximumSteps = 300;
constexpr qsizetype kMaximumLayers = 32;
/// All layers together; what an icon may cost in the catalog.
constexpr qsizetype kMaximumIcon = qsizetype{3} * 1024 * 1024;
/// The side of an adaptive icon, and of what its insets are measured on.
constexpr double kSideDp = 108;

bool isPicture(QByteArrayView bytes)
{
    return bytes.startsWith("\x89PNG\r\n\x1a\n") || bytes.startsWith("\xff\xd8\xff") ||
           (bytes.startsWith("RIFF") && bytes.size() > 12 && bytes.sliced(8, 4) == "WEBP");
}

/// An inset in parts of the whole: dimensions are dp of 108.
double insetOf(const XmlNode &node, quint32 attribute)
{
    const XmlNode::Attribute *found = node.find(attribute);
    if (found == nullptr)
        found = node.find(kInset);
    if (found == nullptr)
        return 0;
    const double amount = found->value.number();
    const double part = found->value.type == ResourceValue::Fraction ? amount : amount / kSideDp;
    return std::clamp(part, -2.0, 0.49);
}

tl::unexpected<Error> unsupported(const QString &what)
{
    return apkInvalid(u"icons made by %1 are not supported"_s.arg(what.left(40)));
}

} // namespace

Result<AppIcon> DrawableReader::read(quint32 id)
{
    return addResource(id, QRectF(0, 0, 1, 1), 0).map([this] { return std::move(m_icon); });
}

Result<void> DrawableReader::addLayer(IconLayer layer)
{
    qsizetype size = layer.bytes.size();
    for (const IconLayer &other : std::as_const(m_icon.layers))
        size += other.bytes.size();
    if (m_icon.layers.size() >= kMaximumLayers || size > kMaximumIcon)
        return apkInvalid(
            u"the icon has more than %1 layers or %2 bytes"_s.arg(kMaximumLayers).arg(kMaximumIcon));
    m_icon.layers.append(std::move(layer));
    return {};
}

Result<void> DrawableReader::addResource(quint32 id, const QRectF &area, int depth)
{
    if (depth > kMaximumDepth || ++m_steps > kMaximumSteps)
        return apkInvalid(u"the drawable 0x%1 contains itself, or too much"_s.arg(id, 8, 16, '0'_L1));
    const auto found = m_resources.resolve(id, m_choice);
    if (!found)
        return tl::unexpected(found.error());
    return *found ? addValue(**found, area, depth) : Result<void>();
}

Result<void> DrawableReader::addValue(const AppResources::Found &found, const QRectF &area, int depth)
{
    if (found.value.isColour())
        return addLayer(
            {.kind = IconLayer::Kind::Colour, .colour = found.value.data, .bytes = {}, .area = area});
    if (found.value.type == ResourceValue::String)
        return addFile(found, area, depth);
    return unsupported(u"a value of type %1"_s.arg(found.value.type));
}

Result<void> DrawableReader::addFile(const AppResources::Found &found, const QRectF &area, int depth)
{
    auto bytes = found.apk->zip().read(found.text, kMaximumPicture);
    if (!bytes)
        return tl::unexpected(bytes.error());
    if (isPicture(*bytes)) {
        return addLayer(
            {.kind = IconLayer::Kind::Picture, .colour = 0, .bytes = std::move(*bytes), .area = area});
    }
    MemoryBytes memory(*bytes);
    const auto root = readXmlTree(memory, m_resources.m_cancel);
    if (!root)
        return tl::unexpected(root.error());
    return addElement(*found.apk, *root, area, depth);
}

Result<void> DrawableReader::addElement(ApkFile &apk, const XmlNode &node, const QRectF &area, int depth)
{
    if (depth > kMaximumDepth || ++m_steps > kMaximumSteps)
        return apkInvalid(u"a drawable of the icon contains itself, or too much"_s);
    if (node.name == "vector"_L1) {
        return vectorToSvg(node, paintsOf(apk)).and_then([&](QByteArray &&svg) {
            return addLayer(
                {.kind = IconLayer::Kind::Svg, .colour = 0, .bytes = std::move(svg), .area = area});
        });
    }
    if (node.name == "adaptive-icon"_L1)
        return depth == 0 ? addAdaptive(apk, node, depth) : unsupported(u"an adaptive icon in another"_s);
    if (node.name == "shape"_L1)
        return addShape(apk, node, area);
    if (node.name == "bitmap"_L1)
        return addInner(apk, node, kSrc, area, depth);
    if (node.name == "color"_L1) {
        const XmlNode::Attribute *colour = node.find(kColor);
        return (colour == nullptr ? Result<Paint>(Paint{}) : paintOf(apk, *colour, depth))
            .and_then([&](const Paint &paint) {
                return addLayer(
                    {.kind = IconLayer::Kind::Colour, .colour = paint.colour, .bytes = {}, .area = area});
            });
    }
    if (node.name == "inset"_L1) {
        const QRectF inner = area.adjusted(
            insetOf(node, kInsetLeft) * area.width(), insetOf(node, kInsetTop) * area.height(),
            -insetOf(node, kInsetRight) * area.width(), -insetOf(node, kInsetBottom) * area.height());
        return addInner(apk, node, kDrawable, inner, depth);
    }
    if (node.name == "layer-list"_L1) {
        for (const XmlNode &item : node.children) {
            if (auto done = addInner(apk, item, kDrawable, area, depth); !done)
                return done;
        }
        return {};
    }
    // The last item of a selector is the one for no particular state.
    if (node.name == "selector"_L1 && !node.children.empty())
        return addInner(apk, node.children.back(), kDrawable, area, depth);
    if (node.name == "animated-vector"_L1)
        return addInner(apk, node, kDrawable, area, depth);
    return unsupported(u"<%1>"_s.arg(node.name));
}

Result<void> DrawableReader::addAdaptive(ApkFile &apk, const XmlNode &node, int depth)
{
    m_icon.adaptive = true;
    for (const auto name : {"background"_L1, "foreground"_L1}) {
        const XmlNode *part = node.child(name);
        if (part == nullptr)
            continue;
        if (auto done = addInner(apk, *part, kDrawable, QRectF(0, 0, 1, 1), depth); !done)
            return done;
    }
    return {};
}

Result<void> DrawableReader::addShape(ApkFile &apk, const XmlNode &node, const QRectF &area)
{
    if (const XmlNode *gradient = node.child("gradient"_L1)) {
        return shapeGradientToSvg(*gradient, paintsOf(apk)).and_then([&](QByteArray &&svg) {
            return addLayer(
                {.kind = IconLayer::Kind::Svg, .colour = 0, .bytes = std::move(svg), .area = area});
        });
    }
    const XmlNode *solid = node.child("solid"_L1);
    const XmlNode::Attribute *colour = solid == nullptr ? nullptr : solid->find(kColor);
    if (colour == nullptr)
        return {};
    return paintOf(apk, *colour, 0).and_then([&](const Paint &paint) {
        return addLayer({.kind = IconLayer::Kind::Colour, .colour = paint.colour, .bytes = {}, .area = area});
    });
}

Result<void> DrawableReader::addInner(ApkFile &apk, const XmlNode &node, quint32 attribute,
                                      const QRectF &area, int depth)
{
    if (const XmlNode::Attribute *drawable = node.find(attribute)) {
        if (drawable->value.isReference())
            return addResource(drawable->value.data, area, depth + 1);
        return addValue({.apk = &apk, .value = drawable->value, .text = drawable->text}, area, depth + 1);
    }
    return node.children.empty() ? Result<void>() : addElement(apk, node.children.front(), area, depth + 1);
}

PaintSource DrawableReader::paintsOf(ApkFile &apk)
{
    return [this, &apk](const XmlNode::Attribute &attribute) { return paintOf(apk, attribute, 0); };
}

Result<Paint> DrawableReader::paintOf(ApkFile &apk, const XmlNode::Attribute &attribute, int depth)
{
    if (depth > kMaximumDepth)
        return apkInvalid(u"a colour of the icon contains itself"_s);
    if (attribute.value.isColour())
        return Paint{.colour = attribute.value.data, .gradient = {}};
    if (attribute.value.type == ResourceValue::String)
        return paintOfFile(apk, attribute.text, depth);
    // Colours of a theme, and of Android itself, are not known here.
    if (!attribute.value.isReference())
        return Paint{.colour = 0xFF808080, .gradient = {}};
    const auto found = m_resources.resolve(attribute.value.data, m_choice);
    if (!found)
        return tl::unexpected(found.error());
    if (!*found)
        return Paint{.colour = 0xFF808080, .gradient = {}};
    return paintOf(*(*found)->apk, {.value = (*found)->value, .text = (*found)->text}, depth + 1);
}

Result<Paint> DrawableReader::paintOfFile(ApkFile &apk, const QString &path, int depth)
{
    auto root = xmlOf(apk, path);
    if (!root)
        return tl::unexpected(root.error());
    if (root->name == "gradient"_L1)
        return Paint{.colour = 0, .gradient = std::move(*root)};
    if (root->name != "selector"_L1 || root->children.empty())
        return unsupported(u"a colour of <%1>"_s.arg(root->name));
    const XmlNode &item = root->children.back();
    const XmlNode::Attribute *colour = item.find(kColor);
    if (colour == nullptr)
        return unsupported(u"a selector without colours"_s);
    return paintOf(apk, *colour, depth + 1).map([&](Paint &&paint) {
        const double alpha = std::clamp(item.number(kAlpha, 1), 0.0, 1.0) * double(paint.colour >> 24U);
        paint.colour = (paint.colour & 0xFFFFFFU) | quint32(alpha) << 24U;
        return std::move(paint);
    });
}

Result<XmlNode> DrawableReader::xmlOf(ApkFile &apk, const QString &path)
{
    if (++m_steps > kMaximumSteps)
        return apkInvalid(u"the icon is made of more than %1 files"_s.arg(kMaximumSteps));
    const auto bytes = apk.zip().read(path, kMaximumXml);
    if (!bytes)
        return tl::unexpected(bytes.error());
    MemoryBytes memory(*bytes);
    return readXmlTree(memory, m_resources.m_cancel);
}

} // namespace holdfast
