// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/searchindex.h"

#include "core/catalog/backuprow.h"
#include "core/catalog/searchcolumns.h"
#include "core/catalog/searchpostings.h"
#include "core/catalog/searchtext.h"
#include "core/catalog/statement.h"
#include "core/catalog/transaction.h"

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

/// Documents that are indexed at once when all are: bounds the memory.
constexpr qint64 kBatch = 8192;

/// Gives a connection more room for pages while much is written.
class RoomForPages
{
public:
    explicit RoomForPages(Database &database) : m_database(database)
    {
        (void)runSql(m_database, u"PRAGMA cache_size = -65536"_s); // only speed is lost where it fails
    }
    ~RoomForPages() { (void)runSql(m_database, u"PRAGMA cache_size = -2000"_s); }
    RoomForPages(const RoomForPages &) = delete;
    RoomForPages &operator=(const RoomForPages &) = delete;

private:
    Database &m_database;
};

/// The number of a backup's document; -1 where it has none.
Result<qint64> documentOf(Database &database, const BackupId &id)
{
    Statement find(database, u"SELECT doc FROM search_document WHERE backup_id = ?"_s);
    find.bind(id.value);
    const auto rows = collectRows(find, [](const Statement &row) { return row.number(0); });
    if (!rows)
        return tl::unexpected(rows.error());
    return rows->isEmpty() ? -1 : rows->first();
}

} // namespace

Result<SearchState> SearchIndex::state()
{
    Statement read(m_database, u"SELECT name, value FROM search_state"_s);
    if (auto r = read.run(); !r)
        return tl::unexpected(r.error());
    SearchState state;
    while (true) {
        const auto more = read.next();
        if (!more)
            return tl::unexpected(more.error());
        if (!*more)
            return state;
        const QString name = read.text(0);
        if (name == "documents"_L1)
            state.documents = read.number(1);
        else if (name == "indexed"_L1)
            state.indexed = read.number(1);
        else if (name == "generation"_L1)
            state.generation = read.number(1);
        else if (name == "rebuild"_L1)
            state.rebuild = read.flag(1);
    }
}

Result<void> SearchIndex::setState(const QString &name, qint64 value)
{
    Statement write(m_database, u"UPDATE search_state SET value = ? WHERE name = ?"_s);
    return write.bind(value).bind(name).run();
}

Result<void> SearchIndex::add(const BackupRecord &backup)
{
    const auto now = state();
    if (!now)
        return tl::unexpected(now.error());
    Statement insert(m_database, u"INSERT INTO search_document (doc, backup_id) VALUES (?, ?)"_s);
    if (auto r = insert.bind(now->documents).bind(backup.id.value).run(); !r)
        return r;
    const qint64 documents = now->documents + 1;
    if (auto r = setState(u"documents"_s, documents); !r)
        return r;
    return documents - now->indexed < kFreshDocuments ? Result<void>{}
                                                      : indexDocuments(now->indexed, documents);
}

Result<void> SearchIndex::change(const BackupRecord &before, const BackupRecord &after)
{
    const auto doc = documentOf(m_database, after.id);
    const auto now = state();
    if (!doc || !now)
        return tl::unexpected(doc ? now.error() : doc.error());
    if (*doc < 0)
        return add(after);
    if (*doc >= now->indexed)
        return {};
    SearchColumns columns(m_database);
    const auto old = columns.valuesOf(before);
    const auto values = columns.valuesOf(after);
    if (!old || !values)
        return tl::unexpected(old ? values.error() : old.error());
    for (int column = 0; column < kSearchColumnCount; ++column) {
        const qint64 value = (*values)[size_t(column)];
        if (value == (*old)[size_t(column)])
            continue;
        if (auto r = columns.write(SearchColumn(column), *doc, value); !r)
            return r;
    }
    const SearchTexts oldTexts = searchTextsOf(before);
    const SearchTexts texts = searchTextsOf(after);
    return texts == oldTexts ? Result<void>{} : PostingWriter(m_database).change(*doc, oldTexts, texts);
}

Result<void> SearchIndex::rebuild(const CancelToken &cancel, const SearchProgress &progress)
{
    const RoomForPages room(m_database);
    Transaction transaction(m_database);
    if (auto r = transaction.begin(); !r)
        return r;
    if (auto r = rebuildAll(cancel, progress); !r)
        return r;
    return transaction.commit();
}

Result<void> SearchIndex::rebuildIfWanted(const SearchProgress &progress)
{
    const auto seen = state();
    if (!seen || !seen->rebuild)
        return seen ? Result<void>{} : tl::unexpected(seen.error());
    const RoomForPages room(m_database);
    Transaction transaction(m_database);
    if (auto r = transaction.begin(); !r)
        return r;
    const auto now = state(); // another process may have been faster
    if (!now || !now->rebuild)
        return now ? Result<void>{} : tl::unexpected(now.error());
    if (auto r = rebuildAll({}, progress); !r)
        return r;
    return transaction.commit();
}

Result<void> SearchIndex::rebuildAll(const CancelToken &cancel, const SearchProgress &progress)
{
    const auto before = state();
    if (!before)
        return tl::unexpected(before.error());
    for (const QString &table : {u"search_posting"_s, u"search_column"_s, u"search_value"_s, u"search_word"_s,
                                 u"search_document"_s}) {
        if (auto r = runSql(m_database, QString("DELETE FROM "_L1 % table)); !r)
            return r;
    }
    Statement number(m_database,
                     u"INSERT INTO search_document (doc, backup_id) SELECT row_number() OVER (ORDER "
                     "BY created_at, id) - 1, id FROM backup"_s);
    if (auto r = number.run(); !r)
        return r;
    const qint64 documents = number.affected();
    if (auto r = setState(u"documents"_s, documents); !r)
        return r;
    for (qint64 first = 0; first < documents; first += kBatch) {
        if (auto r = cancel.check(); !r)
            return r;
        if (auto r = progress ? progress(first, documents) : Result<void>{}; !r)
            return r;
        if (auto r = indexDocuments(first, std::min(first + kBatch, documents)); !r)
            return r;
    }
    if (documents == 0) {
        if (auto r = setState(u"indexed"_s, 0); !r)
            return r;
    }
    if (auto r = setState(u"generation"_s, before->generation + 1); !r)
        return r;
    return setState(u"rebuild"_s, 0);
}

Result<void> SearchIndex::check(const CancelToken &cancel)
{
    ReadSnapshot snapshot(m_database);
    if (auto r = snapshot.begin(); !r)
        return r;
    const auto now = state();
    if (!now)
        return tl::unexpected(now.error());
    Statement unknown(m_database,
                      u"SELECT b.id FROM backup b WHERE NOT EXISTS (SELECT 1 FROM search_document d WHERE "
                      "d.backup_id = b.id) LIMIT 1"_s);
    const auto ids = collectRows(unknown, [](const Statement &row) { return row.text(0); });
    if (!ids)
        return tl::unexpected(ids.error());
    if (!ids->isEmpty())
        return fail(Errc::CatalogDamaged, u"a backup is not in the search index"_s, {.object = ids->first()});
    SearchColumns columns(m_database);
    const auto flags = columns.readAll(SearchColumn::Flags);
    const auto created = columns.readAll(SearchColumn::Created);
    if (!flags || !created)
        return tl::unexpected(flags ? created.error() : flags.error());
    Statement read(m_database,
                   u"SELECT d.doc, b.id, b.status, b.whole, b.created_at FROM search_document d JOIN backup "
                   "b ON b.id = d.backup_id WHERE d.doc < ? ORDER BY d.doc"_s);
    if (auto r = read.bind(now->indexed).run(); !r)
        return r;
    while (true) {
        if (auto r = cancel.check(); !r)
            return r;
        const auto more = read.next();
        if (!more)
            return tl::unexpected(more.error());
        if (!*more)
            return {};
        const auto block = size_t(read.number(0) / kColumnBlock);
        const qint64 index = read.number(0) % kColumnBlock;
        const auto status = backupStatusFromText(read.text(2)).value_or(BackupStatus::Damaged);
        const bool same =
            block < flags->size() && block < created->size() && index < (*flags)[block].size() &&
            index < (*created)[block].size() &&
            (*flags)[block].value(index) == (qint64(status) | (read.flag(3) ? kWholeFlag : 0)) &&
            (*created)[block].value(index) == read.number(4);
        if (!same)
            return fail(Errc::CatalogDamaged, u"the search index differs from a backup"_s,
                        {.object = read.text(1)});
    }
}

Result<void> SearchIndex::indexDocuments(qint64 first, qint64 end)
{
    SearchColumns columns(m_database);
    PostingWriter postings(m_database);
    // A number without a row is a deleted one's.
    SearchColumnValues none{};
    none[size_t(SearchColumn::Flags)] = qint64(BackupStatus::Deleted);
    std::vector<SearchColumnValues> values(size_t(end - first), none);
    Statement read(m_database, QString("SELECT d.doc, "_L1 % kBackupFields %
                                       " FROM search_document d JOIN backup b ON b.id = d.backup_id WHERE "
                                       "d.doc >= ? AND d.doc < ? ORDER BY d.doc"_L1));
    if (auto r = read.bind(first).bind(end).run(); !r)
        return r;
    while (true) {
        const auto more = read.next();
        if (!more)
            return tl::unexpected(more.error());
        if (!*more)
            break;
        const BackupRecord backup = backupFrom(read, 1);
        const auto found = columns.valuesOf(backup);
        if (!found)
            return tl::unexpected(found.error());
        values[size_t(read.number(0) - first)] = *found;
        postings.add(read.number(0), searchTextsOf(backup));
    }
    read.reset();
    if (auto r = columns.write(first, values); !r)
        return r;
    if (auto r = postings.flush(); !r)
        return r;
    return setState(u"indexed"_s, end);
}

} // namespace holdfast
