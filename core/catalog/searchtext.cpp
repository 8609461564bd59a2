// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/searchtext.h"

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

constexpr qsizetype kMaxText = 4096;
constexpr qsizetype kMaxNearWord = 64;
// Marks of tokens that are not words; normalised texts hold no control characters but the line end.
constexpr QChar kInsideMark(u'\x02');
constexpr QChar kBeginningMark(u'\x03');
constexpr QChar kCompoundMark(u'\x04');

std::optional<TextPart::Kind> kindOf(char32_t c)
{
    if (QChar::isSpace(c) || c == U'\n')
        return std::nullopt;
    if (!QChar::isLetterOrNumber(c) && !QChar::isMark(c))
        return TextPart::Kind::Sign;
    switch (QChar::script(c)) {
    case QChar::Script_Han:
    case QChar::Script_Hiragana:
    case QChar::Script_Katakana:
    case QChar::Script_Bopomofo:
    case QChar::Script_Thai:
    case QChar::Script_Lao:
    case QChar::Script_Khmer:
    case QChar::Script_Myanmar:
        return TextPart::Kind::Unspaced;
    default:
        return TextPart::Kind::Word;
    }
}

/// The character at @p index and how many units it takes.
std::pair<char32_t, int> characterAt(QStringView text, qsizetype index)
{
    const QChar c = text[index];
    if (c.isHighSurrogate() && index + 1 < text.size() && text[index + 1].isLowSurrogate())
        return {QChar::surrogateToUcs4(c, text[index + 1]), 2};
    return {c.unicode(), 1};
}

/// Where the characters of @p text begin, and its end.
QList<qsizetype> characterEdges(QStringView text)
{
    QList<qsizetype> edges;
    for (qsizetype i = 0; i < text.size(); i += characterAt(text, i).second)
        edges += i;
    return edges << text.size();
}

bool isWordAt(const QString &text, qsizetype index)
{
    if (index > 0 && text[index].isLowSurrogate())
        --index;
    return kindOf(characterAt(text, index).first) == TextPart::Kind::Word;
}

/// Whether no word goes on from the character before @p index to the one at it.
bool isEdge(const QString &text, qsizetype index)
{
    return index == 0 || index == text.size() || !isWordAt(text, index - 1) || !isWordAt(text, index);
}

/// One and two neighbouring characters of @p text, each given to @p add.
template <class Add>
void addPairs(const QString &text, Add add)
{
    const QList<qsizetype> edges = characterEdges(text);
    for (qsizetype i = 0; i + 1 < edges.size(); ++i) {
        add(QStringView(text).sliced(edges[i], edges[i + 1] - edges[i]));
        if (i + 2 < edges.size())
            add(QStringView(text).sliced(edges[i], edges[i + 2] - edges[i]));
    }
}

bool isNearWord(const QString &part, const QString &word)
{
    const int allowed = nearAllowance(part);
    return allowed > 0 && editDistance(part, word, allowed).whole <= allowed;
}

MatchQuality nearMatch(const QString &text, const QList<TextPart> &parts)
{
    const QList<TextPart> words = textParts(text);
    if (parts.size() == 1) {
        const int allowed = nearAllowance(parts[0].text);
        MatchQuality best = MatchQuality::None;
        for (const TextPart &word : words) {
            if (word.kind != TextPart::Kind::Word)
                continue;
            const EditDistance distance = editDistance(parts[0].text, word.text, allowed);
            if (distance.whole <= allowed)
                return MatchQuality::Near;
            if (distance.beginning <= allowed)
                best = MatchQuality::NearBeginning;
        }
        return best;
    }
    const bool all = std::all_of(parts.begin(), parts.end(), [&](const TextPart &part) {
        return std::any_of(words.begin(), words.end(), [&](const TextPart &word) {
            return word.kind == part.kind &&
                   (word.text.contains(part.text) || isNearWord(part.text, word.text));
        });
    });
    return all ? MatchQuality::Near : MatchQuality::None;
}

/// Letters and digits of a word apart: `gz0001` is `gz` and `0001`.
QList<TextPart> partedAtDigits(const TextPart &part)
{
    QList<TextPart> parts;
    for (qsizetype i = 0; i < part.text.size(); ++i) {
        if (i == 0 || part.text[i].isDigit() != part.text[i - 1].isDigit())
            parts += TextPart{part.kind, {}, part.begin + i};
        parts.last().text += part.text[i];
    }
    return parts;
}

} // namespace

QString normalisedSearchText(const QString &text)
{
    const QString cut = text.left(kMaxText);
    // Most names are ASCII, which Unicode's forms leave as it is.
    const bool plain = std::all_of(cut.begin(), cut.end(), [](QChar c) { return c.unicode() < 0x80; });
    const QString folded = plain ? cut.toLower()
                                 : cut.normalized(QString::NormalizationForm_KC)
                                       .toCaseFolded()
                                       .normalized(QString::NormalizationForm_KC);
    QString out;
    out.reserve(folded.size());
    for (const QChar c : folded) {
        const bool space = c.isSpace() || c.category() == QChar::Other_Control;
        if (!space)
            out += c;
        else if (!out.isEmpty() && out.back() != u' ')
            out += u' ';
    }
    while (out.endsWith(u' '))
        out.chop(1);
    return out.left(kMaxText);
}

SearchTexts searchTextsOf(const BackupRecord &backup)
{
    const auto joined = [](const QStringList &texts) {
        QString out;
        for (const QString &text : texts) {
            const QString normalised = normalisedSearchText(text);
            if (!normalised.isEmpty() && out.size() < kMaxText)
                out += out.isEmpty() ? normalised : QString(u'\n' % normalised);
        }
        return out;
    };
    return {normalisedSearchText(backup.name),        joined({backup.phoneName, backup.serial.value}),
            normalisedSearchText(backup.description), normalisedSearchText(backup.owner),
            normalisedSearchText(backup.groupName),   joined(backup.apps + backup.appLabels)};
}

QList<TextPart> textParts(const QString &normalised)
{
    QList<TextPart> parts;
    for (qsizetype i = 0; i < normalised.size();) {
        const auto [character, units] = characterAt(normalised, i);
        const auto kind = kindOf(character);
        if (kind) {
            const bool goesOn = !parts.isEmpty() && parts.last().end() == i && parts.last().kind == *kind &&
                                *kind != TextPart::Kind::Sign;
            if (!goesOn)
                parts += TextPart{*kind, {}, i};
            parts.last().text += QStringView(normalised).sliced(i, units);
        }
        i += units;
    }
    return parts;
}

QString insideToken(QStringView characters)
{
    return kInsideMark + characters.toString();
}

QString beginningToken(QStringView characters)
{
    return kBeginningMark + characters.toString();
}

QString compoundToken(QStringView compound)
{
    return kCompoundMark + compound.toString();
}

bool isWordToken(QStringView token)
{
    return token.front() != kInsideMark && token.front() != kBeginningMark && token.front() != kCompoundMark;
}

QStringList textCompounds(const QString &normalised)
{
    QStringList compounds;
    const QList<TextPart> parts = textParts(normalised);
    for (qsizetype i = 0; i + 2 < parts.size(); ++i) {
        const TextPart &left = parts[i];
        const TextPart &sign = parts[i + 1];
        const TextPart &right = parts[i + 2];
        const bool isCompound = left.kind == TextPart::Kind::Word && sign.kind == TextPart::Kind::Sign &&
                                right.kind == TextPart::Kind::Word && left.end() == sign.begin &&
                                sign.end() == right.begin;
        if (isCompound)
            compounds += normalised.mid(left.begin, right.end() - left.begin);
    }
    return compounds;
}

QStringList textJoints(const QString &normalised)
{
    QStringList joints;
    for (qsizetype i = 1; i + 1 < normalised.size(); ++i) {
        const QStringView joint = QStringView(normalised).sliced(i - 1, 3);
        const bool plain =
            std::none_of(joint.begin(), joint.end(), [](QChar c) { return c.isSurrogate() || c == u'\n'; });
        if (plain && !joint[1].isLetterOrNumber() && !joint[1].isMark())
            joints += joint.toString();
    }
    return joints;
}

QSet<QString> searchTokens(const QString &normalised)
{
    QSet<QString> tokens;
    for (const TextPart &part : textParts(normalised)) {
        switch (part.kind) {
        case TextPart::Kind::Word: {
            tokens += part.text;
            addPairs(part.text, [&tokens](QStringView pair) { tokens += insideToken(pair); });
            const QList<qsizetype> edges = characterEdges(part.text);
            for (qsizetype i = 1; i < std::min<qsizetype>(edges.size(), 3); ++i)
                tokens += beginningToken(QStringView(part.text).first(edges[i]));
            break;
        }
        case TextPart::Kind::Unspaced:
            addPairs(part.text, [&tokens](QStringView pair) { tokens += pair.toString(); });
            break;
        case TextPart::Kind::Sign:
            tokens += insideToken(part.text);
            break;
        }
    }
    for (const QString &joint : textJoints(normalised))
        tokens += insideToken(joint);
    for (const QString &compound : textCompounds(normalised))
        tokens += compoundToken(compound);
    return tokens;
}

MatchQuality plainMatch(const QString &text, const SearchTerm &term)
{
    MatchQuality best = MatchQuality::None;
    for (qsizetype at = text.indexOf(term.text); at >= 0 && best != MatchQuality::Exact;
         at = text.indexOf(term.text, at + 1)) {
        MatchQuality quality = MatchQuality::Inside;
        if (isEdge(text, at))
            quality = isEdge(text, at + term.text.size()) ? MatchQuality::Exact : MatchQuality::Beginning;
        best = std::max(best, quality);
    }
    return best;
}

MatchQuality matchTerm(const SearchTexts &texts, const SearchTerm &term, bool withNear)
{
    const auto bestOf = [&](auto match) {
        MatchQuality best = MatchQuality::None;
        for (int field = 0; field < kSearchFieldCount; ++field) {
            if (!term.field || *term.field == SearchField(field))
                best = std::max(best, match(texts[size_t(field)]));
        }
        return best;
    };
    const MatchQuality plain = bestOf([&term](const QString &text) { return plainMatch(text, term); });
    if (plain != MatchQuality::None || !withNear)
        return plain;
    const QList<TextPart> parts = nearParts(term);
    return parts.isEmpty() ? plain : bestOf([&parts](const QString &text) { return nearMatch(text, parts); });
}

MatchQuality matchTerms(const SearchTexts &texts, const QList<SearchTerm> &terms, bool withNear)
{
    MatchQuality worst = MatchQuality::Exact;
    for (const SearchTerm &term : terms) {
        const MatchQuality quality = matchTerm(texts, term, withNear && !term.negated);
        if (term.negated && quality != MatchQuality::None)
            return MatchQuality::None;
        if (!term.negated)
            worst = std::min(worst, quality);
    }
    return worst;
}

QList<TextPart> nearParts(const SearchTerm &term)
{
    QList<TextPart> parts;
    if (term.quoted || term.negated)
        return parts;
    for (const TextPart &part : textParts(term.text)) {
        if (part.kind == TextPart::Kind::Word && nearAllowance(part.text) == 0)
            parts += partedAtDigits(part);
        else if (part.kind != TextPart::Kind::Sign)
            parts += part;
    }
    const bool single = parts.size() == 1;
    if (single && (parts[0].kind != TextPart::Kind::Word || nearAllowance(parts[0].text) == 0))
        parts.clear();
    return parts;
}

int nearAllowance(QStringView word)
{
    const auto letters = std::count_if(word.begin(), word.end(), [](QChar c) { return c.isLetter(); });
    if (letters < 4 || letters * 2 < word.size() || word.size() > kMaxNearWord)
        return 0;
    return word.size() < 8 ? 1 : 2;
}

EditDistance editDistance(QStringView from, QStringView to, int most)
{
    const EditDistance far{most + 1, most + 1};
    if (from.size() > kMaxNearWord || most < 1)
        return far;
    // Optimal string alignment: row j holds the edits from each beginning of `from` to the first j of `to`.
    std::array<std::array<int, kMaxNearWord + 1>, 3> rows{};
    const auto width = size_t(from.size());
    for (size_t i = 0; i <= width; ++i)
        rows[0][i] = int(i);
    const int nothing = std::min(int(width), most + 1); // of an empty text
    EditDistance found{to.isEmpty() ? nothing : most + 1, nothing};
    // Behind this many characters no beginning of `to` comes nearer.
    const qsizetype last = std::min(to.size(), from.size() + most);
    for (qsizetype j = 1; j <= last; ++j) {
        auto &row = rows[size_t(j % 3)];
        const auto &above = rows[size_t((j + 2) % 3)];
        const auto &twoAbove = rows[size_t((j + 1) % 3)];
        row[0] = int(j);
        int least = row[0];
        for (size_t i = 1; i <= width; ++i) {
            const bool same = from[qsizetype(i) - 1] == to[j - 1];
            row[i] = std::min({above[i - 1] + (same ? 0 : 1), above[i] + 1, row[i - 1] + 1});
            if (i > 1 && j > 1 && from[qsizetype(i) - 1] == to[j - 2] && from[qsizetype(i) - 2] == to[j - 1])
                row[i] = std::min(row[i], twoAbove[i - 2] + 1);
            least = std::min(least, row[i]);
        }
        found.beginning = std::min(found.beginning, row[width]);
        if (j == to.size())
            found.whole = std::min(row[width], most + 1);
        if (least > most) {
            // A swap reaches two rows back, so one such row is not the end; two are.
            const int leastAbove = *std::min_element(above.begin(), above.begin() + qptrdiff(width) + 1);
            if (leastAbove > most)
                break;
        }
    }
    return found;
}

} // namespace holdfast
