// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/termsearch.h"

#include "core/catalog/statement.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

constexpr qsizetype kWordsAtOnce = 64;
constexpr qsizetype kSuggestions = 3;

using Part = SearchVocabulary::Part;

bool isShort(const QString &word)
{
    const qsizetype characters = word.toUcs4().size();
    return characters <= 2;
}

} // namespace

TermSearch::Fields TermSearch::emptyFields() const
{
    Fields sets;
    sets.fill(DocSet(m_documents));
    return sets;
}

Result<qint64> TermSearch::wordNumber(const QString &token)
{
    Statement find(m_database, u"SELECT number FROM search_word WHERE word = ?"_s);
    find.bind(token);
    const auto rows = collectRows(find, [](const Statement &row) { return row.number(0); });
    if (!rows)
        return tl::unexpected(rows.error());
    return rows->value(0);
}

/// Adds the postings of words to the sets of their fields.
Result<void> TermSearch::addWords(const QList<qint64> &words, const std::optional<SearchField> &field,
                                  Fields &sets)
{
    const auto sqlFor = [&field](qsizetype count) {
        return QString("SELECT field, block, docs FROM search_posting WHERE word IN ("_L1 %
                       placeholders(count) % (field ? ") AND field = ?"_L1 : ")"_L1));
    };
    std::optional<Statement> many;
    for (qsizetype done = 0; done < words.size(); done += kWordsAtOnce) {
        const QList<qint64> batch = words.mid(done, kWordsAtOnce);
        if (!many || batch.size() < kWordsAtOnce)
            many.emplace(m_database, sqlFor(batch.size()));
        for (const qint64 word : batch)
            many->bind(word);
        if (field)
            many->bind(int(*field));
        if (auto r = many->run(); !r)
            return r;
        while (true) {
            const auto more = many->next();
            if (!more)
                return tl::unexpected(more.error());
            if (!*more)
                break;
            const qint64 of = many->number(0);
            if (of < 0 || of >= kSearchFieldCount)
                return fail(Errc::CatalogDamaged, u"the search index has an unknown field"_s);
            if (auto r = sets[size_t(of)].insertPostings(many->number(1), many->bytes(2)); !r)
                return r;
        }
    }
    return {};
}

Result<DocSet> TermSearch::withWords(const QList<qint64> &words, const std::optional<SearchField> &field)
{
    Fields sets = emptyFields();
    if (auto r = addWords(words, field, sets); !r)
        return tl::unexpected(r.error());
    for (size_t i = 1; i < sets.size(); ++i)
        sets[0] |= sets[i];
    return std::move(sets[0]);
}

Result<DocSet> TermSearch::withToken(const QString &token, const std::optional<SearchField> &field)
{
    const auto number = wordNumber(token);
    if (!number)
        return tl::unexpected(number.error());
    return *number > 0 ? withWords({*number}, field) : DocSet(m_documents);
}

Result<void> TermSearch::addToken(const QString &token, const SearchTerm &term, Fields &sets)
{
    const auto number = wordNumber(token);
    if (!number)
        return tl::unexpected(number.error());
    return *number > 0 ? addWords({*number}, term.field, sets) : Result<void>{};
}

Result<TermMatches> TermSearch::matches(const SearchTerm &term)
{
    const QList<TextPart> parts = textParts(term.text);
    const bool single = parts.size() == 1 && parts[0].text.size() == term.text.size();
    if (single && parts[0].kind == TextPart::Kind::Word)
        return singleWord(term);
    if (single && parts[0].kind == TextPart::Kind::Unspaced && isShort(term.text)) {
        auto found = withToken(term.text, term.field);
        if (!found)
            return tl::unexpected(found.error());
        return TermMatches{*found, *found, *found, true};
    }
    const QStringList compounds = textCompounds(term.text);
    if (compounds.size() == 1 && compounds.first() == term.text)
        return compound(term);
    return severalParts(term, parts);
}

/// Two words and the sign between them.
Result<TermMatches> TermSearch::compound(const SearchTerm &term)
{
    auto exact = withToken(compoundToken(term.text), term.field);
    auto beginning = withWords(m_vocabulary.compoundsWith(term.text, Part::AtBeginning), term.field);
    auto inside = withWords(m_vocabulary.compoundsWith(term.text, Part::Anywhere), term.field);
    if (!exact || !beginning || !inside)
        return tl::unexpected(!exact ? exact.error() : !beginning ? beginning.error() : inside.error());
    return TermMatches{std::move(*exact), std::move(*beginning), std::move(*inside), true};
}

Result<TermMatches> TermSearch::singleWord(const SearchTerm &term)
{
    auto exact = withToken(term.text, term.field);
    auto beginning = isShort(term.text)
                         ? withToken(beginningToken(term.text), term.field)
                         : withWords(m_vocabulary.wordsWith(term.text, Part::AtBeginning), term.field);
    auto inside = isShort(term.text)
                      ? withToken(insideToken(term.text), term.field)
                      : withWords(m_vocabulary.wordsWith(term.text, Part::Anywhere), term.field);
    if (!exact || !beginning || !inside)
        return tl::unexpected(!exact ? exact.error() : !beginning ? beginning.error() : inside.error());
    return TermMatches{std::move(*exact), std::move(*beginning), std::move(*inside), true};
}

/// Documents with all one- and two-character pieces of a text in the same field.
Result<void> TermSearch::addUnspaced(const QString &text, const SearchTerm &term, Fields &sets)
{
    bool first = true;
    for (const QString &token : searchTokens(text)) {
        if (!isShort(text) && isShort(token) && token.toUcs4().size() == 1)
            continue; // its pairs say more
        Fields found = emptyFields();
        if (auto r = addToken(token, term, found); !r)
            return r;
        for (size_t i = 0; i < sets.size(); ++i) {
            if (first)
                sets[i] |= found[i];
            else
                sets[i] &= found[i];
        }
        first = false;
    }
    return {};
}

Result<void> TermSearch::addPart(const TextPart &part, Place place, const SearchTerm &term, Fields &sets)
{
    if (part.kind == TextPart::Kind::Sign)
        return addToken(insideToken(part.text), term, sets);
    if (part.kind == TextPart::Kind::Unspaced)
        return addUnspaced(part.text, term, sets);
    if (place == Place::Whole)
        return addToken(part.text, term, sets);
    if (isShort(part.text)) // for the end of a word there is no token; being inside is the nearest
        return addToken(place == Place::AtBeginning ? beginningToken(part.text) : insideToken(part.text),
                        term, sets);
    const Part where = place == Place::AtBeginning ? Part::AtBeginning
                       : place == Place::AtEnd     ? Part::AtEnd
                                                   : Part::Anywhere;
    return addWords(m_vocabulary.wordsWith(part.text, where), term.field, sets);
}

/// @p left and @p right are the places of its words.
Result<void> TermSearch::addCompound(const QString &text, Place left, Place right, const SearchTerm &term,
                                     Fields &sets)
{
    const bool isOpenLeft = left != Place::Whole;
    const bool isOpenRight = right != Place::Whole;
    if (!isOpenLeft && !isOpenRight)
        return addToken(compoundToken(text), term, sets);
    const Part where = isOpenLeft && isOpenRight ? Part::Anywhere
                       : isOpenLeft              ? Part::AtEnd
                                                 : Part::AtBeginning;
    return addWords(m_vocabulary.compoundsWith(text, where), term.field, sets);
}

/// Documents that have all parts, and what joins them, in the same field.
Result<DocSet> TermSearch::together(const SearchTerm &term, const QList<TextPart> &parts,
                                    const QList<Place> &places)
{
    Fields all;
    all.fill(DocSet::all(m_documents));
    const auto narrow = [&all](const Fields &found) {
        for (size_t i = 0; i < all.size(); ++i)
            all[i] &= found[i];
    };
    qsizetype covered = 0; // Parts before this are in a compound.
    for (qsizetype i = 0; i < parts.size(); ++i) {
        Fields found = emptyFields();
        const qsizetype end = i + 2 < parts.size() ? parts[i + 2].end() : parts[i].begin;
        const QString text = term.text.mid(parts[i].begin, end - parts[i].begin);
        if (!text.isEmpty() && textCompounds(text) == QStringList{text}) {
            if (auto r = addCompound(text, places[i], places[i + 2], term, found); !r)
                return tl::unexpected(r.error());
            narrow(found);
            covered = i + 3;
        } else if (i >= covered) {
            if (auto r = addPart(parts[i], places[i], term, found); !r)
                return tl::unexpected(r.error());
            narrow(found);
        }
    }
    for (const QString &joint : textJoints(term.text)) {
        Fields found = emptyFields();
        if (auto r = addToken(insideToken(joint), term, found); !r)
            return tl::unexpected(r.error());
        narrow(found);
    }
    DocSet result(m_documents);
    for (size_t i = 0; i < all.size(); ++i) {
        if (!term.field || *term.field == SearchField(i))
            result |= all[i];
    }
    return result;
}

Result<TermMatches> TermSearch::severalParts(const SearchTerm &term, const QList<TextPart> &parts)
{
    QList<Place> exact(parts.size(), Place::Whole);
    QList<Place> beginning = exact;
    QList<Place> inside = exact;
    // Words at the edges of the term may go on beyond it.
    if (!parts.isEmpty() && parts.last().end() == term.text.size()) {
        beginning.last() = Place::AtBeginning;
        inside.last() = Place::AtBeginning;
    }
    if (!parts.isEmpty() && parts.first().begin == 0)
        inside.first() = parts.size() == 1 ? Place::Anywhere : Place::AtEnd;
    auto atExact = together(term, parts, exact);
    auto atBeginning = together(term, parts, beginning);
    auto anywhere = together(term, parts, inside);
    if (!atExact || !atBeginning || !anywhere)
        return tl::unexpected(!atExact       ? atExact.error()
                              : !atBeginning ? atBeginning.error()
                                             : anywhere.error());
    return TermMatches{std::move(*atExact), std::move(*atBeginning), std::move(*anywhere), false};
}

Result<TermSearch::NearMatches> TermSearch::nearMatches(const SearchTerm &term)
{
    const QList<TextPart> parts = nearParts(term);
    if (parts.isEmpty())
        return NearMatches{DocSet(m_documents), DocSet(m_documents), true, {}};
    return parts.size() == 1 ? nearWord(term, parts.first()) : nearWords(term, parts);
}

Result<TermSearch::NearMatches> TermSearch::nearWord(const SearchTerm &term, const TextPart &part)
{
    NearMatches matches{DocSet(m_documents), DocSet(m_documents), true, {}};
    QList<qint64> whole;
    QList<qint64> beginnings;
    const auto words = m_vocabulary.wordsNear(part.text, nearAllowance(part.text));
    std::vector<std::pair<qint64, QString>> counted; // of the words with the fewest edits
    for (const SearchVocabulary::NearWord &word : words) {
        (word.whole ? whole : beginnings) += word.number;
        if (word.whole != words.first().whole || word.edits != words.first().edits || counted.size() >= 64)
            continue;
        const auto documents = withWords({word.number}, term.field);
        if (!documents)
            return tl::unexpected(documents.error());
        if (const qint64 count = documents->count(); count > 0)
            counted.emplace_back(-count, word.word);
    }
    std::sort(counted.begin(), counted.end());
    for (size_t i = 0; i < counted.size() && i < size_t(kSuggestions); ++i)
        matches.words += counted[i].second;
    auto near = withWords(whole, term.field);
    auto beginning = withWords(beginnings, term.field);
    if (!near || !beginning)
        return tl::unexpected(near ? beginning.error() : near.error());
    matches.near = std::move(*near);
    matches.beginning = std::move(*beginning);
    matches.beginning |= matches.near;
    return matches;
}

Result<TermSearch::NearMatches> TermSearch::nearWords(const SearchTerm &term, const QList<TextPart> &parts)
{
    Fields all;
    all.fill(DocSet::all(m_documents));
    for (const TextPart &part : parts) {
        Fields found = emptyFields();
        if (auto r = addPart(part, Place::Anywhere, term, found); !r)
            return tl::unexpected(r.error());
        if (const int allowed = nearAllowance(part.text); part.kind == TextPart::Kind::Word && allowed > 0) {
            QList<qint64> numbers;
            for (const SearchVocabulary::NearWord &word : m_vocabulary.wordsNear(part.text, allowed)) {
                if (word.whole)
                    numbers += word.number;
            }
            if (auto r = addWords(numbers, term.field, found); !r)
                return tl::unexpected(r.error());
        }
        for (size_t i = 0; i < all.size(); ++i)
            all[i] &= found[i];
    }
    DocSet near(m_documents);
    for (size_t i = 0; i < all.size(); ++i) {
        if (!term.field || *term.field == SearchField(i))
            near |= all[i];
    }
    return NearMatches{near, near, false, {}};
}

} // namespace holdfast
