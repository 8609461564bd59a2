// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phone/phonefacts.h"

#include "core/phone/adbtext.h"

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

/// Between the answers. No property or name has a line like it.
constexpr QByteArrayView kMark = "--holdfast-7f3a--";

QByteArray marked(std::initializer_list<QByteArrayView> commands)
{
    QByteArray script;
    for (const QByteArrayView command : commands)
        script.append(command).append(" 2>/dev/null; echo; echo ").append(kMark).append("; ");
    return script.append("true");
}

constexpr QByteArrayView kAndroidId = "settings get secure android_id";
constexpr QByteArrayView kBootId = "cat /proc/sys/kernel/random/boot_id";

QList<QByteArray> splitMarked(QByteArrayView output)
{
    QList<QByteArray> parts;
    const QByteArray separator = QByteArray("\n").append(kMark).append('\n');
    while (true) {
        const qsizetype end = output.indexOf(separator);
        if (end < 0)
            return parts;
        parts.append(output.first(end).toByteArray());
        output = output.sliced(end + separator.size());
    }
}

/// `settings` says "null" for what is not set.
QString setting(const QByteArray &text)
{
    const QString value = QString::fromUtf8(text).trimmed();
    return value == "null"_L1 || value.contains(u'\n') ? QString{} : value;
}

Error noAnswer(const Serial &serial)
{
    return {Errc::PhoneRefused, u"the phone's shell did not answer what was asked"_s, {serial.value, {}, {}}};
}

Result<QList<QByteArray>> ask(const PhoneTransport &transport, std::initializer_list<QByteArrayView> commands,
                              const CancelToken &cancel)
{
    const auto result = runShell(transport, marked(commands), cancel);
    if (!result)
        return tl::unexpected(result.error());
    const QList<QByteArray> parts = splitMarked(result->output);
    if (parts.size() != static_cast<qsizetype>(commands.size()))
        return tl::unexpected(noAnswer(transport.serial));
    return parts;
}

QString serialNumberOf(const QHash<QByteArray, QByteArray> &properties)
{
    const QByteArray serial = properties.value("ro.serialno");
    return QString::fromUtf8(serial.isEmpty() ? properties.value("ro.boot.serialno") : serial);
}

QString abiOf(const QHash<QByteArray, QByteArray> &properties)
{
    const QByteArray list = properties.value("ro.product.cpu.abilist");
    return QString::fromUtf8(list.isEmpty() ? properties.value("ro.product.cpu.abi")
                                            : list.split(',').first());
}

} // namespace

Result<PhoneFacts> parsePhoneFacts(QByteArrayView output, const Serial &serial)
{
    const QList<QByteArray> parts = splitMarked(output);
    if (parts.size() != 4)
        return tl::unexpected(noAnswer(serial));
    const auto properties = parseGetprop(parts.at(0));
    const auto text = [&properties](const char *key) { return QString::fromUtf8(properties.value(key)); };
    PhoneFacts facts;
    facts.serial = serial;
    facts.serialNumber = serialNumberOf(properties);
    facts.androidId = setting(parts.at(1));
    facts.bootId = setting(parts.at(2));
    facts.fingerprint = text("ro.build.fingerprint");
    facts.manufacturer = text("ro.product.manufacturer");
    facts.model = text("ro.product.model");
    facts.name = setting(parts.at(3));
    if (facts.name.isEmpty())
        facts.name = facts.model;
    facts.androidVersion = text("ro.build.version.release");
    facts.sdk = text("ro.build.version.sdk").toInt();
    facts.abi = abiOf(properties);
    facts.kind = phoneKind(serial);
    return facts;
}

Result<PhoneFacts> readPhoneFacts(const PhoneTransport &transport, const CancelToken &cancel)
{
    const QByteArray script = marked({"getprop", kAndroidId, kBootId, "settings get global device_name"});
    const auto result = runShell(transport, script, cancel);
    if (!result)
        return tl::unexpected(result.error());
    return parsePhoneFacts(result->output, transport.serial);
}

PhoneCondition parsePhoneCondition(const QByteArray &battery, const QByteArray &userState,
                                   const QByteArray &available)
{
    constexpr int kCharging = 2;
    constexpr int kFull = 5;
    PhoneCondition condition;
    QHash<QByteArray, QByteArray> values;
    for (const QByteArray &line : battery.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon < 0)
            continue;
        const QByteArray name = line.first(colon).trimmed();
        const QByteArray value = line.sliced(colon + 1).trimmed();
        values.insert(name, value);
        condition.charging = condition.charging || (name.endsWith(" powered") && value == "true");
    }
    const int scale = values.value("scale").toInt();
    bool hasLevel = false;
    const int level = values.value("level").toInt(&hasLevel);
    if (values.value("present") == "true" && hasLevel && scale > 0)
        condition.batteryPercent = level * 100 / scale;
    const int status = values.value("status").toInt();
    condition.charging = condition.charging || status == kCharging || status == kFull;
    condition.storageLocked = userState.trimmed() == "RUNNING_LOCKED" && available.trimmed() != "true";
    return condition;
}

Result<PhoneCondition> readPhoneCondition(const PhoneTransport &transport, const CancelToken &cancel)
{
    const auto parts =
        ask(transport, {"dumpsys battery", "am get-started-user-state 0", "getprop sys.user.0.ce_available"},
            cancel);
    if (!parts)
        return tl::unexpected(parts.error());
    return parsePhoneCondition(parts->at(0), parts->at(1), parts->at(2));
}

Result<PhoneIdentity> readPhoneIdentity(const PhoneTransport &transport, const CancelToken &cancel)
{
    const auto parts = ask(transport, {"getprop", kAndroidId, kBootId}, cancel);
    if (!parts)
        return tl::unexpected(parts.error());
    return PhoneIdentity{serialNumberOf(parseGetprop(parts->at(0))), setting(parts->at(1)),
                         setting(parts->at(2))};
}

} // namespace holdfast
