// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/apk/stringpool.h"
#include "core/base/cancel.h"

#include <QList>

#include <functional>

namespace holdfast {

/// A value as resources hold it (Res_value).
struct ResourceValue
{
    enum Type : quint8 {
        Null = 0x00,
        Reference = 0x01, ///< data is a resource id.
        Attribute = 0x02, ///< data is the id of a theme's attribute.
        String = 0x03,    ///< data is an index into a string pool.
        Float = 0x04,
        Dimension = 0x05,
        Fraction = 0x06,
        DynamicReference = 0x07,
        Decimal = 0x10, ///< First of the whole numbers…
        Boolean = 0x12,
        FirstColour = 0x1C, ///< data is 0xAARRGGBB.
        LastColour = 0x1F,  ///< …and the last of them.
    };

    quint8 type = Null;
    quint32 data = 0;

    [[nodiscard]] bool isReference() const { return type == Reference || type == DynamicReference; }
    [[nodiscard]] bool isNumber() const { return type >= Decimal && type <= LastColour; }
    [[nodiscard]] bool isColour() const { return type >= FirstColour && type <= LastColour; }
    /// Of Float, Dimension (without its unit), Fraction (1.0: all of it) and whole numbers; 0 for anything
    /// else.
    [[nodiscard]] double number() const;

    friend bool operator==(const ResourceValue &, const ResourceValue &) = default;
};

/// One attribute of an element. Its text is read when it is asked for.
class XmlAttribute
{
public:
    quint32 resource = 0; ///< The id of an attribute of the android namespace (android.R.attr), or 0.
    ResourceValue value{};

    XmlAttribute(StringPool &pool, quint32 name, quint32 raw) : m_pool(&pool), m_name(name), m_raw(raw) {}
    [[nodiscard]] Result<QString> name() const { return m_pool->at(m_name); }
    /// The text as it was written, or of a string value; empty for values that are neither.
    [[nodiscard]] Result<QString> text() const;

private:
    StringPool *m_pool;
    quint32 m_name;
    quint32 m_raw;
};

struct XmlElement
{
    QString name;
    qsizetype depth = 0; ///< 0 for the root.
    QList<XmlAttribute> attributes;

    /// The android attribute with this id, or nullptr.
    [[nodiscard]] const XmlAttribute *find(quint32 resource) const;
};

/// Reads the binary XML of Android's packages (RES_XML_TYPE), calling @p onStart and @p onEnd for elements in
/// their order. The element is there during the call only. An error of a handler ends it and is returned.
/// ApkInvalid for what is not well formed: chunks outside of each other, elements that do not match, more
/// than 200 levels. Parts of unknown type are passed over, as Android does.
Result<void> readBinaryXml(ChunkBytes &bytes, const std::function<Result<void>(const XmlElement &)> &onStart,
                           const std::function<Result<void>(const QString &)> &onEnd,
                           const CancelToken &cancel);

} // namespace holdfast
