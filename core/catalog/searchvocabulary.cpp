// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/searchvocabulary.h"

#include "core/catalog/searchtext.h"
#include "core/catalog/statement.h"

#include <QStringMatcher>

#include <algorithm>
#include <tuple>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {

void SearchVocabulary::List::clear()
{
    m_entries.clear();
    m_text = u"\n"_s;
}

void SearchVocabulary::List::append(qint64 number, QStringView word)
{
    m_entries.push_back({number, m_text.size()});
    m_text += word % u'\n';
}

QStringView SearchVocabulary::List::wordAt(size_t index) const
{
    const qsizetype begin = m_entries[index].begin;
    const qsizetype end = index + 1 < m_entries.size() ? m_entries[index + 1].begin : m_text.size();
    return QStringView(m_text).sliced(begin, end - begin - 1);
}

QList<qint64> SearchVocabulary::List::with(const QString &part, Part where) const
{
    QString sought = part;
    if (where == Part::AtBeginning)
        sought.prepend(u'\n');
    else if (where == Part::AtEnd)
        sought.append(u'\n');
    const QStringMatcher matcher(sought);
    QList<qint64> numbers;
    qsizetype at = 0;
    while ((at = matcher.indexIn(m_text, at)) >= 0) {
        const qsizetype inWord = where == Part::AtBeginning ? at + 1 : at;
        const auto next = std::upper_bound(m_entries.begin(), m_entries.end(), inWord,
                                           [](qsizetype place, const Entry &e) { return place < e.begin; });
        numbers += std::prev(next)->number;
        if (next == m_entries.end())
            break;
        at = next->begin - 1; // the line end before the next word
    }
    return numbers;
}

Result<void> SearchVocabulary::refresh(Database &database, qint64 generation)
{
    const std::lock_guard lock(m_mutex);
    if (generation != m_generation) {
        m_words.clear();
        m_compounds.clear();
        m_last = 0;
        m_generation = generation;
    }
    // Compounds sort below all words, and above the other marks.
    const QString mark = compoundToken({});
    Statement read(database,
                   u"SELECT number, word FROM search_word WHERE number > ? AND word >= ? ORDER BY number"_s);
    if (auto r = read.bind(m_last).bind(mark).run(); !r)
        return r;
    while (true) {
        const auto more = read.next();
        if (!more)
            return tl::unexpected(more.error());
        if (!*more)
            return {};
        m_last = read.number(0);
        const QString word = read.text(1);
        if (word.startsWith(mark))
            m_compounds.append(m_last, QStringView(word).sliced(mark.size()));
        else
            m_words.append(m_last, word);
    }
}

QList<qint64> SearchVocabulary::wordsWith(const QString &part, Part where)
{
    const std::lock_guard lock(m_mutex);
    return m_words.with(part, where);
}

QList<qint64> SearchVocabulary::compoundsWith(const QString &part, Part where)
{
    const std::lock_guard lock(m_mutex);
    return m_compounds.with(part, where);
}

QList<SearchVocabulary::NearWord> SearchVocabulary::wordsNear(const QString &word, int edits)
{
    const std::lock_guard lock(m_mutex);
    QList<NearWord> found;
    for (size_t i = 0; i < m_words.size(); ++i) {
        const QStringView candidate = m_words.wordAt(i);
        if (candidate.size() + edits < word.size())
            continue;
        // What has a near match is mostly letters, so no number is near.
        if (std::all_of(candidate.begin(), candidate.end(), [](QChar c) { return c.isDigit(); }))
            continue;
        const EditDistance distance = editDistance(word, candidate, edits);
        if (distance.whole <= edits)
            found += NearWord{m_words.numberAt(i), candidate.toString(), distance.whole, true};
        else if (distance.beginning <= edits)
            found += NearWord{m_words.numberAt(i), candidate.toString(), distance.beginning, false};
    }
    std::stable_sort(found.begin(), found.end(), [](const NearWord &a, const NearWord &b) {
        return std::tuple(!a.whole, a.edits) < std::tuple(!b.whole, b.edits);
    });
    return found;
}

} // namespace holdfast
