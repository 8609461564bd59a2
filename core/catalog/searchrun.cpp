// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/searchrun.h"

#include "core/catalog/backuprow.h"
#include "core/catalog/conditions.h"
#include "core/catalog/statement.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

constexpr MatchQuality kPlain[] = {MatchQuality::Inside, MatchQuality::Beginning, MatchQuality::Exact};

/// The filter's plain texts as terms.
QList<SearchTerm> termsOf(const BackupFilter &filter)
{
    QList<SearchTerm> terms;
    const auto add = [&terms](const QString &text, SearchField field) {
        if (const QString normalised = normalisedSearchText(text); !normalised.isEmpty())
            terms += SearchTerm{.text = normalised, .field = field, .quoted = true};
    };
    add(filter.nameContains, SearchField::Name);
    add(filter.phoneNameContains, SearchField::Phone);
    add(filter.descriptionContains, SearchField::Description);
    return terms;
}

} // namespace

Result<SearchRun> SearchRun::start(Database &database, SearchVocabulary &vocabulary,
                                   const BackupFilter &filter, const QDateTime &now,
                                   const CancelToken &cancel)
{
    if (auto r = checkIdCount(filter.ids.size()); !r)
        return tl::unexpected(r.error());
    auto query = parseSearchQuery(filter.text, now);
    if (!query)
        return tl::unexpected(query.error());
    SearchRun run(database, vocabulary, cancel);
    run.m_query = std::move(*query);
    run.m_query.terms += termsOf(filter);
    run.m_nearTerms = run.m_query.terms;
    const auto state = SearchIndex(database).state();
    if (!state)
        return tl::unexpected(state.error());
    run.m_state = *state;
    auto documentFilter = DocumentFilter::make(database, filter, run.m_query.conditions);
    if (!documentFilter)
        return tl::unexpected(documentFilter.error());
    run.m_filter = std::move(*documentFilter);
    if (!run.m_query.terms.isEmpty()) {
        if (auto r = vocabulary.refresh(database, state->generation); !r)
            return tl::unexpected(r.error());
    }
    if (auto r = run.readFresh(); !r)
        return tl::unexpected(r.error());
    if (auto r = run.matchIndexed(); !r)
        return tl::unexpected(r.error());
    run.matchFresh(MatchQuality::Inside);
    if (auto r = run.makeCertain(); !r)
        return tl::unexpected(r.error());
    return run;
}

Result<void> SearchRun::readFresh()
{
    Statement read(*m_database, QString("SELECT d.doc, "_L1 % kBackupFields %
                                        " FROM search_document d JOIN backup b ON b.id = d.backup_id WHERE "
                                        "d.doc >= ?"_L1));
    if (auto r = read.bind(m_state.indexed).run(); !r)
        return r;
    while (true) {
        const auto more = read.next();
        if (!more)
            return tl::unexpected(more.error());
        if (!*more)
            return {};
        Fresh fresh{backupFrom(read, 1), {}, MatchQuality::None};
        fresh.texts = searchTextsOf(fresh.backup);
        fresh.quality = matchTerms(fresh.texts, m_query.terms, false);
        m_fresh.emplace(read.number(0), std::move(fresh));
    }
}

/// All terms together, in postings alone.
Result<void> SearchRun::matchIndexed()
{
    m_matching.fill(DocSet(m_state.documents));
    for (const MatchQuality quality : kPlain) {
        m_matching[size_t(quality)] = DocSet::all(m_state.documents);
        m_matching[size_t(quality)].forEach(m_state.indexed, m_state.documents,
                                            [&](qint64 doc) { m_matching[size_t(quality)].remove(doc); });
    }
    TermSearch search(*m_database, *m_vocabulary, m_state.documents);
    for (const SearchTerm &term : m_query.terms) {
        if (auto r = m_cancel.check(); !r)
            return r;
        const auto matches = search.matches(term);
        if (!matches)
            return tl::unexpected(matches.error());
        m_certain = m_certain && matches->certain;
        if (!term.negated) {
            m_matching[size_t(MatchQuality::Exact)] &= matches->exact;
            m_matching[size_t(MatchQuality::Beginning)] &= matches->beginning;
            m_matching[size_t(MatchQuality::Inside)] &= matches->inside;
        } else if (matches->certain) {
            for (const MatchQuality quality : kPlain)
                m_matching[size_t(quality)] -= matches->inside;
        }
    }
    return {};
}

void SearchRun::matchFresh(MatchQuality least)
{
    for (const auto &[doc, fresh] : m_fresh) {
        for (int quality = int(least); quality <= int(fresh.quality); ++quality)
            m_matching[size_t(quality)].insert(doc);
    }
}

/// Looks at uncertain candidates where there are few.
Result<void> SearchRun::makeCertain()
{
    const DocSet candidates = matching(MatchQuality::Inside);
    if (m_certain || candidates.count() > kLookAt)
        return {};
    for (const MatchQuality quality : kPlain)
        m_matching[size_t(quality)] -= candidates;
    if (auto r = lookAt(candidates, MatchQuality::Inside); !r)
        return r;
    m_certain = true;
    return {};
}

/// Adds those of @p candidates that match to the sets from @p least up to how well they do.
Result<void> SearchRun::lookAt(const DocSet &candidates, MatchQuality least)
{
    QList<qint64> docs;
    candidates.forEach(0, candidates.size(), [&docs](qint64 doc) { docs += doc; });
    for (const qint64 doc : docs) {
        if (auto r = m_cancel.check(); !r)
            return r;
        const auto found = quality(doc, least < MatchQuality::Inside);
        if (!found)
            return tl::unexpected(found.error());
        for (int each = int(least); each <= int(*found); ++each)
            m_matching[size_t(each)].insert(doc);
    }
    return {};
}

Result<SearchTexts> SearchRun::textsOf(qint64 doc)
{
    if (!m_readTexts)
        m_readTexts = std::make_unique<Statement>(
            *m_database,
            u"SELECT b.name, b.phone_name, b.serial, b.description, b.owner, b.group_name, b.apps, "
            "b.app_labels FROM search_document d JOIN backup b ON b.id = d.backup_id WHERE d.doc = ?"_s);
    m_readTexts->bind(doc);
    const auto rows = collectRows(*m_readTexts, [](const Statement &row) {
        BackupRecord backup;
        backup.name = row.text(0);
        backup.phoneName = row.text(1);
        backup.serial = {row.text(2)};
        backup.description = row.text(3);
        backup.owner = row.text(4);
        backup.groupName = row.text(5);
        backup.apps = row.list(6);
        backup.appLabels = row.list(7);
        return searchTextsOf(backup);
    });
    if (!rows)
        return tl::unexpected(rows.error());
    return rows->value(0);
}

Result<MatchQuality> SearchRun::quality(qint64 doc, bool withNear)
{
    if (const auto fresh = m_fresh.find(doc); fresh != m_fresh.end())
        return fresh->second.quality;
    const auto texts = textsOf(doc);
    if (!texts)
        return tl::unexpected(texts.error());
    return matchTerms(*texts, withNear ? m_nearTerms : m_query.terms, withNear);
}

Result<DocSet> SearchRun::passing(std::optional<Facet> without)
{
    DocSet result = DocSet::all(m_state.documents);
    for (int i = 0; i < kFacetCount; ++i) {
        const auto facet = Facet(i);
        if (facet == without || !m_filter->limits(facet))
            continue;
        auto &known = m_passing[size_t(i)];
        if (!known) {
            known = DocSet::all(m_state.documents);
            if (auto r = m_filter->narrow(facet, m_state.indexed, *known); !r)
                return tl::unexpected(r.error());
            for (const auto &[doc, fresh] : m_fresh) {
                if (!m_filter->passes(facet, fresh.backup))
                    known->remove(doc);
            }
        }
        result &= *known;
    }
    return result;
}

Result<void> SearchRun::addNear(const DocSet &passing)
{
    const auto resetNear = [this] {
        // Each set holds the better ones.
        m_matching[size_t(MatchQuality::Near)] = matching(MatchQuality::Inside);
        m_matching[size_t(MatchQuality::NearBeginning)] = matching(MatchQuality::Inside);
    };
    const auto foundCount = [this, &passing] {
        DocSet found = matching(MatchQuality::NearBeginning);
        return (found &= passing).count();
    };
    resetNear();
    const qint64 plainCount = foundCount();
    const bool mayBeNear = std::any_of(m_query.terms.begin(), m_query.terms.end(),
                                       [](const SearchTerm &term) { return !nearParts(term).isEmpty(); });
    if (!m_certain || !mayBeNear || plainCount >= kEnough)
        return {};
    auto strict = certainlySpelt(passing);
    if (!strict)
        return tl::unexpected(strict.error());
    if (auto r = addNearOf(*std::move(strict), passing); !r || foundCount() > plainCount)
        return r;
    resetNear();
    return addNearOf(m_query.terms, passing);
}

/// The terms; those that something matches as they were typed are quoted: they allow no near matches.
Result<QList<SearchTerm>> SearchRun::certainlySpelt(const DocSet &passing)
{
    QList<SearchTerm> terms = m_query.terms;
    TermSearch search(*m_database, *m_vocabulary, m_state.documents);
    for (SearchTerm &term : terms) {
        const auto plain = search.matches(term);
        if (!plain)
            return tl::unexpected(plain.error());
        DocSet found = plain->inside;
        found &= passing;
        const bool isFresh = std::any_of(m_fresh.begin(), m_fresh.end(), [&](const auto &each) {
            return matchTerms(each.second.texts, {term}, false) != MatchQuality::None;
        });
        term.quoted = term.quoted || isFresh || !found.isEmpty();
    }
    return terms;
}

Result<void> SearchRun::addNearOf(QList<SearchTerm> terms, const DocSet &passing)
{
    m_nearTerms = std::move(terms);
    DocSet near = passing;
    DocSet beginning = passing;
    bool certain = true;
    QString meant = m_query.text;
    TermSearch search(*m_database, *m_vocabulary, m_state.documents);
    for (auto term = m_nearTerms.crbegin(); term != m_nearTerms.crend(); ++term) {
        const auto plain = search.matches(*term);
        const auto matches = search.nearMatches(*term);
        if (!plain || !matches)
            return tl::unexpected(plain ? matches.error() : plain.error());
        if (term->negated) {
            if (plain->certain) {
                near -= plain->inside;
                beginning -= plain->inside;
            }
            certain = certain && plain->certain;
            continue;
        }
        DocSet inside = plain->inside;
        near &= DocSet(matches->near) |= inside;
        beginning &= inside |= matches->beginning;
        certain = certain && plain->certain && matches->certain;
        if (plain->inside.isEmpty() && !matches->words.isEmpty() && term->length > 0)
            meant.replace(term->begin, term->length, matches->words.first());
    }
    if (certain) {
        m_matching[size_t(MatchQuality::Near)] |= near;
        m_matching[size_t(MatchQuality::NearBeginning)] |= beginning;
        m_matching[size_t(MatchQuality::NearBeginning)] |= near;
    } else if (beginning.count() <= kLookAt) {
        if (auto r = lookAt(beginning, MatchQuality::NearBeginning); !r)
            return r;
    }
    for (auto &[doc, fresh] : m_fresh)
        fresh.quality = matchTerms(fresh.texts, m_nearTerms, true);
    matchFresh(MatchQuality::NearBeginning);
    if (meant != m_query.text)
        m_didYouMean = meant;
    return {};
}

} // namespace holdfast
