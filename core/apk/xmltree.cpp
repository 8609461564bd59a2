// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apk/xmltree.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

constexpr int kMaximumNodes = 5000;
constexpr qsizetype kMaximumAttributes = 200;

Result<XmlNode> nodeOf(const XmlElement &element)
{
    XmlNode node{.name = element.name, .attributes = {}, .children = {}};
    if (element.attributes.size() > kMaximumAttributes)
        return apkInvalid(u"an element has %1 attributes"_s.arg(element.attributes.size()));
    for (const XmlAttribute &attribute : element.attributes) {
        if (attribute.resource == 0)
            continue;
        auto text = attribute.text();
        if (!text)
            return tl::unexpected(text.error());
        node.attributes.insert(attribute.resource, {.value = attribute.value, .text = std::move(*text)});
    }
    return node;
}

} // namespace

const XmlNode::Attribute *XmlNode::find(quint32 resource) const
{
    const auto found = attributes.constFind(resource);
    return found == attributes.constEnd() ? nullptr : &*found;
}

const XmlNode *XmlNode::child(QLatin1StringView childName) const
{
    const auto found = std::find_if(children.cbegin(), children.cend(),
                                    [&](const XmlNode &node) { return node.name == childName; });
    return found == children.cend() ? nullptr : &*found;
}

double XmlNode::number(quint32 resource, double otherwise) const
{
    const Attribute *attribute = find(resource);
    return attribute == nullptr ? otherwise : attribute->value.number();
}

Result<XmlNode> readXmlTree(ChunkBytes &bytes, const CancelToken &cancel)
{
    // The open elements, from the root; each is moved into its parent at its end.
    std::vector<XmlNode> open;
    XmlNode root;
    int nodes = 0;
    const auto done = readBinaryXml(
        bytes,
        [&](const XmlElement &element) -> Result<void> {
            if (++nodes > kMaximumNodes)
                return apkInvalid(u"a drawable has more than %1 elements"_s.arg(kMaximumNodes));
            return nodeOf(element).map([&](XmlNode &&node) { open.push_back(std::move(node)); });
        },
        [&](const QString &) -> Result<void> {
            XmlNode node = std::move(open.back());
            open.pop_back();
            if (open.empty())
                root = std::move(node);
            else
                open.back().children.push_back(std::move(node));
            return {};
        },
        cancel);
    if (!done)
        return tl::unexpected(done.error());
    return root;
}

} // namespace holdfast
