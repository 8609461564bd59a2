// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/fileindexwriter.h"

#include "core/catalog/filesegment.h"
#include "core/catalog/statement.h"
#include "core/catalog/transaction.h"

#include <QCryptographicHash>
#include <QHash>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

constexpr size_t kMaxSegmentEntries = 512;
constexpr int kCompression = 3; // half of the bytes are hashes, which do not shrink
constexpr qint64 kFlushBytes = 4'194'304;

bool byPath(const FileEntry &a, const FileEntry &b)
{
    return a.path < b.path;
}

Result<qint64> firstNumber(Statement &statement)
{
    const auto rows = collectRows(statement, [](const Statement &row) { return row.number(0); });
    if (!rows)
        return tl::unexpected(rows.error());
    return rows->value(0);
}

/// Writes segments inside one transaction. Row numbers start at 1, so that 0 means none.
class SegmentInserter
{
public:
    explicit SegmentInserter(Database &database)
        : m_findFolder(database, u"SELECT number FROM file_folder WHERE path = ?"_s),
          m_addFolder(database, u"INSERT INTO file_folder (path) VALUES (?) RETURNING number"_s),
          m_findSegment(database, u"SELECT number FROM file_segment WHERE folder = ? AND digest = ?"_s),
          m_addSegment(database,
                       u"INSERT INTO file_segment (folder, digest, first_name, last_name, entry_count, "
                       "entries) VALUES (?, ?, ?, ?, ?, ?) RETURNING number"_s),
          m_addName(database, u"INSERT INTO file_name (name, folder) VALUES (?, ?) ON CONFLICT DO NOTHING"_s),
          m_addHash(database, kAddFileHash),
          m_refer(database, u"INSERT INTO file_index_segment (file_index, segment) VALUES (?, ?) ON CONFLICT "
                            "DO NOTHING"_s)
    {}

    /// Finds the segment or stores it, and makes the index refer to it.
    Result<void> insert(qint64 index, const QByteArray &folderPath, const QList<QByteArray> &names,
                        const QList<qint64> &hashes, const QByteArray &entries)
    {
        const auto folder = folderNumber(folderPath);
        if (!folder)
            return tl::unexpected(folder.error());
        const QByteArray digest = QCryptographicHash::hash(entries, QCryptographicHash::Blake2b_160);
        m_findSegment.bind(*folder).bind(digest);
        auto segment = firstNumber(m_findSegment);
        if (segment && *segment == 0)
            segment = store(*folder, digest, names, hashes, entries);
        if (!segment)
            return tl::unexpected(segment.error());
        return m_refer.bind(index).bind(*segment).run();
    }

private:
    Result<qint64> folderNumber(const QByteArray &path)
    {
        if (const auto known = m_folders.constFind(path); known != m_folders.constEnd())
            return *known;
        m_findFolder.bind(path);
        auto number = firstNumber(m_findFolder);
        if (number && *number == 0) {
            m_addFolder.bind(path);
            number = firstNumber(m_addFolder);
        }
        if (number)
            m_folders.insert(path, *number);
        return number;
    }

    Result<qint64> store(qint64 folder, const QByteArray &digest, const QList<QByteArray> &names,
                         const QList<qint64> &hashes, const QByteArray &entries)
    {
        for (const QByteArray &name : names) {
            if (auto r = m_addName.bind(name).bind(folder).run(); !r)
                return tl::unexpected(r.error());
        }
        m_addSegment.bind(folder).bind(digest).bind(names.first()).bind(names.last());
        m_addSegment.bind(qint64(names.size())).bind(qCompress(entries, kCompression));
        auto segment = firstNumber(m_addSegment);
        for (const qint64 hash : segment ? hashes : QList<qint64>()) {
            if (auto r = m_addHash.bind(hash).bind(folder).bind(*segment).run(); !r)
                return tl::unexpected(r.error());
        }
        return segment;
    }

    Statement m_findFolder;
    Statement m_addFolder;
    Statement m_findSegment;
    Statement m_addSegment;
    Statement m_addName;
    Statement m_addHash;
    Statement m_refer;
    QHash<QByteArray, qint64> m_folders; // of this transaction only: others may remove folders afterwards
};

} // namespace

Result<void> FileIndexWriter::add(const FileEntry &entry)
{
    if (!entry.path.startsWith('/') || (entry.path.size() > 1 && entry.path.endsWith('/')))
        return fail(Errc::InvalidArgument, u"the path is not absolute or ends with a slash"_s,
                    {.path = QString::fromUtf8(entry.path)});
    if (auto r = m_token.check(); !r)
        return r;
    const SplitPath split = splitPath(entry.path);
    while (!m_open.empty() && !split.folder.startsWith(m_open.back().path))
        closeLast();
    if (m_open.empty() || m_open.back().path != split.folder)
        m_open.push_back({split.folder, {}});
    OpenFolder &folder = m_open.back();
    folder.entries.push_back(entry);
    ++m_entryCount;
    if (endsSegment(split.name) || folder.entries.size() >= kMaxSegmentEntries)
        cut(folder);
    return m_pendingBytes < kFlushBytes ? Result<void>{} : flush();
}

/// Makes a segment of what the folder has collected.
void FileIndexWriter::cut(OpenFolder &folder)
{
    if (folder.entries.empty())
        return;
    if (!std::is_sorted(folder.entries.begin(), folder.entries.end(), byPath))
        std::sort(folder.entries.begin(), folder.entries.end(), byPath);
    Segment segment{folder.path, {}, {}, encodeSegment(folder.entries)};
    for (const FileEntry &entry : folder.entries) {
        segment.names += splitPath(entry.path).name;
        if (const qint64 key = hashKey(entry.sha256); key != 0)
            segment.hashes += key;
    }
    m_pendingBytes += segment.entries.size();
    m_segments.push_back(std::move(segment));
    folder.entries.clear();
}

void FileIndexWriter::closeLast()
{
    cut(m_open.back());
    m_open.pop_back();
}

Result<void> FileIndexWriter::flush()
{
    Transaction transaction(m_database);
    if (auto r = transaction.begin(); !r)
        return r;
    {
        SegmentInserter inserter(m_database);
        for (const Segment &segment : m_segments) {
            if (auto r = m_token.check(); !r)
                return r;
            if (auto r =
                    inserter.insert(m_number, segment.folder, segment.names, segment.hashes, segment.entries);
                !r)
                return r;
        }
    }
    m_segments.clear();
    m_pendingBytes = 0;
    return transaction.commit();
}

Result<void> FileIndexWriter::finish()
{
    while (!m_open.empty())
        closeLast();
    Transaction transaction(m_database);
    if (auto r = transaction.begin(); !r)
        return r;
    if (auto r = flush(); !r)
        return r;
    Statement statement(m_database,
                        u"UPDATE file_index SET entry_count = ?, complete = 1 WHERE number = ?"_s);
    if (auto r = statement.bind(m_entryCount).bind(m_number).run(); !r)
        return r;
    if (statement.affected() == 0)
        return fail(Errc::StateConflict, u"the index was removed while it was written"_s,
                    {.object = m_backup.value});
    return transaction.commit();
}

} // namespace holdfast
