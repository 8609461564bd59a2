// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/phonerepository.h"

#include "core/catalog/statement.h"
#include "core/catalog/transaction.h"

#include <QCryptographicHash>
#include <QHash>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

const auto kColumns =
    u"id, serial, serial_number, android_id, name, model, manufacturer, android_version, sdk, abi, "
    "group_name, first_seen, last_seen"_s;

PhoneRecord phoneFrom(const Statement &row)
{
    PhoneRecord phone;
    phone.id = {row.text(0)};
    phone.serial = {row.text(1)};
    phone.serialNumber = row.text(2);
    phone.androidId = row.text(3);
    phone.name = row.text(4);
    phone.model = row.text(5);
    phone.manufacturer = row.text(6);
    phone.androidVersion = row.text(7);
    phone.sdk = int(row.number(8));
    phone.abi = row.text(9);
    phone.groupName = row.text(10);
    phone.firstSeen = row.time(11);
    phone.lastSeen = row.time(12);
    return phone;
}

tl::unexpected<Error> noGroup(const QString &name)
{
    return fail(Errc::GroupNotFound, {}, {.object = name});
}

tl::unexpected<Error> noPhone(const QString &name)
{
    return fail(Errc::PhoneNotFound, {}, {.phone = name});
}

Result<bool> groupExists(Database &database, const QString &name)
{
    Statement statement(database, u"SELECT 1 FROM phone_group WHERE name = ?"_s);
    if (auto r = statement.bind(name).run(); !r)
        return tl::unexpected(r.error());
    return statement.next();
}

} // namespace

PhoneId phoneIdFor(const QString &serialNumber, const QString &androidId, const Serial &serial)
{
    QByteArray identity = serialNumber.toUtf8() + '\0' + androidId.toUtf8();
    if (identity.size() == 1)
        identity = "adb:" + serial.value.toUtf8();
    const QByteArray digest = QCryptographicHash::hash(identity, QCryptographicHash::Sha256);
    QString id = u"ph-"_s;
    for (int i = 0; i < 17; ++i)
        id += u"abcdefghijklmnopqrstuvwxyz0123456789"[quint8(digest[i]) % 36];
    return {id};
}

Result<PhoneRecord> PhoneRepository::upsert(const PhoneRecord &seen, const QDateTime &now)
{
    // What a phone does not tell this time (no root, half started) does not erase what it told before.
    static const QString kSql = [] {
        QString sql = "INSERT INTO phone ("_L1 % kColumns %
                      ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, ?, ?) ON CONFLICT (id) DO UPDATE SET "
                      "last_seen = excluded.last_seen, sdk = CASE WHEN excluded.sdk = 0 THEN phone.sdk ELSE "
                      "excluded.sdk END"_L1;
        for (const char *column : {"serial", "serial_number", "android_id", "name", "model", "manufacturer",
                                   "android_version", "abi"})
            sql += u", %1 = CASE WHEN excluded.%1 = '' THEN phone.%1 ELSE excluded.%1 END"_s.arg(
                QLatin1String(column));
        return sql;
    }();
    const PhoneId id = phoneIdFor(seen.serialNumber, seen.androidId, seen.serial);
    Transaction transaction(m_database);
    if (auto r = transaction.begin(); !r)
        return tl::unexpected(r.error());
    Statement statement(m_database, kSql);
    statement.bind(id.value).bind(seen.serial.value).bind(seen.serialNumber).bind(seen.androidId);
    statement.bind(seen.name).bind(seen.model).bind(seen.manufacturer).bind(seen.androidVersion);
    statement.bind(seen.sdk).bind(seen.abi).bind(now).bind(now);
    if (auto r = statement.run(); !r)
        return tl::unexpected(r.error());
    statement.reset();
    auto stored = get(id);
    if (!stored)
        return stored;
    if (auto r = transaction.commit(); !r)
        return tl::unexpected(r.error());
    return stored;
}

Result<QList<PhoneRecord>> PhoneRepository::select(const QString &condition, const QString &value)
{
    Statement statement(m_database, "SELECT "_L1 % kColumns % " FROM phone "_L1 % condition);
    if (!value.isNull())
        statement.bind(value);
    auto phones = collectRows(statement, phoneFrom);
    if (!phones)
        return phones;
    if (auto r = loadTags(*phones); !r)
        return tl::unexpected(r.error());
    return phones;
}

Result<void> PhoneRepository::loadTags(QList<PhoneRecord> &phones)
{
    // Of one phone its own; of many all there are, which is one question instead of thousands.
    const bool one = phones.size() == 1;
    Statement statement(m_database,
                        one ? u"SELECT phone_id, tag FROM phone_tag WHERE phone_id = ? ORDER BY tag"_s
                            : u"SELECT phone_id, tag FROM phone_tag ORDER BY tag"_s);
    if (phones.isEmpty())
        return {};
    if (one)
        statement.bind(phones.first().id.value);
    const auto rows =
        collectRows(statement, [](const Statement &row) { return std::pair(row.text(0), row.text(1)); });
    if (!rows)
        return tl::unexpected(rows.error());
    QHash<QString, QStringList> tags;
    for (const auto &[phone, tag] : *rows)
        tags[phone] += tag;
    for (PhoneRecord &phone : phones)
        phone.tags = tags.value(phone.id.value);
    return {};
}

Result<PhoneRecord> PhoneRepository::get(const PhoneId &id)
{
    const auto phones = select(u"WHERE id = ?"_s, id.value);
    if (!phones)
        return tl::unexpected(phones.error());
    if (phones->isEmpty())
        return noPhone(id.value);
    return phones->first();
}

Result<PhoneRecord> PhoneRepository::find(const QString &idSerialOrName)
{
    for (const QString &condition : {u"WHERE id = ?"_s, u"WHERE serial = ? ORDER BY last_seen DESC LIMIT 1"_s,
                                     u"WHERE name = ? LIMIT 2"_s}) {
        const auto phones = select(condition, idSerialOrName.isNull() ? u""_s : idSerialOrName);
        if (!phones)
            return tl::unexpected(phones.error());
        if (phones->size() > 1)
            return fail(Errc::PhoneAmbiguous, u"more than one phone has this name"_s,
                        {.phone = idSerialOrName});
        if (!phones->isEmpty())
            return phones->first();
    }
    return noPhone(idSerialOrName);
}

Result<QList<PhoneRecord>> PhoneRepository::list(const QString &groupName)
{
    if (groupName.isEmpty())
        return select(u"ORDER BY name, id"_s, {});
    return select(u"WHERE group_name = ? ORDER BY name, id"_s, groupName);
}

Result<void> PhoneRepository::forget(const PhoneId &id)
{
    Statement statement(m_database, u"DELETE FROM phone WHERE id = ?"_s);
    return statement.bind(id.value).run();
}

Result<void> PhoneRepository::createGroup(const QString &name, const QDateTime &now)
{
    if (name.trimmed().isEmpty())
        return fail(Errc::InvalidArgument, u"a group needs a name"_s);
    Statement statement(m_database,
                        u"INSERT INTO phone_group (name, created_at) VALUES (?, ?) ON CONFLICT DO NOTHING"_s);
    if (auto r = statement.bind(name).bind(now).run(); !r)
        return r;
    if (statement.affected() == 0)
        return fail(Errc::GroupExists, {}, {.object = name});
    return {};
}

Result<void> PhoneRepository::removeGroup(const QString &name)
{
    Statement statement(m_database, u"DELETE FROM phone_group WHERE name = ?"_s);
    if (auto r = statement.bind(name).run(); !r)
        return r;
    if (statement.affected() == 0)
        return noGroup(name);
    return {};
}

Result<QList<PhoneGroup>> PhoneRepository::groups()
{
    Statement statement(m_database, u"SELECT g.name, count(p.id) FROM phone_group g LEFT JOIN phone p ON "
                                    "p.group_name = g.name GROUP BY g.name ORDER BY g.name"_s);
    return collectRows(statement, [](const Statement &row) {
        return PhoneGroup{row.text(0), row.number(1)};
    });
}

Result<void> PhoneRepository::assignGroup(const PhoneId &phone, const QString &groupName)
{
    Transaction transaction(m_database);
    if (auto r = transaction.begin(); !r)
        return r;
    if (!groupName.isEmpty()) {
        const auto exists = groupExists(m_database, groupName);
        if (!exists)
            return tl::unexpected(exists.error());
        if (!*exists)
            return noGroup(groupName);
    }
    Statement statement(m_database, u"UPDATE phone SET group_name = ? WHERE id = ?"_s);
    if (groupName.isEmpty())
        statement.bindNull();
    else
        statement.bind(groupName);
    if (auto r = statement.bind(phone.value).run(); !r)
        return r;
    if (statement.affected() == 0)
        return noPhone(phone.value);
    return transaction.commit();
}

Result<void> PhoneRepository::setTags(const PhoneId &phone, const QStringList &tags)
{
    Transaction transaction(m_database);
    if (auto r = transaction.begin(); !r)
        return r;
    if (const auto known = get(phone); !known)
        return tl::unexpected(known.error());
    Statement clear(m_database, u"DELETE FROM phone_tag WHERE phone_id = ?"_s);
    if (auto r = clear.bind(phone.value).run(); !r)
        return r;
    Statement add(m_database,
                  u"INSERT INTO phone_tag (phone_id, tag) VALUES (?, ?) ON CONFLICT DO NOTHING"_s);
    for (const QString &tag : tags) {
        if (tag.trimmed().isEmpty())
            return fail(Errc::InvalidArgument, u"a tag needs a text"_s);
        if (auto r = add.bind(phone.value).bind(tag).run(); !r)
            return r;
    }
    return transaction.commit();
}

} // namespace holdfast
