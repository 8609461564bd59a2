// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/archive/tarheader.h"

#include "core/archive/archiveformat.h"
#include "core/base/nameescape.h"

#include <algorithm>

namespace holdfast {
namespace {

// POSIX.1-2017, pax, "ustar Interchange Format".
constexpr qsizetype kNameAt = 0;
constexpr qsizetype kNameLength = 100;
constexpr qsizetype kSizeAt = 124;
constexpr qsizetype kSizeLength = 12;
constexpr qsizetype kChecksumAt = 148;
constexpr qsizetype kChecksumLength = 8;
constexpr qsizetype kTypeAt = 156;
constexpr qsizetype kLinkAt = 157;
constexpr qsizetype kPrefixAt = 345;
constexpr qsizetype kPrefixLength = 155;
/// libarchive takes no larger extra header either.
constexpr qint64 kMaxExtra = 1024 * 1024;

qint64 padded(qint64 length)
{
    return (length + format::kTarBlock - 1) / format::kTarBlock * format::kTarBlock;
}

bool isExtra(char type)
{
    return type == 'x' || type == 'X' || type == 'L' || type == 'K';
}

/// The length of what follows an extra header; nothing when it is none that we can take.
std::optional<qint64> extraLength(QByteArrayView block)
{
    qint64 value = 0;
    for (const char digit : block.sliced(kSizeAt, kSizeLength)) {
        if (digit == ' ' || digit == '\0')
            continue;
        if (digit < '0' || digit > '7' || value > kMaxExtra)
            return std::nullopt;
        value = value * 8 + (digit - '0');
    }
    if (value > kMaxExtra)
        return std::nullopt;
    return value;
}

void setField(QByteArray &block, qsizetype at, qsizetype length, const QByteArray &value)
{
    std::fill_n(block.begin() + at, length, '\0');
    std::copy_n(value.cbegin(), std::min(value.size(), length), block.begin() + at);
}

void setChecksum(QByteArray &block)
{
    setField(block, kChecksumAt, kChecksumLength, QByteArray(kChecksumLength, ' '));
    unsigned sum = 0;
    for (const char byte : std::as_const(block))
        sum += quint8(byte);
    setField(block, kChecksumAt, kChecksumLength,
             QByteArray::number(sum, 8).rightJustified(6, '0') + QByteArray("\0 ", 2));
}

QByteArray octal(qint64 value, int digits)
{
    return QByteArray::number(value, 8).rightJustified(digits, '0');
}

/// `LENGTH KEY=VALUE\n`, where LENGTH counts its own digits.
QByteArray paxRecord(const QByteArray &key, const QByteArray &value)
{
    const qsizetype rest = key.size() + value.size() + 3;
    qsizetype length = rest + 1;
    while (rest + QByteArray::number(length).size() != length)
        ++length;
    return QByteArray::number(length) + ' ' + key + '=' + value + '\n';
}

QByteArray extraHeader(qint64 bodyLength)
{
    QByteArray block(format::kTarBlock, '\0');
    setField(block, kNameAt, kNameLength, QByteArrayLiteral("PaxHeaders/entry"));
    setField(block, 100, 8, octal(0644, 7));
    setField(block, 108, 8, octal(0, 7));
    setField(block, 116, 8, octal(0, 7));
    setField(block, kSizeAt, kSizeLength, octal(bodyLength, 11));
    setField(block, 136, 12, octal(0, 11));
    block[kTypeAt] = 'x';
    setField(block, 257, 8, QByteArray("ustar\00000", 8));
    setChecksum(block);
    return block;
}

bool isUtf8(const QByteArray &bytes)
{
    std::string_view rest(bytes.constData(), size_t(bytes.size()));
    while (!rest.empty()) {
        const int length = utf8SequenceLength(rest);
        if (length == 0)
            return false;
        rest.remove_prefix(size_t(length));
    }
    return true;
}

QByteArray untilNul(QByteArrayView bytes)
{
    const qsizetype end = bytes.indexOf('\0');
    return bytes.first(end < 0 ? bytes.size() : end).toByteArray();
}

} // namespace

std::optional<qint64> TarHeader::length(QByteArrayView raw)
{
    for (qint64 at = 0;;) {
        if (raw.size() < at + format::kTarBlock)
            return 0;
        const QByteArrayView block = raw.sliced(at, format::kTarBlock);
        at += format::kTarBlock;
        if (!isExtra(block[kTypeAt]))
            return at;
        const auto extra = extraLength(block);
        if (!extra || at > 4 * kMaxExtra)
            return std::nullopt;
        at += padded(*extra);
    }
}

std::optional<TarHeader> TarHeader::parse(QByteArrayView raw)
{
    TarHeader header;
    for (;;) {
        header.m_block = raw.first(format::kTarBlock).toByteArray();
        raw = raw.sliced(format::kTarBlock);
        const char type = header.m_block.at(kTypeAt);
        if (!isExtra(type))
            return header;
        const auto length = extraLength(header.m_block);
        if (!length)
            return std::nullopt;
        const QByteArrayView body = raw.first(*length);
        raw = raw.sliced(padded(*length));
        if (type == 'L')
            header.setRecord(QByteArrayLiteral("path"), untilNul(body));
        else if (type == 'K')
            header.setRecord(QByteArrayLiteral("linkpath"), untilNul(body));
        else if (!header.addRecords(body))
            return std::nullopt;
    }
}

bool TarHeader::addRecords(QByteArrayView body)
{
    while (!body.isEmpty()) {
        const qsizetype space = body.indexOf(' ');
        bool isNumber = false;
        const qint64 length = space < 0 ? 0 : body.first(space).toByteArray().toLongLong(&isNumber);
        if (!isNumber || length < space + 3 || length > body.size() || body[length - 1] != '\n')
            return false;
        const QByteArrayView record = body.sliced(space + 1, length - space - 2);
        const qsizetype equals = record.indexOf('=');
        if (equals < 0)
            return false;
        // Not by setRecord(): sparse maps of version 0.0 repeat their keys.
        m_records.emplaceBack(record.first(equals).toByteArray(), record.sliced(equals + 1).toByteArray());
        body = body.sliced(length);
    }
    return true;
}

bool TarHeader::hasRecord(const QByteArray &key) const
{
    return std::any_of(m_records.cbegin(), m_records.cend(), [&](const auto &r) { return r.first == key; });
}

/// Of several the last counts.
QByteArray TarHeader::record(const QByteArray &key) const
{
    QByteArray value;
    for (const auto &[name, text] : m_records) {
        if (name == key)
            value = text;
    }
    return value;
}

QByteArray TarHeader::path() const
{
    for (const char *key : {"GNU.sparse.name", "path"}) {
        if (QByteArray name = record(key); !name.isEmpty())
            return name;
    }
    const QByteArrayView block(m_block);
    const QByteArray name = untilNul(block.sliced(kNameAt, kNameLength));
    const bool isUstar = block.sliced(257, 6) == QByteArrayView("ustar\0", 6);
    const QByteArray prefix = isUstar ? untilNul(block.sliced(kPrefixAt, kPrefixLength)) : QByteArray();
    return prefix.isEmpty() ? name : prefix + '/' + name;
}

bool TarHeader::isFolder() const
{
    return m_block.at(kTypeAt) == '5';
}

std::optional<qint64> TarHeader::contentLength() const
{
    // What is no file has a size in old tars, but no content.
    static const QByteArrayView withoutContent("123456");
    if (withoutContent.contains(m_block.at(kTypeAt)))
        return 0;
    bool isNumber = true;
    qint64 length = 0;
    if (const QByteArray size = record("size"); !size.isEmpty())
        length = size.toLongLong(&isNumber);
    else if (const QByteArrayView field = QByteArrayView(m_block).sliced(kSizeAt, kSizeLength);
             field[0] & '\x80')
        return std::nullopt; // Base 256: our agent writes a pax record instead.
    else
        length = untilNul(field).trimmed().toLongLong(&isNumber, 8);
    if (!isNumber || length < 0)
        return std::nullopt;
    return length;
}

void TarHeader::setRecord(const QByteArray &key, const QByteArray &value)
{
    m_records.removeIf([&](const auto &record) { return record.first == key; });
    m_records.emplaceBack(key, value);
    const QByteArray charset = QByteArrayLiteral("hdrcharset");
    if (!isUtf8(value) && !hasRecord(charset))
        m_records.prepend({charset, QByteArrayLiteral("BINARY")});
}

void TarHeader::setPath(const QByteArray &path)
{
    const QByteArray sparseName = QByteArrayLiteral("GNU.sparse.name");
    if (hasRecord(sparseName))
        setRecord(sparseName, path);
    setRecord(QByteArrayLiteral("path"), path);
    setField(m_block, kNameAt, kNameLength, path);
    // Old GNU headers keep other things there.
    if (QByteArrayView(m_block).sliced(257, 6) == QByteArrayView("ustar\0", 6))
        setField(m_block, kPrefixAt, kPrefixLength, {});
}

void TarHeader::setLinkTarget(const QByteArray &target)
{
    setRecord(QByteArrayLiteral("linkpath"), target);
    setField(m_block, kLinkAt, kNameLength, target);
}

QByteArray TarHeader::blocks() const
{
    QByteArray body;
    for (const auto &[key, value] : m_records)
        body += paxRecord(key, value);
    QByteArray out;
    if (!body.isEmpty()) {
        out = extraHeader(body.size());
        body.resize(padded(body.size()), '\0');
        out += body;
    }
    QByteArray block = m_block;
    setChecksum(block);
    return out + block;
}

} // namespace holdfast
