// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/emulator/emulatorsettings.h"

#include <QHash>
#include <QJsonArray>
#include <QRegularExpression>

#include <array>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

/// The one list of faults: each name with its field.
template <class Faults, class Visitor>
void visitFaults(Faults &faults, Visitor visit)
{
    visit("cutAfterBytes"_L1, faults.cutAfterBytes);
    visit("freeze"_L1, faults.freeze);
    visit("bytesPerSecond"_L1, faults.bytesPerSecond);
    visit("latencyMs"_L1, faults.latencyMs);
    visit("unauthorized"_L1, faults.unauthorized);
    visit("auth"_L1, faults.auth);
    visit("noRoot"_L1, faults.noRoot);
    visit("missingExitPacket"_L1, faults.missingExitPacket);
    visit("diskFullAfterBytes"_L1, faults.diskFullAfterBytes);
    visit("vanishPath"_L1, faults.vanishPath);
    visit("shrinkPath"_L1, faults.shrinkPath);
    visit("growPath"_L1, faults.growPath);
    visit("clockSkewSeconds"_L1, faults.clockSkewSeconds);
    visit("refuseOpen"_L1, faults.refuseOpen);
    visit("refuseService"_L1, faults.refuseService);
    visit("maxData"_L1, faults.maxData);
    visit("noExec"_L1, faults.noExec);
    visit("batteryPercent"_L1, faults.batteryPercent);
    visit("unplugged"_L1, faults.unplugged);
    visit("storageLocked"_L1, faults.storageLocked);
}

bool readValue(const QJsonValue &json, bool &value)
{
    value = json.toBool();
    return json.isBool();
}

bool readValue(const QJsonValue &json, qint64 &value)
{
    value = json.toInteger();
    return json.isDouble();
}

bool readValue(const QJsonValue &json, QString &value)
{
    value = json.toString();
    return json.isString();
}

bool readText(const QString &text, bool &value)
{
    value = text == "true"_L1;
    return value || text == "false"_L1;
}

bool readText(const QString &text, qint64 &value)
{
    bool ok = false;
    value = text.toLongLong(&ok);
    return ok;
}

bool readText(const QString &text, QString &value)
{
    value = text;
    return true;
}

constexpr std::array kPolicies{std::pair(RootPolicy::Adbd, "adbd"_L1),
                               std::pair(RootPolicy::Userdebug, "userdebug"_L1),
                               std::pair(RootPolicy::Su, "su"_L1), std::pair(RootPolicy::Magisk, "magisk"_L1),
                               std::pair(RootPolicy::None, "none"_L1)};

} // namespace

QJsonObject EmulatorFaults::toJson() const
{
    QJsonObject json;
    const EmulatorFaults none;
    visitFaults(*this, [&json](QLatin1String name, const auto &value) { json.insert(name, value); });
    QJsonObject defaults;
    visitFaults(none, [&defaults](QLatin1String name, const auto &value) { defaults.insert(name, value); });
    for (const QString &name : defaults.keys()) {
        if (json.value(name) == defaults.value(name))
            json.remove(name);
    }
    return json;
}

Result<EmulatorFaults> EmulatorFaults::fromJson(const QJsonObject &json)
{
    EmulatorFaults faults;
    QStringList known;
    QString wrong;
    visitFaults(faults, [&](QLatin1String name, auto &value) {
        known.append(name);
        if (json.contains(name) && !readValue(json.value(name), value))
            wrong = name;
    });
    for (const QString &name : json.keys()) {
        if (!known.contains(name))
            return fail(Errc::InvalidArgument, u"unknown fault: "_s % name);
    }
    if (!wrong.isEmpty())
        return fail(Errc::InvalidArgument, u"wrong type of value for the fault "_s % wrong);
    return faults;
}

Result<void> EmulatorFaults::set(const QString &name, const QString &value)
{
    bool found = false;
    bool good = false;
    visitFaults(*this, [&](QLatin1String known, auto &field) {
        if (known != name)
            return;
        found = true;
        good = readText(value, field);
    });
    if (!found)
        return fail(Errc::InvalidArgument, u"unknown fault: "_s % name);
    if (!good)
        return fail(Errc::InvalidArgument, u"not a value for the fault "_s % name % u": "_s % value);
    return {};
}

QJsonObject EmulatorSettings::toJson() const
{
    QJsonObject json{{u"name"_s, name},
                     {u"androidVersion"_s, androidVersion},
                     {u"model"_s, model},
                     {u"manufacturer"_s, manufacturer},
                     {u"abi"_s, abi},
                     {u"serialNumber"_s, serialNumber},
                     {u"androidId"_s, androidId},
                     {u"port"_s, port},
                     {u"freeBytes"_s, freeBytes},
                     {u"root"_s, rootPolicyName(root)}};
    if (!translatedAbis.isEmpty())
        json.insert(u"translatedAbis"_s, QJsonArray::fromStringList(translatedAbis));
    if (const QJsonObject faultsJson = faults.toJson(); !faultsJson.isEmpty())
        json.insert(u"faults"_s, faultsJson);
    return json;
}

Result<EmulatorSettings> EmulatorSettings::fromJson(const QJsonObject &json)
{
    EmulatorSettings settings;
    const auto text = [&json](QLatin1String key, QString &field) {
        if (json.value(key).isString())
            field = json.value(key).toString();
    };
    text("name"_L1, settings.name);
    text("androidVersion"_L1, settings.androidVersion);
    text("model"_L1, settings.model);
    text("manufacturer"_L1, settings.manufacturer);
    text("abi"_L1, settings.abi);
    text("serialNumber"_L1, settings.serialNumber);
    static const QRegularExpression abiPattern(u"^[a-z0-9_-]{1,32}\\z"_s);
    for (const auto &value : json.value("translatedAbis"_L1).toArray()) {
        if (!abiPattern.match(value.toString()).hasMatch())
            return fail(Errc::InvalidArgument, u"not the name of a processor: "_s % value.toString());
        settings.translatedAbis.append(value.toString());
    }
    text("androidId"_L1, settings.androidId);
    settings.freeBytes = qMax<qint64>(0, json.value("freeBytes"_L1).toInteger());
    const qint64 port = json.value("port"_L1).toInteger();
    if (port < 0 || port > 65535)
        return fail(Errc::InvalidArgument, u"port out of range: "_s % QString::number(port));
    settings.port = quint16(port);
    static const QRegularExpression namePattern(u"^[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}\\z"_s);
    if (!namePattern.match(settings.name).hasMatch())
        return fail(Errc::InvalidArgument,
                    u"an emulated phone's name is 1 to 64 letters, digits, '.', '_' or '-'"_s,
                    {.object = settings.name});
    if (settings.sdk() == 0)
        return fail(Errc::InvalidArgument, u"unknown Android version: "_s % settings.androidVersion);
    if (json.contains("root"_L1)) {
        const auto policy = rootPolicyFromName(json.value("root"_L1).toString());
        if (!policy)
            return tl::unexpected(policy.error());
        settings.root = *policy;
    }
    auto faults = EmulatorFaults::fromJson(json.value("faults"_L1).toObject());
    if (!faults)
        return tl::unexpected(faults.error());
    settings.faults = *std::move(faults);
    return settings;
}

int EmulatorSettings::sdk() const
{
    static const QHash<QString, int> levels{{u"7"_s, 24},    {u"7.1"_s, 25}, {u"8"_s, 26},  {u"8.1"_s, 27},
                                            {u"9"_s, 28},    {u"10"_s, 29},  {u"11"_s, 30}, {u"12"_s, 31},
                                            {u"12.1"_s, 32}, {u"13"_s, 33},  {u"14"_s, 34}, {u"15"_s, 35},
                                            {u"16"_s, 36}};
    return levels.value(androidVersion, 0);
}

QString rootPolicyName(RootPolicy policy)
{
    for (const auto &[known, name] : kPolicies) {
        if (known == policy)
            return name;
    }
    Q_UNREACHABLE();
}

Result<RootPolicy> rootPolicyFromName(const QString &name)
{
    for (const auto &[policy, known] : kPolicies) {
        if (known == name)
            return policy;
    }
    return fail(Errc::InvalidArgument, u"unknown root policy: "_s % name);
}

} // namespace holdfast
