// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/catalog/documentfilter.h"
#include "core/catalog/searchindex.h"
#include "core/catalog/searchresult.h"
#include "core/catalog/searchvocabulary.h"
#include "core/catalog/statement.h"
#include "core/catalog/termsearch.h"

#include <map>
#include <memory>

namespace holdfast {

/// One question to the catalog while it is answered, inside one ReadSnapshot: which documents match its terms
/// how well, and which pass its filter.
class SearchRun
{
public:
    /// Reads where the index stands and the documents that are not in it yet.
    static Result<SearchRun> start(Database &database, SearchVocabulary &vocabulary,
                                   const BackupFilter &filter, const QDateTime &now,
                                   const CancelToken &cancel);

    /// A document that is not in postings and columns yet.
    struct Fresh
    {
        BackupRecord backup{};
        SearchTexts texts{};
        MatchQuality quality = MatchQuality::None; ///< Near matches included once they were looked for.
    };

    [[nodiscard]] const SearchState &state() const { return m_state; }
    [[nodiscard]] const SearchQuery &query() const { return m_query; }
    [[nodiscard]] const std::map<qint64, Fresh> &fresh() const { return m_fresh; }
    [[nodiscard]] const CancelToken &cancel() const { return m_cancel; }
    /// False: matching() may hold too many; see quality().
    [[nodiscard]] bool certain() const { return m_certain; }
    /// The documents that match at least as well as @p quality; the filter is not applied.
    [[nodiscard]] const DocSet &matching(MatchQuality quality) const { return m_matching[size_t(quality)]; }
    /// The documents that pass all facets but @p without.
    Result<DocSet> passing(std::optional<Facet> without);
    /// Where fewer than kEnough documents match and pass, adds near matches to matching(): first as if only
    /// the terms that nothing matches were misspelt, and where that finds nothing, of all terms.
    Result<void> addNear(const DocSet &passing);
    [[nodiscard]] const QString &didYouMean() const { return m_didYouMean; }

    /// How well a document really matches, by its texts; with @p withNear near matches count too.
    Result<MatchQuality> quality(qint64 doc, bool withNear);

private:
    /// Near matches are looked for where fewer are found otherwise.
    static constexpr qint64 kEnough = 10;
    /// So many candidates are looked at one by one, so that their number is certain.
    static constexpr qint64 kLookAt = 1000;

    SearchRun(Database &database, SearchVocabulary &vocabulary, CancelToken cancel)
        : m_database(&database), m_vocabulary(&vocabulary), m_cancel(std::move(cancel))
    {}
    Result<void> readFresh();
    Result<void> matchIndexed();
    Result<void> makeCertain();
    Result<QList<SearchTerm>> certainlySpelt(const DocSet &passing);
    Result<void> addNearOf(QList<SearchTerm> terms, const DocSet &passing);
    void matchFresh(MatchQuality least);
    Result<void> lookAt(const DocSet &candidates, MatchQuality least);
    Result<SearchTexts> textsOf(qint64 doc);

    Database *m_database;
    SearchVocabulary *m_vocabulary;
    CancelToken m_cancel;
    SearchState m_state;
    SearchQuery m_query;
    QList<SearchTerm> m_nearTerms; ///< The query's; those that are not misspelt are quoted.
    std::optional<DocumentFilter> m_filter;
    std::map<qint64, Fresh> m_fresh;
    std::array<DocSet, 6> m_matching; ///< By MatchQuality.
    std::array<std::optional<DocSet>, kFacetCount> m_passing;
    bool m_certain = true;
    QString m_didYouMean;
    std::unique_ptr<Statement> m_readTexts; ///< Prepared once: many candidates may be looked at.
};

} // namespace holdfast
