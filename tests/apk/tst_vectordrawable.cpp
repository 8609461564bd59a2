// SPDX-License-Identifier: GPL-3.0-or-later
// Vector drawables as SVG: what is drawn, read back as XML; and what must not get into it.
#include "core/apk/androidattributes.h"
#include "core/apk/vectordrawable.h"

#include <QTest>
#include <QXmlStreamReader>

#include <bit>
#include <cmath>

using namespace Qt::Literals::StringLiterals;
using namespace holdfast;
using namespace holdfast::android;

namespace {

XmlNode::Attribute real(float value)
{
    return {.value = {.type = ResourceValue::Float, .data = std::bit_cast<quint32>(value)}, .text = {}};
}

XmlNode::Attribute colour(quint32 argb)
{
    return {.value = {.type = ResourceValue::FirstColour, .data = argb}, .text = {}};
}

XmlNode::Attribute text(const QString &words)
{
    return {.value = {.type = ResourceValue::String, .data = 0}, .text = words};
}

XmlNode node(const QString &name, const QHash<quint32, XmlNode::Attribute> &attributes)
{
    return {.name = name, .attributes = attributes, .children = {}};
}

XmlNode vectorOf(std::vector<XmlNode> children)
{
    XmlNode vector = node(u"vector"_s, {{kViewportWidth, real(24)}, {kViewportHeight, real(48)}});
    vector.children = std::move(children);
    return vector;
}

/// Colours as they are; any text stands for a gradient from red to half-seen blue.
Result<Paint> paintOf(const XmlNode::Attribute &attribute)
{
    if (attribute.text.isEmpty())
        return Paint{.colour = attribute.value.data, .gradient = {}};
    return Paint{.colour = 0,
                 .gradient = node(u"gradient"_s, {{kStartX, real(1)},
                                                  {kEndX, real(5.5F)},
                                                  {kStartColor, colour(0xFFFF0000)},
                                                  {kEndColor, colour(0x800000FF)}})};
}

/// Each element with its attributes: `path d=… fill=…`.
QStringList elementsOf(const QByteArray &svg)
{
    QStringList elements;
    QXmlStreamReader xml(svg);
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        QString element = xml.name().toString();
        for (const QXmlStreamAttribute &attribute : xml.attributes())
            element += u' ' + attribute.name() + u'=' + attribute.value();
        elements += element;
    }
    if (xml.hasError())
        elements += u"error: "_s + xml.errorString();
    return elements;
}

} // namespace

class TestVectorDrawable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void drawsPaths()
    {
        const auto svg = vectorToSvg(
            vectorOf({node(u"path"_s, {{kPathData, text(u"M1,2h3z"_s)}, {kFillColor, colour(0xFF00FF80)}}),
                      node(u"path"_s, {{kPathData, text(u"M0 0L9-9"_s)},
                                       {kStrokeColor, colour(0xFF000000)},
                                       {kStrokeWidth, real(1.5F)},
                                       {kStrokeAlpha, real(0.5F)}})}),
            paintOf);
        QVERIFY2(svg, svg ? "" : qPrintable(svg.error().detail));
        const QStringList elements = elementsOf(*svg);
        QCOMPARE(elements.size(), 4);
        QVERIFY(elements.at(0).contains(u"viewBox=0 0 24 48"_s));
        QCOMPARE(elements.at(2), u"path d=M1,2h3z fill=#00ff80 stroke=none"_s);
        QCOMPARE(elements.at(3),
                 u"path d=M0 0L9-9 fill=none stroke=#000000 stroke-opacity=0.5 stroke-width=1.5 "
                 "stroke-linecap=butt stroke-linejoin=miter stroke-miterlimit=4"_s);
    }

    void drawsGradients()
    {
        const auto svg = vectorToSvg(vectorOf({node(u"path"_s, {{kPathData, text(u"M0,0h9v9z"_s)},
                                                                {kFillColor, text(u"gradient"_s)}})}),
                                     paintOf);
        QVERIFY(svg);
        const QStringList elements = elementsOf(*svg);
        QVERIFY(
            elements.contains(u"linearGradient id=g1 gradientUnits=userSpaceOnUse x1=1 y1=0 x2=5.5 y2=0"_s));
        QVERIFY(elements.contains(u"stop offset=0 stop-color=#ff0000"_s));
        QVERIFY(elements.contains(u"stop offset=1 stop-color=#0000ff stop-opacity=0.5019608"_s));
        QCOMPARE(elements.constLast(), u"path d=M0,0h9v9z fill=url(#g1) fill-opacity=1 stroke=none"_s);
    }

    void movesGroups()
    {
        XmlNode group =
            node(u"group"_s,
                 {{kTranslateX, real(3)}, {kPivotX, real(10)}, {kRotation, real(90)}, {kScaleY, real(2)}});
        group.children = {node(u"clip-path"_s, {{kPathData, text(u"M0,0h1v1z"_s)}}),
                          node(u"path"_s, {{kPathData, text(u"M0,0"_s)}})};
        const auto svg = vectorToSvg(vectorOf({group}), paintOf);
        QVERIFY(svg);
        const QStringList elements = elementsOf(*svg);
        QVERIFY(elements.contains(u"g transform=translate(13 0) rotate(90) scale(1 2) translate(-10 0)"_s));
        QVERIFY(elements.contains(u"g clip-path=url(#c1)"_s));
    }

    void letsNoMarkupIn()
    {
        for (const QString &path :
             {u"M0,0\"/><script>"_s, u"M0,0 &amp;"_s, u"url(file:///etc/passwd)"_s, u"M0,0é"_s}) {
            const auto svg = vectorToSvg(vectorOf({node(u"path"_s, {{kPathData, text(path)}})}), paintOf);
            QVERIFY(!svg);
            QCOMPARE(svg.error().code, Errc::ApkInvalid);
        }
    }

    void needsAViewport()
    {
        QVERIFY(!vectorToSvg(node(u"vector"_s, {}), paintOf));
        QVERIFY(!vectorToSvg(node(u"vector"_s, {{kViewportWidth, real(24)}, {kViewportHeight, real(-1)}}),
                             paintOf));
        QVERIFY(!vectorToSvg(node(u"vector"_s, {{kViewportWidth, real(24)}, {kViewportHeight, real(NAN)}}),
                             paintOf));
    }

    void endsAtItsLimit()
    {
        const QString data = u"M0,0"_s + u" L1,1"_s.repeated(12'000);
        const auto svg = vectorToSvg(
            vectorOf(std::vector<XmlNode>(20, node(u"path"_s, {{kPathData, text(data)}}))), paintOf);
        QVERIFY(!svg);
        QVERIFY(svg.error().detail.contains(u"grows over"_s));
    }

    void fillsShapes()
    {
        const auto svg = shapeGradientToSvg(
            node(u"gradient"_s,
                 {{kAngle, real(90)}, {kStartColor, colour(0xFF112233)}, {kEndColor, colour(0xFF445566)}}),
            paintOf);
        QVERIFY(svg);
        const QStringList elements = elementsOf(*svg);
        // Upwards, as Android counts angles.
        QVERIFY2(elements.at(2).contains(u"y1=100"_s) && elements.at(2).contains(u"y2=0"_s),
                 qPrintable(elements.at(2)));
        QCOMPARE(elements.constLast(), u"rect width=100 height=100 fill=url(#g1)"_s);
    }
};

QTEST_GUILESS_MAIN(TestVectorDrawable)
#include "tst_vectordrawable.moc"
