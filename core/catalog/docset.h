// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QByteArray>

#include <algorithm>
#include <bit>
#include <span>
#include <vector>

namespace holdfast {

/// Backups are numbered in the search index; postings are kept for this many numbers at a time.
inline constexpr qint64 kPostingBlock = 65536;

/// A set of document numbers from 0 up to a fixed size, a bit each.
class DocSet
{
public:
    explicit DocSet(qint64 size = 0) : m_size(size), m_words(size_t((size + 63) / 64)) {}
    /// All of them.
    static DocSet all(qint64 size);

    [[nodiscard]] qint64 size() const { return m_size; }
    [[nodiscard]] bool contains(qint64 doc) const { return (m_words[size_t(doc >> 6)] >> (doc & 63)) & 1; }
    void insert(qint64 doc) { m_words[size_t(doc >> 6)] |= quint64(1) << (doc & 63); }
    void remove(qint64 doc) { m_words[size_t(doc >> 6)] &= ~(quint64(1) << (doc & 63)); }
    [[nodiscard]] qint64 count() const;
    [[nodiscard]] bool isEmpty() const;

    // Both sets have the same size.
    DocSet &operator|=(const DocSet &other);
    DocSet &operator&=(const DocSet &other);
    DocSet &operator-=(const DocSet &other);

    /// Adds a block of postings; numbers beyond the size are left out. CatalogDamaged for bytes that
    /// encodePostings() does not make.
    Result<void> insertPostings(qint64 block, const QByteArray &bytes);

    /// Whether one of them is from @p first to before @p end.
    [[nodiscard]] bool anyBetween(qint64 first, qint64 end) const;

    /// Calls @p visit with each number from @p first to before @p end, in order.
    template <class Visit>
    void forEach(qint64 first, qint64 end, Visit visit) const
    {
        end = std::min(end, m_size);
        for (qint64 base = first & ~qint64(63); base < end; base += 64) {
            quint64 word = m_words[size_t(base >> 6)];
            if (base < first)
                word &= ~quint64(0) << (first - base);
            for (; word; word &= word - 1) {
                const qint64 doc = base + std::countr_zero(word);
                if (doc < end)
                    visit(doc);
            }
        }
    }

    /// Removes the numbers from @p first, a multiple of 64, to before @p end that @p keeps returns false of.
    /// It is asked of others too.
    template <class Keeps>
    void keepIf(qint64 first, qint64 end, Keeps keeps)
    {
        end = std::min(end, m_size);
        for (qint64 base = first; base < end; base += 64) {
            quint64 &word = m_words[size_t(base >> 6)];
            if (word == 0)
                continue;
            const qint64 count = std::min<qint64>(64, end - base);
            // Without branches: for half of a million numbers these would be guessed wrong.
            quint64 kept = count < 64 ? ~quint64(0) << count : 0;
            for (qint64 i = 0; i < count; ++i)
                kept |= quint64(keeps(base + i)) << i;
            word &= kept;
        }
    }

private:
    qint64 m_size;
    std::vector<quint64> m_words;
};

/// Numbers within one block, sorted, as bytes: 1 and little-endian pairs of bytes, or, where that is shorter,
/// 2 and a bit for each number of the block.
QByteArray encodePostings(std::span<const quint16> sorted);
/// Stored postings with more numbers, sorted too. CatalogDamaged as below.
Result<QByteArray> mergePostings(const QByteArray &stored, const std::vector<quint16> &added);
/// The inverse. CatalogDamaged for bytes that encodePostings() does not make.
Result<std::vector<quint16>> decodePostings(const QByteArray &bytes);

} // namespace holdfast
