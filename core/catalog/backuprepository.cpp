// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/backuprepository.h"

#include "core/base/clock.h"
#include "core/catalog/backuprow.h"
#include "core/catalog/backupsearch.h"
#include "core/catalog/listpage.h"
#include "core/catalog/searchindex.h"
#include "core/catalog/statement.h"
#include "core/catalog/transaction.h"
#include "core/catalog/words.h"

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

constexpr int kManifestColumn = 33;

BackupRecord wholeBackupFrom(const Statement &row)
{
    BackupRecord backup = backupFrom(row);
    backup.manifest = row.object(kManifestColumn);
    return backup;
}

QString insertSql(QLatin1String verb)
{
    return verb % " INTO backup ("_L1 % kBackupColumns % ", manifest) VALUES ("_L1 % placeholders(33) %
           ") "_L1;
}

/// All columns but the id, for an existing row; portable, unlike INSERT OR REPLACE, and keeps what refers to
/// the row.
QString overwriteClause()
{
    QStringList parts;
    const QString columns = kBackupColumns % ", manifest"_L1;
    for (const QString &column : columns.split(u", "_s).mid(1))
        parts += column % " = excluded."_L1 % column;
    return "ON CONFLICT (id) DO UPDATE SET "_L1 % parts.join(u", "_s);
}

/// Whether only the search index can answer.
bool needsSearch(const BackupFilter &filter)
{
    return !filter.text.trimmed().isEmpty() || !filter.nameContains.isEmpty() ||
           !filter.phoneNameContains.isEmpty() || !filter.descriptionContains.isEmpty();
}

Result<void> write(Database &database, const BackupRecord &backup)
{
    Statement statement(database, QString(insertSql("INSERT"_L1) % overwriteClause()));
    bindBackup(statement, backup);
    return statement.run();
}

template <class T>
void apply(T &field, const std::optional<T> &change)
{
    if (change)
        field = *change;
}

void applyChange(BackupRecord &backup, const BackupChange &change)
{
    apply(backup.apps, change.apps);
    apply(backup.appLabels, change.appLabels);
    apply(backup.status, change.status);
    apply(backup.serial, change.serial);
    apply(backup.name, change.name);
    apply(backup.description, change.description);
    apply(backup.owner, change.owner);
    apply(backup.objectKey, change.objectKey);
    apply(backup.location, change.location);
    apply(backup.sizeBytes, change.sizeBytes);
    apply(backup.storedBytes, change.storedBytes);
    apply(backup.fileCount, change.fileCount);
    apply(backup.warningCount, change.warningCount);
    apply(backup.sha256, change.sha256);
    apply(backup.finishedAt, change.finishedAt);
    apply(backup.verifiedAt, change.verifiedAt);
    apply(backup.error, change.error);
    if (change.checkedBy)
        backup.checkedBy = change.checkedBy;
    apply(backup.manifest, change.manifest);
}

QStringList values(const QList<BackupId> &ids)
{
    QStringList result;
    for (const BackupId &id : ids)
        result += id.value;
    return result;
}

Conditions conditionsOf(const BackupFilter &filter)
{
    Conditions conditions;
    conditions.addAnyOf("id"_L1, values(filter.ids));
    if (!filter.group.isEmpty())
        conditions.add(u"(group_name = ? OR phone_id IN (SELECT p.id FROM phone p WHERE p.group_name = ?))"_s,
                       {filter.group, filter.group});
    if (!filter.phone.isEmpty())
        conditions.add(u"(phone_id = ? OR serial = ?)"_s, {filter.phone, filter.phone});
    QStringList statuses;
    for (const BackupStatus status : filter.statuses)
        statuses += toText(status);
    conditions.addAnyOf("status"_L1, statuses);
    conditions.addBetween("created_at"_L1, filter.createdSince, filter.createdUntil);
    conditions.addEqual("owner"_L1, filter.owner);
    conditions.addEqual("store_name"_L1, filter.store);
    if (filter.whole)
        conditions.add(u"whole = ?"_s, {qint64(*filter.whole)});
    if (!filter.tag.isEmpty())
        conditions.add(u"id IN (SELECT t.backup_id FROM backup_tag t WHERE t.tag = ?)"_s, {filter.tag});
    if (filter.pinnedOnly)
        conditions.add(u"id IN (SELECT p.backup_id FROM backup_pin p)"_s);
    if (!filter.withDeleted && filter.statuses.isEmpty())
        conditions.add(u"status <> 'DELETED'"_s);
    return conditions;
}

} // namespace

Result<void> BackupRepository::insert(const BackupRecord &backup)
{
    BackupRecord stored = backup;
    stored.modifiedAt = backup.createdAt;
    Transaction transaction(m_database);
    if (auto r = transaction.begin(); !r)
        return r;
    Statement statement(m_database, QString(insertSql("INSERT"_L1) % "ON CONFLICT DO NOTHING"_L1));
    bindBackup(statement, stored);
    if (auto r = statement.run(); !r)
        return r;
    if (statement.affected() == 0)
        return fail(Errc::StateConflict, u"a backup with this id exists"_s, {.object = backup.id.value});
    if (auto r = SearchIndex(m_database).add(stored); !r)
        return r;
    return transaction.commit();
}

Result<void> BackupRepository::adopt(const BackupRecord &backup)
{
    Transaction transaction(m_database);
    if (auto r = transaction.begin(); !r)
        return r;
    const auto before = get(backup.id);
    if (!before && before.error().code != Errc::BackupNotFound)
        return tl::unexpected(before.error());
    if (auto r = write(m_database, backup); !r)
        return r;
    SearchIndex index(m_database);
    if (auto r = before ? index.change(*before, backup) : index.add(backup); !r)
        return r;
    return transaction.commit();
}

Result<BackupRecord> BackupRepository::update(const BackupId &id, const BackupChange &change,
                                              const QDateTime &now)
{
    Transaction transaction(m_database);
    if (auto r = transaction.begin(); !r)
        return tl::unexpected(r.error());
    auto backup = get(id);
    if (!backup)
        return backup;
    if (change.status && !canChange(backup->status, *change.status))
        return fail(Errc::StateConflict,
                    u"from %1 to %2"_s.arg(toText(backup->status), toText(*change.status)),
                    {.object = id.value});
    const BackupRecord before = *backup;
    applyChange(*backup, change);
    backup->modifiedAt = now;
    if (auto r = write(m_database, *backup); !r)
        return tl::unexpected(r.error());
    if (auto r = SearchIndex(m_database).change(before, *backup); !r)
        return tl::unexpected(r.error());
    if (auto r = transaction.commit(); !r)
        return tl::unexpected(r.error());
    return backup;
}

Result<BackupRecord> BackupRepository::get(const BackupId &id)
{
    Statement statement(m_database,
                        QString("SELECT "_L1 % kBackupFields % ", manifest FROM backup WHERE id = ?"_L1));
    statement.bind(id.value);
    const auto rows = collectRows(statement, wholeBackupFrom);
    if (!rows)
        return tl::unexpected(rows.error());
    if (rows->isEmpty())
        return fail(Errc::BackupNotFound, {}, {.object = id.value});
    return rows->first();
}

Result<Page<BackupRecord>> BackupRepository::list(const BackupFilter &filter, const PageRequest &page)
{
    if (auto r = checkIdCount(filter.ids.size()); !r)
        return tl::unexpected(r.error());
    if (needsSearch(filter)) {
        const auto found = m_search.page(filter, page, SystemClock().now(), {});
        if (!found)
            return tl::unexpected(found.error());
        Page<BackupRecord> rows{{}, found->nextToken, found->totalCount};
        for (const BackupHit &hit : found->hits)
            rows.rows += hit.backup;
        return rows;
    }
    const ListQuery query{u"backup"_s, kBackupFields, u"created_at"_s, u"id"_s,
                          ListQuery::Order::NewestFirst};
    return listPage(
        m_database, query, conditionsOf(filter), page, [](const Statement &row) { return backupFrom(row); },
        [](const BackupRecord &backup) {
            return PageKey{backup.createdAt.toMSecsSinceEpoch(), backup.id.value};
        });
}

Result<QHash<QString, QDateTime>> BackupRepository::newestByPhone()
{
    // One step into an index for each phone: grouping would walk all backups.
    Statement statement(
        m_database, u"SELECT p.id, (SELECT b.created_at FROM backup b WHERE b.phone_id = p.id AND b.status = "
                    "'AVAILABLE' ORDER BY b.created_at DESC LIMIT 1) FROM phone p"_s);
    if (auto r = statement.run(); !r)
        return tl::unexpected(r.error());
    QHash<QString, QDateTime> newest;
    for (;;) {
        const auto more = statement.next();
        if (!more)
            return tl::unexpected(more.error());
        if (!*more)
            return newest;
        if (!statement.isNull(1))
            newest.insert(statement.text(0), statement.time(1));
    }
}

Result<QByteArray> BackupRepository::listIds(const BackupFilter &filter, const CancelToken &cancel,
                                             qint64 atOnce)
{
    if (auto r = checkIdCount(filter.ids.size()); !r)
        return tl::unexpected(r.error());
    // SQLite joins some thousands of ids at a time: a row for each would take a million of them twice as
    // long.
    QByteArray ids;
    qint64 lastCreated = 0;
    for (;;) {
        if (auto r = cancel.check(); !r)
            return tl::unexpected(r.error());
        Conditions conditions = conditionsOf(filter);
        conditions.add(u"length(id) = ?"_s, {qint64(kBackupIdLength)});
        if (!ids.isEmpty())
            conditions.add(u"(created_at, id) < (?, ?)"_s,
                           {lastCreated, QString::fromLatin1(ids.last(kBackupIdLength))});
        Statement statement(
            m_database,
            "SELECT group_concat(id, ''), min(created_at) FROM (SELECT id, created_at FROM backup"_L1 %
                conditions.where() % " ORDER BY created_at DESC, id DESC LIMIT ?)"_L1);
        statement.bindAll(conditions.values()).bind(atOnce);
        if (auto r = statement.run(); !r)
            return tl::unexpected(r.error());
        if (const auto more = statement.next(); !more)
            return tl::unexpected(more.error());
        const QByteArray some = statement.text(0).toLatin1();
        lastCreated = statement.number(1);
        ids += some;
        if (some.size() < atOnce * kBackupIdLength)
            return ids;
    }
}

Result<QList<StoredTotal>> BackupRepository::storedByStore()
{
    Statement statement(m_database,
                        u"SELECT store_name, count(*), sum(stored_bytes) FROM backup WHERE status = "
                        "'AVAILABLE' GROUP BY store_name ORDER BY store_name"_s);
    return collectRows(statement, [](const Statement &row) {
        return StoredTotal{row.text(0), row.number(1), row.number(2)};
    });
}

} // namespace holdfast
