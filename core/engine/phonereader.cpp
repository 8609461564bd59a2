// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/phonereader.h"

#include "core/jobs/workingphone.h"
#include "core/phone/phonefacts.h"

#include <QThreadPool>
#include <QtConcurrentMap>

#include <algorithm>

namespace holdfast {
namespace {

constexpr int kReadersAtOnce = 16;
constexpr int kReadTimeoutMs = 5'000;

Result<PhoneFacts> readOne(EngineContext &context, const Serial &serial, const CancelToken &cancel)
{
    const auto entry = context.adb.phone(serial, cancel);
    if (!entry)
        return tl::unexpected(entry.error());
    if (auto usable = checkUsable(*entry); !usable)
        return tl::unexpected(usable.error());
    PhoneTransport transport = transportTo(context, serial);
    // One frozen phone must not hold up a list of 400 for a minute.
    transport.timeouts.inactivity = std::min(transport.timeouts.inactivity, kReadTimeoutMs);
    transport.timeouts.reply = std::min(transport.timeouts.reply, kReadTimeoutMs);
    transport.timeouts.ping = std::min(transport.timeouts.ping, kReadTimeoutMs);
    return readPhoneFacts(transport, cancel);
}

} // namespace

PhoneTransport transportTo(const EngineContext &context, const Serial &serial)
{
    return {.address = context.options.adb, .serial = serial, .timeouts = context.adb.timeouts()};
}

QList<Result<PhoneRecord>> readPhones(EngineContext &context, const QList<Serial> &serials,
                                      const CancelToken &cancel)
{
    QThreadPool pool;
    pool.setMaxThreadCount(kReadersAtOnce);
    const auto facts = QtConcurrent::blockingMapped<QList<Result<PhoneFacts>>>(
        &pool, serials, [&](const Serial &serial) { return readOne(context, serial, cancel); });

    QList<Result<PhoneRecord>> records;
    const auto catalog = context.openCatalog();
    for (const auto &fact : facts) {
        if (!fact)
            records.append(tl::unexpected(fact.error()));
        else if (!catalog)
            records.append(tl::unexpected(catalog.error()));
        else
            records.append((*catalog)->phones().upsert(toPhoneRecord(*fact), context.clock.now()));
    }
    return records;
}

Result<Serial> resolvePhone(EngineContext &context, const QString &text, const CancelToken &cancel)
{
    if (auto running = context.adb.ensureRunning(cancel); !running)
        return tl::unexpected(running.error());
    const auto entry = context.adb.phone({text}, cancel);
    if (entry || entry.error().code != Errc::PhoneNotFound)
        return entry.map([](const PhoneEntry &found) { return found.serial; });
    const auto catalog = context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    const auto record = (*catalog)->phones().find(text);
    if (!record)
        return tl::unexpected(record.error());
    return record->serial;
}

} // namespace holdfast
