// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apk/binaryxml.h"

#include <QtEndian>

#include <algorithm>
#include <bit>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

constexpr quint16 kXml = 0x0003;
constexpr quint16 kStartElement = 0x0102;
constexpr quint16 kEndElement = 0x0103;
constexpr quint16 kResourceMap = 0x0180;
constexpr qsizetype kMaximumDepth = 200;
constexpr qint64 kAttributeSize = 20;
constexpr quint32 kNone = 0xFFFFFFFF;

class BinaryXmlReader
{
public:
    using StartHandler = std::function<Result<void>(const XmlElement &)>;
    using EndHandler = std::function<Result<void>(const QString &)>;

    BinaryXmlReader(ChunkBytes &bytes, const StartHandler &onStart, const EndHandler &onEnd)
        : m_bytes(bytes), m_onStart(onStart), m_onEnd(onEnd)
    {}

    Result<void> read(const CancelToken &cancel)
    {
        const auto document = readChunk(m_bytes, 0, m_bytes.size());
        if (!document)
            return tl::unexpected(document.error());
        if (document->type != kXml)
            return apkInvalid(u"this is no binary XML, but type %1"_s.arg(document->type, 0, 16));
        for (qint64 at = document->body(); at < document->end();) {
            if (auto cancelled = cancel.check(); !cancelled)
                return cancelled;
            const auto chunk = readChunk(m_bytes, at, document->end());
            if (!chunk)
                return tl::unexpected(chunk.error());
            if (auto done = take(*chunk); !done)
                return done;
            at = chunk->end();
        }
        if (!m_open.isEmpty() || !m_anything)
            return apkInvalid(u"the XML ends before its elements do"_s);
        return {};
    }

private:
    Result<void> take(const Chunk &chunk)
    {
        switch (chunk.type) {
        case StringPool::kChunkType:
            return takePool(chunk);
        case kResourceMap:
            return takeMap(chunk);
        case kStartElement:
            return start(chunk);
        case kEndElement:
            return end(chunk);
        default:
            return {};
        }
    }

    Result<void> takePool(const Chunk &chunk)
    {
        if (m_pool.count() > 0)
            return apkInvalid(u"a second string pool at %1"_s.arg(chunk.offset));
        auto pool = StringPool::open(m_bytes, chunk);
        if (!pool)
            return tl::unexpected(pool.error());
        m_pool = *pool;
        return {};
    }

    Result<void> takeMap(const Chunk &chunk)
    {
        m_map = chunk.body();
        m_mapped = quint32((chunk.end() - chunk.body()) / 4);
        return {};
    }

    /// Head of a start or end element: 8 bytes of line and comment, then the name space and the name.
    Result<QString> nameOf(const Chunk &chunk)
    {
        if (chunk.headerSize < 16 || chunk.end() - chunk.body() < 8)
            return apkInvalid(u"the element at %1 is too short"_s.arg(chunk.offset));
        const auto name = m_bytes.u32(chunk.body() + 4);
        if (!name)
            return tl::unexpected(name.error());
        return m_pool.at(*name);
    }

    Result<void> start(const Chunk &chunk)
    {
        auto name = nameOf(chunk);
        if (!name)
            return tl::unexpected(name.error());
        if (m_open.size() >= kMaximumDepth)
            return apkInvalid(u"elements lie more than %1 deep"_s.arg(kMaximumDepth));
        if (m_open.isEmpty() && m_anything)
            return apkInvalid(u"a second root element at %1"_s.arg(chunk.offset));
        m_anything = true;
        XmlElement element{.name = *name, .depth = m_open.size(), .attributes = {}};
        if (auto done = readAttributes(chunk, element); !done)
            return done;
        m_open.append(*name);
        return m_onStart(element);
    }

    Result<void> readAttributes(const Chunk &chunk, XmlElement &element)
    {
        char head[12];
        if (chunk.end() - chunk.body() < 20)
            return apkInvalid(u"the element at %1 is too short"_s.arg(chunk.offset));
        if (auto done = m_bytes.copy(chunk.body() + 8, sizeof head, head); !done)
            return done;
        const qint64 first = chunk.body() + qFromLittleEndian<quint16>(head);
        const qint64 size = qFromLittleEndian<quint16>(head + 2);
        const qint64 count = qFromLittleEndian<quint16>(head + 4);
        if (count > 0 && (size < kAttributeSize || first + size * count > chunk.end()))
            return apkInvalid(u"the attributes of the element at %1 reach over its end"_s.arg(chunk.offset));
        element.attributes.reserve(count);
        for (qint64 i = 0; i < count; ++i) {
            const auto attribute = attributeAt(first + i * size);
            if (!attribute)
                return tl::unexpected(attribute.error());
            element.attributes.append(*attribute);
        }
        return {};
    }

    Result<XmlAttribute> attributeAt(qint64 offset)
    {
        char raw[kAttributeSize];
        if (const auto done = m_bytes.copy(offset, sizeof raw, raw); !done)
            return tl::unexpected(done.error());
        const auto name = qFromLittleEndian<quint32>(raw + 4);
        XmlAttribute attribute(m_pool, name, qFromLittleEndian<quint32>(raw + 8));
        attribute.value = {.type = quint8(raw[15]), .data = qFromLittleEndian<quint32>(raw + 16)};
        if (name < m_mapped) {
            const auto resource = m_bytes.u32(m_map + qint64(name) * 4);
            if (!resource)
                return tl::unexpected(resource.error());
            attribute.resource = *resource;
        }
        return attribute;
    }

    Result<void> end(const Chunk &chunk)
    {
        const auto name = nameOf(chunk);
        if (!name)
            return tl::unexpected(name.error());
        if (m_open.isEmpty() || m_open.constLast() != *name)
            return apkInvalid(u"the element that ends at %1 is not the one that is open"_s.arg(chunk.offset));
        m_open.removeLast();
        return m_onEnd(*name);
    }

    ChunkBytes &m_bytes;
    const StartHandler &m_onStart;
    const EndHandler &m_onEnd;
    StringPool m_pool;
    qint64 m_map = 0; ///< Where the resource ids of the first m_mapped names lie.
    quint32 m_mapped = 0;
    QList<QString> m_open;
    bool m_anything = false;
};

} // namespace

double ResourceValue::number() const
{
    if (type == Float)
        return double(std::bit_cast<float>(data));
    if (type == Dimension || type == Fraction) {
        // A signed 24-bit mantissa, shifted by one of four places (Res_value::COMPLEX_RADIX_*).
        constexpr double kScale[] = {1.0, 1.0 / 128, 1.0 / 32768, 1.0 / 8388608};
        return double(qint32(data) >> 8) * kScale[(data >> 4U) & 3U];
    }
    return isNumber() ? double(qint32(data)) : 0.0;
}

Result<QString> XmlAttribute::text() const
{
    if (m_raw != kNone)
        return m_pool->at(m_raw);
    if (value.type == ResourceValue::String)
        return m_pool->at(value.data);
    return QString();
}

const XmlAttribute *XmlElement::find(quint32 resource) const
{
    const auto found =
        std::find_if(attributes.cbegin(), attributes.cend(),
                     [resource](const auto &attribute) { return attribute.resource == resource; });
    return found == attributes.cend() ? nullptr : &*found;
}

Result<void> readBinaryXml(ChunkBytes &bytes, const std::function<Result<void>(const XmlElement &)> &onStart,
                           const std::function<Result<void>(const QString &)> &onEnd,
                           const CancelToken &cancel)
{
    return BinaryXmlReader(bytes, onStart, onEnd).read(cancel);
}

} // namespace holdfast
