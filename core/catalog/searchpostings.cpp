// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/searchpostings.h"

#include <algorithm>
#include <tuple>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

struct Placed
{
    qint64 word = 0;
    int field = 0;
    qint64 block = 0;
    const std::vector<quint16> *docs = nullptr;

    friend bool operator<(const Placed &a, const Placed &b)
    {
        return std::tie(a.word, a.field, a.block) < std::tie(b.word, b.field, b.block);
    }
};

} // namespace

PostingWriter::PostingWriter(Database &database)
    : m_findWord(database, u"SELECT number FROM search_word WHERE word = ?"_s),
      m_addWord(database, u"INSERT INTO search_word (word) VALUES (?) RETURNING number"_s),
      m_find(database, u"SELECT docs FROM search_posting WHERE word = ? AND field = ? AND block = ?"_s),
      m_store(database,
              u"INSERT INTO search_posting (word, field, block, docs) VALUES (?, ?, ?, ?) ON CONFLICT "
              "(word, field, block) DO UPDATE SET docs = excluded.docs"_s),
      m_remove(database, u"DELETE FROM search_posting WHERE word = ? AND field = ? AND block = ?"_s)
{}

void PostingWriter::add(qint64 doc, const SearchTexts &texts)
{
    const auto low = quint16(doc % kPostingBlock);
    for (int field = 0; field < kSearchFieldCount; ++field) {
        for (const QString &token : searchTokens(texts[size_t(field)]))
            m_collected[Key{token, field, doc / kPostingBlock}].push_back(low);
    }
}

Result<void> PostingWriter::flush()
{
    // In the order of the table's key, which is several times as fast as any other.
    std::vector<Placed> placed;
    placed.reserve(size_t(m_collected.size()));
    for (auto it = m_collected.cbegin(); it != m_collected.cend(); ++it) {
        const auto word = wordNumber(it.key().token);
        if (!word)
            return tl::unexpected(word.error());
        placed.push_back({*word, it.key().field, it.key().block, &it.value()});
    }
    std::sort(placed.begin(), placed.end());
    for (const Placed &each : placed) {
        if (auto r = merge(each.word, each.field, each.block, *each.docs); !r)
            return r;
    }
    m_collected.clear();
    return {};
}

Result<void> PostingWriter::change(qint64 doc, const SearchTexts &before, const SearchTexts &after)
{
    for (int field = 0; field < kSearchFieldCount; ++field) {
        if (before[size_t(field)] == after[size_t(field)])
            continue;
        const QSet<QString> old = searchTokens(before[size_t(field)]);
        const QSet<QString> now = searchTokens(after[size_t(field)]);
        for (const QString &token : old - now) {
            if (auto r = set(token, field, doc, false); !r)
                return r;
        }
        for (const QString &token : now - old) {
            if (auto r = set(token, field, doc, true); !r)
                return r;
        }
    }
    return {};
}

Result<qint64> PostingWriter::wordNumber(const QString &token)
{
    const auto number = [](const Statement &row) { return row.number(0); };
    m_findWord.bind(token);
    auto rows = collectRows(m_findWord, number);
    if (rows && rows->isEmpty()) {
        m_addWord.bind(token);
        rows = collectRows(m_addWord, number);
    }
    if (!rows)
        return tl::unexpected(rows.error());
    return rows->value(0);
}

Result<QByteArray> PostingWriter::stored(qint64 word, int field, qint64 block)
{
    m_find.bind(word).bind(field).bind(block);
    const auto rows = collectRows(m_find, [](const Statement &row) { return row.bytes(0); });
    if (!rows)
        return tl::unexpected(rows.error());
    return rows->value(0);
}

Result<void> PostingWriter::store(qint64 word, int field, qint64 block, const QByteArray &docs)
{
    return m_store.bind(word).bind(field).bind(block).bind(docs).run();
}

Result<void> PostingWriter::merge(qint64 word, int field, qint64 block, const std::vector<quint16> &added)
{
    const auto bytes = stored(word, field, block);
    if (!bytes)
        return tl::unexpected(bytes.error());
    const auto docs =
        bytes->isEmpty() ? Result<QByteArray>(encodePostings(added)) : mergePostings(*bytes, added);
    if (!docs)
        return tl::unexpected(docs.error());
    return store(word, field, block, *docs);
}

Result<void> PostingWriter::set(const QString &token, int field, qint64 doc, bool present)
{
    const auto word = wordNumber(token);
    if (!word)
        return tl::unexpected(word.error());
    const qint64 block = doc / kPostingBlock;
    const auto low = quint16(doc % kPostingBlock);
    if (present)
        return merge(*word, field, block, {low});
    const auto bytes = stored(*word, field, block);
    if (!bytes)
        return tl::unexpected(bytes.error());
    if (bytes->isEmpty())
        return {};
    auto docs = decodePostings(*bytes);
    if (!docs)
        return tl::unexpected(docs.error());
    docs->erase(std::remove(docs->begin(), docs->end(), low), docs->end());
    if (docs->empty())
        return m_remove.bind(*word).bind(field).bind(block).run();
    return store(*word, field, block, encodePostings(*docs));
}

} // namespace holdfast
