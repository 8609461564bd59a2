// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/apk/binaryxml.h"

#include <QHash>

#include <vector>

namespace holdfast {

/// A small XML document of an APK in memory: drawables and colours.
struct XmlNode
{
    struct Attribute
    {
        ResourceValue value;
        QString text; ///< Of texts and of values of type String.
    };

    QString name;
    QHash<quint32, Attribute> attributes; ///< Those of the android namespace, by id.
    std::vector<XmlNode> children;

    /// The attribute, or nullptr.
    [[nodiscard]] const Attribute *find(quint32 resource) const;
    /// The first child of that name, or nullptr.
    [[nodiscard]] const XmlNode *child(QLatin1StringView childName) const;
    /// The attribute as a number, or @p otherwise.
    [[nodiscard]] double number(quint32 resource, double otherwise) const;
};

/// Reads a whole document. ApkInvalid as readBinaryXml(), and for more than 5000 elements.
Result<XmlNode> readXmlTree(ChunkBytes &bytes, const CancelToken &cancel);

} // namespace holdfast
