// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/searchquery.h"

#include "core/base/timetext.h"
#include "core/catalog/searchtext.h"

#include <QRegularExpression>

#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

constexpr qsizetype kMaxLength = 4096;
constexpr qsizetype kMaxTerms = 32;

struct TextFieldWord
{
    QLatin1String word;
    SearchField field;
};
constexpr TextFieldWord kTextFields[] = {{"name"_L1, SearchField::Name},
                                         {"phone"_L1, SearchField::Phone},
                                         {"description"_L1, SearchField::Description},
                                         {"owner"_L1, SearchField::Owner},
                                         {"group"_L1, SearchField::Group},
                                         {"app"_L1, SearchField::App}};
constexpr QLatin1String kConditionFields[] = {"status"_L1, "store"_L1, "tag"_L1, "android"_L1, "size"_L1,
                                              "since"_L1,  "until"_L1, "age"_L1, "whole"_L1};

/// One written term: `!field:"value"`.
struct Word
{
    bool negated = false;
    bool quoted = false;
    QString field;
    QString value;
    qsizetype begin = 0; ///< Of the value.
    qsizetype length = 0;
};

/// The bounds of a comparison (`>`, `>=`, `<`, `<=`) or a range (`a..b`), as they are written.
struct Bounds
{
    QString least;
    QString most;
    bool aboveLeast = false; ///< The bound itself is not in it.
    bool belowMost = false;
    bool single = false; ///< One value without a comparison, in both.
};

tl::unexpected<Error> refuse(const QString &sentence)
{
    return fail(Errc::InvalidArgument, sentence);
}

/// Signs as plain ones, whatever keyboard they came from.
QString plainSigns(const QString &text)
{
    QString out = text.normalized(QString::NormalizationForm_KC);
    for (QChar &c : out) {
        if (c == u'\u201c' || c == u'\u201d' || c == u'\u300c' || c == u'\u300d')
            c = u'"';
        else if (c.category() == QChar::Other_Control)
            c = u' ';
    }
    out.replace(u'\u2265', ">="_L1);
    out.replace(u'\u2264', "<="_L1);
    return out;
}

class Words
{
public:
    explicit Words(const QString &text) : m_text(text) {}

    /// The next written term; nothing at the end.
    std::optional<Word> next()
    {
        while (m_at < m_text.size() && m_text[m_at].isSpace())
            ++m_at;
        if (m_at >= m_text.size())
            return std::nullopt;
        Word word;
        if (m_text[m_at] == u'!') {
            word.negated = true;
            ++m_at;
        }
        readField(word);
        if (m_at < m_text.size() && m_text[m_at] == u'"')
            readQuoted(word);
        else
            readPlain(word);
        return word;
    }

private:
    void readField(Word &word)
    {
        qsizetype end = m_at;
        while (end < m_text.size() && m_text[end] >= u'A' && m_text[end] <= u'z' && m_text[end].isLetter())
            ++end;
        if (end == m_at || end >= m_text.size() || m_text[end] != u':')
            return;
        word.field = m_text.mid(m_at, end - m_at).toLower();
        m_at = end + 1;
    }

    void readQuoted(Word &word)
    {
        word.quoted = true;
        word.begin = m_at++;
        while (m_at < m_text.size() && m_text[m_at] != u'"') {
            if (m_text[m_at] == u'\\' && m_at + 1 < m_text.size())
                ++m_at;
            word.value += m_text[m_at++];
        }
        m_at = std::min(m_at + 1, m_text.size());
        word.length = m_at - word.begin;
    }

    void readPlain(Word &word)
    {
        word.begin = m_at;
        while (m_at < m_text.size() && !m_text[m_at].isSpace())
            ++m_at;
        word.length = m_at - word.begin;
        word.value = m_text.mid(word.begin, word.length);
    }

    const QString &m_text;
    qsizetype m_at = 0;
};

Bounds boundsOf(const QString &value)
{
    Bounds bounds;
    if (const qsizetype dots = value.indexOf(".."_L1); dots >= 0) {
        bounds.least = value.left(dots);
        bounds.most = value.mid(dots + 2);
        return bounds;
    }
    const bool orEqual = value.size() > 1 && value[1] == u'=';
    if (value.startsWith(u'>')) {
        bounds.least = value.mid(orEqual ? 2 : 1);
        bounds.aboveLeast = !orEqual;
    } else if (value.startsWith(u'<')) {
        bounds.most = value.mid(orEqual ? 2 : 1);
        bounds.belowMost = !orEqual;
    } else {
        bounds.least = bounds.most = value;
        bounds.single = true;
    }
    return bounds;
}

std::optional<qint64> bytesOf(const QString &text)
{
    static const QRegularExpression kForm(u"^([0-9]{1,15}(?:[.][0-9]{1,3})?)([kmgtKMGT]?)(?:[iI]?[bB])?$"_s);
    const auto match = kForm.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const int power =
        match.captured(2).isEmpty() ? 0 : 1 + int(u"KMGT"_s.indexOf(match.captured(2).toUpper()));
    const double bytes = match.captured(1).toDouble() * std::pow(1024.0, power);
    return bytes < 9e18 ? std::optional(qint64(bytes)) : std::nullopt;
}

std::optional<qint64> durationOf(const QString &text)
{
    return durationFromText(text);
}

std::optional<qint64> androidOf(const QString &text)
{
    return androidNumber(text);
}

/// Where values that begin with this version end: `12` holds 12.1, `8.1` holds 8.1.0.
qint64 androidEnd(const QString &text, qint64 number)
{
    const qsizetype dots = text.count(u'.');
    return number + (dots == 0 ? 999'999 : dots == 1 ? 999 : 0);
}

/// Fills least and most of @p condition by @p read; false for a value that it does not know.
template <class Read>
bool setBounds(SearchCondition &condition, const Bounds &bounds, Read read)
{
    if (bounds.least.isEmpty() && bounds.most.isEmpty())
        return false;
    if (!bounds.least.isEmpty()) {
        const auto least = read(bounds.least);
        if (!least)
            return false;
        condition.least = *least + (bounds.aboveLeast ? 1 : 0);
    }
    if (!bounds.most.isEmpty()) {
        const auto most = read(bounds.most);
        if (!most)
            return false;
        condition.most = *most - (bounds.belowMost ? 1 : 0);
    }
    return true;
}

Result<SearchCondition> statusCondition(const Word &word)
{
    SearchCondition condition{.kind = SearchCondition::Kind::Status, .negated = word.negated};
    for (const QString &name : word.value.split(u',', Qt::SkipEmptyParts)) {
        const auto status = backupStatusFromText(name.toUpper());
        if (!status)
            return refuse(
                u"\"%1\" is not a state. States are pending, running, uploading, verifying, available, "
                "failed, deleting, deleted, missing and damaged."_s.arg(name));
        condition.statuses += *status;
    }
    return condition;
}

Result<SearchCondition> androidCondition(const Word &word)
{
    SearchCondition condition{.kind = SearchCondition::Kind::Android, .negated = word.negated};
    const Bounds bounds = boundsOf(word.value);
    if (!setBounds(condition, bounds, androidOf))
        return refuse(u"android: needs a version, such as android:12, android:>=12 or android:9..11."_s);
    // A version stands for all that begin with it.
    if (!bounds.most.isEmpty() && !bounds.belowMost)
        condition.most = androidEnd(bounds.most, condition.most);
    if (bounds.aboveLeast)
        condition.least = androidEnd(bounds.least, condition.least - 1) + 1;
    return condition;
}

Result<SearchCondition> sizeCondition(const Word &word)
{
    SearchCondition condition{.kind = SearchCondition::Kind::Size, .negated = word.negated};
    const Bounds bounds = boundsOf(word.value);
    if (bounds.single || !setBounds(condition, bounds, bytesOf))
        return refuse(u"size: needs a comparison, such as size:>1G, size:<=500M or size:1G..2G."_s);
    return condition;
}

Result<SearchCondition> ageCondition(const Word &word, const QDateTime &now)
{
    SearchCondition age{.kind = SearchCondition::Kind::Created, .negated = word.negated};
    const Bounds bounds = boundsOf(word.value);
    if (bounds.single || !setBounds(age, bounds, durationOf))
        return refuse(u"age: needs a comparison, such as age:<12h, age:>30d or age:1d..2w."_s);
    SearchCondition condition = age;
    const qint64 today = now.toMSecsSinceEpoch();
    if (!bounds.most.isEmpty())
        condition.least = today - age.most;
    else
        condition.least = std::numeric_limits<qint64>::min();
    condition.most = bounds.least.isEmpty() ? std::numeric_limits<qint64>::max() : today - age.least;
    return condition;
}

Result<SearchCondition> timeCondition(const Word &word, const QDateTime &now)
{
    const bool since = word.field == "since"_L1;
    const auto time = timeFromText(word.value, now, !since);
    if (!time)
        return refuse(
            u"%1: needs a time, such as %1:2d, %1:2026-11 or %1:2026-11-22T10:30."_s.arg(word.field));
    SearchCondition condition{.kind = SearchCondition::Kind::Created, .negated = word.negated};
    (since ? condition.least : condition.most) = time->toMSecsSinceEpoch();
    return condition;
}

Result<SearchCondition> wholeCondition(const Word &word)
{
    const bool yes = word.value.compare("yes"_L1, Qt::CaseInsensitive) == 0;
    if (!yes && word.value.compare("no"_L1, Qt::CaseInsensitive) != 0)
        return refuse(u"whole: is yes (the whole phone) or no (paths only)."_s);
    return SearchCondition{
        .kind = SearchCondition::Kind::Whole, .negated = word.negated, .least = yes, .most = yes};
}

Result<SearchCondition> conditionOf(const Word &word, const QDateTime &now)
{
    if (word.field == "status"_L1)
        return statusCondition(word);
    if (word.field == "store"_L1)
        return SearchCondition{.kind = SearchCondition::Kind::Store,
                               .negated = word.negated,
                               .text = normalisedSearchText(word.value)};
    if (word.field == "tag"_L1)
        return SearchCondition{.kind = SearchCondition::Kind::Tag,
                               .negated = word.negated,
                               .text = normalisedSearchText(word.value)};
    if (word.field == "android"_L1)
        return androidCondition(word);
    if (word.field == "size"_L1)
        return sizeCondition(word);
    if (word.field == "age"_L1)
        return ageCondition(word, now);
    if (word.field == "whole"_L1)
        return wholeCondition(word);
    return timeCondition(word, now);
}

} // namespace

Result<SearchQuery> parseSearchQuery(const QString &text, const QDateTime &now)
{
    if (text.size() > kMaxLength)
        return refuse(u"The search is longer than %1 characters."_s.arg(kMaxLength));
    SearchQuery query{plainSigns(text), {}, {}};
    const QStringList known = searchFieldWords();
    Words words(query.text);
    while (const auto word = words.next()) {
        if (query.terms.size() + query.conditions.size() >= kMaxTerms)
            return refuse(u"A search has at most %1 terms."_s.arg(kMaxTerms));
        if (!word->field.isEmpty() && !known.contains(word->field))
            return refuse(
                u"There is no field \"%1\". Fields are %2. Put the term in quotes to search for the "
                "text itself."_s.arg(word->field, known.join(u", "_s)));
        const QString value = normalisedSearchText(word->value);
        if (value.isEmpty()) {
            if (!word->field.isEmpty())
                return refuse(u"%1: needs a value."_s.arg(word->field));
            continue;
        }
        const auto field = std::find_if(std::begin(kTextFields), std::end(kTextFields),
                                        [&word](const TextFieldWord &f) { return word->field == f.word; });
        if (word->field.isEmpty() || field != std::end(kTextFields)) {
            query.terms += SearchTerm{
                value,        field == std::end(kTextFields) ? std::nullopt : std::optional(field->field),
                word->quoted, word->negated,
                word->begin,  word->length};
            continue;
        }
        auto condition = conditionOf(*word, now);
        if (!condition)
            return tl::unexpected(condition.error());
        query.conditions += *condition;
    }
    return query;
}

QStringList searchFieldWords()
{
    QStringList words;
    for (const TextFieldWord &field : kTextFields)
        words += field.word;
    for (const QLatin1String field : kConditionFields)
        words += field;
    return words;
}

std::optional<qint64> androidNumber(QStringView version)
{
    qint64 number = 0;
    qint64 unit = 1'000'000;
    const auto parts = version.split(u'.');
    if (parts.size() > 3)
        return std::nullopt;
    for (const QStringView part : parts) {
        bool isNumber = false;
        const int value = part.toInt(&isNumber);
        if (!isNumber || value < 0 || value > 999 || !part.front().isDigit())
            return std::nullopt;
        number += value * unit;
        unit /= 1000;
    }
    return number;
}

} // namespace holdfast
