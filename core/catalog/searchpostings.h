// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/catalog/database.h"
#include "core/catalog/docset.h"
#include "core/catalog/searchtext.h"
#include "core/catalog/statement.h"

#include <QHash>

namespace holdfast {

/// Writes postings inside the caller's transaction: first collects them, then merges them with what is
/// stored.
class PostingWriter
{
public:
    explicit PostingWriter(Database &database);

    /// Documents come in rising order.
    void add(qint64 doc, const SearchTexts &texts);
    /// Merges what was collected since the last flush.
    Result<void> flush();

    /// Replaces the postings of one document.
    Result<void> change(qint64 doc, const SearchTexts &before, const SearchTexts &after);

private:
    struct Key
    {
        QString token;
        int field = 0;
        qint64 block = 0;

        friend bool operator==(const Key &, const Key &) = default;
        friend size_t qHash(const Key &key, size_t seed = 0)
        {
            return qHashMulti(seed, key.token, key.field, key.block);
        }
    };

    Result<qint64> wordNumber(const QString &token);
    Result<void> merge(qint64 word, int field, qint64 block, const std::vector<quint16> &added);
    Result<void> set(const QString &token, int field, qint64 doc, bool present);
    Result<QByteArray> stored(qint64 word, int field, qint64 block);
    Result<void> store(qint64 word, int field, qint64 block, const QByteArray &docs);

    Statement m_findWord;
    Statement m_addWord;
    Statement m_find;
    Statement m_store;
    Statement m_remove;
    QHash<Key, std::vector<quint16>> m_collected;
};

} // namespace holdfast
