// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/catalog/database.h"
#include "core/catalog/phonerecord.h"

namespace holdfast {

/// Phones, their groups and tags. Used in the database's thread; does not own the database.
class PhoneRepository
{
public:
    explicit PhoneRepository(Database &database) : m_database(database) {}

    /// Notes that a phone was seen at @p now: adds it or refreshes what it says about itself (empty fields
    /// keep the old value). @p seen.id, groupName, tags and the times are ignored. Returns the row as stored.
    Result<PhoneRecord> upsert(const PhoneRecord &seen, const QDateTime &now);

    /// PhoneNotFound when there is none.
    Result<PhoneRecord> get(const PhoneId &id);
    /// By id, last serial or name, tried in this order. Of several phones that were seen at one serial, the
    /// one seen last. PhoneNotFound; PhoneAmbiguous when more than one has the name.
    Result<PhoneRecord> find(const QString &idSerialOrName);
    /// All phones, or those of one group, by name.
    Result<QList<PhoneRecord>> list(const QString &groupName = {});
    /// Forgets a phone that will not be seen again; backups and jobs of it stay. Harmless where it is not
    /// known.
    Result<void> forget(const PhoneId &id);

    /// GroupExists, or InvalidArgument for an empty name.
    Result<void> createGroup(const QString &name, const QDateTime &now);
    /// Its phones are in no group afterwards. GroupNotFound.
    Result<void> removeGroup(const QString &name);
    Result<QList<PhoneGroup>> groups();
    /// An empty @p groupName takes the phone out of its group. PhoneNotFound, GroupNotFound.
    Result<void> assignGroup(const PhoneId &phone, const QString &groupName);
    /// Replaces the phone's tags. PhoneNotFound.
    Result<void> setTags(const PhoneId &phone, const QStringList &tags);

private:
    Result<QList<PhoneRecord>> select(const QString &condition, const QString &value);
    Result<void> loadTags(QList<PhoneRecord> &phones);

    Database &m_database;
};

} // namespace holdfast
