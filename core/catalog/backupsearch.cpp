// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/backupsearch.h"

#include "core/catalog/backuprow.h"
#include "core/catalog/conditions.h"
#include "core/catalog/searchrun.h"
#include "core/catalog/statement.h"
#include "core/catalog/transaction.h"

#include <algorithm>
#include <tuple>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

/// Where a document stands in a list: the better quality first, then the newer, then the later number.
struct Place
{
    MatchQuality quality = MatchQuality::Exact;
    qint64 created = 0;
    qint64 doc = 0;

    friend bool operator<(const Place &a, const Place &b)
    {
        return std::tie(b.quality, b.created, b.doc) < std::tie(a.quality, a.created, a.doc);
    }
};

/// How many candidates are looked at before more are asked for.
constexpr qsizetype kCandidatesAtOnce = 64;

QString tokenOf(const Place &place)
{
    return pageToken({place.created, u"%1 %2"_s.arg(int(place.quality)).arg(place.doc)});
}

Result<std::optional<Place>> placeOf(const PageRequest &request)
{
    const auto key = checkPage(request);
    if (!key)
        return tl::unexpected(key.error());
    if (!*key)
        return std::optional<Place>();
    const QStringList parts = (*key)->text.split(u' ');
    bool qualityIsNumber = false;
    bool docIsNumber = false;
    const int quality = parts.value(0).toInt(&qualityIsNumber);
    const qint64 doc = parts.value(1).toLongLong(&docIsNumber);
    if (!qualityIsNumber || !docIsNumber || quality < int(MatchQuality::NearBeginning) ||
        quality > int(MatchQuality::Exact))
        return fail(Errc::InvalidArgument,
                    u"the token of the next page is not valid; begin with the first page"_s);
    return std::optional(Place{MatchQuality(quality), (*key)->number, doc});
}

/// Walks documents from the newest on.
class NewestFirst
{
public:
    NewestFirst(Database &database, const SearchRun &run) : m_run(run), m_columns(database) {}

    /// Up to @p count documents of a set behind @p after, in order; all have its quality.
    Result<QList<Place>> next(const DocSet &docs, MatchQuality quality, const std::optional<Place> &after,
                              qsizetype count)
    {
        if (auto r = readBlocks(); !r)
            return tl::unexpected(r.error());
        std::vector<Place> heap; // the one that stands last on top
        const auto take = [&](qint64 doc, qint64 created) {
            const Place place{quality, created, doc};
            const bool full = qsizetype(heap.size()) == count;
            if ((full && !(place < heap.front())) || (after && !(*after < place)))
                return;
            if (full) {
                std::pop_heap(heap.begin(), heap.end());
                heap.pop_back();
            }
            heap.push_back(place);
            std::push_heap(heap.begin(), heap.end());
        };
        for (const auto &[doc, fresh] : m_run.fresh()) {
            if (docs.contains(doc))
                take(doc, fresh.backup.createdAt.toMSecsSinceEpoch());
        }
        for (const SearchColumns::NewestBlock &block : *m_blocks) {
            if (qsizetype(heap.size()) == count && block.newest < heap.front().created)
                break;
            const qint64 first = block.block * kColumnBlock;
            const qint64 end = std::min(first + kColumnBlock, m_run.state().indexed);
            if (!docs.anyBetween(first, end))
                continue;
            if (auto r = m_run.cancel().check(); !r)
                return tl::unexpected(r.error());
            const auto created = m_columns.read(SearchColumn::Created, block.block);
            if (!created)
                return tl::unexpected(created.error());
            created->withValues([&](auto valueAt) {
                docs.forEach(first, std::min(end, first + created->size()),
                             [&](qint64 doc) { take(doc, valueAt(doc - first)); });
            });
        }
        std::sort_heap(heap.begin(), heap.end());
        return QList<Place>(heap.begin(), heap.end());
    }

private:
    Result<void> readBlocks()
    {
        if (m_blocks)
            return {};
        auto blocks = m_columns.newestBlocks();
        if (!blocks)
            return tl::unexpected(blocks.error());
        m_blocks = std::move(*blocks);
        return {};
    }

    const SearchRun &m_run;
    SearchColumns m_columns;
    std::optional<QList<SearchColumns::NewestBlock>> m_blocks;
};

/// The places of one page, and one more where there is more.
Result<QList<Place>> placesOf(Database &database, SearchRun &run, const DocSet &passing,
                              const std::optional<Place> &after, qsizetype count)
{
    QList<Place> places;
    NewestFirst walk(database, run);
    DocSet better(run.state().documents);
    for (int each = int(MatchQuality::Exact); each > int(MatchQuality::None) && places.size() < count;
         --each) {
        const auto quality = MatchQuality(each);
        DocSet docs = run.matching(quality);
        docs &= passing;
        if (run.certain()) {
            docs -= better;
            better |= docs;
        }
        if (after && quality > after->quality)
            continue;
        std::optional<Place> last = after && after->quality == quality ? after : std::nullopt;
        while (places.size() < count) {
            const qsizetype wanted = run.certain() ? count - places.size() : kCandidatesAtOnce;
            const auto found = walk.next(docs, quality, last, wanted);
            if (!found)
                return tl::unexpected(found.error());
            for (const Place &place : *found) {
                if (!run.certain()) {
                    const auto real = run.quality(place.doc, quality < MatchQuality::Inside);
                    if (!real)
                        return tl::unexpected(real.error());
                    if (*real != quality)
                        continue; // its turn comes with its quality
                }
                if (places.size() < count)
                    places += place;
            }
            if (found->size() < wanted)
                break;
            last = found->last();
        }
    }
    return places;
}

Result<QList<BackupHit>> readHits(Database &database, const QList<Place> &places)
{
    Statement read(database,
                   QString("SELECT "_L1 % kBackupFields %
                           " FROM search_document d JOIN backup b ON b.id = d.backup_id WHERE d.doc = "
                           "?"_L1));
    QList<BackupHit> hits;
    for (const Place &place : places) {
        read.bind(place.doc);
        const auto rows = collectRows(read, [](const Statement &row) { return backupFrom(row); });
        if (!rows)
            return tl::unexpected(rows.error());
        if (rows->isEmpty())
            return fail(Errc::CatalogDamaged, u"the search index knows a backup that is not there"_s);
        hits += BackupHit{rows->first(), place.quality};
    }
    return hits;
}

Result<QByteArray> readIds(Database &database, const QList<Place> &places)
{
    Statement read(database, u"SELECT backup_id FROM search_document WHERE doc = ?"_s);
    QByteArray ids;
    for (const Place &place : places) {
        read.bind(place.doc);
        const auto rows = collectRows(read, [](const Statement &row) { return row.text(0).toLatin1(); });
        if (!rows)
            return tl::unexpected(rows.error());
        if (const QByteArray id = rows->value(0); id.size() == kBackupIdLength)
            ids += id;
    }
    return ids;
}

} // namespace

/// Each key that is typed reads the same columns: at a million backups they fit into so many KiB.
void BackupSearch::makeRoom()
{
    if (!std::exchange(m_hasRoom, true))
        (void)runSql(m_database, u"PRAGMA cache_size = -32768"_s); // only speed is lost where it fails
}

Result<QByteArray> BackupSearch::ids(const BackupFilter &filter, qsizetype limit, const QDateTime &now,
                                     const CancelToken &cancel)
{
    makeRoom();
    ReadSnapshot snapshot(m_database);
    if (auto r = snapshot.begin(); !r)
        return tl::unexpected(r.error());
    auto run = SearchRun::start(m_database, m_vocabulary, filter, now, cancel);
    if (!run)
        return tl::unexpected(run.error());
    const auto passing = run->passing(std::nullopt);
    if (!passing)
        return tl::unexpected(passing.error());
    if (auto r = run->addNear(*passing); !r)
        return tl::unexpected(r.error());
    const auto places = placesOf(m_database, *run, *passing, std::nullopt, limit);
    if (!places)
        return tl::unexpected(places.error());
    return readIds(m_database, *places);
}

Result<BackupHitPage> BackupSearch::page(const BackupFilter &filter, const PageRequest &request,
                                         const QDateTime &now, const CancelToken &cancel)
{
    const auto after = placeOf(request);
    if (!after)
        return tl::unexpected(after.error());
    makeRoom();
    ReadSnapshot snapshot(m_database);
    if (auto r = snapshot.begin(); !r)
        return tl::unexpected(r.error());
    auto run = SearchRun::start(m_database, m_vocabulary, filter, now, cancel);
    if (!run)
        return tl::unexpected(run.error());
    const auto passing = run->passing(std::nullopt);
    if (!passing)
        return tl::unexpected(passing.error());
    if (auto r = run->addNear(*passing); !r)
        return tl::unexpected(r.error());
    auto places = placesOf(m_database, *run, *passing, *after, request.limit + 1);
    if (!places)
        return tl::unexpected(places.error());
    BackupHitPage page;
    DocSet all = run->matching(MatchQuality::NearBeginning);
    all &= *passing;
    page.totalCount = all.count();
    page.totalIsExact = run->certain();
    page.didYouMean = run->didYouMean();
    if (places->size() > request.limit) {
        places->removeLast();
        page.nextToken = tokenOf(places->last());
    }
    auto hits = readHits(m_database, *places);
    if (!hits)
        return tl::unexpected(hits.error());
    page.hits = std::move(*hits);
    return page;
}

} // namespace holdfast
