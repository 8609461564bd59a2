// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/archive/indexcodec.h"

#include "core/archive/archiveformat.h"

namespace holdfast {
namespace {

enum Flag : quint8 { Sparse = 1, Hashed = 2 };
constexpr qint64 kHashLength = 32;

void appendNumber(QByteArray &out, quint64 value)
{
    while (value >= 0x80) {
        out.append(char(value | 0x80));
        value >>= 7;
    }
    out.append(char(value));
}

void appendSigned(QByteArray &out, qint64 value)
{
    appendNumber(out, value < 0 ? (quint64(-(value + 1)) << 1) | 1 : quint64(value) << 1);
}

void appendBytes(QByteArray &out, const QByteArray &bytes)
{
    appendNumber(out, quint64(bytes.size()));
    out.append(bytes);
}

/// Takes fields from a record; after a field that is wrong everything is, and ok() says so.
class Fields
{
public:
    explicit Fields(QByteArrayView bytes) : m_bytes(bytes) {}

    quint64 number(quint64 most = std::numeric_limits<qint64>::max())
    {
        const auto value = takeNumber(m_bytes);
        if (!value || *value > most)
            m_ok = false;
        return m_ok ? *value : 0;
    }
    qint64 signedNumber()
    {
        const quint64 value = number();
        return value & 1 ? -qint64(value >> 1) - 1 : qint64(value >> 1);
    }
    QByteArray bytes() { return raw(qint64(number())); }
    QByteArray raw(qint64 length)
    {
        if (length > m_bytes.size())
            m_ok = false;
        if (!m_ok)
            return {};
        const QByteArray taken = m_bytes.first(length).toByteArray();
        m_bytes = m_bytes.sliced(length);
        return taken;
    }
    quint8 byte()
    {
        const QByteArray taken = raw(1);
        return taken.isEmpty() ? 0 : quint8(taken.at(0));
    }
    void require(bool condition) { m_ok = m_ok && condition; }
    [[nodiscard]] bool ok() const { return m_ok; }
    [[nodiscard]] qint64 left() const { return m_bytes.size(); }

private:
    QByteArrayView m_bytes;
    bool m_ok = true;
};

bool isType(char letter)
{
    return QByteArrayView("fdlhpcb").contains(letter);
}

void takeXattrs(Fields &fields, IndexEntry &entry)
{
    const quint64 count = fields.number();
    // Each takes two bytes at least, so a lying count cannot make us reserve or loop for long.
    fields.require(count <= quint64(fields.left()) / 2);
    for (quint64 i = 0; fields.ok() && i < count; ++i) {
        const QByteArray name = fields.bytes();
        fields.require(entry.xattrs.isEmpty() || entry.xattrs.back().first < name);
        entry.xattrs.emplaceBack(name, fields.bytes());
    }
}

} // namespace

std::optional<quint64> takeNumber(QByteArrayView &bytes)
{
    quint64 value = 0;
    for (qsizetype i = 0; i < bytes.size() && i < 9; ++i) {
        const auto byte = quint8(bytes[i]);
        value |= quint64(byte & 0x7f) << (7 * i);
        if (byte < 0x80) {
            bytes = bytes.sliced(i + 1);
            return value;
        }
    }
    return std::nullopt;
}

bool encodeEntry(const IndexEntry &entry, QByteArray &out)
{
    QByteArray body;
    body.reserve(entry.path.size() + entry.selinuxLabel.size() + 96);
    body.append(char(entry.type));
    body.append(char((entry.sparse ? Sparse : 0) | (entry.sha256.isEmpty() ? 0 : Hashed)));
    appendBytes(body, entry.path);
    appendNumber(body, entry.mode);
    appendNumber(body, quint64(entry.uid));
    appendNumber(body, quint64(entry.gid));
    appendSigned(body, entry.mtime);
    appendNumber(body, entry.mtimeNanos);
    appendNumber(body, quint64(entry.size));
    appendBytes(body, entry.linkTarget);
    appendNumber(body, entry.deviceMajor);
    appendNumber(body, entry.deviceMinor);
    appendNumber(body, quint64(entry.tarLength));
    body.append(entry.sha256);
    appendBytes(body, entry.selinuxLabel);
    appendNumber(body, quint64(entry.xattrs.size()));
    for (const auto &[name, value] : entry.xattrs) {
        appendBytes(body, name);
        appendBytes(body, value);
    }
    if (body.size() > format::kMaxRecord)
        return false;
    appendNumber(out, quint64(body.size()));
    out.append(body);
    return true;
}

std::optional<IndexEntry> decodeEntry(QByteArrayView body)
{
    constexpr quint64 most32 = std::numeric_limits<quint32>::max();
    Fields fields(body);
    IndexEntry entry;
    const char type = char(fields.byte());
    fields.require(isType(type));
    entry.type = EntryType(type);
    const quint8 flags = fields.byte();
    entry.sparse = (flags & Sparse) != 0;
    entry.path = fields.bytes();
    fields.require(!entry.path.isEmpty() && !entry.path.contains('\0'));
    entry.mode = quint32(fields.number(07777));
    entry.uid = qint64(fields.number());
    entry.gid = qint64(fields.number());
    entry.mtime = fields.signedNumber();
    entry.mtimeNanos = quint32(fields.number(999'999'999));
    entry.size = qint64(fields.number());
    entry.linkTarget = fields.bytes();
    entry.deviceMajor = quint32(fields.number(most32));
    entry.deviceMinor = quint32(fields.number(most32));
    entry.tarLength = qint64(fields.number());
    fields.require(entry.tarLength > 0 && entry.tarLength % format::kTarBlock == 0);
    if ((flags & Hashed) != 0)
        entry.sha256 = fields.raw(kHashLength);
    fields.require((entry.type == EntryType::File) == !entry.sha256.isEmpty());
    entry.selinuxLabel = fields.bytes();
    takeXattrs(fields, entry);
    if (!fields.ok())
        return std::nullopt;
    return entry;
}

} // namespace holdfast
