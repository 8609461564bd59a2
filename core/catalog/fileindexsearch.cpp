// SPDX-License-Identifier: GPL-3.0-or-later
// Finding files by name in all backups.
#include "core/catalog/fileindexrepository.h"

#include "core/base/pathselection.h"
#include "core/catalog/filesegment.h"
#include "core/catalog/statement.h"

#include <QHash>

#include <algorithm>
#include <memory>
#include <tuple>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

constexpr qsizetype kDecodedSegments = 256;

struct NamedFile
{
    QByteArray name;
    qint64 folder = 0;
    QByteArray folderPath;
};

struct DatedHit
{
    qint64 createdAt = 0;
    FileHit hit;
};

/// What each name that fits begins with: it limits the part of the name index that is read.
QByteArray plainPrefix(const QByteArray &pattern)
{
    const auto special = std::find_if(pattern.begin(), pattern.end(),
                                      [](char c) { return c == '*' || c == '?' || c == '\\'; });
    return QByteArray(pattern.constData(), special - pattern.begin());
}

class NameSearch
{
public:
    NameSearch(Database &database, PathPattern pattern, QByteArray prefix, BackupId backup)
        : m_pattern(std::move(pattern)),
          m_prefix(std::move(prefix)),
          m_backup(std::move(backup)),
          m_names(database,
                  u"SELECT n.name, n.folder, f.path FROM file_name n JOIN file_folder f ON f.number = "
                  "n.folder WHERE n.name >= ? ORDER BY n.name, f.path"_s),
          m_segments(database, u"SELECT number FROM file_segment WHERE folder = ? AND first_name <= ? "
                               "AND last_name >= ?"_s),
          m_holders(database,
                    u"SELECT b.id, b.created_at FROM file_index_segment r JOIN file_index i ON i.number "
                    "= r.file_index JOIN backup b ON b.id = i.backup_id WHERE r.segment = ? AND "
                    "i.complete = 1 AND (? = '' OR b.id = ?) ORDER BY b.created_at DESC, b.id LIMIT ?"_s),
          m_entries(database, u"SELECT entries FROM file_segment WHERE number = ?"_s)
    {}

    Result<QList<FileHit>> run(int limit)
    {
        QList<FileHit> hits;
        if (auto r = m_names.bind(m_prefix).run(); !r)
            return tl::unexpected(r.error());
        while (hits.size() < limit) {
            const auto more = m_names.next();
            if (!more)
                return tl::unexpected(more.error());
            const NamedFile file =
                *more ? NamedFile{m_names.bytes(0), m_names.number(1), m_names.bytes(2)} : NamedFile{};
            if (!*more || !file.name.startsWith(m_prefix))
                break;
            const std::string path = "/" + file.name.toStdString();
            if (file.name.isEmpty() || m_pattern.match(path) != PathPattern::Match::Selected)
                continue;
            if (auto r = addHits(file, limit, hits); !r)
                return tl::unexpected(r.error());
        }
        return hits;
    }

private:
    /// All versions of one file, newest backup first.
    Result<void> addHits(const NamedFile &file, int limit, QList<FileHit> &hits)
    {
        m_segments.bind(file.folder).bind(file.name).bind(file.name);
        const auto segments = collectRows(m_segments, [](const Statement &row) { return row.number(0); });
        if (!segments)
            return tl::unexpected(segments.error());
        std::vector<DatedHit> found;
        for (const qint64 number : *segments) {
            const auto entries = segmentEntries(number, file.folderPath);
            if (!entries)
                return tl::unexpected(entries.error());
            const QByteArray path = file.folderPath + file.name;
            const auto entry = std::find_if((*entries)->begin(), (*entries)->end(),
                                            [&path](const FileEntry &e) { return e.path == path; });
            if (entry == (*entries)->end())
                continue;
            m_holders.bind(number).bind(m_backup.value).bind(m_backup.value).bind(limit);
            const auto holders = collectRows(m_holders, [&entry](const Statement &row) {
                return DatedHit{row.number(1), {{row.text(0)}, *entry}};
            });
            if (!holders)
                return tl::unexpected(holders.error());
            found.insert(found.end(), holders->begin(), holders->end());
        }
        std::sort(found.begin(), found.end(), [](const DatedHit &a, const DatedHit &b) {
            return std::tie(b.createdAt, a.hit.backup.value) < std::tie(a.createdAt, b.hit.backup.value);
        });
        for (size_t i = 0; i < found.size() && hits.size() < limit; ++i)
            hits += found[i].hit;
        return {};
    }

    using Entries = std::shared_ptr<const std::vector<FileEntry>>;

    /// The entries of a segment. They stay in memory for a while, since names that are neighbours share it.
    Result<Entries> segmentEntries(qint64 number, const QByteArray &folder)
    {
        if (Entries known = m_decoded.value(number))
            return known;
        m_entries.bind(number);
        const auto bytes = collectRows(m_entries, [](const Statement &row) { return row.bytes(0); });
        if (!bytes)
            return tl::unexpected(bytes.error());
        auto entries = decodeSegment(folder, qUncompress(bytes->value(0)));
        if (!entries)
            return tl::unexpected(entries.error());
        if (m_decoded.size() >= kDecodedSegments)
            m_decoded.clear();
        Entries decoded = std::make_shared<const std::vector<FileEntry>>(std::move(*entries));
        m_decoded.insert(number, decoded);
        return decoded;
    }

    PathPattern m_pattern;
    QByteArray m_prefix;
    BackupId m_backup;
    Statement m_names;
    Statement m_segments;
    Statement m_holders;
    Statement m_entries;
    QHash<qint64, Entries> m_decoded;
};

} // namespace

Result<QList<FileHit>> FileIndexRepository::find(const QString &namePattern, int limit,
                                                 const BackupId &backup)
{
    const QByteArray text = namePattern.toUtf8();
    std::string reason = "a file name is not empty and has no slash";
    const auto pattern = text.isEmpty() || text.contains('/')
                             ? std::optional<PathPattern>()
                             : PathPattern::parse("/" + text.toStdString(), reason);
    if (!pattern)
        return fail(Errc::InvalidArgument, QString::fromStdString(reason), {.path = namePattern});
    if (limit < 1)
        return fail(Errc::InvalidArgument, u"the limit must be at least 1"_s);
    NameSearch search(m_database, *pattern, plainPrefix(text), backup);
    return search.run(limit);
}

} // namespace holdfast
