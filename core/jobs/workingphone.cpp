// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/workingphone.h"

#include "core/jobs/apphold.h"
#include "core/jobs/wayback.h"
#include "core/phone/agentdeployer.h"

namespace holdfast {

PhoneRecord toPhoneRecord(const PhoneFacts &facts)
{
    PhoneRecord record;
    record.serial = facts.serial;
    record.serialNumber = facts.serialNumber;
    record.androidId = facts.androidId;
    record.name = facts.name;
    record.model = facts.model;
    record.manufacturer = facts.manufacturer;
    record.androidVersion = facts.androidVersion;
    record.sdk = facts.sdk;
    record.abi = facts.abi;
    return record;
}

void WorkingPhone::release()
{
    agent.reset();
    lock.reset();
    session.reset();
}

Result<WorkingPhone> openWorkingPhone(JobContext &context)
{
    const JobEnvironment &environment = context.environment;
    context.progress.phase = Phase::Connecting;
    WorkingPhone phone;
    auto session = PhoneSession::open(environment.adb, context.record.serial,
                                      {.timeouts = environment.timeouts, .root = true}, context.cancel);
    if (!session)
        return tl::unexpected(session.error());
    phone.session = std::move(*session);
    const PhoneFacts &facts = phone.session->facts();

    const PhoneRecord seen = toPhoneRecord(facts);
    if (!context.record.phone.isEmpty() &&
        phoneIdFor(seen.serialNumber, seen.androidId, seen.serial) != context.record.phone) {
        return fail(Errc::PhoneChanged,
                    QStringLiteral("another phone answers here than when the job was made"),
                    {.phone = facts.serial.value, .path = {}, .object = {}});
    }
    auto record = context.catalog.phones().upsert(seen, environment.clock.now());
    if (!record)
        return tl::unexpected(record.error());
    phone.record = std::move(*record);

    const ProcessIdentity &process = environment.process;
    auto lock = PhoneLock::acquire(
        phone.session->transport(),
        QStringLiteral("Holdfast on %1, process %2").arg(process.host).arg(process.pid), context.cancel);
    if (!lock)
        return tl::unexpected(lock.error());
    phone.lock = std::move(*lock);
    // What a job that was killed left of apps comes first: nothing may be read or written beside it.
    if (auto settled = settleApps(*phone.session, context.log, context.cancel); !settled)
        return tl::unexpected(settled.error());
    const auto path = AgentDeployer(environment.agentDirectory).deploy(*phone.session, context.cancel);
    if (!path)
        return tl::unexpected(path.error());
    phone.agent = std::make_unique<PhoneAgent>(*phone.session, *path);
    if (auto settled = settleRestore(*phone.session, *phone.agent, context.log, context.cancel); !settled)
        return tl::unexpected(settled.error());
    context.log.info(QStringLiteral("phone"), QStringLiteral("%1 %2, Android %3, root: %4")
                                                  .arg(facts.manufacturer, facts.model, facts.androidVersion,
                                                       rootKindName(facts.root)));
    return phone;
}

} // namespace holdfast
