// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/foundfiles.h"

#include "core/catalog/conditions.h"
#include "core/catalog/filesegment.h"

#include <algorithm>
#include <tuple>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

constexpr qsizetype kKeptSegments = 256;

Conditions conditionsOf(const FileScope &scope)
{
    Conditions conditions;
    conditions.add(u"b.status <> 'DELETED'"_s);
    conditions.addEqual("b.id"_L1, scope.backup.value);
    if (!scope.phone.isEmpty())
        conditions.add(u"(b.phone_id = ? OR b.serial = ?)"_s, {scope.phone, scope.phone});
    if (!scope.group.isEmpty())
        conditions.add(
            u"(b.group_name = ? OR b.phone_id IN (SELECT p.id FROM phone p WHERE p.group_name = ?))"_s,
            {scope.group, scope.group});
    return conditions;
}

QString holdersSql(const Conditions &conditions)
{
    return "SELECT b.id, b.name, b.phone_id, b.phone_name, b.status, b.created_at FROM file_index_segment r "
           "JOIN "
           "file_index i ON i.number = r.file_index JOIN backup b ON b.id = i.backup_id"_L1 %
           conditions.where() %
           " AND r.segment = ? AND i.complete = 1 ORDER BY b.created_at DESC, b.id LIMIT ?"_L1;
}

} // namespace

// Segments are read in the order in which they lie in the file: those of a folder were written over weeks.
FoundFiles::FoundFiles(Database &database, const FileScope &scope)
    : m_byName(database,
               u"SELECT number FROM file_segment WHERE folder = ? AND first_name <= ? AND last_name >= "
               "? ORDER BY number"_s),
      m_byFolder(database,
                 u"SELECT number, entries FROM file_segment WHERE number IN (SELECT number FROM file_segment "
                 "WHERE folder = ?)"_s),
      m_bySegment(database, u"SELECT number, entries FROM file_segment WHERE folder = ? AND number = ?"_s),
      m_entries(database, u"SELECT entries FROM file_segment WHERE number = ?"_s),
      m_holders(database, holdersSql(conditionsOf(scope))),
      m_scope(conditionsOf(scope).values())
{}

Result<QByteArray> FoundFiles::segment(qint64 number)
{
    if (const auto known = m_segments.constFind(number); known != m_segments.constEnd())
        return *known;
    m_entries.bind(number);
    const auto rows = collectRows(m_entries, [](const Statement &row) { return row.bytes(0); });
    if (!rows)
        return tl::unexpected(rows.error());
    if (m_segments.size() >= kKeptSegments)
        m_segments.clear();
    return *m_segments.insert(number, qUncompress(rows->value(0)));
}

Result<QList<FoundFiles::Variant>> FoundFiles::variants(const IndexedName &name)
{
    m_byName.bind(name.folder).bind(name.name).bind(name.name);
    const auto numbers = collectRows(m_byName, [](const Statement &row) { return row.number(0); });
    if (!numbers)
        return tl::unexpected(numbers.error());
    const auto isNamed = [&name](QByteArrayView each, QByteArrayView) { return each == name.name; };
    QList<Variant> found;
    for (const qint64 number : *numbers) {
        const auto bytes = segment(number);
        if (!bytes)
            return tl::unexpected(bytes.error());
        const auto entries = decodeSegment(name.folderPath, *bytes, isNamed);
        if (!entries)
            return tl::unexpected(entries.error());
        for (const FileEntry &entry : *entries)
            found += Variant{number, entry};
    }
    return found;
}

Result<QList<FoundFiles::Variant>>
FoundFiles::withHash(qint64 folder, qint64 segment, const QByteArray &folderPath, const QByteArray &sha256)
{
    QList<Variant> found;
    Statement &segments = segment == 0 ? m_byFolder : m_bySegment;
    segments.bind(folder);
    if (segment != 0)
        segments.bind(segment);
    if (auto r = segments.run(); !r)
        return tl::unexpected(r.error());
    while (true) {
        const auto more = segments.next();
        if (!more)
            return tl::unexpected(more.error());
        if (!*more)
            break;
        const QByteArray bytes = qUncompress(segments.bytes(1));
        if (!bytes.contains(sha256))
            continue; // most segments of a folder, and much faster than reading them
        const auto hasHash = [&sha256](QByteArrayView, QByteArrayView each) { return each == sha256; };
        const auto entries = decodeSegment(folderPath, bytes, hasHash);
        if (!entries)
            return tl::unexpected(entries.error());
        for (const FileEntry &entry : *entries)
            found += Variant{segments.number(0), entry};
    }
    segments.reset();
    return found;
}

Result<QList<FileHit>> FoundFiles::holders(const Variant &variant, qint64 limit)
{
    m_holders.bindAll(m_scope).bind(variant.segment).bind(limit);
    return collectRows(m_holders, [&variant](const Statement &row) {
        return FileHit{{row.text(0)},
                       row.text(1),
                       {row.text(2)},
                       row.text(3),
                       backupStatusFromText(row.text(4)).value_or(BackupStatus::Damaged),
                       row.time(5),
                       variant.entry};
    });
}

bool madeLater(const FileHit &a, const FileHit &b)
{
    return std::tie(b.createdAt, a.backup.value) < std::tie(a.createdAt, b.backup.value);
}

} // namespace holdfast
