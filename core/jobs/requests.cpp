// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/requests.h"

#include "core/jobs/nametemplate.h"

#include <QJsonArray>
#include <QMap>
#include <QRegularExpression>

#include <algorithm>

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

QStringList texts(const QJsonValue &array)
{
    QStringList list;
    for (const auto &value : array.toArray())
        list.append(value.toString());
    return list;
}

/// Only what differs from what is usual for the request.
void addQueue(QJsonObject &json, const QueueOptions &queue, JobPriority usual)
{
    if (queue.priority != usual)
        json[u"priority"_s] = toText(queue.priority);
    if (queue.patienceSeconds > 0)
        json[u"patience"_s] = queue.patienceSeconds;
}

QueueOptions queueFrom(const QJsonObject &json, JobPriority usual)
{
    return {.priority = jobPriorityFromText(json.value("priority"_L1).toString()).value_or(usual),
            .patienceSeconds = json.value("patience"_L1).toInt()};
}

/// The request that was read from @p json, unless it would be written as less than that.
template <typename Request>
std::optional<Request> unlessLess(Request request, const QJsonObject &json)
{
    const QJsonObject again = toJson(request);
    const QStringList keys = json.keys();
    const bool whole = std::all_of(keys.begin(), keys.end(),
                                   [&](const QString &key) { return again.value(key) == json.value(key); });
    return whole ? std::optional(std::move(request)) : std::nullopt;
}

} // namespace

std::optional<int> patienceFromText(const QString &text)
{
    static const QRegularExpression kForm(u"^([1-9][0-9]{0,5})([smhd])$"_s);
    const auto form = kForm.match(text);
    if (!form.hasMatch())
        return std::nullopt;
    static const QMap<QString, qint64> kUnits{{u"s"_s, 1}, {u"m"_s, 60}, {u"h"_s, 3600}, {u"d"_s, 24 * 3600}};
    const qint64 seconds = form.captured(1).toLongLong() * kUnits.value(form.captured(2));
    if (seconds > QueueOptions::kMostPatienceSeconds)
        return std::nullopt;
    return static_cast<int>(seconds);
}

QString toText(Conflict conflict)
{
    switch (conflict) {
    case Conflict::Overwrite:
        return u"overwrite"_s;
    case Conflict::Skip:
        return u"skip"_s;
    case Conflict::KeepNewer:
        return u"newer"_s;
    }
    Q_UNREACHABLE();
}

std::optional<Conflict> conflictFromText(QStringView text)
{
    for (const Conflict conflict : {Conflict::Overwrite, Conflict::Skip, Conflict::KeepNewer}) {
        if (text == toText(conflict))
            return conflict;
    }
    return std::nullopt;
}

QString toText(RestoreScope scope)
{
    switch (scope) {
    case RestoreScope::Both:
        return u"both"_s;
    case RestoreScope::ApkOnly:
        return u"apk"_s;
    case RestoreScope::DataOnly:
        return u"data"_s;
    }
    Q_UNREACHABLE();
}

std::optional<RestoreScope> restoreScopeFromText(QStringView text)
{
    for (const RestoreScope scope : {RestoreScope::Both, RestoreScope::ApkOnly, RestoreScope::DataOnly}) {
        if (text == toText(scope))
            return scope;
    }
    return std::nullopt;
}

QJsonObject toJson(const BackupRequest &request)
{
    QJsonObject json{{u"paths"_s, QJsonArray::fromStringList(request.paths)},
                     {u"apps"_s, QJsonArray::fromStringList(request.apps)},
                     {u"excludes"_s, QJsonArray::fromStringList(request.excludes)},
                     {u"whole"_s, request.whole},
                     {u"store"_s, request.store},
                     {u"folder"_s, request.folder},
                     {u"level"_s, request.compressionLevel}};
    if (!request.speed.isEmpty())
        json[u"speed"_s] = request.speed;
    if (!request.speedGroup.isEmpty())
        json[u"speedGroup"_s] = request.speedGroup;
    if (!request.hooks.isEmpty())
        json[u"hooks"_s] = toJson(request.hooks);
    if (request.onlyWhatIsThere)
        json[u"onlyWhatIsThere"_s] = true;
    addQueue(json, request.queue, JobPriority::Normal);
    // The backup's own record holds what the template became for its phone.
    if (isNameTemplate(request.name))
        json[u"name"_s] = request.name;
    return json;
}

QJsonObject toJson(const RestoreRequest &request)
{
    QJsonObject json{{u"paths"_s, QJsonArray::fromStringList(request.paths)},
                     {u"apps"_s, QJsonArray::fromStringList(request.apps)},
                     {u"scope"_s, toText(request.scope)},
                     {u"conflict"_s, toText(request.conflict)},
                     {u"restart"_s, request.restart},
                     {u"takeIdentity"_s, request.takeIdentity},
                     {u"wayBack"_s, request.wayBack}};
    if (request.mayRunOut)
        json[u"mayRunOut"_s] = true;
    if (request.safetyBackup) {
        json[u"safetyBackup"_s] = QJsonObject{{u"store"_s, request.safetyBackup->store},
                                              {u"folder"_s, request.safetyBackup->folder}};
    }
    addQueue(json, request.queue, JobPriority::High);
    return json;
}

std::optional<BackupRequest> backupRequestFrom(const QJsonObject &json)
{
    BackupRequest request;
    request.paths = texts(json.value("paths"_L1));
    request.apps = texts(json.value("apps"_L1));
    request.excludes = texts(json.value("excludes"_L1));
    request.whole = json.value("whole"_L1).toBool();
    request.store = json.value("store"_L1).toString();
    request.folder = json.value("folder"_L1).toString();
    request.name = json.value("name"_L1).toString();
    request.compressionLevel = json.value("level"_L1).toInt(request.compressionLevel);
    request.speed = json.value("speed"_L1).toString();
    request.speedGroup = json.value("speedGroup"_L1).toString();
    request.hooks = hooksFrom(json.value("hooks"_L1).toObject());
    request.onlyWhatIsThere = json.value("onlyWhatIsThere"_L1).toBool();
    request.queue = queueFrom(json, JobPriority::Normal);
    return unlessLess(std::move(request), json);
}

std::optional<RestoreRequest> restoreRequestFrom(const QJsonObject &json)
{
    RestoreRequest request;
    request.paths = texts(json.value("paths"_L1));
    request.apps = texts(json.value("apps"_L1));
    request.scope = restoreScopeFromText(json.value("scope"_L1).toString()).value_or(request.scope);
    request.conflict = conflictFromText(json.value("conflict"_L1).toString()).value_or(request.conflict);
    request.restart = json.value("restart"_L1).toBool();
    request.takeIdentity = json.value("takeIdentity"_L1).toBool();
    request.wayBack = json.value("wayBack"_L1).toBool(request.wayBack);
    request.mayRunOut = json.value("mayRunOut"_L1).toBool();
    if (const QJsonObject place = json.value("safetyBackup"_L1).toObject(); !place.isEmpty())
        request.safetyBackup = {place.value("store"_L1).toString(), place.value("folder"_L1).toString()};
    request.queue = queueFrom(json, JobPriority::High);
    return unlessLess(std::move(request), json);
}

} // namespace holdfast
