// SPDX-License-Identifier: GPL-3.0-or-later
// Hashes of files that were indexed before hashes were kept.
#include "core/catalog/fileindexrepository.h"

#include "core/catalog/filesegment.h"
#include "core/catalog/statement.h"
#include "core/catalog/transaction.h"

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

Result<bool> areMissing(Database &database)
{
    Statement state(database, u"SELECT value FROM search_state WHERE name = 'file_hashes_missing'"_s);
    const auto rows = collectRows(state, [](const Statement &row) { return row.flag(0); });
    if (!rows)
        return tl::unexpected(rows.error());
    return rows->value(0, false);
}

Result<void> addHashes(Database &database)
{
    Statement segments(database, u"SELECT folder, number, entries FROM file_segment"_s);
    Statement add(database, kAddFileHash);
    if (auto r = segments.run(); !r)
        return r;
    while (true) {
        const auto more = segments.next();
        if (!more)
            return tl::unexpected(more.error());
        if (!*more)
            return {};
        const auto entries = decodeSegment("/", qUncompress(segments.bytes(2)));
        if (!entries)
            return tl::unexpected(entries.error());
        for (const FileEntry &entry : *entries) {
            const qint64 key = hashKey(entry.sha256);
            if (key == 0)
                continue;
            if (auto r = add.bind(key).bind(segments.number(0)).bind(segments.number(1)).run(); !r)
                return r;
        }
    }
}

} // namespace

Result<void> FileIndexRepository::completeHashes()
{
    if (const auto missing = areMissing(m_database); !missing || !*missing)
        return missing ? Result<void>{} : tl::unexpected(missing.error());
    Transaction transaction(m_database);
    if (auto r = transaction.begin(); !r)
        return r;
    const auto missing = areMissing(m_database); // another process may have been faster
    if (!missing || !*missing)
        return missing ? Result<void>{} : tl::unexpected(missing.error());
    if (auto r = addHashes(m_database); !r)
        return r;
    if (auto r =
            runSql(m_database, u"UPDATE search_state SET value = 0 WHERE name = 'file_hashes_missing'"_s);
        !r)
        return r;
    return transaction.commit();
}

} // namespace holdfast
