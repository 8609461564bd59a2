// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/jsonviews.h"

#include "app/cli/textformat.h"

namespace holdfast::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

QJsonValue timeValue(const QDateTime &time)
{
    return time.isValid() ? QJsonValue(isoText(time)) : QJsonValue();
}

/// Negative numbers are unknown in our records.
QJsonValue knownNumber(qint64 number)
{
    return number >= 0 ? QJsonValue(number) : QJsonValue();
}

QJsonValue textOrNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QJsonValue errorValue(const std::optional<Error> &error)
{
    return error ? QJsonValue(toJson(*error)) : QJsonValue();
}

QJsonValue outageValue(const std::optional<StoreOutage> &outage)
{
    if (!outage)
        return {};
    return QJsonObject{
        {u"store"_s, outage->store}, {u"since"_s, timeValue(outage->since)}, {u"answer"_s, outage->answer}};
}

QString phaseName(Phase phase)
{
    switch (phase) {
    case Phase::Waiting:
        return u"waiting"_s;
    case Phase::Connecting:
        return u"connecting"_s;
    case Phase::Scanning:
        return u"scanning"_s;
    case Phase::Copying:
        return u"copying"_s;
    case Phase::Finishing:
        return u"finishing"_s;
    case Phase::Verifying:
        return u"verifying"_s;
    case Phase::Comparing:
        return u"comparing"_s;
    case Phase::Deleting:
        return u"deleting"_s;
    case Phase::Hook:
        return u"hook"_s;
    case Phase::Done:
        return u"done"_s;
    }
    Q_UNREACHABLE();
}

} // namespace

QJsonObject toJson(const Error &error)
{
    QJsonObject out{{u"code"_s, errorName(error.code)}, {u"message"_s, userText(error)}};
    const auto add = [&out](const QString &key, const QString &value) {
        if (!value.isEmpty())
            out[key] = value;
    };
    add(u"detail"_s, error.detail);
    add(u"phone"_s, error.context.phone);
    add(u"path"_s, error.context.path);
    add(u"object"_s, error.context.object);
    return out;
}

QJsonObject toJson(const RestorePreview &preview, Conflict rule)
{
    return {{u"added"_s, preview.added},
            {u"addedBytes"_s, preview.addedBytes},
            {u"replaced"_s, preview.replaced(rule)},
            {u"kept"_s, preview.kept(rule)},
            {u"equal"_s, preview.equal},
            {u"apps"_s, preview.apps},
            {u"identityFiles"_s, preview.identityFiles}};
}

QJsonObject toJson(const PhoneView &phone)
{
    return {{u"id"_s, textOrNull(phone.id.value)},
            {u"serial"_s, phone.serial.value},
            {u"name"_s, phone.name},
            {u"state"_s, phone.state},
            {u"nextStep"_s, textOrNull(phone.nextStep)},
            {u"kind"_s, phone.kind},
            {u"model"_s, phone.model},
            {u"manufacturer"_s, phone.manufacturer},
            {u"androidVersion"_s, phone.androidVersion},
            {u"sdk"_s, phone.sdk > 0 ? QJsonValue(phone.sdk) : QJsonValue()},
            {u"abi"_s, phone.abi},
            {u"serialNumber"_s, phone.serialNumber},
            {u"root"_s, textOrNull(phone.root)},
            {u"group"_s, textOrNull(phone.group)},
            {u"lastSeen"_s, timeValue(phone.lastSeen)},
            {u"lastBackup"_s, timeValue(phone.lastBackup)},
            {u"dataTotalBytes"_s, knownNumber(phone.dataTotal)},
            {u"dataFreeBytes"_s, knownNumber(phone.dataFree)}};
}

QJsonObject toJson(const PhoneFileEntry &entry)
{
    return {{u"name"_s, shownName(entry.name)},
            {u"mode"_s, modeText(entry.mode)},
            {u"sizeBytes"_s, entry.size},
            {u"modifiedAt"_s, timeValue(entry.modified)},
            {u"error"_s, textOrNull(entry.error)}};
}

QJsonObject toJson(const AppView &app)
{
    QJsonObject labels;
    for (auto label = app.labels.begin(); label != app.labels.end(); ++label)
        labels.insert(label.key(), label.value());
    QJsonArray apks;
    for (const QByteArray &path : app.apks)
        apks.append(shownName(path));
    const QJsonValue icon =
        app.icon.isEmpty() ? QJsonValue() : QJsonValue(app.icon.adaptive ? u"adaptive"_s : u"plain"_s);
    return {{u"package"_s, app.package},
            {u"label"_s, app.label},
            {u"labels"_s, labels},
            {u"icon"_s, icon},
            {u"versionName"_s, textOrNull(app.versionName)},
            {u"versionCode"_s, knownNumber(app.versionCode)},
            {u"uid"_s, knownNumber(app.uid)},
            {u"system"_s, app.system},
            {u"enabled"_s, app.enabled},
            {u"debuggable"_s, app.debuggable},
            {u"splitRequired"_s, app.splitRequired},
            {u"installer"_s, textOrNull(app.installer)},
            {u"splits"_s, QJsonArray::fromStringList(app.splits)},
            {u"certificates"_s, QJsonArray::fromStringList(app.certificates)},
            {u"signingScheme"_s, app.signingScheme > 0 ? QJsonValue(app.signingScheme) : QJsonValue()},
            {u"abis"_s, QJsonArray::fromStringList(app.abis)},
            {u"minSdk"_s, app.minSdk > 0 ? QJsonValue(app.minSdk) : QJsonValue()},
            {u"targetSdk"_s, app.targetSdk > 0 ? QJsonValue(app.targetSdk) : QJsonValue()},
            {u"sharedUserId"_s, textOrNull(app.sharedUserId)},
            {u"apks"_s, apks},
            {u"apkBytes"_s, knownNumber(app.apkBytes)},
            {u"dataBytes"_s, knownNumber(app.dataBytes)},
            {u"deviceDataBytes"_s, knownNumber(app.deviceDataBytes)},
            {u"externalDataBytes"_s, knownNumber(app.externalDataBytes)},
            {u"obbBytes"_s, knownNumber(app.obbBytes)},
            {u"mediaBytes"_s, knownNumber(app.mediaBytes)},
            {u"problem"_s, textOrNull(app.problem)}};
}

QJsonObject toJson(const AppIcon &icon)
{
    QJsonArray layers;
    for (const IconLayer &layer : icon.layers) {
        QJsonObject object{
            {u"area"_s, QJsonArray{layer.area.x(), layer.area.y(), layer.area.width(), layer.area.height()}}};
        if (layer.kind == IconLayer::Kind::Colour)
            object.insert(u"colour"_s, u"#%1"_s.arg(layer.colour, 8, 16, '0'_L1));
        else
            object.insert(layer.kind == IconLayer::Kind::Svg ? u"svg"_s : u"picture"_s,
                          QString::fromLatin1(layer.bytes.toBase64()));
        layers.append(object);
    }
    return {{u"adaptive"_s, icon.adaptive}, {u"layers"_s, layers}};
}

QJsonObject toJson(const EmulatorView &emulator)
{
    return {{u"name"_s, emulator.name},
            {u"serial"_s, emulator.serial.value},
            {u"androidVersion"_s, emulator.androidVersion},
            {u"model"_s, emulator.model},
            {u"port"_s, emulator.port},
            {u"running"_s, emulator.running},
            {u"directory"_s, emulator.directory}};
}

QJsonObject toJson(const StoreView &store)
{
    return {{u"name"_s, store.name},
            {u"url"_s, store.url},
            {u"options"_s, store.options},
            {u"createdAt"_s, timeValue(store.createdAt)},
            {u"backupCount"_s, store.backupCount},
            {u"storedBytes"_s, store.storedBytes},
            {u"freeBytes"_s, knownNumber(store.freeBytes)}};
}

QJsonObject toJson(const StoreTestStep &step)
{
    return {{u"name"_s, stepName(step.kind)},
            {u"ok"_s, step.ok},
            {u"milliseconds"_s, step.milliseconds},
            {u"error"_s, step.ok && step.kind != StoreTestStep::Kind::Concern
                             ? QJsonValue()
                             : QJsonValue(toJson(step.error))}};
}

QJsonObject toJson(const StoreScanReport &report)
{
    return {{u"objects"_s, report.objects},     {u"added"_s, report.added},
            {u"confirmed"_s, report.confirmed}, {u"missing"_s, report.missing},
            {u"returned"_s, report.returned},   {u"problems"_s, toJsonArray(report.problems)}};
}

QJsonObject toJson(const BackupRecord &backup)
{
    return {{u"id"_s, backup.id.value},
            {u"name"_s, backup.name},
            {u"phone"_s, backup.serial.value},
            {u"phoneId"_s, textOrNull(backup.phone.value)},
            {u"phoneName"_s, backup.phoneName},
            {u"group"_s, textOrNull(backup.groupName)},
            {u"tags"_s, QJsonArray::fromStringList(backup.tags)},
            {u"status"_s, toText(backup.status)},
            {u"sizeBytes"_s, backup.sizeBytes},
            {u"storedBytes"_s, backup.storedBytes},
            {u"fileCount"_s, backup.fileCount},
            {u"warnings"_s, backup.warningCount},
            {u"store"_s, backup.storeName},
            {u"location"_s, textOrNull(backup.location)},
            {u"sha256"_s, textOrNull(backup.sha256)},
            {u"createdAt"_s, timeValue(backup.createdAt)},
            {u"finishedAt"_s, timeValue(backup.finishedAt)},
            {u"verifiedAt"_s, timeValue(backup.verifiedAt)},
            {u"check"_s, backup.checkedBy ? QJsonValue(toText(*backup.checkedBy)) : QJsonValue()},
            {u"androidVersion"_s, backup.androidVersion},
            {u"model"_s, backup.model},
            {u"abi"_s, backup.abi},
            {u"whole"_s, backup.whole},
            {u"paths"_s, QJsonArray::fromStringList(backup.paths)},
            {u"excludes"_s, QJsonArray::fromStringList(backup.excludes)},
            {u"apps"_s, QJsonArray::fromStringList(backup.apps)},
            {u"appLabels"_s, QJsonArray::fromStringList(backup.appLabels)},
            {u"description"_s, backup.description},
            {u"owner"_s, backup.owner},
            {u"error"_s, errorValue(backup.error)}};
}

QJsonObject toJson(const BackupHit &hit)
{
    static constexpr const char *kMatches[] = {"none",   "nearBeginning", "near",
                                               "inside", "beginning",     "exact"};
    QJsonObject out = toJson(hit.backup);
    out[u"match"_s] = QLatin1String(kMatches[size_t(hit.quality)]);
    return out;
}

QJsonObject toJson(const PhoneRecord &phone)
{
    return {{u"id"_s, phone.id.value},
            {u"serial"_s, phone.serial.value},
            {u"serialNumber"_s, phone.serialNumber},
            {u"name"_s, phone.name},
            {u"model"_s, phone.model},
            {u"manufacturer"_s, phone.manufacturer},
            {u"androidVersion"_s, phone.androidVersion},
            {u"sdk"_s, phone.sdk > 0 ? QJsonValue(phone.sdk) : QJsonValue()},
            {u"abi"_s, phone.abi},
            {u"group"_s, textOrNull(phone.groupName)},
            {u"tags"_s, QJsonArray::fromStringList(phone.tags)},
            {u"firstSeen"_s, timeValue(phone.firstSeen)},
            {u"lastSeen"_s, timeValue(phone.lastSeen)}};
}

QJsonObject toJson(const FileHit &hit)
{
    static constexpr const char *kTypes[] = {"file", "folder",          "symlink",    "hardlink",
                                             "fifo", "characterDevice", "blockDevice"};
    const FileEntry &file = hit.file;
    return {{u"path"_s, shownName(file.path)},
            {u"type"_s, QLatin1String(kTypes[size_t(file.type)])},
            {u"sizeBytes"_s, file.size},
            {u"modifiedAt"_s, timeValue(QDateTime::fromMSecsSinceEpoch(file.mtimeNs / 1'000'000, Qt::UTC))},
            {u"link"_s, textOrNull(shownName(file.link))},
            {u"sha256"_s, textOrNull(QString::fromLatin1(file.sha256.toHex()))},
            {u"backupId"_s, hit.backup.value},
            {u"backupName"_s, hit.backupName},
            {u"backupStatus"_s, toText(hit.status)},
            {u"phoneId"_s, hit.phone.value},
            {u"phoneName"_s, hit.phoneName},
            {u"createdAt"_s, timeValue(hit.createdAt)}};
}

QJsonObject toJson(const FileVersion &version)
{
    return {{u"newest"_s, toJson(version.newest)},
            {u"oldest"_s, toJson(version.oldest)},
            {u"backupCount"_s, version.backupCount},
            {u"phoneCount"_s, version.phoneCount}};
}

QJsonObject toJson(const FacetCount &count)
{
    return {{u"value"_s, count.value}, {u"label"_s, textOrNull(count.label)}, {u"count"_s, count.count}};
}

QJsonObject toJson(const BackupFacets &facets)
{
    return {{u"totalCount"_s, facets.totalCount},        {u"status"_s, toJsonArray(facets.status)},
            {u"group"_s, toJsonArray(facets.group)},     {u"phone"_s, toJsonArray(facets.phone)},
            {u"age"_s, toJsonArray(facets.age)},         {u"store"_s, toJsonArray(facets.store)},
            {u"android"_s, toJsonArray(facets.android)}, {u"tag"_s, toJsonArray(facets.tag)}};
}

QJsonObject toJson(const JobRecord &job)
{
    return {{u"id"_s, job.id.value},
            {u"batch"_s, job.batch.value},
            {u"kind"_s, toText(job.kind)},
            {u"phone"_s, textOrNull(job.serial.value)},
            {u"phoneId"_s, textOrNull(job.phone.value)},
            {u"backupId"_s, textOrNull(job.backup.value)},
            {u"status"_s, toText(job.status)},
            {u"phase"_s, phaseName(job.progress.phase)},
            {u"bytesDone"_s, job.progress.bytesDone},
            {u"bytesTotal"_s, knownNumber(job.progress.bytesTotal)},
            {u"filesDone"_s, job.progress.filesDone},
            {u"filesTotal"_s, knownNumber(job.progress.filesTotal)},
            {u"outage"_s, outageValue(job.progress.outage)},
            {u"createdAt"_s, timeValue(job.createdAt)},
            {u"startedAt"_s, timeValue(job.startedAt)},
            {u"finishedAt"_s, timeValue(job.finishedAt)},
            {u"cancelRequested"_s, job.cancelRequested},
            {u"priority"_s, toText(job.priority)},
            {u"attempt"_s, job.attempt},
            {u"notBefore"_s, timeValue(job.notBefore)},
            {u"patientUntil"_s, timeValue(job.patientUntil)},
            {u"after"_s, textOrNull(job.after.value)},
            {u"outcome"_s, job.outcome.isEmpty() ? QJsonValue() : QJsonValue(job.outcome)},
            {u"error"_s, errorValue(job.error)}};
}

QJsonObject toJson(const EventRecord &event)
{
    return {{u"time"_s, timeValue(event.time)},      {u"job"_s, event.job.value},
            {u"severity"_s, toText(event.severity)}, {u"kind"_s, event.kind},
            {u"path"_s, textOrNull(event.path)},     {u"text"_s, event.text}};
}

QJsonObject toJson(const IndexEntry &entry)
{
    const bool device = entry.type == EntryType::CharacterDevice || entry.type == EntryType::BlockDevice;
    QJsonObject out{{u"path"_s, phonePath(entry)},
                    {u"type"_s, typeName(entry.type)},
                    {u"mode"_s, QString::number(entry.mode, 8).rightJustified(4, u'0')},
                    {u"uid"_s, entry.uid},
                    {u"gid"_s, entry.gid},
                    {u"sizeBytes"_s, entry.size},
                    {u"modifiedAt"_s, isoText(QDateTime::fromSecsSinceEpoch(entry.mtime, Qt::UTC))},
                    {u"modifiedNanoseconds"_s, static_cast<qint64>(entry.mtimeNanos)}};
    const auto add = [&out](const QString &key, const QString &value) {
        if (!value.isEmpty())
            out[key] = value;
    };
    add(u"linkTarget"_s, shownName(entry.linkTarget));
    add(u"sha256"_s, QString::fromLatin1(entry.sha256.toHex()));
    add(u"selinuxLabel"_s, shownName(entry.selinuxLabel));
    if (device)
        out[u"device"_s] = u"%1:%2"_s.arg(entry.deviceMajor).arg(entry.deviceMinor);
    if (!entry.xattrs.isEmpty()) {
        QJsonObject attributes;
        for (const auto &[name, value] : entry.xattrs)
            attributes[shownName(name)] = QString::fromLatin1(value.toBase64());
        out[u"xattrsBase64"_s] = attributes;
    }
    return out;
}

QString phonePath(const IndexEntry &entry)
{
    return shownName(entry.path.startsWith('/') ? entry.path : '/' + entry.path);
}

QString typeName(EntryType type)
{
    switch (type) {
    case EntryType::File:
        return u"file"_s;
    case EntryType::Folder:
        return u"folder"_s;
    case EntryType::SymbolicLink:
        return u"symlink"_s;
    case EntryType::HardLink:
        return u"hardlink"_s;
    case EntryType::Fifo:
        return u"fifo"_s;
    case EntryType::CharacterDevice:
        return u"characterDevice"_s;
    case EntryType::BlockDevice:
        return u"blockDevice"_s;
    }
    Q_UNREACHABLE();
}

QString stepName(StoreTestStep::Kind kind)
{
    switch (kind) {
    case StoreTestStep::Kind::Write:
        return u"write"_s;
    case StoreTestStep::Kind::ReadBack:
        return u"readBack"_s;
    case StoreTestStep::Kind::Range:
        return u"range"_s;
    case StoreTestStep::Kind::List:
        return u"list"_s;
    case StoreTestStep::Kind::NoOverwrite:
        return u"noOverwrite"_s;
    case StoreTestStep::Kind::Parts:
        return u"parts"_s;
    case StoreTestStep::Kind::Delete:
        return u"delete"_s;
    case StoreTestStep::Kind::Concern:
        return u"concern"_s;
    }
    Q_UNREACHABLE();
}

} // namespace holdfast::cli
