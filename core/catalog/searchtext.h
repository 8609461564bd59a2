// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/catalog/searchquery.h"

#include <QSet>
#include <QStringList>
#include <QStringView>

#include <array>

namespace holdfast {

// What it means that a backup matches a term. All of it is pure; the index only makes the same answers fast.

/// How well a text matches, the better the greater. Near matches are within nearAllowance() edits.
enum class MatchQuality : quint8 {
    None,
    NearBeginning, ///< A word begins with something near.
    Near,          ///< A word is near.
    Inside,        ///< The term is somewhere inside.
    Beginning,     ///< A word begins with it.
    Exact,         ///< It stands there as words of its own.
};

/// The form in which texts are compared: Unicode's compatible form, without case, control characters and
/// repeated spaces. At most 4096 characters are kept.
QString normalisedSearchText(const QString &text);

/// The searched texts of one backup, normalised. Several texts of one field (apps with their labels, a
/// phone's name and serial) are parted by line ends, which no term holds.
using SearchTexts = std::array<QString, kSearchFieldCount>;
SearchTexts searchTextsOf(const BackupRecord &backup);

/// A run of one kind in a normalised text.
struct TextPart
{
    enum class Kind : quint8 {
        Word,     ///< Letters and digits of a script that parts words.
        Unspaced, ///< Letters of one that does not (Chinese, Japanese, Thai…).
        Sign,     ///< One character of anything else but space.
    };
    Kind kind = Kind::Word;
    QString text{};
    qsizetype begin = 0;

    [[nodiscard]] qsizetype end() const { return begin + text.size(); }
};
QList<TextPart> textParts(const QString &normalised);

// What the index keeps of a text, besides its words: for terms of one and two characters.
/// One or two characters that are somewhere in a word, or a sign.
QString insideToken(QStringView characters);
/// One or two characters that a word begins with.
QString beginningToken(QStringView characters);
/// A sign or space with the characters around it, for all of them: tells `11-22` from `22 11`.
QStringList textJoints(const QString &normalised);
/// Two words with one sign between them, as they stand: `gz-0042`, `12.7`. Without them a term like `gz-0`
/// would seem to fit wherever both words are, and each such text would have to be looked at.
QString compoundToken(QStringView compound);
/// All compounds of a text.
QStringList textCompounds(const QString &normalised);
/// Whether a token is a word (or one or two characters of an unspaced script).
bool isWordToken(QStringView token);
/// All tokens of a text.
QSet<QString> searchTokens(const QString &normalised);

/// How well one text holds a term, near matches apart.
MatchQuality plainMatch(const QString &text, const SearchTerm &term);

/// How well a backup matches a term in the fields that it names. Negation is not looked at.
MatchQuality matchTerm(const SearchTexts &texts, const SearchTerm &term, bool withNear);

/// The worst of the qualities of all terms that are not negated; None where one does not match, or a negated
/// one does. Exact for a query without terms.
MatchQuality matchTerms(const SearchTexts &texts, const QList<SearchTerm> &terms, bool withNear);

/// The words of a term that may be misspelt. Empty for terms that have no near matches: quoted and negated
/// ones. A single word matches near words; of several (`gz_0001`, `gz0001`) each is inside some word of the
/// same text, or near one.
QList<TextPart> nearParts(const SearchTerm &term);

/// How many edits (one character more, less, other, or two swapped) still make a word near to @p word: one
/// from four letters on, two from eight; none for what is mostly digits.
int nearAllowance(QStringView word);

/// The edits from @p from to @p to and to the nearest beginning of @p to; more than @p most is most + 1.
struct EditDistance
{
    int whole = 0;
    int beginning = 0;
};
EditDistance editDistance(QStringView from, QStringView to, int most);

} // namespace holdfast
