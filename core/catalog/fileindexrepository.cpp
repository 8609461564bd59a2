// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/fileindexrepository.h"

#include "core/base/pathselection.h"
#include "core/catalog/conditions.h"
#include "core/catalog/filesegment.h"
#include "core/catalog/statement.h"
#include "core/catalog/transaction.h"

#include <algorithm>
#include <map>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

/// Where a segment lies in the order of a listing.
struct SegmentPlace
{
    qint64 number = 0;
    QByteArray folder;
    QByteArray firstName;
};

constexpr int kPlacesAtOnce = 64;

/// The first path behind all that begin with @p folder, which ends with a slash ('0' follows '/').
QByteArray endOfFolder(const QByteArray &folder)
{
    return folder.chopped(1) + '0';
}

Result<std::vector<FileEntry>> readSegment(Statement &statement, qint64 number, const QByteArray &folder)
{
    statement.bind(number);
    const auto rows = collectRows(statement, [](const Statement &row) { return row.bytes(0); });
    if (!rows)
        return tl::unexpected(rows.error());
    return decodeSegment(folder, qUncompress(rows->value(0)));
}

/// The finished index of a backup; 0 when there is none.
Result<qint64> indexNumber(Database &database, const BackupId &backup)
{
    Statement statement(database, u"SELECT number FROM file_index WHERE backup_id = ? AND complete = 1"_s);
    statement.bind(backup.value);
    const auto rows = collectRows(statement, [](const Statement &row) { return row.number(0); });
    if (!rows)
        return tl::unexpected(rows.error());
    return rows->value(0);
}

/// The listing of one backup below one path.
class Listing
{
public:
    Listing(Database &database, qint64 index, const QByteArray &under)
        : m_database(database),
          m_index(index),
          m_under(under),
          m_folder(under.endsWith('/') ? under : QByteArray(under + '/')),
          m_read(database, u"SELECT entries FROM file_segment WHERE number = ?"_s)
    {}

    /// The entry of the path itself, which lies in its parent's listing. The root is in its own.
    Result<std::optional<FileEntry>> ownEntry()
    {
        if (m_under == "/")
            return std::optional<FileEntry>();
        const SplitPath split = splitPath(m_under);
        Statement find(
            m_database,
            u"SELECT s.number, f.path, s.first_name FROM file_folder f JOIN file_segment s ON s.folder "
            "= f.number JOIN file_index_segment r ON r.segment = s.number WHERE r.file_index = ? AND "
            "f.path = ? AND s.first_name <= ? AND s.last_name >= ?"_s);
        find.bind(m_index).bind(split.folder).bind(split.name).bind(split.name);
        const auto places = collectRows(find, placeFrom);
        if (!places)
            return tl::unexpected(places.error());
        for (const SegmentPlace &place : *places) {
            const auto entries = readSegment(m_read, place.number, place.folder);
            if (!entries)
                return tl::unexpected(entries.error());
            for (const FileEntry &entry : *entries) {
                if (entry.path == m_under)
                    return std::optional(entry);
            }
        }
        return std::optional<FileEntry>();
    }

    Result<qint64> count()
    {
        Statement statement(
            m_database,
            u"SELECT COALESCE(sum(s.entry_count), 0) FROM file_index_segment r JOIN file_segment s "
            "ON s.number = r.segment JOIN file_folder f ON f.number = s.folder WHERE r.file_index "
            "= ? AND f.path >= ? AND f.path < ?"_s);
        statement.bind(m_index).bind(m_folder).bind(endOfFolder(m_folder));
        const auto rows = collectRows(statement, [](const Statement &row) { return row.number(0); });
        if (!rows)
            return tl::unexpected(rows.error());
        return rows->value(0);
    }

    /// Up to @p limit entries below the path, behind @p after (empty: from the beginning), in the order of
    /// folder and name. Segments may overlap when the files did not come in order, so what is read is kept
    /// back until no later segment can hold an earlier name.
    Result<QList<FileEntry>> entries(const QByteArray &after, int limit)
    {
        const SplitPath start = after.isEmpty() ? SplitPath{m_folder, {}} : splitPath(after);
        QList<FileEntry> ready;
        Pending pending;
        for (int done = 0; ready.size() < limit; done += kPlacesAtOnce) {
            const auto places = placesFrom(start, !after.isEmpty(), done);
            if (!places)
                return tl::unexpected(places.error());
            for (const SegmentPlace &place : *places) {
                release(pending, ready, place);
                if (ready.size() >= limit)
                    break;
                auto segment = readSegment(m_read, place.number, place.folder);
                if (!segment)
                    return tl::unexpected(segment.error());
                for (FileEntry &entry : *segment) {
                    if (after.isEmpty() || place.folder != start.folder || entry.path > after)
                        pending.emplace(std::pair(place.folder, splitPath(entry.path).name),
                                        std::move(entry));
                }
            }
            if (places->size() < kPlacesAtOnce) {
                release(pending, ready, std::nullopt);
                break;
            }
        }
        return ready.first(std::min<qsizetype>(ready.size(), limit));
    }

private:
    /// Entries by folder and name.
    using Pending = std::multimap<std::pair<QByteArray, QByteArray>, FileEntry>;

    static SegmentPlace placeFrom(const Statement &row)
    {
        return {row.number(0), row.bytes(1), row.bytes(2)};
    }

    /// The segments that may hold entries behind @p start, in order, without the first @p skipped ones.
    Result<QList<SegmentPlace>> placesFrom(const SplitPath &start, bool behindName, int skipped)
    {
        Statement find(
            m_database,
            u"SELECT s.number, f.path, s.first_name FROM file_index_segment r JOIN file_segment s ON "
            "s.number = r.segment JOIN file_folder f ON f.number = s.folder WHERE r.file_index = ? AND "
            "f.path >= ? AND f.path < ? AND (f.path > ? OR s.last_name > ? OR ?) ORDER BY f.path, "
            "s.first_name, s.number LIMIT ? OFFSET ?"_s);
        find.bind(m_index).bind(start.folder).bind(endOfFolder(m_folder)).bind(start.folder).bind(start.name);
        find.bind(!behindName).bind(kPlacesAtOnce).bind(skipped);
        return collectRows(find, placeFrom);
    }

    /// Moves on what comes before @p next; all of it when there is no next.
    static void release(Pending &pending, QList<FileEntry> &ready, const std::optional<SegmentPlace> &next)
    {
        const auto end = next ? pending.lower_bound({next->folder, next->firstName}) : pending.end();
        for (auto it = pending.begin(); it != end; ++it)
            ready += it->second;
        pending.erase(pending.begin(), end);
    }

    Database &m_database;
    qint64 m_index;
    QByteArray m_under;
    QByteArray m_folder;
    Statement m_read;
};

Result<void> checkUnder(const QByteArray &under)
{
    if (!under.startsWith('/') || (under.size() > 1 && under.endsWith('/')))
        return fail(Errc::InvalidArgument, u"the path is not absolute or ends with a slash"_s,
                    {.path = QString::fromUtf8(under)});
    return {};
}

} // namespace

Result<FileIndexWriter> FileIndexRepository::write(const BackupId &backup, const CancelToken &token)
{
    Transaction transaction(m_database);
    if (auto r = transaction.begin(); !r)
        return tl::unexpected(r.error());
    Statement known(m_database, u"SELECT 1 FROM backup WHERE id = ?"_s);
    known.bind(backup.value);
    const auto rows = collectRows(known, [](const Statement &row) { return row.number(0); });
    if (!rows)
        return tl::unexpected(rows.error());
    if (rows->isEmpty())
        return fail(Errc::BackupNotFound, {}, {.object = backup.value});
    if (auto r = remove(backup); !r)
        return tl::unexpected(r.error());
    Statement add(m_database, u"INSERT INTO file_index (backup_id, entry_count, complete) VALUES (?, 0, 0) "
                              "RETURNING number"_s);
    add.bind(backup.value);
    const auto numbers = collectRows(add, [](const Statement &row) { return row.number(0); });
    if (!numbers)
        return tl::unexpected(numbers.error());
    if (auto r = transaction.commit(); !r)
        return tl::unexpected(r.error());
    return FileIndexWriter(m_database, backup, numbers->value(0), token);
}

Result<Page<FileEntry>> FileIndexRepository::entries(const BackupId &backup, const QByteArray &under,
                                                     const PageRequest &request)
{
    if (auto r = checkUnder(under); !r)
        return tl::unexpected(r.error());
    const auto key = checkPage(request);
    if (!key)
        return tl::unexpected(key.error());
    const auto index = indexNumber(m_database, backup);
    if (!index)
        return tl::unexpected(index.error());
    Listing listing(m_database, *index, under);
    const auto own = listing.ownEntry();
    if (!own)
        return tl::unexpected(own.error());

    Page<FileEntry> page;
    if (request.withTotal) {
        const auto count = listing.count();
        if (!count)
            return tl::unexpected(count.error());
        page.totalCount = *count + (*own ? 1 : 0);
    }
    if (!*key && *own)
        page.rows += **own;
    // The own entry is before all others, so a token that names it begins at the beginning.
    QByteArray after = *key ? QByteArray::fromHex((*key)->text.toLatin1()) : QByteArray();
    if (after == under && under != "/")
        after.clear();
    const auto entries = listing.entries(after, int(request.limit - page.rows.size()) + 1);
    if (!entries)
        return tl::unexpected(entries.error());
    page.rows += *entries;
    if (page.rows.size() > request.limit) {
        page.rows.removeLast();
        page.nextToken = pageToken({0, QString::fromLatin1(page.rows.last().path.toHex())});
    }
    return page;
}

Result<bool> FileIndexRepository::has(const BackupId &backup)
{
    const auto number = indexNumber(m_database, backup);
    if (!number)
        return tl::unexpected(number.error());
    return *number > 0;
}

} // namespace holdfast
