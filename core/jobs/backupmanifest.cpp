// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/backupmanifest.h"

#include "core/jobs/installednames.h"
#include "core/jobs/objectname.h"

#include <QJsonArray>
#include <QRegularExpression>

#include "holdfastversion.h"

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

QStringList toStrings(const QJsonValue &value)
{
    QStringList strings;
    for (const QJsonValue &item : value.toArray())
        strings.append(item.toString());
    return strings;
}

} // namespace

QJsonObject backupManifest(const BackupRecord &backup, const PhoneSession &session, const PhoneRecord &phone)
{
    const PhoneFacts &facts = session.facts();
    return {
        {u"tool"_s, QJsonObject{{u"name"_s, u"holdfast"_s},
                                {u"version"_s, u"" HOLDFAST_VERSION ""_s},
                                {u"commit"_s, u"" HOLDFAST_COMMIT ""_s}}},
        {u"backup"_s, QJsonObject{{u"id"_s, backup.id.value},
                                  {u"name"_s, backup.name},
                                  {u"description"_s, backup.description},
                                  {u"owner"_s, backup.owner},
                                  {u"createdAt"_s, backup.createdAt.toUTC().toString(Qt::ISODateWithMs)},
                                  {u"whole"_s, backup.whole},
                                  {u"paths"_s, QJsonArray::fromStringList(backup.paths)},
                                  {u"excludes"_s, QJsonArray::fromStringList(backup.excludes)},
                                  {u"apps"_s, QJsonArray::fromStringList(backup.apps)}}},
        {u"phone"_s, QJsonObject{{u"id"_s, phone.id.value},
                                 {u"serial"_s, facts.serial.value},
                                 {u"name"_s, phone.name},
                                 {u"group"_s, phone.groupName},
                                 {u"serialNumber"_s, facts.serialNumber},
                                 {u"androidId"_s, facts.androidId},
                                 {u"bootId"_s, facts.bootId},
                                 {u"fingerprint"_s, facts.fingerprint},
                                 {u"manufacturer"_s, facts.manufacturer},
                                 {u"model"_s, facts.model},
                                 {u"androidVersion"_s, facts.androidVersion},
                                 {u"sdk"_s, facts.sdk},
                                 {u"abi"_s, facts.abi},
                                 {u"root"_s, rootKindName(facts.root)}}},
    };
}

Result<BackupRecord> backupFromManifest(const QJsonObject &manifest)
{
    static const QRegularExpression idPattern(u"^bf-[a-z0-9]{17}$"_s);
    const QJsonObject backup = manifest.value("backup"_L1).toObject();
    const QJsonObject phone = manifest.value("phone"_L1).toObject();
    const QJsonObject result = manifest.value("result"_L1).toObject();
    BackupRecord record;
    record.id = {backup.value("id"_L1).toString()};
    record.createdAt = QDateTime::fromString(backup.value("createdAt"_L1).toString(), Qt::ISODateWithMs);
    if (!idPattern.match(record.id.value).hasMatch() || !record.createdAt.isValid())
        return fail(Errc::ArchiveDamaged, u"its manifest names no backup"_s);
    record.name = backup.value("name"_L1).toString();
    record.description = backup.value("description"_L1).toString();
    record.owner = backup.value("owner"_L1).toString();
    record.whole = backup.value("whole"_L1).toBool();
    record.paths = toStrings(backup.value("paths"_L1));
    record.excludes = toStrings(backup.value("excludes"_L1));
    record.apps = toStrings(backup.value("apps"_L1));
    const QList<AppNames> installed = appNamesOfManifest(manifest);
    record.appLabels = labelsOf(installed);
    if (record.whole)
        record.apps = allPackages(record.apps, installed);
    record.phone = {phone.value("id"_L1).toString()};
    record.serial = {phone.value("serial"_L1).toString()};
    record.phoneName = phone.value("name"_L1).toString();
    record.groupName = phone.value("group"_L1).toString();
    record.model = phone.value("model"_L1).toString();
    record.androidVersion = phone.value("androidVersion"_L1).toString();
    record.sdk = phone.value("sdk"_L1).toInt();
    record.abi = phone.value("abi"_L1).toString();
    record.warningCount = result.value("lost"_L1).toInteger() + result.value("changed"_L1).toInteger();
    record.manifest = manifest;
    return record;
}

PhoneRecord phoneFromManifest(const QJsonObject &manifest)
{
    const QJsonObject phone = manifest.value("phone"_L1).toObject();
    PhoneRecord record;
    record.serial = {phone.value("serial"_L1).toString()};
    record.serialNumber = phone.value("serialNumber"_L1).toString();
    record.androidId = phone.value("androidId"_L1).toString();
    record.name = phone.value("name"_L1).toString();
    record.model = phone.value("model"_L1).toString();
    record.manufacturer = phone.value("manufacturer"_L1).toString();
    record.androidVersion = phone.value("androidVersion"_L1).toString();
    record.sdk = phone.value("sdk"_L1).toInt();
    record.abi = phone.value("abi"_L1).toString();
    return record;
}

} // namespace holdfast
