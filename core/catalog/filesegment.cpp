// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/filesegment.h"

#include <QtEndian>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

constexpr char kVersion = 1;

void putNumber(QByteArray &out, quint64 value)
{
    for (; value >= 0x80; value >>= 7)
        out += char(value | 0x80);
    out += char(value);
}

void putSigned(QByteArray &out, qint64 value)
{
    putNumber(out, (quint64(value) << 1) ^ quint64(value >> 63));
}

void putBytes(QByteArray &out, const QByteArray &bytes)
{
    putNumber(out, quint64(bytes.size()));
    out += bytes;
}

/// Reads what the put functions wrote; once something does not fit, all reads fail.
class Reader
{
public:
    explicit Reader(const QByteArray &bytes) : m_rest(bytes) {}

    [[nodiscard]] bool atEnd() const { return m_rest.isEmpty(); }
    [[nodiscard]] bool failed() const { return m_failed; }

    quint64 number()
    {
        quint64 value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (m_rest.isEmpty())
                break;
            const quint8 byte = quint8(m_rest.front());
            m_rest = m_rest.sliced(1);
            value |= quint64(byte & 0x7f) << shift;
            if (!(byte & 0x80))
                return value;
        }
        m_failed = true;
        return 0;
    }

    qint64 signedNumber()
    {
        const quint64 value = number();
        return qint64(value >> 1) ^ -qint64(value & 1);
    }

    QByteArrayView bytes()
    {
        const quint64 size = number();
        if (m_failed || size > quint64(m_rest.size())) {
            m_failed = true;
            return {};
        }
        const QByteArrayView result = m_rest.first(qsizetype(size));
        m_rest = m_rest.sliced(qsizetype(size));
        return result;
    }

private:
    QByteArrayView m_rest;
    bool m_failed = false;
};

} // namespace

QByteArray encodeSegment(std::span<const FileEntry> entries)
{
    QByteArray out(1, kVersion);
    out.reserve(qsizetype(entries.size()) * 80);
    for (const FileEntry &entry : entries) {
        putBytes(out, splitPath(entry.path).name);
        out += char(entry.type);
        putNumber(out, entry.mode);
        putNumber(out, entry.uid);
        putNumber(out, entry.gid);
        putNumber(out, quint64(entry.size));
        putSigned(out, entry.mtimeNs);
        putBytes(out, entry.link);
        putBytes(out, entry.sha256);
    }
    return out;
}

Result<std::vector<FileEntry>> decodeSegment(const QByteArray &folder, const QByteArray &bytes,
                                             const SegmentFilter &wanted)
{
    std::vector<FileEntry> entries;
    if (bytes.isEmpty() || bytes[0] != kVersion)
        return fail(Errc::CatalogDamaged, u"a segment of the file index has an unknown version"_s);
    Reader reader(bytes);
    (void)reader.number(); // the version
    while (!reader.atEnd() && !reader.failed()) {
        FileEntry entry;
        const QByteArrayView name = reader.bytes();
        const quint64 type = reader.number();
        entry.type = FileType(type);
        entry.mode = quint32(reader.number());
        entry.uid = quint32(reader.number());
        entry.gid = quint32(reader.number());
        entry.size = qint64(reader.number());
        entry.mtimeNs = reader.signedNumber();
        const QByteArrayView link = reader.bytes();
        const QByteArrayView sha256 = reader.bytes();
        if (reader.failed() || type > quint64(FileType::BlockDevice))
            return fail(Errc::CatalogDamaged, u"a segment of the file index cannot be read"_s);
        if (wanted && !wanted(name, sha256))
            continue;
        entry.path = folder + name.toByteArray();
        entry.link = link.toByteArray();
        entry.sha256 = sha256.toByteArray();
        entries.push_back(std::move(entry));
    }
    return entries;
}

SplitPath splitPath(const QByteArray &path)
{
    const qsizetype slash = path.lastIndexOf('/');
    return {path.left(slash + 1), path.mid(slash + 1)};
}

qint64 hashKey(const QByteArray &sha256)
{
    return sha256.size() < 8 ? 0 : qFromBigEndian<qint64>(sha256.constData());
}

bool endsSegment(const QByteArray &name)
{
    quint32 hash = 2166136261u; // FNV-1a: stays the same on every machine and in every version
    for (const char c : name)
        hash = (hash ^ quint8(c)) * 16777619u;
    return ((hash ^ (hash >> 16)) & 63) == 0;
}

} // namespace holdfast
