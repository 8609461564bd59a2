// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/catalog/database.h"

#include <QList>
#include <QString>

#include <mutex>
#include <vector>

namespace holdfast {

/// The words of the search index in memory, so that parts of words and misspelt ones are found at once: some
/// ten bytes a word. One for all connections of a process to one catalog; filled when it is first used. Safe
/// to use from any thread.
class SearchVocabulary
{
public:
    enum class Part { Anywhere, AtBeginning, AtEnd };

    struct NearWord
    {
        qint64 number = 0; ///< In `search_word`.
        QString word{};
        int edits = 0;
        bool whole = false; ///< The word itself is near, not only a beginning of it.
    };

    /// Learns the words that were added since the last call. @p generation is SearchState::generation.
    Result<void> refresh(Database &database, qint64 generation);

    /// The numbers of the words that hold @p part, rising.
    QList<qint64> wordsWith(const QString &part, Part where);
    /// The numbers of the compounds (see textCompounds()) that hold @p part, rising.
    QList<qint64> compoundsWith(const QString &part, Part where);
    /// The words within @p edits of @p word, the nearest first.
    QList<NearWord> wordsNear(const QString &word, int edits);

private:
    /// Words or compounds in one text.
    class List
    {
    public:
        void clear();
        void append(qint64 number, QStringView word);
        [[nodiscard]] QList<qint64> with(const QString &part, Part where) const;
        [[nodiscard]] size_t size() const { return m_entries.size(); }
        [[nodiscard]] qint64 numberAt(size_t index) const { return m_entries[index].number; }
        [[nodiscard]] QStringView wordAt(size_t index) const;

    private:
        struct Entry
        {
            qint64 number = 0;
            qsizetype begin = 0; ///< In m_text; a line end follows the word.
        };
        QString m_text = QStringLiteral("\n"); ///< All words, each between line ends.
        std::vector<Entry> m_entries;
    };

    std::mutex m_mutex;
    qint64 m_generation = -1;
    qint64 m_last = 0; ///< The greatest number that was learnt.
    List m_words;
    List m_compounds;
};

} // namespace holdfast
