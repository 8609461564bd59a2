// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/catalog/docset.h"
#include "core/catalog/searchtext.h"
#include "core/catalog/searchvocabulary.h"

namespace holdfast {

/// The indexed documents that match one term, by quality; each set holds the better ones too.
struct TermMatches
{
    DocSet exact;
    DocSet beginning;
    DocSet inside;
    /// False: the sets may hold documents that do not match so well, or not at all; look at their texts.
    bool certain = true;
};

/// Looks terms up in the search index. Used in the database's thread, inside one ReadSnapshot.
class TermSearch
{
public:
    /// @p documents is the size of all sets.
    TermSearch(Database &database, SearchVocabulary &vocabulary, qint64 documents)
        : m_database(database), m_vocabulary(vocabulary), m_documents(documents)
    {}

    Result<TermMatches> matches(const SearchTerm &term);

    struct NearMatches
    {
        DocSet near; ///< Near or better.
        DocSet beginning;
        bool certain = true;
        QStringList words{}; ///< What the term may have been meant to be, the likeliest first.
    };
    /// Near matches, plain ones apart.
    Result<NearMatches> nearMatches(const SearchTerm &term);

private:
    using Fields = std::array<DocSet, kSearchFieldCount>;
    /// Where in a word a part of a term has to be.
    enum class Place { Anywhere, AtBeginning, AtEnd, Whole };

    Result<qint64> wordNumber(const QString &token);
    Result<DocSet> withToken(const QString &token, const std::optional<SearchField> &field);
    Result<DocSet> withWords(const QList<qint64> &words, const std::optional<SearchField> &field);
    Result<void> addWords(const QList<qint64> &words, const std::optional<SearchField> &field, Fields &sets);
    Result<void> addPart(const TextPart &part, Place place, const SearchTerm &term, Fields &sets);
    Result<void> addToken(const QString &token, const SearchTerm &term, Fields &sets);
    Result<void> addUnspaced(const QString &text, const SearchTerm &term, Fields &sets);
    Result<TermMatches> singleWord(const SearchTerm &term);
    Result<TermMatches> compound(const SearchTerm &term);
    Result<TermMatches> severalParts(const SearchTerm &term, const QList<TextPart> &parts);
    Result<void> addCompound(const QString &text, Place left, Place right, const SearchTerm &term,
                             Fields &sets);
    Result<DocSet> together(const SearchTerm &term, const QList<TextPart> &parts, const QList<Place> &places);
    Result<NearMatches> nearWord(const SearchTerm &term, const TextPart &part);
    Result<NearMatches> nearWords(const SearchTerm &term, const QList<TextPart> &parts);
    [[nodiscard]] Fields emptyFields() const;

    Database &m_database;
    SearchVocabulary &m_vocabulary;
    qint64 m_documents;
};

} // namespace holdfast
