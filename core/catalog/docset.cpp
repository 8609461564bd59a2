// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/docset.h"

#include <QtEndian>

#include <algorithm>
#include <bit>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

constexpr char kList = 1;
constexpr char kBits = 2;
constexpr qsizetype kBitBytes = kPostingBlock / 8;

enum class Form { List, Bits, Bad };

Form formOf(const QByteArray &bytes)
{
    if (bytes.size() > 1 && bytes[0] == kList && bytes.size() % 2 == 1 && bytes.size() < 1 + kBitBytes)
        return Form::List;
    return bytes.size() == 1 + kBitBytes && bytes[0] == kBits ? Form::Bits : Form::Bad;
}

quint16 numberAt(const QByteArray &bytes, qsizetype index)
{
    return qFromLittleEndian<quint16>(bytes.constData() + 1 + 2 * index);
}

quint64 wordAt(const QByteArray &bytes, qsizetype index)
{
    return qFromLittleEndian<quint64>(bytes.constData() + 1 + 8 * index);
}

void setBits(QByteArray &bytes, std::span<const quint16> numbers)
{
    char *const bits = bytes.data() + 1;
    for (const quint16 number : numbers)
        bits[number / 8] = char(quint8(bits[number / 8]) | (1u << (number % 8)));
}

tl::unexpected<Error> damaged()
{
    return fail(Errc::CatalogDamaged, u"a part of the search index cannot be read"_s);
}

} // namespace

DocSet DocSet::all(qint64 size)
{
    DocSet set(size);
    std::fill(set.m_words.begin(), set.m_words.end(), ~quint64(0));
    if (size % 64 != 0)
        set.m_words.back() = (quint64(1) << (size % 64)) - 1;
    return set;
}

qint64 DocSet::count() const
{
    qint64 count = 0;
    for (const quint64 word : m_words)
        count += std::popcount(word);
    return count;
}

bool DocSet::isEmpty() const
{
    return std::all_of(m_words.begin(), m_words.end(), [](quint64 word) { return word == 0; });
}

bool DocSet::anyBetween(qint64 first, qint64 end) const
{
    bool any = false;
    for (qint64 base = first; base < std::min(end, m_size) && !any; base += 64)
        forEach(base, std::min(base + 64, end), [&any](qint64) { any = true; });
    return any;
}

DocSet &DocSet::operator|=(const DocSet &other)
{
    std::transform(m_words.begin(), m_words.end(), other.m_words.begin(), m_words.begin(), std::bit_or<>());
    return *this;
}

DocSet &DocSet::operator&=(const DocSet &other)
{
    std::transform(m_words.begin(), m_words.end(), other.m_words.begin(), m_words.begin(), std::bit_and<>());
    return *this;
}

DocSet &DocSet::operator-=(const DocSet &other)
{
    std::transform(m_words.begin(), m_words.end(), other.m_words.begin(), m_words.begin(),
                   [](quint64 a, quint64 b) { return a & ~b; });
    return *this;
}

Result<void> DocSet::insertPostings(qint64 block, const QByteArray &bytes)
{
    const qint64 first = block * kPostingBlock;
    if (block < 0 || first >= m_size)
        return {};
    switch (formOf(bytes)) {
    case Form::Bad:
        return damaged();
    case Form::List:
        for (qsizetype i = 0; i < bytes.size() / 2; ++i) {
            if (const qint64 doc = first + numberAt(bytes, i); doc < m_size)
                insert(doc);
        }
        return {};
    case Form::Bits:
        break;
    }
    const size_t begin = size_t(first / 64);
    const size_t count = std::min(m_words.size() - begin, size_t(kPostingBlock / 64));
    for (size_t i = 0; i < count; ++i)
        m_words[begin + i] |= wordAt(bytes, qsizetype(i));
    if (m_size % 64 != 0)
        m_words.back() &= (quint64(1) << (m_size % 64)) - 1;
    return {};
}

QByteArray encodePostings(std::span<const quint16> sorted)
{
    if (qsizetype(2 * sorted.size()) < kBitBytes) {
        QByteArray bytes(qsizetype(1 + 2 * sorted.size()), kList);
        qToLittleEndian<quint16>(sorted.data(), qsizetype(sorted.size()), bytes.data() + 1);
        return bytes;
    }
    QByteArray bytes(1 + kBitBytes, 0);
    bytes[0] = kBits;
    setBits(bytes, sorted);
    return bytes;
}

Result<QByteArray> mergePostings(const QByteArray &stored, const std::vector<quint16> &added)
{
    if (formOf(stored) == Form::Bits) {
        QByteArray bytes = stored;
        setBits(bytes, added);
        return bytes;
    }
    const auto known = decodePostings(stored);
    if (!known)
        return tl::unexpected(known.error());
    std::vector<quint16> all;
    all.reserve(known->size() + added.size());
    std::set_union(known->begin(), known->end(), added.begin(), added.end(), std::back_inserter(all));
    return encodePostings(all);
}

Result<std::vector<quint16>> decodePostings(const QByteArray &bytes)
{
    std::vector<quint16> numbers;
    switch (formOf(bytes)) {
    case Form::Bad:
        return damaged();
    case Form::List:
        numbers.reserve(size_t(bytes.size() / 2));
        for (qsizetype i = 0; i < bytes.size() / 2; ++i) {
            numbers.push_back(numberAt(bytes, i));
            if (i > 0 && numbers[size_t(i)] <= numbers[size_t(i) - 1])
                return damaged();
        }
        return numbers;
    case Form::Bits:
        break;
    }
    for (qsizetype i = 0; i < kBitBytes / 8; ++i) {
        for (quint64 word = wordAt(bytes, i); word; word &= word - 1)
            numbers.push_back(quint16(i * 64 + std::countr_zero(word)));
    }
    return numbers;
}

} // namespace holdfast
