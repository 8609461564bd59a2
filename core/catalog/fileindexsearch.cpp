// SPDX-License-Identifier: GPL-3.0-or-later
// Finding files by name, path or hash in all backups.
#include "core/catalog/fileindexrepository.h"

#include "core/base/pathselection.h"
#include "core/catalog/filesegment.h"
#include "core/catalog/foundfiles.h"
#include "core/catalog/statement.h"
#include "core/catalog/transaction.h"

#include <algorithm>
#include <functional>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

/// Takes a name that fits; returns false when enough was found.
using TakeName = std::function<Result<bool>(const IndexedName &)>;

/// What each text that fits a pattern begins with.
QByteArray plainPrefix(const QByteArray &pattern)
{
    const auto special = std::find_if(pattern.begin(), pattern.end(),
                                      [](char c) { return c == '*' || c == '?' || c == '\\'; });
    return QByteArray(pattern.constData(), special - pattern.begin());
}

Result<PathPattern> parsePattern(const QByteArray &text, const QString &shown)
{
    std::string reason;
    const auto pattern = PathPattern::parse(text.toStdString(), reason);
    if (!pattern)
        return fail(Errc::InvalidArgument, QString::fromStdString(reason), {.path = shown});
    return *pattern;
}

/// Whether the pattern means the path itself rather than a folder above it.
bool meansItself(const PathPattern &pattern, const QByteArray &path)
{
    if (pattern.match(path.toStdString()) != PathPattern::Match::Selected)
        return false;
    const qsizetype slash = path.lastIndexOf('/');
    return slash < 1 || pattern.match(path.left(slash).toStdString()) != PathPattern::Match::Selected;
}

/// Walks names of the index.
class NameWalk
{
public:
    NameWalk(Database &database, CancelToken cancel) : m_database(database), m_cancel(std::move(cancel)) {}

    /// All that begin with @p prefix, by name.
    Result<void> byName(const QByteArray &prefix, const TakeName &take)
    {
        Statement read(m_database,
                       u"SELECT n.folder, f.path, n.name FROM file_name n JOIN file_folder f ON f.number "
                       "= n.folder WHERE n.name >= ? ORDER BY n.name, f.path"_s);
        return walk(
            read.bind(prefix), [&prefix](const IndexedName &name) { return name.name.startsWith(prefix); },
            take);
    }

    /// All in @p folder (with a slash at the end) and, unless @p alone, below it, by path.
    Result<void> byFolder(const QByteArray &folder, bool alone, const TakeName &take)
    {
        const QByteArray end = alone ? folder + '\0' : folder.chopped(1) + '0'; // '0' follows '/'
        Statement read(m_database,
                       u"SELECT n.folder, f.path, n.name FROM file_folder f JOIN file_name n ON n.folder = "
                       "f.number WHERE f.path >= ? AND f.path < ? ORDER BY f.path, n.name"_s);
        return walk(
            read.bind(folder).bind(end), [](const IndexedName &) { return true; }, take);
    }

    Result<void> single(const QByteArray &path, const TakeName &take)
    {
        const SplitPath split = splitPath(path);
        Statement read(m_database,
                       u"SELECT n.folder, f.path, n.name FROM file_folder f JOIN file_name n ON n.folder = "
                       "f.number WHERE f.path = ? AND n.name = ?"_s);
        return walk(
            read.bind(split.folder).bind(split.name), [](const IndexedName &) { return true; }, take);
    }

private:
    template <class Goes>
    Result<void> walk(Statement &read, Goes goesOn, const TakeName &take)
    {
        if (auto r = read.run(); !r)
            return r;
        while (true) {
            if (auto r = m_cancel.check(); !r)
                return r;
            const auto more = read.next();
            if (!more)
                return tl::unexpected(more.error());
            if (!*more)
                return {};
            const IndexedName name{read.number(0), read.bytes(1), read.bytes(2)};
            if (!goesOn(name))
                return {};
            if (name.name.isEmpty())
                continue; // the root itself
            const auto wanted = take(name);
            if (!wanted)
                return tl::unexpected(wanted.error());
            if (!*wanted)
                return {};
        }
    }

    Database &m_database;
    CancelToken m_cancel;
};

class FileSearch
{
public:
    FileSearch(Database &database, const FileQuery &query, int limit, const CancelToken &cancel)
        : m_database(database),
          m_query(query),
          m_limit(limit),
          m_cancel(cancel),
          m_files(database, query.scope)
    {}

    Result<FileHits> run()
    {
        auto done = !m_query.sha256.isEmpty() ? searchHash()
                    : m_query.path.isEmpty()  ? searchName()
                                              : searchPath();
        if (!done)
            return tl::unexpected(done.error());
        return std::move(m_hits);
    }

private:
    Result<void> searchName()
    {
        const QByteArray text = m_query.name.toUtf8();
        if (text.isEmpty() || text.contains('/'))
            return fail(Errc::InvalidArgument, u"a file name is not empty and has no slash"_s,
                        {.path = m_query.name});
        const auto pattern = parsePattern('/' + text, m_query.name);
        if (!pattern)
            return tl::unexpected(pattern.error());
        return NameWalk(m_database, m_cancel).byName(plainPrefix(text), [&](const IndexedName &name) {
            const bool fits = pattern->match("/" + name.name.toStdString()) == PathPattern::Match::Selected;
            return fits ? take(name) : true;
        });
    }

    Result<void> searchPath()
    {
        const QByteArray text = m_query.path.toUtf8();
        const auto pattern = parsePattern(text, m_query.path);
        if (!pattern)
            return tl::unexpected(pattern.error());
        const auto fitting = [&](const IndexedName &name) -> Result<bool> {
            return meansItself(*pattern, name.path()) ? take(name) : true;
        };
        NameWalk walk(m_database, m_cancel);
        const QByteArray base = QByteArray::fromStdString(pattern->base());
        if (meansItself(*pattern, base))
            return walk.single(base, fitting);
        const QByteArray last = text.mid(text.lastIndexOf('/') + 1);
        const bool inOneFolder = text.count('/') == base.count('/') + 1 && base != "/" && last != "**";
        if (!inOneFolder && !plainPrefix(last).isEmpty())
            return walk.byName(plainPrefix(last), fitting);
        return walk.byFolder(base == "/" ? base : base + '/', inOneFolder, fitting);
    }

    Result<void> searchHash()
    {
        if (m_query.sha256.size() != 32)
            return fail(Errc::InvalidArgument, u"a SHA-256 has 64 hexadecimal digits"_s);
        Statement folders(m_database,
                          u"SELECT h.folder, h.segment, f.path FROM file_hash h JOIN file_folder f ON "
                          "f.number = h.folder WHERE h.hash = ? ORDER BY f.path"_s);
        folders.bind(hashKey(m_query.sha256));
        const auto found = collectRows(folders, [](const Statement &row) {
            return std::tuple(row.number(0), row.number(1), row.bytes(2));
        });
        if (!found)
            return tl::unexpected(found.error());
        for (const auto &[folder, segment, path] : *found) {
            if (auto r = m_cancel.check(); !r)
                return r;
            const auto variants = m_files.withHash(folder, segment, path, m_query.sha256);
            if (!variants)
                return tl::unexpected(variants.error());
            if (const auto taken = take(*variants); !taken)
                return tl::unexpected(taken.error());
            if (m_hits.more)
                break;
        }
        return {};
    }

    Result<bool> take(const IndexedName &name)
    {
        const auto variants = m_files.variants(name);
        return variants ? take(*variants) : tl::unexpected(variants.error());
    }

    /// Adds the holders of all variants of one file; false when there is no more room.
    Result<bool> take(const QList<FoundFiles::Variant> &variants)
    {
        QList<FileHit> found;
        for (const FoundFiles::Variant &variant : variants) {
            if (auto r = m_cancel.check(); !r)
                return tl::unexpected(r.error());
            const auto holders = m_files.holders(variant, m_limit + 1);
            if (!holders)
                return tl::unexpected(holders.error());
            found += *holders;
        }
        std::sort(found.begin(), found.end(), madeLater);
        for (const FileHit &hit : found) {
            m_hits.more = m_hits.hits.size() >= m_limit;
            if (m_hits.more)
                return false;
            m_hits.hits += hit;
        }
        return true;
    }

    Database &m_database;
    const FileQuery &m_query;
    int m_limit;
    CancelToken m_cancel;
    FoundFiles m_files;
    FileHits m_hits;
};

} // namespace

Result<FileHits> FileIndexRepository::find(const FileQuery &query, int limit, const CancelToken &cancel)
{
    if (limit < 1)
        return fail(Errc::InvalidArgument, u"the limit must be at least 1"_s);
    ReadSnapshot snapshot(m_database);
    if (auto r = snapshot.begin(); !r)
        return tl::unexpected(r.error());
    return FileSearch(m_database, query, limit, cancel).run();
}

} // namespace holdfast
