// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/backuptagrepository.h"

#include "core/catalog/statement.h"
#include "core/catalog/transaction.h"

#include <QSet>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {

Result<void> BackupTagRepository::change(const QList<BackupId> &backups, const QStringList &added,
                                         const QStringList &removed)
{
    for (const QString &tag : added) {
        if (tag.trimmed().isEmpty() || tag.contains(u','))
            return fail(Errc::InvalidArgument, u"a tag needs a text without commas"_s);
    }
    Transaction transaction(m_database);
    if (auto r = transaction.begin(); !r)
        return r;
    Statement find(m_database, u"SELECT 1 FROM backup WHERE id = ?"_s);
    Statement take(m_database, u"DELETE FROM backup_tag WHERE backup_id = ? AND tag = ?"_s);
    Statement give(m_database,
                   u"INSERT INTO backup_tag (backup_id, tag) VALUES (?, ?) ON CONFLICT DO NOTHING"_s);
    for (const BackupId &backup : backups) {
        const auto known =
            collectRows(find.bind(backup.value), [](const Statement &row) { return row.number(0); });
        if (!known)
            return tl::unexpected(known.error());
        if (known->isEmpty())
            return fail(Errc::BackupNotFound, {}, {.object = backup.value});
        for (const QString &tag : removed) {
            if (auto r = take.bind(backup.value).bind(tag).run(); !r)
                return r;
        }
        for (const QString &tag : added) {
            if (auto r = give.bind(backup.value).bind(tag).run(); !r)
                return r;
        }
    }
    return transaction.commit();
}

Result<QMap<QString, qint64>> BackupTagRepository::counts(const QList<BackupId> &backups)
{
    QSet<QString> wanted;
    for (const BackupId &backup : backups)
        wanted += backup.value;
    Statement read(m_database, u"SELECT tag, backup_id FROM backup_tag"_s);
    if (auto r = read.run(); !r)
        return tl::unexpected(r.error());
    QMap<QString, qint64> counts;
    for (;;) {
        const auto more = read.next();
        if (!more)
            return tl::unexpected(more.error());
        if (!*more)
            return counts;
        counts[read.text(0)] += wanted.contains(read.text(1)) ? 1 : 0;
    }
}

} // namespace holdfast
