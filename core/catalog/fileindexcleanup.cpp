// SPDX-License-Identifier: GPL-3.0-or-later
// Removing file indexes and what nothing refers to afterwards.
#include "core/catalog/fileindexrepository.h"

#include "core/catalog/statement.h"
#include "core/catalog/transaction.h"

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

struct Orphan
{
    qint64 segment = 0;
    qint64 folder = 0;
};

/// The segments that no other backup holds.
Result<QList<Orphan>> orphansWithout(Database &database, const BackupId &backup)
{
    Statement statement(
        database, u"SELECT s.number, s.folder FROM file_index i JOIN file_index_segment r ON r.file_index = "
                  "i.number JOIN file_segment s ON s.number = r.segment WHERE i.backup_id = ? AND NOT EXISTS "
                  "(SELECT 1 FROM file_index_segment o WHERE o.segment = r.segment AND o.file_index <> "
                  "r.file_index)"_s);
    statement.bind(backup.value);
    return collectRows(statement, [](const Statement &row) { return Orphan{row.number(0), row.number(1)}; });
}

} // namespace

Result<void> FileIndexRepository::remove(const BackupId &backup)
{
    Transaction transaction(m_database);
    if (auto r = transaction.begin(); !r)
        return r;
    const auto orphans = orphansWithout(m_database, backup);
    if (!orphans)
        return tl::unexpected(orphans.error());
    Statement removeIndex(m_database, u"DELETE FROM file_index WHERE backup_id = ?"_s);
    if (auto r = removeIndex.bind(backup.value).run(); !r)
        return r;
    Statement removeSegment(m_database, u"DELETE FROM file_segment WHERE number = ?"_s);
    for (const Orphan &orphan : *orphans) {
        if (auto r = removeSegment.bind(orphan.segment).run(); !r)
            return r;
    }
    const QString unused = u" AND NOT EXISTS (SELECT 1 FROM file_segment s WHERE s.folder = ?)"_s;
    Statement removeNames(m_database, QString("DELETE FROM file_name WHERE folder = ?"_L1 % unused));
    Statement removeHashes(m_database, QString("DELETE FROM file_hash WHERE folder = ?"_L1 % unused));
    Statement removeFolder(m_database, QString("DELETE FROM file_folder WHERE number = ?"_L1 % unused));
    for (const Orphan &orphan : *orphans) {
        if (auto r = removeNames.bind(orphan.folder).bind(orphan.folder).run(); !r)
            return r;
        if (auto r = removeHashes.bind(orphan.folder).bind(orphan.folder).run(); !r)
            return r;
        if (auto r = removeFolder.bind(orphan.folder).bind(orphan.folder).run(); !r)
            return r;
    }
    return transaction.commit();
}

} // namespace holdfast
