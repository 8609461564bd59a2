// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/jobpatience.h"

#include "core/jobs/workingphone.h"
#include "core/phone/adbserver.h"
#include "core/phone/phonefacts.h"

#include <QSet>

#include <algorithm>

namespace holdfast {
namespace {

constexpr qint64 kFirstSeconds = 5;
constexpr qint64 kLongestSeconds = 60;
/// A silent phone among many others must not hold up the search.
constexpr int kReadTimeoutMs = 3'000;
/// A phone that was seen at an address so lately has not become another one.
constexpr qint64 kSeenSeconds = 900;

AdbTimeouts shortened(AdbTimeouts timeouts)
{
    timeouts.inactivity = std::min(timeouts.inactivity, kReadTimeoutMs);
    timeouts.reply = std::min(timeouts.reply, kReadTimeoutMs);
    timeouts.ping = std::min(timeouts.ping, kReadTimeoutMs);
    return timeouts;
}

/// The id of the phone that answers at @p serial; empty where none does.
PhoneId phoneAt(JobContext &context, const Serial &serial)
{
    const JobEnvironment &environment = context.environment;
    const PhoneTransport transport{
        .address = environment.adb, .serial = serial, .timeouts = shortened(environment.timeouts)};
    const auto facts = readPhoneFacts(transport, context.cancel);
    if (!facts)
        return {};
    const auto phone = context.catalog.phones().upsert(toPhoneRecord(*facts), environment.clock.now());
    return phone ? phone->id : PhoneId();
}

/// The addresses at which no other phone was seen lately.
QList<Serial> strangers(JobContext &context, const AdbServer &server)
{
    const auto entries = server.phones(context.cancel);
    const auto phones = context.catalog.phones().list();
    if (!entries || !phones)
        return {};
    const QDateTime now = context.environment.clock.now();
    QSet<QString> known{context.record.serial.value};
    for (const PhoneRecord &phone : *phones) {
        if (phone.id != context.record.phone && phone.lastSeen.addSecs(kSeenSeconds) > now)
            known.insert(phone.serial.value);
    }
    QList<Serial> found;
    for (const PhoneEntry &entry : *entries) {
        if (entry.state == PhoneState::Device && !known.contains(entry.serial.value))
            found.append(entry.serial);
    }
    return found;
}

} // namespace

bool isAway(Errc code)
{
    switch (code) {
    case Errc::AdbUnreachable:
    case Errc::PhoneNotFound:
    case Errc::PhoneOffline:
    case Errc::PhoneUnauthorized:
    case Errc::PhoneNotReady:
    case Errc::PhoneLost:
    case Errc::PhoneSilent:
    case Errc::PhoneChanged:
    case Errc::PhoneBusy:
    case Errc::StoreUnreachable:
        return true;
    default:
        return false;
    }
}

std::optional<QDateTime> nextTry(const JobRecord &job, const Error &error, const QDateTime &now)
{
    if (!job.patientUntil.isValid() || now >= job.patientUntil || !isAway(error.code))
        return std::nullopt;
    const qint64 seconds = std::min(kLongestSeconds, kFirstSeconds << std::clamp(job.attempt, 0, 10));
    return std::min(now.addSecs(seconds), job.patientUntil);
}

Serial whereIsPhone(JobContext &context)
{
    const JobRecord &job = context.record;
    if (job.phone.isEmpty())
        return job.serial;
    AdbServer server(context.environment.adb, {.timeouts = shortened(context.environment.timeouts)});
    if (!server.ensureRunning(context.cancel))
        return job.serial;
    // A server that was restarted has forgotten the phones of the network.
    const auto listed = server.phone(job.serial, context.cancel);
    if (!listed && phoneKind(job.serial) == PhoneKind::Tcp)
        (void)server.connectPhone(job.serial.value, context.cancel);
    if (phoneAt(context, job.serial) == job.phone)
        return job.serial;
    for (const Serial &serial : strangers(context, server)) {
        if (context.cancel.requested())
            break;
        if (phoneAt(context, serial) == job.phone)
            return serial;
    }
    return job.serial;
}

} // namespace holdfast
