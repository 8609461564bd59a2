// SPDX-License-Identifier: GPL-3.0-or-later
// Counting what was found by status, group, phone, age, store, Android version and tag.
#include "core/catalog/backupsearch.h"
#include "core/catalog/searchcolumns.h"
#include "core/catalog/searchrun.h"
#include "core/catalog/statement.h"
#include "core/catalog/transaction.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

struct Age
{
    const char *text;
    qint64 days; ///< Up to so many.
};
constexpr Age kAges[] = {{"<1d", 1},       {"1d..7d", 7},      {"7d..30d", 30},
                         {"30d..90d", 90}, {"90d..365d", 365}, {">365d", std::numeric_limits<int>::max()}};

/// Calls @p visit with the column's value of each indexed document in @p docs.
template <class Visit>
Result<void> visitColumn(Database &database, SearchColumn column, const SearchRun &run, const DocSet &docs,
                         Visit visit)
{
    auto read = SearchColumns(database).forEachBlock(column, [&](qint64 number, const ColumnBlock &block) {
        const qint64 first = number * kColumnBlock;
        block.withValues([&](auto valueAt) {
            docs.forEach(first, std::min(first + block.size(), run.state().indexed),
                         [&](qint64 doc) { visit(valueAt(doc - first)); });
        });
    });
    if (!read)
        return read;
    return run.cancel().check();
}

void sortByCount(QList<FacetCount> &counts)
{
    std::sort(counts.begin(), counts.end(), [](const FacetCount &a, const FacetCount &b) {
        return a.count != b.count ? a.count > b.count : a.value < b.value;
    });
    if (counts.size() > BackupFacets::kMaxFacetValues)
        counts.resize(BackupFacets::kMaxFacetValues);
}

class FacetCounter
{
public:
    FacetCounter(Database &database, SearchRun &run, qint64 now)
        : m_database(database), m_run(run), m_now(now)
    {}

    Result<QList<FacetCount>> texts(Facet facet, SearchColumn column, QString BackupRecord::*field)
    {
        return textsBy(facet, column, [field](const BackupRecord &backup) { return backup.*field; });
    }

    template <class TextOf>
    Result<QList<FacetCount>> textsBy(Facet facet, SearchColumn column, TextOf textOf)
    {
        const auto docs = found(facet);
        if (!docs)
            return tl::unexpected(docs.error());
        const auto names = SearchColumns(m_database).texts(column);
        if (!names)
            return tl::unexpected(names.error());
        std::vector<qint64> counts(size_t(names->size()));
        auto counted = visitColumn(m_database, column, m_run, *docs, [&counts](qint64 number) {
            if (number >= 0 && number < qint64(counts.size()))
                ++counts[size_t(number)];
        });
        if (!counted)
            return tl::unexpected(counted.error());
        QHash<QString, qint64> fresh;
        visitFresh(*docs, [&](const BackupRecord &backup) { ++fresh[textOf(backup)]; });
        QList<FacetCount> result;
        for (qsizetype i = 0; i < names->size(); ++i) {
            const qint64 count = counts[size_t(i)] + fresh.take((*names)[i]);
            if (count > 0 && !(*names)[i].isEmpty())
                result += FacetCount{(*names)[i], {}, count};
        }
        for (auto it = fresh.cbegin(); it != fresh.cend(); ++it) {
            if (!it.key().isEmpty())
                result += FacetCount{it.key(), {}, it.value()};
        }
        sortByCount(result);
        return result;
    }

    Result<QList<FacetCount>> status()
    {
        const auto docs = found(Facet::Status);
        if (!docs)
            return tl::unexpected(docs.error());
        std::array<qint64, kStatusMask + 1> counts{};
        auto counted = visitColumn(m_database, SearchColumn::Flags, m_run, *docs,
                                   [&counts](qint64 flags) { ++counts[size_t(flags & kStatusMask)]; });
        if (!counted)
            return tl::unexpected(counted.error());
        visitFresh(*docs, [&counts](const BackupRecord &backup) { ++counts[size_t(backup.status)]; });
        QList<FacetCount> result;
        for (int i = 0; i <= int(BackupStatus::Damaged); ++i) {
            if (counts[size_t(i)] > 0)
                result += FacetCount{toText(BackupStatus(i)), {}, counts[size_t(i)]};
        }
        sortByCount(result);
        return result;
    }

    Result<QList<FacetCount>> ages()
    {
        const auto docs = found(Facet::Age);
        if (!docs)
            return tl::unexpected(docs.error());
        std::array<qint64, std::size(kAges)> counts{};
        const auto take = [this, &counts](qint64 created) {
            const qint64 age = m_now - created;
            const auto of = std::find_if(std::begin(kAges), std::end(kAges) - 1,
                                         [age](const Age &a) { return age <= a.days * 86'400'000; });
            ++counts[size_t(of - std::begin(kAges))];
        };
        if (auto r = visitColumn(m_database, SearchColumn::Created, m_run, *docs, take); !r)
            return tl::unexpected(r.error());
        visitFresh(*docs, [&take](const BackupRecord &b) { take(b.createdAt.toMSecsSinceEpoch()); });
        QList<FacetCount> result;
        for (size_t i = 0; i < counts.size(); ++i) {
            if (counts[i] > 0)
                result += FacetCount{QString::fromLatin1(kAges[i].text), {}, counts[i]};
        }
        return result;
    }

    /// Only what has tags is looked at.
    Result<QList<FacetCount>> tags()
    {
        const auto docs = found(Facet::Tag);
        if (!docs)
            return tl::unexpected(docs.error());
        Statement read(m_database, u"SELECT t.tag, d.doc FROM backup_tag t JOIN search_document d ON "
                                   "d.backup_id = t.backup_id"_s);
        if (auto r = read.run(); !r)
            return tl::unexpected(r.error());
        QHash<QString, qint64> counts;
        for (qint64 rows = 0;; ++rows) {
            const auto more = read.next();
            if (!more)
                return tl::unexpected(more.error());
            if (!*more)
                break;
            if (docs->contains(read.number(1)))
                ++counts[read.text(0)];
            if (rows % 1024 == 0) {
                if (auto r = m_run.cancel().check(); !r)
                    return tl::unexpected(r.error());
            }
        }
        QList<FacetCount> result;
        for (auto it = counts.cbegin(); it != counts.cend(); ++it)
            result += FacetCount{it.key(), {}, it.value()};
        sortByCount(result);
        return result;
    }

    /// Names for the phones that are told.
    Result<void> label(QList<FacetCount> &phones)
    {
        Statement name(m_database,
                       u"SELECT phone_name FROM backup WHERE phone_id = ? ORDER BY created_at DESC, id "
                       "DESC LIMIT 1"_s);
        for (FacetCount &phone : phones) {
            name.bind(phone.value);
            const auto rows = collectRows(name, [](const Statement &row) { return row.text(0); });
            if (!rows)
                return tl::unexpected(rows.error());
            phone.label = rows->value(0);
        }
        return {};
    }

    /// What was found when the facet's own conditions are left out.
    Result<DocSet> found(std::optional<Facet> without)
    {
        auto docs = m_run.passing(without);
        if (docs)
            *docs &= m_run.matching(MatchQuality::NearBeginning);
        return docs;
    }

private:
    template <class Visit>
    void visitFresh(const DocSet &docs, Visit visit) const
    {
        for (const auto &[doc, fresh] : m_run.fresh()) {
            if (docs.contains(doc))
                visit(fresh.backup);
        }
    }

    Database &m_database;
    SearchRun &m_run;
    qint64 m_now;
};

} // namespace

Result<BackupFacets> BackupSearch::facets(const BackupFilter &filter, const QDateTime &now,
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

    FacetCounter counter(m_database, *run, now.toMSecsSinceEpoch());
    const auto found = counter.found(std::nullopt);
    auto status = counter.status();
    auto group = counter.texts(Facet::Group, SearchColumn::Group, &BackupRecord::groupName);
    auto phone = counter.textsBy(Facet::Phone, SearchColumn::Phone,
                                 [](const BackupRecord &backup) { return backup.phone.value; });
    auto age = counter.ages();
    auto store = counter.texts(Facet::Store, SearchColumn::Store, &BackupRecord::storeName);
    auto android = counter.texts(Facet::Android, SearchColumn::Android, &BackupRecord::androidVersion);
    auto tag = counter.tags();
    if (!found)
        return tl::unexpected(found.error());
    for (const auto *each : {&status, &group, &phone, &age, &store, &android, &tag}) {
        if (!*each)
            return tl::unexpected(each->error());
    }
    if (auto r = counter.label(*phone); !r)
        return tl::unexpected(r.error());
    return BackupFacets{found->count(), *status, *group, *phone, *age, *store, *android, *tag};
}

} // namespace holdfast
