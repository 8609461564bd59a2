// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/backuprepository.h"

#include "core/catalog/listpage.h"
#include "core/catalog/statement.h"
#include "core/catalog/transaction.h"
#include "core/catalog/words.h"

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

// The order is that of bindBackup() and backupFrom(); the folded texts and the manifest follow.
const auto kColumns =
    u"id, phone_id, phone_name, serial, name, description, owner, group_name, status, whole, paths, "
    u"excludes, "
    "apps, android_version, sdk, model, abi, store_name, object_key, location, size_bytes, stored_bytes, "
    "file_count, warning_count, sha256, created_at, modified_at, finished_at, verified_at, error"_s;
const auto kTailColumns = u"folded_name, folded_phone_name, folded_description, manifest"_s;
constexpr int kManifestColumn = 30;

void bindBackup(Statement &statement, const BackupRecord &b)
{
    statement.bind(b.id.value).bind(b.phone.value).bind(b.phoneName).bind(b.serial.value).bind(b.name);
    statement.bind(b.description).bind(b.owner).bind(b.groupName).bind(toText(b.status)).bind(b.whole);
    statement.bind(b.paths).bind(b.excludes).bind(b.apps).bind(b.androidVersion).bind(b.sdk).bind(b.model);
    statement.bind(b.abi).bind(b.storeName).bind(b.objectKey).bind(b.location).bind(b.sizeBytes);
    statement.bind(b.storedBytes).bind(b.fileCount).bind(b.warningCount).bind(b.sha256).bind(b.createdAt);
    statement.bind(b.modifiedAt).bind(b.finishedAt).bind(b.verifiedAt).bind(errorToText(b.error));
    statement.bind(TextSearch::fold(b.name)).bind(TextSearch::fold(b.phoneName));
    statement.bind(TextSearch::fold(b.description)).bind(b.manifest);
}

BackupRecord backupFrom(const Statement &row)
{
    BackupRecord b;
    b.id = {row.text(0)};
    b.phone = {row.text(1)};
    b.phoneName = row.text(2);
    b.serial = {row.text(3)};
    b.name = row.text(4);
    b.description = row.text(5);
    b.owner = row.text(6);
    b.groupName = row.text(7);
    b.status = backupStatusFromText(row.text(8)).value_or(BackupStatus::Damaged);
    b.whole = row.flag(9);
    b.paths = row.list(10);
    b.excludes = row.list(11);
    b.apps = row.list(12);
    b.androidVersion = row.text(13);
    b.sdk = int(row.number(14));
    b.model = row.text(15);
    b.abi = row.text(16);
    b.storeName = row.text(17);
    b.objectKey = row.text(18);
    b.location = row.text(19);
    b.sizeBytes = row.number(20);
    b.storedBytes = row.number(21);
    b.fileCount = row.number(22);
    b.warningCount = row.number(23);
    b.sha256 = row.text(24);
    b.createdAt = row.time(25);
    b.modifiedAt = row.time(26);
    b.finishedAt = row.time(27);
    b.verifiedAt = row.time(28);
    b.error = errorFromText(row.text(29));
    return b;
}

BackupRecord wholeBackupFrom(const Statement &row)
{
    BackupRecord backup = backupFrom(row);
    backup.manifest = row.object(kManifestColumn);
    return backup;
}

QString insertSql(QLatin1String verb)
{
    return verb % " INTO backup ("_L1 % kColumns % ", "_L1 % kTailColumns % ") VALUES ("_L1 %
           placeholders(34) % ") "_L1;
}

/// All columns but the id, for an existing row; portable, unlike INSERT OR REPLACE, and keeps what refers to
/// the row.
QString overwriteClause()
{
    QStringList parts;
    const QString columns = kColumns % ", "_L1 % kTailColumns;
    for (const QString &column : columns.split(u", "_s).mid(1))
        parts += column % " = excluded."_L1 % column;
    return "ON CONFLICT (id) DO UPDATE SET "_L1 % parts.join(u", "_s);
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
    apply(backup.status, change.status);
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
    TextSearch::addContains(conditions, "folded_name"_L1, filter.nameContains);
    TextSearch::addContains(conditions, "folded_phone_name"_L1, filter.phoneNameContains);
    TextSearch::addContains(conditions, "folded_description"_L1, filter.descriptionContains);
    TextSearch::addWords(conditions, {"folded_name"_L1, "folded_phone_name"_L1, "folded_description"_L1},
                         filter.text);
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
    if (!filter.withDeleted && filter.statuses.isEmpty())
        conditions.add(u"status <> 'DELETED'"_s);
    return conditions;
}

} // namespace

Result<void> BackupRepository::insert(const BackupRecord &backup)
{
    BackupRecord stored = backup;
    stored.modifiedAt = backup.createdAt;
    Statement statement(m_database, QString(insertSql("INSERT"_L1) % "ON CONFLICT DO NOTHING"_L1));
    bindBackup(statement, stored);
    if (auto r = statement.run(); !r)
        return r;
    if (statement.affected() == 0)
        return fail(Errc::StateConflict, u"a backup with this id exists"_s, {.object = backup.id.value});
    return {};
}

Result<void> BackupRepository::adopt(const BackupRecord &backup)
{
    return write(m_database, backup);
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
    applyChange(*backup, change);
    backup->modifiedAt = now;
    if (auto r = write(m_database, *backup); !r)
        return tl::unexpected(r.error());
    if (auto r = transaction.commit(); !r)
        return tl::unexpected(r.error());
    return backup;
}

Result<BackupRecord> BackupRepository::get(const BackupId &id)
{
    Statement statement(m_database,
                        QString("SELECT "_L1 % kColumns % ", manifest FROM backup WHERE id = ?"_L1));
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
    const ListQuery query{u"backup"_s, kColumns, u"created_at"_s, u"id"_s, ListQuery::Order::NewestFirst};
    return listPage(m_database, query, conditionsOf(filter), page, backupFrom,
                    [](const BackupRecord &backup) {
                        return PageKey{backup.createdAt.toMSecsSinceEpoch(), backup.id.value};
                    });
}

} // namespace holdfast
